//! Where in an input a value stands.

use std::fmt::{self, Display, Write as _};

/// Where in an input a value stands. Shown as AWS's messages do: `tags.1.member.key`.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'static str),
    Element(&'a Place<'a>, usize),
    Entry(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// What AWS's messages are in the order of: members by their [`bucket`], those of one bucket and
    /// what is said of one place as they come, elements by their number, a list before its elements.
    pub(super) fn rank(&self) -> Vec<usize> {
        let (parent, last) = match self {
            Self::Root => return Vec::new(),
            Self::Member(parent, name) => (parent, bucket(shown(name))),
            Self::Element(parent, number) | Self::Entry(parent, number) => (parent, *number),
        };
        let mut rank = parent.rank();
        rank.push(last);
        rank
    }
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(parent, name) => {
                if !matches!(parent, Self::Root) {
                    write!(f, "{parent}.")?;
                }
                shown(name).try_for_each(|letter| f.write_char(letter))
            }
            Self::Element(list, number) => write!(f, "{list}.{number}.member"),
            Self::Entry(map, number) => write!(f, "{map}.{number}.entry"),
        }
    }
}

/// A member's name as messages show it.
///
/// SOURCE: observed: only the first letter changes, as in `sAMLAssertion`.
fn shown(name: &str) -> impl Iterator<Item = char> {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters)
}

/// LIMIT: a structure with more than twelve members would have more buckets. None has so many that
/// can be wrong at once.
const BUCKETS: u32 = 16;

/// The bucket that a name has in one of Java's hash maps.
///
/// SOURCE: found out by comparing recorded messages of AWS, of IAM and others: this tells the order
/// of all but one, which is older than the hash function that Java has today. The function is that
/// of the Java API's `String.hashCode`, its bits folded as `HashMap` does.
fn bucket(name: impl Iterator<Item = char>) -> usize {
    let hash = name.fold(0_u32, |hash, letter| {
        hash.wrapping_mul(31).wrapping_add(u32::from(letter))
    });
    usize::try_from((hash ^ (hash >> 16)) % BUCKETS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(name: &'static str) -> Vec<usize> {
        Place::Member(&Place::Root, name).rank()
    }

    /// Recorded messages of AWS about several members, some of other services than this server has.
    #[test]
    fn members_come_in_the_order_that_was_observed() {
        for observed in [
            &[
                "MinimumPasswordLength",
                "PasswordReusePrevention",
                "MaxPasswordAge",
            ][..],
            &["ClientIDList", "ThumbprintList", "Url"],
            &["DurationSeconds", "RoleArn", "RoleSessionName"],
            &["WriteCapacityUnits", "ReadCapacityUnits"],
            &["Execution", "Domain"],
            &["AWSAccountId", "Label", "ActionName"],
            &["AttributeType", "AttributeName"],
            &["RoleArn", "KnowledgeBaseConfiguration"],
            &["Password", "Username"],
            &["GroupName", "Username"],
            &["AuthorizationCode", "State"],
            &["AccessKeyId", "Status"],
        ] {
            assert!(
                observed.is_sorted_by(|one, next| rank(one) < rank(next)),
                "{observed:?}"
            );
        }
    }

    #[test]
    fn elements_come_by_their_number_after_their_list() {
        let list = Place::Member(&Place::Root, "Tags");
        let (second, tenth) = (Place::Element(&list, 2), Place::Element(&list, 10));
        let key = Place::Member(&second, "Key");
        assert_eq!(key.to_string(), "tags.2.member.key");
        assert!(list.rank() < key.rank() && key.rank() < tenth.rank());
    }
}

//! What all lists of tags have in common.

use iamd_ident::Tag;

/// Whether a tag has a key.
///
/// SOURCE: IAM User Guide, "Tags for IAM resources", naming rules: the case of keys counts, but not
/// with users and roles.
pub(crate) type HasKey = fn(&Tag, &str) -> bool;

/// How tags of users are told apart.
pub(crate) const OF_USERS: HasKey = Tag::has_key;
/// How tags of roles are told apart.
pub(crate) const OF_ROLES: HasKey = Tag::has_key;
/// How tags of instance profiles are told apart.
pub(crate) const OF_INSTANCE_PROFILES: HasKey = |tag, key| tag.key == key;
/// How tags of server certificates are told apart.
pub(crate) const OF_SERVER_CERTIFICATES: HasKey = |tag, key| tag.key == key;
/// How tags of managed policies are told apart.
pub(crate) const OF_POLICIES: HasKey = |tag, key| tag.key == key;

/// How tags of identity providers are told apart (recorded for both kinds).
pub(crate) const OF_PROVIDERS: HasKey = |tag, key| tag.key == key;

/// Whether a tag may have such a character.
///
/// SOURCE: IAM API Reference, `Tag`: the pattern of both members.
pub(crate) fn is_permitted(letter: char) -> bool {
    let is_space = letter.is_whitespace() && !letter.is_control();
    letter.is_alphanumeric() || is_space || "_.:/=+-@".contains(letter)
}

/// The place of the first tag that has the key of one before it.
pub(crate) fn namesake(tags: &[Tag], has_key: HasKey) -> Option<usize> {
    let before = |place| tags.iter().take(place);
    let mut all = tags.iter().enumerate();
    all.find(|(place, tag)| before(*place).any(|other| has_key(other, &tag.key)))
        .map(|(place, _)| place)
}

/// Adds tags, each in the place of one with the same key.
pub(crate) fn merge(tags: &mut Vec<Tag>, new: &[Tag], has_key: HasKey) {
    for tag in new {
        match tags.iter_mut().find(|old| has_key(old, &tag.key)) {
            Some(old) => *old = tag.clone(),
            None => tags.push(tag.clone()),
        }
    }
}

/// Takes away the tags with these keys.
pub(crate) fn remove(tags: &mut Vec<Tag>, keys: &[String], has_key: HasKey) {
    tags.retain(|tag| !keys.iter().any(|key| has_key(tag, key)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.into(),
            value: value.into(),
        }
    }

    #[test]
    fn a_tag_takes_the_place_of_its_namesake() {
        let mut tags = vec![tag("Department", "finance")];
        merge(
            &mut tags,
            &[tag("department", "hr"), tag("team", "a")],
            OF_USERS,
        );
        assert_eq!(tags, [tag("department", "hr"), tag("team", "a")]);
        remove(&mut tags, &["DEPARTMENT".into(), "other".into()], OF_USERS);
        assert_eq!(tags, [tag("team", "a")]);
    }

    #[test]
    fn case_tells_the_keys_of_policies_apart() {
        let mut tags = vec![tag("a", "1")];
        merge(&mut tags, &[tag("A", "2"), tag("a", "3")], OF_POLICIES);
        assert_eq!(tags, [tag("a", "3"), tag("A", "2")]);
        remove(&mut tags, &["A".into()], OF_POLICIES);
        assert_eq!(tags, [tag("a", "3")]);
    }
}

//! Which keys of services the decision on an action has.
//!
//! SOURCE: service authorization reference of IAM, STS and S3, condition keys of each action.

use std::sync::LazyLock;

use iamd_api::{ActionRow, Service, iam, s3, sts};

/// The keys of an action, as the table writes them; an unknown one has none.
fn of(action: &str) -> &'static [&'static str] {
    let place = TABLE.binary_search_by(|(name, _)| (*name).cmp(action));
    let row = place.ok().and_then(|place| TABLE.get(place));
    row.map_or(&[], |(_, keys)| keys)
}

/// Whether the decision on an action has a key that stands in tables.
///
/// What is asked besides `sts:AssumeRole` is asked of the same request to STS, and has its keys: an
/// external id that a trust policy wants for both actions in one statement counts for both, and a
/// statement that denies all of STS without it does not deny the tags of who has it.
pub(super) fn has(action: &str, key: &str) -> bool {
    const BESIDES: [&str; 2] = ["sts:SetSourceIdentity", "sts:TagSession"];
    contain(of(action), key) || BESIDES.contains(&action) && contain(of("sts:AssumeRole"), key)
}

/// Whether a key is there for those actions alone whose row has it.
///
/// `iam:ResourceTag` is there for each resource of a type that has it.
pub(super) fn is_of_actions(key: &str) -> bool {
    const FAMILIES: [&str; 5] = ["aws:requesttag/", "aws:tagkeys", "iam:", "s3:", "sts:"];
    FAMILIES.iter().any(|family| starts_with(key, family)) && !starts_with(key, "iam:resourcetag/")
}

/// Whether keys as the table writes them contain a key: as it is, or as one of a family, which ends
/// with `<key>` or `${TagKey}`.
fn contain(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|known| match known.split_once(['<', '$']) {
        Some((family, _)) => starts_with(key, family),
        None => known.eq_ignore_ascii_case(key),
    })
}

/// Whether a key begins with a family's name, compared as condition keys are: without regard to
/// case.
fn starts_with(key: &str, family: &str) -> bool {
    let start = key.get(..family.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(family))
}

/// Actions with their keys, in the order of the actions.
static TABLE: LazyLock<Vec<(&str, &[&str])>> = LazyLock::new(|| {
    const OTHERS: [&[ActionRow]; 3] = [iam::OTHER_ACTIONS, s3::OTHER_ACTIONS, sts::OTHER_ACTIONS];
    let operations = Service::ALL.into_iter().flat_map(Service::operations);
    let of_operations = operations.map(|row| (row.action, row.condition_keys));
    let others = OTHERS.into_iter().flatten();
    let of_others = others.map(|row| (row.action, row.condition_keys));
    let mut table: Vec<_> = of_operations.chain(of_others).collect();
    table.sort_unstable();
    table.dedup_by_key(|(action, _)| *action);
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_has_the_same_keys_in_all_operations_that_ask_for_it() {
        let operations = Service::ALL.into_iter().flat_map(Service::operations);
        for row in operations {
            assert_eq!(of(row.action), row.condition_keys, "{}", row.name);
        }
    }

    #[test]
    fn every_action_is_found_and_nothing_else() {
        assert!(of("sts:AssumeRole").contains(&"sts:ExternalId"));
        assert_eq!(of("sts:SetSourceIdentity"), ["sts:SourceIdentity"]);
        assert!(contain(of("iam:PassRole"), "iam:passedtoservice"));
        assert!(contain(of("sts:TagSession"), "AWS:RequestTag/team"));
        assert!(!contain(of("sts:TagSession"), "sts:ExternalId"));
        assert!(has("sts:TagSession", "sts:ExternalId"));
        assert!(has("sts:SetSourceIdentity", "aws:RequestTag/team"));
        assert!(!has("sts:GetFederationToken", "sts:ExternalId"));
        assert!(!contain(of("iam:GetUser"), "iam:PolicyARN"));
        assert_eq!(
            of("sts:assumerole"),
            [""; 0],
            "rows are written as in the table"
        );
        assert_eq!(of("zzz:Nothing"), [""; 0]);
    }

    #[test]
    fn global_keys_are_of_every_action() {
        for key in [
            "aws:SourceIp",
            "aws:ResourceTag/x",
            "iam:ResourceTag/x",
            "saml:sub",
            "",
            "s3",
        ] {
            assert!(!is_of_actions(key), "{key}");
        }
        for key in [
            "aws:RequestTag/x",
            "AWS:TagKeys",
            "IAM:PolicyARN",
            "s3:prefix",
            "sts:x",
        ] {
            assert!(is_of_actions(key), "{key}");
        }
    }
}

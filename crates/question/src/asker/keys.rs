//! The condition keys that follow from the principal alone.

use iamd_policy::PrincipalType;

use super::Asker;

/// The ARN; for a session that of its role.
pub(super) const PRINCIPAL_ARN: &str = "aws:PrincipalArn";
/// The unique id, and what belongs to it.
pub(super) const USER_ID: &str = "aws:userid";

/// A key with how its value follows; `None` for whom it does not.
type Row = (&'static str, for<'a> fn(&'a Asker<'_>) -> Option<String>);

/// SOURCE: IAM User Guide, "IAM policy elements: Variables and tags", table of principal key
/// values, and "AWS global condition context keys". The account of an anonymous request is said to
/// be `anonymous` there.
const KEYS: &[Row] = &[
    ("aws:PrincipalAccount", |asker| match asker.kind {
        PrincipalType::Anonymous => Some("anonymous".to_owned()),
        _ => asker.account.clone(),
    }),
    (PRINCIPAL_ARN, |asker| match asker.kind {
        PrincipalType::RoleSession => asker.stands_for.clone(),
        _ => asker.account.is_some().then(|| asker.name.to_string()),
    }),
    ("aws:PrincipalIsAWSService", |asker| {
        let is_service = asker.kind == PrincipalType::Service;
        // Whoever belongs to an account has signed.
        (is_service || asker.account.is_some()).then(|| is_service.to_string())
    }),
    ("aws:PrincipalServiceName", |asker| {
        (asker.kind == PrincipalType::Service).then(|| asker.name.to_string())
    }),
    ("aws:PrincipalType", |asker| {
        let word = match asker.kind {
            PrincipalType::Anonymous => "Anonymous",
            PrincipalType::RootUser => "Account",
            PrincipalType::User => "User",
            PrincipalType::RoleSession => "AssumedRole",
            PrincipalType::FederatedUser => "FederatedUser",
            PrincipalType::Service | PrincipalType::Federated => return None,
        };
        Some(word.to_owned())
    }),
    // The unique ids of users and roles are in no ARN.
    (USER_ID, |asker| match asker.kind {
        PrincipalType::Anonymous => Some("anonymous".to_owned()),
        PrincipalType::RootUser => asker.account.clone(),
        PrincipalType::FederatedUser => {
            Some(format!("{}:{}", asker.account.as_ref()?, asker.own_name))
        }
        _ => None,
    }),
    ("aws:username", |asker| {
        (asker.kind == PrincipalType::User).then(|| asker.own_name.clone())
    }),
];

impl Asker<'_> {
    /// The keys with their values.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'static str, String)> {
        KEYS.iter()
            .filter_map(|(key, value)| Some((*key, value(self)?)))
    }
}

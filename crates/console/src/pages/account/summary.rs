//! What is in the account, counted, and how much of it there may be.

use iamd_api::iam::{self, SummaryKeyType as Key};
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::AccountPart;
use crate::{text::AccountTexts, visitor::Visit};

/// The summary, as the page shows it.
pub(super) struct Summary {
    pub(super) counted: Vec<Counted>,
    pub(super) root: Vec<Flag>,
    pub(super) limits: Vec<Limit>,
}

/// Things of a kind.
pub(super) struct Counted {
    pub(super) name: &'static str,
    pub(super) number: i32,
    /// How many there may be.
    pub(super) quota: Option<i32>,
    /// Where they are listed.
    pub(super) link: Option<&'static str>,
}

/// Something that is so or not.
pub(super) struct Flag {
    pub(super) name: &'static str,
    pub(super) is_set: bool,
    /// How it should be.
    should_be: bool,
}

impl Flag {
    /// The tone of the badge.
    pub(super) const fn tone(&self) -> &'static str {
        if self.is_set == self.should_be {
            "good"
        } else {
            "warn"
        }
    }
}

/// A limit of one thing.
pub(super) struct Limit {
    pub(super) name: &'static str,
    pub(super) number: i32,
}

/// What is counted, with its quota and its list.
const COUNTED: [(Key, Option<Key>, Option<&str>); 10] = [
    (Key::Users, Some(Key::UsersQuota), Some("/users")),
    (Key::Groups, Some(Key::GroupsQuota), Some("/groups")),
    (Key::Roles, Some(Key::RolesQuota), Some("/roles")),
    (
        Key::Policies,
        Some(Key::PoliciesQuota),
        Some("/policies?scope=local"),
    ),
    (
        Key::PolicyVersionsInUse,
        Some(Key::PolicyVersionsInUseQuota),
        None,
    ),
    (
        Key::InstanceProfiles,
        Some(Key::InstanceProfilesQuota),
        None,
    ),
    (
        Key::ServerCertificates,
        Some(Key::ServerCertificatesQuota),
        Some(AccountPart::Certificates.path()),
    ),
    (Key::Providers, None, Some(AccountPart::Providers.path())),
    (Key::MFADevices, None, None),
    (Key::MFADevicesInUse, None, None),
];

/// What is known of the root user, with how it should be. A password is needed to sign in, and is
/// neither good nor bad.
const ROOT: [(Key, bool); 4] = [
    (Key::AccountMFAEnabled, true),
    (Key::AccountPasswordPresent, true),
    (Key::AccountAccessKeysPresent, false),
    (Key::AccountSigningCertificatesPresent, false),
];

const LIMITS: [Key; 13] = [
    Key::GroupsPerUserQuota,
    Key::AccessKeysPerUserQuota,
    Key::SigningCertificatesPerUserQuota,
    Key::AttachedPoliciesPerUserQuota,
    Key::AttachedPoliciesPerGroupQuota,
    Key::AttachedPoliciesPerRoleQuota,
    Key::VersionsPerPolicyQuota,
    Key::PolicySizeQuota,
    Key::UserPolicySizeQuota,
    Key::GroupPolicySizeQuota,
    Key::RolePolicySizeQuota,
    Key::AssumeRolePolicySizeQuota,
    Key::GlobalEndpointTokenVersion,
];

/// The summary of the account of whoever is signed in.
pub(super) async fn of_account<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
) -> Result<Summary, Refused> {
    let told = visit.ask::<iam::GetAccountSummary>(&[]).await?;
    let texts = &visit.texts().account;
    let number = |key: Key| told.summary_map.get(&key).copied().unwrap_or_default();
    let counted = COUNTED.into_iter().map(|(key, quota, link)| Counted {
        name: name(key, texts),
        number: number(key),
        quota: quota.map(number),
        link,
    });
    let root = ROOT.into_iter().map(|(key, should_be)| Flag {
        name: name(key, texts),
        is_set: number(key) != 0,
        should_be,
    });
    let limits = LIMITS.into_iter().map(|key| Limit {
        name: name(key, texts),
        number: number(key),
    });
    Ok(Summary {
        counted: counted.collect(),
        root: root.collect(),
        limits: limits.collect(),
    })
}

fn name(key: Key, texts: &AccountTexts) -> &'static str {
    let mut names = texts.summary.iter();
    let found = names.find(|(known, _)| *known == key);
    found.map_or(key.as_str(), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;
    use crate::text;

    #[test]
    fn every_key_of_the_summary_stands_somewhere_once() {
        let counted = COUNTED
            .iter()
            .flat_map(|(key, quota, _)| [Some(*key), *quota]);
        let root = ROOT.iter().map(|(key, _)| Some(*key));
        let limits = LIMITS.iter().copied().map(Some);
        let mut keys: Vec<Key> = counted.chain(root).chain(limits).flatten().collect();
        keys.sort_unstable();
        let mut all = Key::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(keys, all);
    }

    #[test]
    fn everything_has_a_name() {
        let texts = &text::chosen(&HeaderMap::new()).account;
        let counted = COUNTED.iter().map(|(key, ..)| *key);
        let root = ROOT.iter().map(|(key, _)| *key);
        for key in counted.chain(root).chain(LIMITS) {
            let is_named = texts.summary.iter().any(|(known, _)| *known == key);
            assert!(is_named, "{key}");
        }
    }
}

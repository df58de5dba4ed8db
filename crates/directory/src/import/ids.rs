//! Unique ids that somebody of this server has already.
//!
//! An export may be imported beside the account that it was made of. Then what is told gets other ids, and
//! the policies in it name these.
//!
//! SECURITY: no two entities of a server may share an id. Policies that name one tell the accounts apart,
//! but conditions such as `aws:userid` do not.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use iamd_ident::{AccountId, UniqueId};
use iamd_store::{KeyRange, SCAN_RECORDS_MAX};

use super::{ImportError, RemarkKind, planner::Planner};
use crate::{Directory, Error, Portable, PortableInlinePolicy, keyspace};

impl Planner<'_> {
    /// Gives other ids to whatever has one that is taken. To be called before anything is planned.
    ///
    /// LIMIT: what another import brings at the same time is not seen; `iamd verify` tells of it.
    pub(super) async fn fresh_ids(&mut self, portable: &mut Portable) -> Result<(), ImportError> {
        let told: HashSet<UniqueId> = ids(portable).map(|id| *id).collect();
        let taken = self.directory.taken_ids(&told).await?;
        let fresh: Fresh = taken
            .into_iter()
            .filter_map(|id| Some((id, UniqueId::random(id.kind()?, self.directory.random()))))
            .collect();
        if fresh.is_empty() {
            return Ok(());
        }
        for id in ids(portable) {
            if let Some(other) = fresh.get(id) {
                *id = *other;
            }
        }
        let named = texts(portable)
            .map(|text| replace(text, &fresh))
            .filter(|is_changed| *is_changed)
            .count();
        let said = format!(
            "{} of its unique ids are others here, as this server has such ids already; {named} policies \
             name them",
            fresh.len()
        );
        self.remark_on(RemarkKind::Changed, "the account", said);
        Ok(())
    }
}

impl Directory {
    /// Those of the ids that something of this server has.
    async fn taken_ids(&self, told: &HashSet<UniqueId>) -> Result<BTreeSet<UniqueId>, Error> {
        let mut taken = BTreeSet::new();
        let mut accounts = self.names_under(&keyspace::accounts()).await?;
        accounts.extend(self.names_under(&keyspace::imports()).await?);
        let snapshot = self.snapshot().await?;
        for account in accounts {
            let Ok(account) = account.parse::<AccountId>() else {
                continue;
            };
            for table in keyspace::WITH_IDS {
                let mut range = KeyRange::under(&keyspace::within(account, table));
                loop {
                    let chunk = snapshot.examine(&range, SCAN_RECORDS_MAX).await;
                    let chunk = chunk.map_err(|error| Error::Store(Box::new(error)))?;
                    let Some((last, _)) = chunk.last() else {
                        break;
                    };
                    range = range.after(last);
                    let ids = chunk.iter().filter_map(|(key, _)| key.name()?.parse().ok());
                    taken.extend(ids.filter(|id| told.contains(id)));
                    // Others are served meanwhile.
                    tokio::task::yield_now().await;
                }
            }
        }
        Ok(taken)
    }
}

/// The ids that there are in the place of others.
type Fresh = BTreeMap<UniqueId, UniqueId>;

/// All unique ids that are told.
fn ids(portable: &mut Portable) -> impl Iterator<Item = &mut UniqueId> {
    let policies = portable.policies.iter_mut().map(|policy| &mut policy.id);
    let groups = portable.groups.iter_mut().map(|group| &mut group.id);
    let roles = portable.roles.iter_mut().map(|role| &mut role.id);
    let profiles = portable.instance_profiles.iter_mut();
    let profiles = profiles.map(|profile| &mut profile.id);
    let certificates = portable.server_certificates.iter_mut();
    let certificates = certificates.map(|certificate| &mut certificate.id);
    let users = portable.users.iter_mut().flat_map(|user| {
        let credentials = user.service_credentials.iter_mut();
        let credentials = credentials.map(|credential| &mut credential.id);
        std::iter::once(&mut user.id).chain(credentials)
    });
    let all = policies.chain(groups).chain(roles);
    all.chain(profiles).chain(certificates).chain(users)
}

/// The texts of all policies that are told.
fn texts(portable: &mut Portable) -> impl Iterator<Item = &mut String> {
    fn inline(policies: &mut [PortableInlinePolicy]) -> impl Iterator<Item = &mut String> {
        policies.iter_mut().map(|policy| &mut policy.document)
    }
    let versions = portable
        .policies
        .iter_mut()
        .flat_map(|policy| &mut policy.versions);
    let versions = versions.map(|version| &mut version.document);
    let groups = portable.groups.iter_mut();
    let groups = groups.flat_map(|group| inline(&mut group.inline_policies));
    let users = portable.users.iter_mut();
    let users = users.flat_map(|user| inline(&mut user.inline_policies));
    let roles = portable.roles.iter_mut().flat_map(|role| {
        std::iter::once(&mut role.trust_policy).chain(inline(&mut role.inline_policies))
    });
    let buckets = portable.buckets.iter_mut();
    let buckets = buckets.filter_map(|bucket| bucket.policy.as_mut());
    versions
        .chain(groups)
        .chain(users)
        .chain(roles)
        .chain(buckets)
}

/// Puts the other ids into a text. Whether there was one to put.
fn replace(text: &mut String, fresh: &Fresh) -> bool {
    let mut replaced = String::with_capacity(text.len());
    let mut is_changed = false;
    // Each word, and what stands behind it.
    for piece in text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        let other = word.parse().ok().and_then(|id| fresh.get(&id));
        if let (Some(other), Some(behind)) = (other, piece.get(word.len()..)) {
            is_changed = true;
            replaced.push_str(other.as_str());
            replaced.push_str(behind);
        } else {
            replaced.push_str(piece);
        }
    }
    if is_changed {
        *text = replaced;
    }
    is_changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let id = |text: &str| text.parse().unwrap();
        let old = id("AROAQ2UWECSEXAMPLE005");
        let fresh = Fresh::from([(old, id("AROAFRESHFRESHFRESH23"))]);
        let mut replaced = text.to_owned();
        let is_changed = replace(&mut replaced, &fresh);
        assert_eq!(replaced, expect);
        assert_eq!(is_changed, text != expect);
    }

    #[test]
    fn ids_are_replaced_where_they_are_whole_words() {
        check(
            r#"{"aws:userid": ["AROAQ2UWECSEXAMPLE005:*", "é", "AROAQ2UWECSEXAMPLE005"]}"#,
            r#"{"aws:userid": ["AROAFRESHFRESHFRESH23:*", "é", "AROAFRESHFRESHFRESH23"]}"#,
        );
        check("XAROAQ2UWECSEXAMPLE005", "XAROAQ2UWECSEXAMPLE005");
        check("AROAQ2UWECSEXAMPLE0055", "AROAQ2UWECSEXAMPLE0055");
        check("AROAQ2UWWEBEXAMPLE006", "AROAQ2UWWEBEXAMPLE006");
        check("", "");
    }
}

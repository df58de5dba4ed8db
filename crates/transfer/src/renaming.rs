//! An account under another id, or in another partition: what names it is written anew.
//!
//! In the texts of policies it is named in ARNs, as `:123456789012:`, and alone, as `"123456789012"`.
//! What has its id in another way, such as the name of a bucket, stays.

use iamd_directory::{Portable, PortableInlinePolicy, Remark, RemarkKind};
use iamd_ident::{AccountId, Arn, Partition};

/// From which account and partition to which.
pub(crate) struct Renaming {
    account: Option<(AccountId, AccountId)>,
    partition: Option<(Partition, Partition)>,
    /// How many texts are not as they were.
    changed: usize,
}

impl Renaming {
    pub(crate) fn new(account: (AccountId, AccountId), partition: (Partition, Partition)) -> Self {
        Self {
            account: Some(account).filter(|(from, to)| from != to),
            partition: Some(partition).filter(|(from, to)| from != to),
            changed: 0,
        }
    }

    /// Renames everything that is named by the account or the partition.
    pub(crate) fn apply(mut self, portable: &mut Portable) -> Option<Remark> {
        if self.account.is_none() && self.partition.is_none() {
            return None;
        }
        if let Some((_, to)) = self.account {
            portable.account.id = to;
        }
        for policy in &mut portable.policies {
            for version in &mut policy.versions {
                self.text(&mut version.document);
            }
        }
        for group in &mut portable.groups {
            self.arns(&mut group.attached_policies);
            self.inline(&mut group.inline_policies);
        }
        for role in &mut portable.roles {
            self.text(&mut role.trust_policy);
            self.arns(&mut role.attached_policies);
            self.inline(&mut role.inline_policies);
            self.arns(role.permissions_boundary.as_mut_slice());
        }
        for user in &mut portable.users {
            self.arns(&mut user.attached_policies);
            self.inline(&mut user.inline_policies);
            self.arns(user.permissions_boundary.as_mut_slice());
        }
        for bucket in &mut portable.buckets {
            bucket.policy.iter_mut().for_each(|text| self.text(text));
        }
        Some(self.remark())
    }

    /// A name of a policy, as [`Renaming::apply`] makes it.
    fn arns(&self, arns: &mut [Arn]) {
        for arn in arns {
            if let Ok(renamed) = self.renamed(arn.as_str()).parse() {
                *arn = renamed;
            }
        }
    }

    fn inline(&mut self, policies: &mut [PortableInlinePolicy]) {
        for policy in policies {
            self.text(&mut policy.document);
        }
    }

    fn text(&mut self, text: &mut String) {
        let renamed = self.renamed(text);
        if renamed != *text {
            self.changed += 1;
            *text = renamed;
        }
    }

    fn renamed(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if let Some((from, to)) = self.account {
            text = text.replace(&format!(":{from}:"), &format!(":{to}:"));
            text = text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        if let Some((from, to)) = self.partition {
            let (from, to) = (from.as_str(), to.as_str());
            text = text.replace(&format!("arn:{from}:"), &format!("arn:{to}:"));
        }
        text
    }

    fn remark(&self) -> Remark {
        let mut what = Vec::new();
        if let Some((from, to)) = self.account {
            what.push(format!("account {from} is account {to} here"));
        }
        if let Some((from, to)) = self.partition {
            let (from, to) = (from.as_str(), to.as_str());
            what.push(format!("partition {from} is {to} here"));
        }
        let (what, changed) = (what.join(", and "), self.changed);
        Remark {
            kind: RemarkKind::Changed,
            about: "the account".to_owned(),
            said: format!("{what}; {changed} policies name it so"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let account = |id: &str| id.parse().unwrap();
        let renaming = Renaming::new(
            (account("111122223333"), account("999999999999")),
            (Partition::AwsCn, Partition::Aws),
        );
        assert_eq!(renaming.renamed(text), expect);
    }

    #[test]
    fn the_account_is_renamed_where_it_is_named() {
        check(
            "arn:aws-cn:iam::111122223333:root",
            "arn:aws:iam::999999999999:root",
        );
        check(r#"{"AWS":"111122223333"}"#, r#"{"AWS":"999999999999"}"#);
        check(
            "arn:aws-cn:s3:::logs-111122223333/*",
            "arn:aws:s3:::logs-111122223333/*",
        );
        check(
            "arn:aws-cn:iam::444455556666:role/x",
            "arn:aws:iam::444455556666:role/x",
        );
        check("arn:aws-cn-b:s3:::x", "arn:aws-cn-b:s3:::x");
    }
}

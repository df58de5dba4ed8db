//! What AWS answers to `GetAccountAuthorizationDetails`.
//!
//! SOURCE: IAM API Reference, GetAccountAuthorizationDetails; output of the AWS CLI, which puts policy
//! documents as objects where the answer itself has texts that are encoded for URLs.

mod convert;
mod page;
mod text;

use std::collections::HashMap;

use iamd_directory::{
    AwsManagedPolicies, Portable, PortableAccount, PortablePolicy, Remark, RemarkKind,
};
use iamd_ident::{AccountId, Arn, Partition, Timestamp};
use serde_json::value::RawValue;

use crate::{
    Incoming, ReadError,
    incoming::parsed,
    place::{Origins, PageOrigin, PageOrigins},
};
use page::{Page, PolicyDetail};

/// What AWS does not tell here.
const NOT_TOLD: &str = "AWS does not tell passwords, access keys, MFA devices, certificates and other \
     credentials, the alias, the password policy and other settings of the account, identity \
     providers, server certificates and instance profiles without a role; descriptions of roles, and \
     for how long their sessions may last (an hour is taken)";

/// The account that pages are about, and its partition.
pub(crate) fn read(documents: &[&RawValue]) -> Result<(Incoming, Partition), ReadError> {
    let mut pages = Vec::with_capacity(documents.len());
    for (index, document) in documents.iter().enumerate() {
        let before = match documents.len() {
            1 => String::new(),
            _ => format!("page {}: ", index + 1),
        };
        pages.push(parsed::<Page>(document, before)?);
    }
    if pages.iter().all(Page::is_truncated) {
        return Err(ReadError::Truncated);
    }
    let mut reader = Reader::begin(&pages)?;
    for (index, page) in pages.into_iter().enumerate() {
        reader.page(index, page)?;
    }
    Ok(reader.finish())
}

/// What has been read so far.
struct Reader {
    account: AccountId,
    partition: Partition,
    portable: Portable,
    origins: PageOrigins,
    remarks: Vec<Remark>,
    /// The ARNs that policies of AWS's have here which this server does not know.
    copied: HashMap<Arn, Arn>,
}

impl Reader {
    fn begin(pages: &[Page]) -> Result<Self, ReadError> {
        let arn = pages.iter().find_map(Page::first_arn);
        let arn = arn.ok_or(ReadError::Empty)?;
        let (account, partition) = arn
            .account_id()
            .zip(arn.partition().parse().ok())
            .ok_or(ReadError::Unknown)?;
        let dates = pages.iter().flat_map(Page::dates);
        let created = dates.min().unwrap_or(Timestamp::UNIX_EPOCH);
        let portable = Portable::of(PortableAccount {
            id: account,
            created,
            alias: None,
            password_policy: None,
            properties: None,
            global_endpoint_token_version: None,
            web_identity_issuer: None,
        });
        let mut reader = Self {
            account,
            partition,
            portable,
            origins: PageOrigins {
                pages: pages.len(),
                ..PageOrigins::default()
            },
            remarks: Vec::new(),
            copied: HashMap::new(),
        };
        reader.remark(RemarkKind::LeftOut, "the account", NOT_TOLD);
        reader.copies(pages);
        Ok(reader)
    }

    /// Decides which policies of AWS's come along by their documents, and how they are called.
    fn copies(&mut self, pages: &[Page]) {
        let policies = || pages.iter().flat_map(|page| &page.policies);
        let own = |policy: &&PolicyDetail| policy.arn.account_id() == Some(self.account);
        let mut names: Vec<String> = policies()
            .filter(own)
            .map(|policy| policy.policy_name.folded())
            .collect();
        let (known, account, partition) =
            (AwsManagedPolicies::load(), self.account, self.partition);
        for policy in policies().filter(|policy| policy.arn.account() == "aws") {
            if known.get(&policy.arn).is_some() {
                continue;
            }
            let mut name = policy.policy_name.clone();
            while names.contains(&name.folded()) {
                match format!("{name}-AWS").parse() {
                    Ok(longer) => name = longer,
                    Err(_) => break,
                }
            }
            names.push(name.folded());
            let here = Arn::iam_entity(partition, account, "policy", &policy.path, &name);
            let about = format!("policy {}", policy.arn);
            let said = format!("this server does not know it; it is {here} here");
            self.remark(RemarkKind::Changed, about, said);
            self.copied.insert(policy.arn.clone(), here);
        }
    }

    fn page(&mut self, index: usize, page: Page) -> Result<(), ReadError> {
        for (place, user) in page.user_detail_list.into_iter().enumerate() {
            let origin = origin(index, "UserDetailList", place);
            let user = self.user(&origin, user)?;
            self.portable.users.push(user);
            self.origins.users.push(origin);
        }
        for (place, group) in page.group_detail_list.into_iter().enumerate() {
            let origin = origin(index, "GroupDetailList", place);
            let group = self.group(&origin, group)?;
            self.portable.groups.push(group);
            self.origins.groups.push(origin);
        }
        for (place, role) in page.role_detail_list.into_iter().enumerate() {
            let origin = origin(index, "RoleDetailList", place);
            let (role, profiles) = self.role(&origin, role)?;
            self.portable.roles.push(role);
            self.origins.roles.push(origin);
            for (inner, profile) in profiles.into_iter().enumerate() {
                self.portable.instance_profiles.push(profile);
                let inner = Some(inner);
                let origin = PageOrigin { inner, ..origin };
                self.origins.instance_profiles.push(origin);
            }
        }
        for (place, policy) in page.policies.into_iter().enumerate() {
            let origin = origin(index, "Policies", place);
            if let Some(policy) = self.policy(&origin, policy)? {
                self.portable.policies.push(policy);
                self.origins.policies.push(origin);
            }
        }
        Ok(())
    }

    /// A policy that the account is to have; none if this server has it.
    fn policy(
        &mut self,
        origin: &PageOrigin,
        policy: PolicyDetail,
    ) -> Result<Option<PortablePolicy>, ReadError> {
        let is_of_aws = policy.arn.account() == "aws";
        if is_of_aws && !self.copied.contains_key(&policy.arn) {
            self.compare_with_known(&policy);
            return Ok(None);
        }
        if !is_of_aws {
            self.check_account(origin, &policy.arn)?;
        }
        self.own_policy(origin, policy).map(Some)
    }

    /// AWS changes its policies, and this server may have another version.
    fn compare_with_known(&mut self, policy: &PolicyDetail) {
        let known = AwsManagedPolicies::load().get(&policy.arn);
        let known = known.map(|known| known.default_version());
        let told = policy.default_version_id.strip_prefix('v');
        let told = told.and_then(|number| number.parse::<u32>().ok());
        if let (Some(known), Some(told)) = (known, told)
            && known != told
        {
            let about = format!("policy {}", policy.arn);
            let said = format!("AWS told version v{told}; this server has v{known}, which counts");
            self.remark(RemarkKind::Changed, about, said);
        }
    }

    fn finish(self) -> (Incoming, Partition) {
        let incoming = Incoming {
            portable: self.portable,
            remarks: self.remarks,
            origins: Origins::Pages(self.origins),
        };
        (incoming, self.partition)
    }

    fn remark(&mut self, kind: RemarkKind, about: impl Into<String>, said: impl Into<String>) {
        self.remarks.push(Remark {
            kind,
            about: about.into(),
            said: said.into(),
        });
    }

    /// Whatever is told must be of one account.
    fn check_account(&self, origin: &PageOrigin, arn: &Arn) -> Result<(), ReadError> {
        let place = || origin.path(self.origins.pages, "Arn");
        match arn.account_id() {
            Some(other) if other == self.account => Ok(()),
            Some(other) => Err(ReadError::SeveralAccounts {
                place: place(),
                account: self.account,
                other,
            }),
            None => Err(ReadError::Malformed {
                place: place(),
                reason: "it names no account".to_owned(),
            }),
        }
    }
}

fn origin(page: usize, list: &'static str, index: usize) -> PageOrigin {
    PageOrigin {
        page,
        list,
        index,
        inner: None,
    }
}

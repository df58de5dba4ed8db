//! Lists of managed policies.

use iamd_api::iam::ListPolicies;
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn};
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX};

use super::Policy;
use crate::{
    Directory, Error, Page, PageRequest, PolicyUsage,
    draft::{load_from, parse},
    keyspace,
    page::{Walk, read_marker, write_marker},
    records::{AwsPolicyRecord, PolicyNameRecord, PolicyRecord},
};

const CUSTOMER_LIST: &str = "policies";
const AWS_LIST: &str = "aws-policies";

/// Which managed policies a list shows.
#[derive(Clone, Debug)]
pub struct PolicyFilter {
    /// Whether it shows the account's own.
    pub customers: bool,
    /// Whether it shows AWS's.
    pub aws: bool,
    /// Whether it shows only those that are attached to something.
    pub only_attached: bool,
    /// Whether it shows only those that are used in this way.
    pub usage: Option<PolicyUsage>,
    /// What their paths begin with.
    pub path_prefix: String,
}

impl PolicyFilter {
    fn fits(&self, attachments: u32, boundaries: u32) -> bool {
        let is_used = self.usage.is_none_or(|usage| match usage {
            PolicyUsage::PermissionsPolicy => attachments > 0,
            PolicyUsage::PermissionsBoundary => boundaries > 0,
        });
        is_used && (attachments > 0 || !self.only_attached)
    }
}

impl Directory {
    /// The managed policies that fit, the account's own by name, then AWS's by path and name.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_policies(
        &self,
        permit: Permit<ListPolicies>,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let account = permit.account();
        let prefix = &filter.path_prefix;
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("policy{prefix}"),
        ))?;
        let among_aws = page
            .marker
            .as_deref()
            .is_some_and(|marker| read_marker(AWS_LIST, marker).is_ok());
        let of_a_list_shown = if among_aws {
            filter.aws
        } else {
            filter.customers
        };
        if page.marker.is_some() && !of_a_list_shown {
            return Err(Error::InvalidMarker);
        }
        let mut listed = Page {
            items: Vec::new(),
            next: None,
        };
        if filter.customers && !among_aws {
            listed = self.list_customer_policies(account, filter, page).await?;
        }
        if !filter.aws || listed.next.is_some() {
            return Ok(listed);
        }
        let rest = PageRequest {
            marker: page.marker.clone().filter(|_| among_aws),
            items_max: page.items_max - listed.items.len(),
        };
        if rest.items_max == 0 {
            // The page is full, and all of AWS's policies are still to come.
            listed.next = Some(write_marker(AWS_LIST, ""));
            return Ok(listed);
        }
        let aws = self.list_aws_policies(account, filter, &rest).await?;
        listed.items.extend(aws.items);
        listed.next = aws.next;
        Ok(listed)
    }

    async fn list_customer_policies(
        &self,
        account: AccountId,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let snapshot = self.snapshot().await?;
        let names = keyspace::policy_names(account);
        let mut walk = Walk::begin(&snapshot, CUSTOMER_LIST, &names, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<PolicyNameRecord>(&stored)?;
            if !name.path.as_str().starts_with(&filter.path_prefix) {
                continue;
            }
            let place = keyspace::policy(account, name.id)?;
            if let Some(record) = load_from::<PolicyRecord>(&snapshot, &place).await?
                && filter.fits(record.attachment_count, record.boundary_count)
                && !walk.show(self.policy_of(account, record))
            {
                break;
            }
        }
        Ok(walk.page())
    }

    async fn list_aws_policies(
        &self,
        account: AccountId,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let in_use = self.used_aws_policies(account).await?;
        let after = page
            .marker
            .as_deref()
            .map(|marker| read_marker(AWS_LIST, marker));
        let after = after.transpose()?.unwrap_or_default();
        let (mut items, unused) = (Vec::<Policy>::new(), AwsPolicyRecord::default());
        for policy in self.all_aws_policies() {
            let name = policy.reference.to_string();
            let found = in_use.iter().find(|(known, _)| *known == name);
            let record = found.map_or(&unused, |(_, record)| record);
            let fits = name > after
                && policy.path.as_str().starts_with(&filter.path_prefix)
                && filter.fits(record.attachment_count, record.boundary_count);
            if !fits {
                continue;
            }
            if items.len() == page.items_max {
                let last = items
                    .last()
                    .map(|last| format!("aws{}{}", last.path, last.name));
                let next = last.map(|last| write_marker(AWS_LIST, &last));
                return Ok(Page { items, next });
            }
            items.push(policy.into_policy(record));
        }
        Ok(Page { items, next: None })
    }

    /// Which of AWS's policies are used in the account. At most some hundreds.
    async fn used_aws_policies(
        &self,
        account: AccountId,
    ) -> Result<Vec<(String, AwsPolicyRecord)>, Error> {
        let range = KeyRange::under(&keyspace::aws_policies(account));
        let records = self.store().scan(&range, SCAN_RECORDS_MAX).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        let used = |(key, stored): &(Key, _)| {
            let (record, _) = parse::<AwsPolicyRecord>(stored)?;
            Ok((key.name().unwrap_or_default().to_owned(), record))
        };
        records.iter().map(used).collect()
    }
}

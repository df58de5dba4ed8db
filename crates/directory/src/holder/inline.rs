//! Inline policies of users, groups and roles.

use iamd_api::Action;
use iamd_auth::Permit;
use iamd_ident::PolicyName;

use super::Holder;
use crate::{
    Directory, Error, Page, PageRequest, PolicyText, Quota,
    draft::{load, transact},
    entity::put_entity,
    keyspace,
    page::cut,
    records::{InlineEntry, InlinePolicyRecord},
};

impl Directory {
    /// Writes an inline policy, new or in the place of its namesake.
    pub(crate) async fn put_inline<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        policy: &PolicyName,
        document: PolicyText,
    ) -> Result<(), Error> {
        let account = permit.account();
        let size = document.size();
        let record = InlinePolicyRecord {
            document: document.into_text(),
        };
        transact!(self, |draft| {
            let mut holder = self
                .draft_permitted::<H, O>(&mut draft, permit, name)
                .await?;
            holder.check_changeable()?;
            let entries = holder.inline_policies_mut();
            entries.retain(|entry| entry.name != *policy);
            entries.push(InlineEntry {
                name: policy.clone(),
                size,
            });
            entries.sort_by(|one, other| one.name.cmp(&other.name));
            let total: usize = entries.iter().map(|entry| entry.size).sum();
            if total > H::HOLDER.inline_bytes_max() {
                return Err(Error::Quota(Quota::InlinePolicySize {
                    holder: H::HOLDER,
                    name: holder.name().to_string(),
                }));
            }
            let table = H::HOLDER.inline_table();
            let place = keyspace::inline_policy(account, table, holder.id(), policy)?;
            draft.put(place, &record)?;
            put_entity(&mut draft, account, &holder)
        });
        Ok(())
    }

    /// The text of an inline policy.
    pub(crate) async fn get_inline<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        policy: &PolicyName,
    ) -> Result<String, Error> {
        let holder = self.permitted::<H, O>(permit, name).await?;
        let table = H::HOLDER.inline_table();
        let place = keyspace::inline_policy(permit.account(), table, holder.id(), policy)?;
        let record = load::<InlinePolicyRecord>(self.store(), &place).await?;
        let record = record.ok_or_else(|| missing::<H>(policy))?;
        Ok(record.0.document)
    }

    /// The names of the inline policies, in their order.
    pub(crate) async fn list_inline<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        page: &PageRequest,
    ) -> Result<Page<PolicyName>, Error> {
        let holder = self.permitted::<H, O>(permit, name).await?;
        let names = holder.inline_policies().iter();
        let names = names.map(|entry| entry.name.clone());
        let list = format!("inline-{}-policies", H::HOLDER);
        cut(&list, names, page, ToString::to_string)
    }

    /// Deletes an inline policy.
    pub(crate) async fn delete_inline<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        policy: &PolicyName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut holder = self
                .draft_permitted::<H, O>(&mut draft, permit, name)
                .await?;
            holder.check_changeable()?;
            let entries = holder.inline_policies_mut();
            let before = entries.len();
            entries.retain(|entry| entry.name != *policy);
            if entries.len() == before {
                return Err(missing::<H>(policy));
            }
            let table = H::HOLDER.inline_table();
            draft.delete(keyspace::inline_policy(
                account,
                table,
                holder.id(),
                policy,
            )?);
            put_entity(&mut draft, account, &holder)
        });
        Ok(())
    }
}

fn missing<H: Holder>(policy: &PolicyName) -> Error {
    Error::NoSuchInlinePolicy {
        holder: H::HOLDER,
        name: policy.clone(),
    }
}

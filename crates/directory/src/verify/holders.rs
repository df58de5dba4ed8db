//! Policies of users, groups and roles: attached, inline, boundaries.

use iamd_ident::{IdKind, PolicyName};
use iamd_policy::{Document, counted_bytes};
use iamd_store::Table;

use super::{entities::id_at, on::On};
use crate::{
    Error, HolderKind, PolicyRef,
    holder::Holder,
    keyspace,
    records::{
        AttachmentRecord, AwsPolicyRecord, GroupRecord, InlinePolicyRecord, NamedEntityRecord,
        PolicyRecord, RoleRecord, UserRecord,
    },
};

/// Whatever a holder's record says of its policies.
pub(super) async fn holder<H: Holder>(on: &mut On<'_>, record: &H) -> Result<(), Error> {
    on.distinct("attached policies", record.attached_policies());
    for policy in record.attached_policies() {
        uses(on, record, keyspace::ATTACHMENTS, policy).await?;
    }
    if let Some(policy) = record.permissions_boundary() {
        uses(on, record, keyspace::BOUNDARIES, policy).await?;
    }
    let entries = record.inline_policies();
    let is_sorted = entries.is_sorted_by(|one, next| one.name < next.name);
    on.check(is_sorted, || {
        "its inline policies are not in their order".to_owned()
    });
    for entry in entries {
        let table = H::HOLDER.inline_table();
        let place = keyspace::inline_policy(on.account()?, table, record.id(), &entry.name)?;
        let why = format!("it has the inline policy {}", entry.name);
        if let Some(policy) = on.expect::<InlinePolicyRecord>(&place, &why).await? {
            on.check(counted_bytes(&policy.document) == entry.size, || {
                format!("{place} is not as long as it says")
            });
        }
    }
    Ok(())
}

async fn uses<H: Holder>(
    on: &mut On<'_>,
    record: &H,
    way: Table,
    policy: &PolicyRef,
) -> Result<(), Error> {
    let account = on.account()?;
    let why = format!("it uses the policy {policy}");
    let place = keyspace::use_of_policy(account, way, policy, (H::HOLDER, record.id()))?;
    on.expect::<AttachmentRecord>(&place, &why).await?;
    match policy {
        PolicyRef::Customer(id) => {
            let place = keyspace::policy(account, *id)?;
            on.expect::<PolicyRecord>(&place, &why).await?;
        }
        PolicyRef::Aws(_) => {
            let is_known = on.directory().aws_policy(policy).is_some();
            on.check(is_known, || {
                format!("{why}, which this version of the program does not know")
            });
        }
    }
    Ok(())
}

/// The text of an inline policy.
pub(super) async fn inline<H: Holder>(
    on: &mut On<'_>,
    record: InlinePolicyRecord,
) -> Result<(), Error> {
    is_policy(on, &record.document);
    let (Some(id), name) = (id_at(on, 0), on.segment(1)) else {
        return Ok(());
    };
    let place = keyspace::entity(on.account()?, H::TABLE, id)?;
    let why = format!("it is a policy of the {} {id}", H::HOLDER);
    if let Some(holder) = on.expect::<H>(&place, &why).await? {
        let mut entries = holder.inline_policies().iter();
        let name = name.parse::<PolicyName>();
        let is_listed = name.is_ok_and(|name| entries.any(|entry| entry.name == name));
        on.check(is_listed, || format!("{place} does not have this policy"));
    }
    Ok(())
}

pub(super) async fn attachment(on: &mut On<'_>, _: AttachmentRecord) -> Result<(), Error> {
    used(on, |holder, policy| holder.attached.contains(policy)).await
}

pub(super) async fn boundary(on: &mut On<'_>, _: AttachmentRecord) -> Result<(), Error> {
    used(on, |holder, policy| {
        holder.boundary.as_ref() == Some(policy)
    })
    .await
}

/// What a use of a policy needs to know of who has it.
struct Held {
    attached: Vec<PolicyRef>,
    boundary: Option<PolicyRef>,
}

async fn used(
    on: &mut On<'_>,
    has: impl Fn(&Held, &PolicyRef) -> bool + Send,
) -> Result<(), Error> {
    let mut kinds = HolderKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.as_str() == on.segment(1));
    let policy = reference(on.segment(0));
    let (Some(policy), Some(kind), Some(id)) = (policy, kind, id_at(on, 2)) else {
        on.damage("its key names no policy or nobody who could have it");
        return Ok(());
    };
    let account = on.account()?;
    let why = format!("the policy {policy} is used");
    match &policy {
        PolicyRef::Customer(id) => {
            let place = keyspace::policy(account, *id)?;
            on.expect::<PolicyRecord>(&place, &why).await?;
        }
        PolicyRef::Aws(_) => {
            let place = keyspace::aws_policy(account, &policy)?;
            on.expect::<AwsPolicyRecord>(&place, &why).await?;
        }
    }
    let holder = match kind {
        HolderKind::Group => held::<GroupRecord>(on, id).await?,
        HolderKind::Role => held::<RoleRecord>(on, id).await?,
        HolderKind::User => held::<UserRecord>(on, id).await?,
    };
    if let Some(holder) = holder {
        on.check(has(&holder, &policy), || {
            format!("the {kind} {id} does not know of it")
        });
    }
    Ok(())
}

async fn held<H: Holder>(on: &mut On<'_>, id: iamd_ident::UniqueId) -> Result<Option<Held>, Error> {
    let place = keyspace::entity(on.account()?, H::TABLE, id)?;
    let why = format!("it belongs to the {} {id}", H::HOLDER);
    let holder = on.expect::<H>(&place, &why).await?;
    Ok(holder.map(|holder| Held {
        attached: holder.attached_policies().to_vec(),
        boundary: holder.permissions_boundary().cloned(),
    }))
}

/// The policy that a segment of a key means, as [`PolicyRef`] is shown.
pub(super) fn reference(text: &str) -> Option<PolicyRef> {
    match text.strip_prefix("aws") {
        Some(path_and_name) => Some(PolicyRef::Aws(path_and_name.into())),
        None => text.parse().ok().map(PolicyRef::Customer),
    }
}

/// Checks that a text is a policy. A text that is none is no damage, as its record is what was
/// written: an import keeps texts that are not understood.
pub(super) fn is_policy(on: &mut On<'_>, text: &str) {
    if let Err(error) = Document::parse(text) {
        on.warn(format!("its text is no policy and allows nothing: {error}"));
    }
}

/// As [`is_policy`], and that whoever is known by id stands there by a name.
pub(super) fn names_principals(on: &mut On<'_>, text: &str, principals: &[NamedEntityRecord]) {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return on.warn(format!("its policy is none and allows nothing: {error}")),
    };
    let offsets: Vec<u32> = document
        .principals()
        .map(|named| named.span.start.offset)
        .collect();
    for named in principals {
        let is_there = offsets.contains(&named.offset)
            && matches!(named.id.kind(), Some(IdKind::User | IdKind::Role));
        on.check(is_there, || {
            format!("its policy does not name {} where it should", named.id)
        });
    }
}

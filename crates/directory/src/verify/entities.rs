//! What has a name, a path and an id, and who is in a group or an instance profile.

use iamd_certificate::{Certificate, PrivateKey};
use iamd_ident::{IdKind, UniqueId};

use super::{credentials, holders, on::On};
use crate::{
    Error, KeyOwner,
    entity::{Entity, EntityName},
    keyspace,
    records::{
        GroupRecord, GroupSizeRecord, InstanceProfileRecord, LastUsedRecord, MembershipRecord,
        NameRecord, RoleRecord, ServerCertificateRecord, ServerCertificateTextRecord, UserRecord,
    },
};

/// The id that a segment of the key holds.
pub(super) fn id_at(on: &mut On<'_>, index: usize) -> Option<UniqueId> {
    let id = on.segment(index).parse().ok();
    on.check(id.is_some(), || "its key holds no id".to_owned());
    id
}

async fn entity<E: Entity>(on: &mut On<'_>, record: &E, kind: IdKind) -> Result<(), Error> {
    let (account, id) = (on.account()?, record.id());
    on.lies_at(&keyspace::entity(account, E::TABLE, id)?);
    on.check(id.kind() == Some(kind), || {
        format!("{id} is the id of another kind")
    });
    let place = keyspace::name(account, E::NAMES, &record.name().folded())?;
    let why = format!("its name is {}", record.name());
    if let Some(name) = on.expect::<NameRecord>(&place, &why).await? {
        on.check(name.id == id, || format!("{place} stands for {}", name.id));
        on.check(name.path == *record.path(), || {
            format!("{place} has another path")
        });
    }
    Ok(())
}

pub(super) async fn name<E: Entity>(on: &mut On<'_>, record: NameRecord) -> Result<(), Error> {
    let place = keyspace::entity(on.account()?, E::TABLE, record.id)?;
    let why = format!("the name stands for {}", record.id);
    if let Some(entity) = on.expect::<E>(&place, &why).await? {
        let folded = entity.name().folded();
        on.check(folded == on.segment(0), || {
            format!("{place} has the name {}", entity.name())
        });
    }
    Ok(())
}

pub(super) async fn user(on: &mut On<'_>, record: UserRecord) -> Result<(), Error> {
    let account = on.account()?;
    entity(on, &record, IdKind::User).await?;
    holders::holder(on, &record).await?;
    on.distinct("groups", &record.groups);
    for group in &record.groups {
        let place = keyspace::group_member(account, *group, record.id)?;
        let why = format!("it is in the group {group}");
        on.expect::<MembershipRecord>(&place, &why).await?;
        let place = keyspace::entity(account, GroupRecord::TABLE, *group)?;
        on.expect::<GroupRecord>(&place, &why).await?;
    }
    let owned = credentials::Owned {
        owner: KeyOwner::User(record.id),
        access_keys: &record.access_keys,
        mfa_devices: &record.mfa_devices,
        password: record.password.as_ref(),
        signing_certificates: &record.signing_certificates,
    };
    credentials::owned(on, &owned).await?;
    credentials::owned_by_user(on, &record).await
}

pub(super) async fn group(on: &mut On<'_>, record: GroupRecord) -> Result<(), Error> {
    let account = on.account()?;
    entity(on, &record, IdKind::Group).await?;
    holders::holder(on, &record).await?;
    let members = on
        .count(&keyspace::group_members(account, record.id)?)
        .await?;
    let place = keyspace::group_size(account, record.id)?;
    let size = match on.see::<GroupSizeRecord>(&place).await? {
        super::on::Seen::Unreadable => return Ok(()),
        super::on::Seen::Missing => 0,
        super::on::Seen::Record(size) => size.members,
    };
    on.check(u64::from(size) == members, || {
        format!("it has {members} members, and {place} says {size}")
    });
    Ok(())
}

pub(super) async fn group_size(on: &mut On<'_>, _: GroupSizeRecord) -> Result<(), Error> {
    let Some(id) = id_at(on, 0) else {
        return Ok(());
    };
    let place = keyspace::entity(on.account()?, GroupRecord::TABLE, id)?;
    on.expect::<GroupRecord>(&place, "it is the size of a group")
        .await?;
    Ok(())
}

pub(super) async fn member(on: &mut On<'_>, _: MembershipRecord) -> Result<(), Error> {
    let (Some(group), Some(user)) = (id_at(on, 0), id_at(on, 1)) else {
        return Ok(());
    };
    let account = on.account()?;
    let place = keyspace::entity(account, GroupRecord::TABLE, group)?;
    on.expect::<GroupRecord>(&place, "somebody is in the group")
        .await?;
    let place = keyspace::entity(account, UserRecord::TABLE, user)?;
    if let Some(user) = on
        .expect::<UserRecord>(&place, "the user is in a group")
        .await?
    {
        on.check(user.groups.contains(&group), || {
            format!("{place} does not know that it is in this group")
        });
    }
    Ok(())
}

pub(super) async fn role(on: &mut On<'_>, record: RoleRecord) -> Result<(), Error> {
    let account = on.account()?;
    entity(on, &record, IdKind::Role).await?;
    holders::holder(on, &record).await?;
    holders::names_principals(on, &record.trust.document, &record.trust.principals);
    on.distinct("instance profiles", &record.instance_profiles);
    for profile in &record.instance_profiles {
        let place = keyspace::entity(account, InstanceProfileRecord::TABLE, *profile)?;
        let why = format!("it is in the instance profile {profile}");
        if let Some(profile) = on.expect::<InstanceProfileRecord>(&place, &why).await? {
            on.check(profile.role == Some(record.id), || {
                format!("{place} does not hold this role")
            });
        }
    }
    Ok(())
}

pub(super) async fn role_last_used(on: &mut On<'_>, _: LastUsedRecord) -> Result<(), Error> {
    let Some(id) = id_at(on, 0) else {
        return Ok(());
    };
    let place = keyspace::entity(on.account()?, RoleRecord::TABLE, id)?;
    on.belongs_to::<RoleRecord>(&place).await
}

pub(super) async fn instance_profile(
    on: &mut On<'_>,
    record: InstanceProfileRecord,
) -> Result<(), Error> {
    entity(on, &record, IdKind::InstanceProfile).await?;
    let Some(role) = record.role else {
        return Ok(());
    };
    let place = keyspace::entity(on.account()?, RoleRecord::TABLE, role)?;
    let why = format!("it holds the role {role}");
    if let Some(role) = on.expect::<RoleRecord>(&place, &why).await? {
        on.check(role.instance_profiles.contains(&record.id), || {
            format!("{place} does not know that it is in this instance profile")
        });
    }
    Ok(())
}

pub(super) async fn server_certificate(
    on: &mut On<'_>,
    record: ServerCertificateRecord,
) -> Result<(), Error> {
    entity(on, &record, IdKind::Certificate).await?;
    let place = keyspace::server_certificate_text(on.account()?, record.id)?;
    let text = on.expect::<ServerCertificateTextRecord>(&place, "each certificate has a text");
    if let Some(text) = text.await? {
        let certificate = Certificate::from_pem(&text.body).ok();
        let expires = certificate.map(|certificate| certificate.not_after());
        on.check(expires == Some(record.expires), || {
            format!("{place} is not the certificate that is told of")
        });
    }
    Ok(())
}

pub(super) async fn server_certificate_text(
    on: &mut On<'_>,
    record: ServerCertificateTextRecord,
) -> Result<(), Error> {
    if let Some(id) = id_at(on, 0) {
        let place = keyspace::entity(on.account()?, ServerCertificateRecord::TABLE, id)?;
        on.expect::<ServerCertificateRecord>(&place, "it is the text of a certificate")
            .await?;
    }
    let opened = on.open_text(&record.sealed_private_key);
    let Ok(private_key) = opened else {
        on.damage("its private key does not open with any key of the keyring");
        return Ok(());
    };
    let is_good = match (
        Certificate::from_pem(&record.body),
        PrivateKey::from_pem(&private_key),
    ) {
        (Ok(certificate), Ok(key)) => key.belongs_to(&certificate),
        _ => false,
    };
    on.check(is_good, || {
        "its certificate and its private key do not belong together".to_owned()
    });
    Ok(())
}

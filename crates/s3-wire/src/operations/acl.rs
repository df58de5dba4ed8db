//! GetBucketAcl, PutBucketAcl, GetObjectAcl, PutObjectAcl.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use iamd_ident::CanonicalUserId;
use iamd_s3::{Acl, AclHeaders, Grant, ObjectAclInput, ObjectAddress, OnBucket, PutAcl};
use s3s::{S3Response, dto};

use super::on_bucket::on_bucket;
use crate::{
    convert,
    performer::{Answered, Asked, Performer},
};

on_bucket!(
    get_bucket_acl: GetBucketAcl(GetBucketAclInput) -> GetBucketAclOutput,
    |owner| dto::GetBucketAclOutput {
        grants: Some(full_control(&owner)),
        owner: Some(convert::owner(&owner)),
    }
);

pub(crate) async fn put_bucket_acl<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::PutBucketAclInput>,
) -> Answered<dto::PutBucketAclOutput> {
    let dto = asked.input;
    let put = PutAcl {
        headers: AclHeaders {
            canned: dto.acl.map(convert::text),
            full_control: dto.grant_full_control,
            read: dto.grant_read,
            read_acp: dto.grant_read_acp,
            write: dto.grant_write,
            write_acp: dto.grant_write_acp,
        },
        body: dto.access_control_policy.map(of_dto),
    };
    let input = OnBucket::with(convert::bucket(&dto.bucket)?, put);
    performer
        .perform::<s3::PutBucketAcl>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::PutBucketAclOutput {}))
}

pub(crate) async fn get_object_acl<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::GetObjectAclInput>,
) -> Answered<dto::GetObjectAclOutput> {
    let dto = asked.input;
    let input = ObjectAclInput {
        address: ObjectAddress {
            bucket: convert::bucket(&dto.bucket)?,
            key: convert::key(&dto.key)?,
            version: convert::version(dto.version_id.as_deref())?,
        },
        value: (),
    };
    let owner = performer
        .perform::<s3::GetObjectAcl>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::GetObjectAclOutput {
        grants: Some(full_control(&owner)),
        owner: Some(convert::owner(&owner)),
        request_charged: None,
    }))
}

pub(crate) async fn put_object_acl<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::PutObjectAclInput>,
) -> Answered<dto::PutObjectAclOutput> {
    let dto = asked.input;
    let put = PutAcl {
        headers: AclHeaders {
            canned: dto.acl.map(convert::text),
            full_control: dto.grant_full_control,
            read: dto.grant_read,
            read_acp: dto.grant_read_acp,
            write: dto.grant_write,
            write_acp: dto.grant_write_acp,
        },
        body: dto.access_control_policy.map(of_dto),
    };
    let input = ObjectAclInput {
        address: ObjectAddress {
            bucket: convert::bucket(&dto.bucket)?,
            key: convert::key(&dto.key)?,
            version: convert::version(dto.version_id.as_deref())?,
        },
        value: put,
    };
    performer
        .perform::<s3::PutObjectAcl>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::PutObjectAclOutput::default()))
}

/// The one grant that there is.
fn full_control(owner: &CanonicalUserId) -> Vec<dto::Grant> {
    let grantee = dto::Grantee {
        display_name: None,
        email_address: None,
        id: Some(owner.to_string()),
        type_: dto::Type::from_static(dto::Type::CANONICAL_USER),
        uri: None,
    };
    vec![dto::Grant {
        grantee: Some(grantee),
        permission: Some(dto::Permission::from_static(dto::Permission::FULL_CONTROL)),
    }]
}

fn of_dto(acl: dto::AccessControlPolicy) -> Acl {
    let grants = acl.grants.unwrap_or_default().into_iter();
    Acl {
        owner: acl.owner.and_then(|owner| owner.id),
        grants: grants.map(grant).collect(),
    }
}

fn grant(grant: dto::Grant) -> Grant {
    Grant {
        canonical_user: grant.grantee.and_then(|grantee| grantee.id),
        permission: grant.permission.map(convert::text).unwrap_or_default(),
    }
}

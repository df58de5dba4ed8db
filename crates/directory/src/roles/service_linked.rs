//! Roles that are linked to a service, which alone may change them.
//!
//! SOURCE: IAM User Guide, "Create a service-linked role"; IAM API Reference,
//! CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus.

use iamd_api::iam::{
    CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, IdKind, Path, Random, RoleName, UniqueId};

use super::service_table::{LinkableService, SERVICES};
use crate::{
    AccountQuota, Directory, Error, PolicyRef, Role,
    draft::{Draft, load, transact},
    entity::delete_entity,
    keyspace,
    records::{RoleDeletionsRecord, RoleRecord, TrustRecord},
};

/// What the paths of such roles begin with.
const PATH_PREFIX: &str = "/aws-service-role/";
/// What the names of such roles begin with.
pub(super) const NAME_PREFIX: &str = "AWSServiceRoleFor";
/// What the ids of deletions begin with.
const TASK_PREFIX: &str = "task/aws-service-role/";

/// LIMIT: how many deletions of an account are remembered. AWS says nothing about how long one can
/// be asked for.
const DELETIONS_MAX: usize = 100;

/// What a new role that is linked to a service is made of.
#[derive(Clone, Debug)]
pub struct NewServiceLinkedRole {
    /// The service, such as `ecs.amazonaws.com`.
    pub service: String,
    /// What tells several roles of one service apart.
    pub suffix: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// The path and name that a role has that is linked to a service.
///
/// # Errors
/// Roles cannot be linked to this service, or have no suffix there, or the name would be none.
pub fn service_linked_role(service: &str, suffix: Option<&str>) -> Result<(Path, RoleName), Error> {
    let known = linkable(service)?;
    let name = match suffix {
        None => format!("{NAME_PREFIX}{}", known.role),
        Some(suffix) if known.takes_suffix => format!("{NAME_PREFIX}{}_{suffix}", known.role),
        Some(_) => {
            return Err(Error::NoSuffixAllowed {
                service: service.to_owned(),
            });
        }
    };
    match (path_of(service), name.parse()) {
        (Some(path), Ok(name)) => Ok((path, name)),
        _ => Err(Error::InvalidRoleName { name }),
    }
}

/// The path and name of the role that a deletion was of, by the deletion's id; none if it is no id
/// of a deletion.
pub fn role_of_deletion(task: &str) -> Option<(Path, RoleName)> {
    let mut parts = task.strip_prefix(TASK_PREFIX)?.split('/');
    let (service, name, _) = (parts.next()?, parts.next()?, parts.next()?);
    let path = path_of(service)?;
    parts.next().is_none().then_some((path, name.parse().ok()?))
}

/// Whether only roles that are linked to services may be under a path.
///
/// SECURITY: whether a caller is such a role is known by its path.
pub(crate) fn is_reserved(path: &Path) -> bool {
    path.as_str().starts_with(PATH_PREFIX)
}

impl Directory {
    /// Makes a role that is linked to a service, with AWS's policy for it.
    ///
    /// # Errors
    /// Roles cannot be linked to this service, or the account has such a role already.
    pub async fn create_service_linked_role(
        &self,
        permit: Permit<CreateServiceLinkedRole>,
        new: NewServiceLinkedRole,
    ) -> Result<Role, Error> {
        let account = permit.account();
        let (path, name) = service_linked_role(&new.service, new.suffix.as_deref())?;
        permit.covers(&self.arn_for::<RoleRecord>(account, &path, &name))?;
        let service = linkable(&new.service)?;
        let policy = PolicyRef::Aws(format!("{PATH_PREFIX}{}", service.policy).into());
        let known = self
            .aws_policy(&policy)
            .ok_or_else(|| Error::NoSuchPolicy {
                arn: policy.to_string(),
            })?;
        let record = RoleRecord {
            id: UniqueId::random(IdKind::Role, self.random()),
            name,
            path,
            created: self.clock().now(),
            description: new.description,
            max_session_seconds: Role::SESSION_SECONDS_DEFAULT,
            trust: trust_in(service),
            tags: Vec::new(),
            attached_policies: vec![policy.clone()],
            inline_policies: Vec::new(),
            permissions_boundary: None,
            instance_profiles: Vec::new(),
            service: Some(service.name.to_owned()),
        };
        let _room = self.reserve(account, AccountQuota::Roles).await?;
        transact!(self, |draft| {
            let made = self.draft_new(&mut draft, account, &record).await;
            made.map_err(|error| match error {
                Error::RoleExists(name) => Error::ServiceRoleNameTaken(name),
                error => error,
            })?;
            self.draft_attachment(&mut draft, account, &record, (&policy, &known.arn))
                .await
        });
        self.role_of(account, record).await
    }

    /// Deletes a role that is linked to a service, and tells the id of the deletion. At AWS the
    /// service is asked first and may refuse while it uses the role; none does here.
    ///
    /// # Errors
    /// There is no such role, or it is not linked to a service.
    pub async fn delete_service_linked_role(
        &self,
        permit: Permit<DeleteServiceLinkedRole>,
        name: &RoleName,
    ) -> Result<String, Error> {
        let account = permit.account();
        let number = uuid(self.random());
        let task = transact!(self, |draft| {
            let role = self
                .draft_permitted::<RoleRecord, _>(&mut draft, &permit, name)
                .await?;
            let Some(service) = &role.service else {
                return Err(Error::NoSuchRole(role.name));
            };
            for policy in &role.attached_policies {
                self.draft_detachment(&mut draft, account, &role, policy)
                    .await?;
            }
            let task = format!("{TASK_PREFIX}{service}/{}/{number}", role.name);
            note_deletion(&mut draft, account, &task).await?;
            draft.delete(keyspace::role_last_used(account, role.id)?);
            draft.delete(keyspace::accesses(account, role.id)?);
            delete_entity(&mut draft, account, &role)?;
            Ok(task)
        });
        Ok(task)
    }

    /// Looks for a deletion. Whichever is found has succeeded.
    ///
    /// # Errors
    /// There is no such deletion, or it is too long ago.
    pub async fn service_linked_role_deletion(
        &self,
        permit: Permit<GetServiceLinkedRoleDeletionStatus>,
        task: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        let missing = || Error::NoSuchDeletion {
            task: task.to_owned(),
        };
        let (path, name) = role_of_deletion(task).ok_or_else(missing)?;
        permit.covers(&self.arn_for::<RoleRecord>(account, &path, &name))?;
        let place = keyspace::role_deletions(account);
        let known = load::<RoleDeletionsRecord>(self.store(), &place).await?;
        let is_known = known.is_some_and(|(known, _)| known.tasks.iter().any(|id| id == task));
        is_known.then_some(()).ok_or_else(missing)
    }
}

async fn note_deletion(draft: &mut Draft<'_>, account: AccountId, task: &str) -> Result<(), Error> {
    let place = keyspace::role_deletions(account);
    let mut known: RoleDeletionsRecord = draft.read(&place).await?.unwrap_or_default();
    known.tasks.push(task.to_owned());
    let over = known.tasks.len().saturating_sub(DELETIONS_MAX);
    known.tasks.drain(..over);
    draft.put(place, &known)
}

fn linkable(service: &str) -> Result<LinkableService, Error> {
    let found = SERVICES.iter().find(|known| known.name == service);
    found.copied().ok_or_else(|| Error::NotServiceLinkable {
        service: service.to_owned(),
    })
}

fn path_of(service: &str) -> Option<Path> {
    format!("{PATH_PREFIX}{service}/").parse().ok()
}

/// The trust policy of a role that is linked to a service, as AWS writes it.
fn trust_in(service: LinkableService) -> TrustRecord {
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{}"}},"Action":"sts:AssumeRole"}}]}}"#,
        service.name
    );
    TrustRecord {
        document,
        principals: Vec::new(),
    }
}

/// A random UUID (RFC 9562, version 4).
fn uuid(random: &dyn Random) -> String {
    let mut bits = u128::from_be_bytes(random.bytes::<16>());
    bits = (bits & !(0xf << 76)) | (0x4 << 76);
    bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    let digits = format!("{bits:032x}");
    let mut out = String::with_capacity(36);
    for (at, digit) in digits.chars().enumerate() {
        if [8, 12, 16, 20].contains(&at) {
            out.push('-');
        }
        out.push(digit);
    }
    out
}

//! What tests of roles do again and again.

use std::sync::Arc;

use iamd_api::{ErrorCode, iam, sts};
use iamd_auth::{Caller, Credentials, Principal, Session, SessionKind, SessionOwner, Target};
use iamd_directory::{Error, NewRole, Role};
use iamd_ident::{Arn, Clock, Path, RoleName, UserName};

use crate::world::{World, account};

pub(crate) fn role_name(text: &str) -> RoleName {
    text.parse().unwrap()
}

pub(crate) fn role_arn(path_and_name: &str) -> Arn {
    let arn = format!("arn:aws:iam::123456789012:role/{path_and_name}");
    arn.parse().unwrap()
}

/// A trust policy that lets somebody assume the role.
pub(crate) fn trust(principal: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {principal},
            "Action": "sts:AssumeRole"}}}}"#
    )
}

/// The AWS principal with an ARN or id.
pub(crate) fn aws(name: impl std::fmt::Display) -> String {
    format!(r#"{{"AWS": "{name}"}}"#)
}

/// A trust policy for a service, which no caller here is.
pub(crate) fn for_ec2() -> String {
    trust(r#"{"Service": "ec2.amazonaws.com"}"#)
}

pub(crate) fn new_role(name: &str, trust_policy: String) -> NewRole {
    NewRole {
        name: role_name(name),
        path: Path::root(),
        description: None,
        max_session_seconds: Role::SESSION_SECONDS_DEFAULT,
        trust_policy,
        tags: Vec::new(),
        permissions_boundary: None,
    }
}

impl World {
    pub(crate) async fn create_role(&self, new: NewRole) -> Result<Role, Error> {
        let act = |permit| self.directory.create_role(permit, new.clone());
        let target = Target::NewRole(new.path.clone(), new.name.clone());
        self.with_permit::<iam::CreateRole, _, _, _>(target, act)
            .await
    }

    /// Makes a role that whoever is named may assume.
    pub(crate) async fn role(&self, name: &str, principal: &str) -> Role {
        let new = new_role(name, trust(principal));
        self.create_role(new).await.unwrap()
    }

    pub(crate) async fn get_role(&self, name: &str) -> Result<Role, Error> {
        let name = role_name(name);
        let act = |permit| self.directory.get_role(permit, &name);
        self.with_permit::<iam::GetRole, _, _, _>(Target::Role(name.clone()), act)
            .await
    }

    pub(crate) async fn delete_role(&self, name: &str) -> Result<(), Error> {
        let name = role_name(name);
        let act = |permit| self.directory.delete_role(permit, &name);
        self.with_permit::<iam::DeleteRole, _, _, _>(Target::Role(name.clone()), act)
            .await
    }

    pub(crate) async fn put_trust(&self, name: &str, text: &str) -> Result<(), Error> {
        let name = role_name(name);
        let act = |permit| {
            self.directory
                .update_assume_role_policy(permit, &name, text.to_owned())
        };
        let target = Target::Role(name.clone());
        self.with_permit::<iam::UpdateAssumeRolePolicy, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn may_assume(&self, caller: &Caller, role: &Arn) -> bool {
        let target = Target::AssumedRole(role.clone());
        match self.decision::<sts::AssumeRole>(caller, target).await {
            None => true,
            Some(code) => {
                assert_eq!(code, ErrorCode::AccessDenied);
                false
            }
        }
    }

    /// A new user, as a caller.
    pub(crate) async fn user_caller(&self, name: &UserName) -> Caller {
        let key = self.user(name).await;
        self.caller(&key).await
    }

    /// Whoever is in a session of a role.
    pub(crate) async fn session_caller(&self, role: &Role, session_name: &str) -> Caller {
        let principal = self.role_session(role, session_name).await.unwrap();
        let issued_at = self.clock.now();
        let session = Session {
            kind: SessionKind::AssumedRole,
            issued_at,
            expires_at: issued_at + std::time::Duration::from_hours(1),
            mfa_at: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            federated_provider: None,
            policy: None,
            policy_arns: Vec::new(),
        };
        let key = "ASIAQ2UWEXAMPLEQ2UWE".parse().unwrap();
        Caller::in_session(principal, key, Arc::new(session))
    }

    /// What is left of the session of a role.
    pub(crate) async fn role_session(&self, role: &Role, session_name: &str) -> Option<Principal> {
        let owner = SessionOwner::Role {
            account: account(),
            role: role.id,
            session_name: session_name.to_owned(),
        };
        self.directory.session_principal(&owner).await.unwrap()
    }
}

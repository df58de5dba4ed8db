//! What requests act on.

use iamd_auth::{Caller, Resource, Resources, Target, Unresolved};
use iamd_ident::{AccessKeyId, AccountId, Arn, GroupName, UserName};

use super::{anonymous, failed};
use crate::{
    Directory, Error, KeyOwner,
    entity::{Entity, Move, user_resource},
    policies::KnownPolicy,
    records::{
        GroupRecord, InstanceProfileRecord, RoleRecord, ServerCertificateRecord, UserRecord,
    },
};

impl Resources for Directory {
    async fn resource(&self, caller: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        let Some(account) = caller.account() else {
            return self.resource_for_nobody(caller, target).await;
        };
        match target {
            Target::Any => Ok(Resource::any(account)),
            Target::Caller => Ok(caller_resource(caller, account)),
            Target::Buckets | Target::NewBucket(_) | Target::Bucket(_) | Target::Object { .. } => {
                self.bucket_resource(caller, target).await
            }
            _ => {
                let resource = self.resource_of_account(account, target).await;
                Ok(resource.map_err(failed("the resource of a request"))?)
            }
        }
    }
}

impl Directory {
    /// What an anonymous caller names: only buckets let in who has no account.
    async fn resource_for_nobody(
        &self,
        caller: &Caller,
        target: &Target,
    ) -> Result<Resource, Unresolved> {
        match target {
            Target::Bucket(_) | Target::Object { .. } => self.bucket_resource(caller, target).await,
            _ => Err(anonymous().into()),
        }
    }

    async fn resource_of_account(
        &self,
        account: AccountId,
        target: &Target,
    ) -> Result<Resource, Error> {
        let named = |arn: Arn| Ok(Resource::named(arn.to_string(), account));
        match target {
            Target::NewUser(path, name) => named(self.arn_for::<UserRecord>(account, path, name)),
            Target::NewGroup(path, name) => named(self.arn_for::<GroupRecord>(account, path, name)),
            Target::NewRole(path, name) => named(self.arn_for::<RoleRecord>(account, path, name)),
            Target::NewInstanceProfile(path, name) => {
                named(self.arn_for::<InstanceProfileRecord>(account, path, name))
            }
            Target::NewServerCertificate(path, name) => {
                named(self.arn_for::<ServerCertificateRecord>(account, path, name))
            }
            Target::NewMfaDevice(path, name) => named(self.mfa_device_arn(account, path, name)),
            Target::NewSamlProvider(name) => named(self.saml_provider_arn(account, name)),
            Target::SamlProviders => named(self.all_saml_providers(account)),
            Target::NewOidcProvider(local) => named(self.oidc_provider_arn(account, local)),
            Target::OidcProviders => named(self.oidc_provider_arn(account, "*")),
            Target::NewPolicy(path, name) => {
                let resource = named(self.policy_arn(account, path, name))?;
                Ok(resource.shown_as(format!("policy {name}")))
            }
            Target::Users(prefix) => Ok(self.all::<UserRecord>(account, prefix)),
            Target::Groups(prefix) => Ok(self.all::<GroupRecord>(account, prefix)),
            Target::Roles(prefix) => Ok(self.all::<RoleRecord>(account, prefix)),
            Target::InstanceProfiles(prefix) => {
                Ok(self.all::<InstanceProfileRecord>(account, prefix))
            }
            Target::ServerCertificates(prefix) => {
                Ok(self.all::<ServerCertificateRecord>(account, prefix))
            }
            Target::Policies(prefix) => {
                let arn = Arn::iam(self.partition(), account, format_args!("policy{prefix}"));
                Ok(named(arn)?.shown_as(format!("policy path {prefix}")))
            }
            Target::DelegationRequest(id) => {
                let what = format_args!("delegation-request/{id}");
                named(Arn::iam(self.partition(), account, what))
            }
            // What policies say of it is decided on for the caller's own account: no policy of the
            // other one is asked.
            Target::RootUser(of) => named(Arn::root_user(self.partition(), *of)),
            Target::AccessReport(path) => {
                let report = format_args!("access-report/{path}");
                named(Arn::iam(self.partition(), account, report))
            }
            Target::FederatedUser(name) => Ok(self.federated_user_resource(account, name)),
            _ => self.resource_by_name(account, target).await,
        }
    }

    /// What is looked up.
    async fn resource_by_name(
        &self,
        account: AccountId,
        target: &Target,
    ) -> Result<Resource, Error> {
        match target {
            Target::User(name) => self.user_resource(account, name).await,
            Target::RenamedUser {
                name,
                new_path,
                new_name,
            } => {
                let user = self.find_user(account, name).await?;
                let to = moved(new_path.as_ref(), new_name.as_ref());
                let record = user.as_ref().map(|user| &user.record);
                Ok(self.moved_resource(account, name, record, &to))
            }
            Target::Group(name) => self.group_resource(account, name).await,
            Target::RenamedGroup {
                name,
                new_path,
                new_name,
            } => {
                let group = self.find_entity::<GroupRecord>(account, name).await?;
                let to = moved(new_path.as_ref(), new_name.as_ref());
                Ok(self.moved_resource(account, name, group.as_ref(), &to))
            }
            Target::Role(name) => self.role_resource(account, name).await,
            Target::AssumedRole(arn) => self.role_to_assume(account, arn).await,
            Target::InstanceProfile(name) => self.instance_profile_resource(account, name).await,
            Target::ServerCertificate(name) => {
                self.server_certificate_resource(account, name).await
            }
            Target::RenamedServerCertificate {
                name,
                new_path,
                new_name,
            } => {
                let found = self
                    .find_entity::<ServerCertificateRecord>(account, name)
                    .await?;
                let to = moved(new_path.as_ref(), new_name.as_ref());
                Ok(self.moved_resource(account, name, found.as_ref(), &to))
            }
            Target::ServiceCredential { user, id } => {
                let user = self.user_resource(account, user).await?;
                self.service_credential_resource(account, user, id).await
            }
            Target::MfaDevice(serial_number) => self.mfa_resource(account, serial_number).await,
            Target::MfaDeviceOwner(serial_number) => {
                self.mfa_owner_resource(account, serial_number).await
            }
            Target::SamlProvider(arn) => self.saml_provider_resource(account, arn).await,
            Target::OidcProvider(arn) => self.oidc_provider_resource(account, arn).await,
            Target::AccessKeyOwner(id) => self.key_resource(account, id).await,
            Target::Policy(arn) => self.policy_resource(account, arn).await,
            _ => Err(Error::Corrupt {
                what: "the target of a request",
                source: format!("{target:?}").into(),
            }),
        }
    }

    /// The entities of a kind below a prefix of paths.
    fn all<E: Entity>(&self, account: AccountId, prefix: &str) -> Resource {
        let below = format_args!("{}{prefix}", E::KIND);
        Resource::named(
            Arn::iam(self.partition(), account, below).to_string(),
            account,
        )
    }

    async fn user_resource(&self, account: AccountId, name: &UserName) -> Result<Resource, Error> {
        let user = self.find_user(account, name).await?;
        let record = user.as_ref().map(|user| &user.record);
        let mut resource = self.entity_resource(account, name, record);
        resource.permissions_boundary = user
            .and_then(|user| user.boundary.clone())
            .map(|arn| arn.to_string());
        Ok(resource)
    }

    async fn group_resource(
        &self,
        account: AccountId,
        name: &GroupName,
    ) -> Result<Resource, Error> {
        let group = self.find_entity::<GroupRecord>(account, name).await?;
        Ok(self.entity_resource(account, name, group.as_ref()))
    }

    /// A key of another account, or none, is decided on as if it were the account's: what a caller
    /// may know of it is for the operation to say.
    async fn key_resource(&self, account: AccountId, id: &AccessKeyId) -> Result<Resource, Error> {
        let shown = format!("access key {id}");
        let key = self
            .open_key(id)
            .await?
            .filter(|key| key.account == account);
        let Some(key) = key else {
            return Ok(Resource::any(account).shown_as(shown));
        };
        let KeyOwner::User(id) = key.owner else {
            let arn = Arn::root_user(self.partition(), account);
            return Ok(Resource::named(arn.to_string(), account).shown_as(shown));
        };
        Ok(match self.known_user(account, id).await? {
            Some(user) => user_resource(&user.facts).shown_as(shown),
            None => Resource::any(account).shown_as(shown),
        })
    }

    async fn policy_resource(&self, account: AccountId, arn: &Arn) -> Result<Resource, Error> {
        // AWS's policies are everybody's own.
        let owner = arn.account_id().unwrap_or(account);
        let resource = Resource::named(arn.to_string(), owner);
        let resource = match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Customer(policy)) => resource.tagged(policy.tags),
            Some(KnownPolicy::Aws(_)) | None => resource,
        };
        Ok(resource.shown_as(format!("policy {arn}")))
    }
}

fn moved<N: Clone>(path: Option<&iamd_ident::Path>, name: Option<&N>) -> Move<N> {
    Move {
        name: name.cloned(),
        path: path.cloned(),
    }
}

fn caller_resource(caller: &Caller, account: AccountId) -> Resource {
    if let Some(user) = caller.user() {
        return user_resource(user).shown_as(format!("user {}", user.name));
    }
    let arn = caller.arn().map(ToString::to_string);
    Resource::named(arn.unwrap_or_default(), account)
}

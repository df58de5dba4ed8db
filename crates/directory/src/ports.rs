//! What `auth` asks of the directory.

use std::sync::Arc;

use iamd_api::ErrorCode;
use iamd_auth::{
    Caller, CallerPolicies, Credential, Credentials, KeyUse, Policies, PortError, Principal,
    Resource, Resources, RootUserFacts, Target, Unresolved,
};
use iamd_ident::{AccessKeyId, AccountId, Arn, Path, UserName};

use crate::{AccessKeyStatus, Directory, Error, KeyOwner, policies::KnownPolicy};

/// Turns a failure of the directory into one of the port.
pub(crate) fn failed(what: &'static str) -> impl FnOnce(Error) -> PortError {
    move |error| PortError {
        what,
        source: Box::new(error),
    }
}

impl Credentials for Directory {
    async fn credential(&self, id: &AccessKeyId) -> Result<Option<Credential>, PortError> {
        let what = "an access key";
        let Some(key) = self.open_key(id).await.map_err(failed(what))? else {
            return Ok(None);
        };
        if key.status != AccessKeyStatus::Active {
            return Ok(None);
        }
        let principal = match key.owner {
            KeyOwner::RootUser => Principal::RootUser(Arc::new(RootUserFacts {
                account: key.account,
                arn: Arn::root_user(self.partition(), key.account),
            })),
            KeyOwner::User(id) => {
                let user = self
                    .known_user(key.account, id)
                    .await
                    .map_err(failed(what))?;
                let Some(user) = user else { return Ok(None) };
                Principal::User(Arc::clone(&user.facts))
            }
        };
        Ok(Some(Credential {
            secret: Arc::clone(&key.secret),
            principal,
        }))
    }

    fn record_use(&self, id: &AccessKeyId, key_use: KeyUse) {
        self.last_use().record(id, key_use);
    }
}

impl Policies for Directory {
    async fn policies(&self, caller: &Caller) -> Result<CallerPolicies, PortError> {
        let Some(user) = caller.user() else {
            return Ok(CallerPolicies {
                identity: None,
                revision: 0,
            });
        };
        let known = self.known_policies(user.account, user.id).await;
        let known = known.map_err(failed("the policies of a user"))?;
        Ok(known.map_or(
            CallerPolicies {
                identity: None,
                revision: 0,
            },
            |known| CallerPolicies {
                identity: Some(Arc::clone(&known.policies)),
                revision: known.revision,
            },
        ))
    }
}

impl Resources for Directory {
    async fn resource(&self, caller: &Caller, target: &Target) -> Result<Resource, Unresolved> {
        let Some(account) = caller.account() else {
            return self.resource_for_nobody(caller, target).await;
        };
        let resource = match target {
            Target::Any => return Ok(Resource::any(account)),
            Target::Caller => return Ok(caller_resource(caller, account)),
            Target::NewUser(path, name) => {
                let arn = self.user_arn(account, path, name);
                return Ok(Resource::named(arn.to_string(), account));
            }
            Target::NewPolicy(path, name) => {
                let arn = self.policy_arn(account, path, name);
                let resource = Resource::named(arn.to_string(), account);
                return Ok(resource.shown_as(format!("policy {name}")));
            }
            Target::Users(prefix) => {
                let arn = Arn::iam(self.partition(), account, format_args!("user{prefix}"));
                return Ok(Resource::named(arn.to_string(), account));
            }
            Target::Policies(prefix) => {
                let arn = Arn::iam(self.partition(), account, format_args!("policy{prefix}"));
                let resource = Resource::named(arn.to_string(), account);
                return Ok(resource.shown_as(format!("policy path {prefix}")));
            }
            Target::User(name) => self.user_resource(account, name).await,
            Target::RenamedUser {
                name,
                new_path,
                new_name,
            } => {
                self.renamed_resource(account, name, new_path.as_ref(), new_name.as_ref())
                    .await
            }
            Target::AccessKeyOwner(id) => self.key_resource(account, id).await,
            Target::Policy(arn) => self.policy_resource(account, arn).await,
            Target::Buckets | Target::NewBucket(_) | Target::Bucket(_) | Target::Object { .. } => {
                return self.bucket_resource(caller, target).await;
            }
        };
        Ok(resource.map_err(failed("the resource of a request"))?)
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

    async fn user_resource(&self, account: AccountId, name: &UserName) -> Result<Resource, Error> {
        let (arn, tags) = if let Some(user) = self.find_user(account, name).await? {
            (user.facts.arn.to_string(), user.facts.tags.clone())
        } else {
            let arn = self.user_arn(account, &Path::root(), name);
            (arn.to_string(), Vec::new())
        };
        let resource = Resource::named(arn, account).tagged(tags);
        Ok(resource.shown_as(format!("user {name}")))
    }

    async fn renamed_resource(
        &self,
        account: AccountId,
        name: &UserName,
        new_path: Option<&Path>,
        new_name: Option<&UserName>,
    ) -> Result<Resource, Error> {
        let found = self.find_user(account, name).await?;
        let facts = found.as_ref().map(|user| &user.facts);
        let (root, old_name) = (Path::root(), facts.map_or(name, |facts| &facts.name));
        let old_path = facts.map_or(&root, |facts| &facts.path);
        let (path, name) = (new_path.unwrap_or(old_path), new_name.unwrap_or(old_name));
        let resource = Resource::named(self.user_arn(account, path, name).to_string(), account);
        Ok(resource.tagged(facts.map(|facts| facts.tags.clone()).unwrap_or_default()))
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
            Some(user) => Resource::named(user.facts.arn.to_string(), account)
                .tagged(user.facts.tags.clone())
                .shown_as(shown),
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

/// SOURCE: S3's text; the other services do not get here with an anonymous caller.
pub(crate) fn anonymous() -> iamd_api::Error {
    iamd_api::Error::new(ErrorCode::AccessDenied, "Access Denied")
}

fn caller_resource(caller: &Caller, account: AccountId) -> Resource {
    let arn = caller.arn().map(ToString::to_string);
    let resource = Resource::named(arn.unwrap_or_default(), account);
    match caller.user() {
        Some(user) => resource
            .tagged(user.tags.clone())
            .shown_as(format!("user {}", user.name)),
        None => resource,
    }
}

//! What tests of groups, of their members and of policies do again and again.

use iamd_api::iam;
use iamd_auth::{Caller, CallerPolicies, Policies, Target};
use iamd_directory::{
    EntityFilter, Error, Group, HolderKind, NewGroup, NewUser, Page, PageRequest, Policy,
    PolicyEntity, PolicyText, PolicyUsage,
};
use iamd_ident::{Arn, GroupName, Path, UserName};

use crate::world::{World, user_name};

/// Acts with the permit for an operation on a target.
macro_rules! act {
    ($world:expr, $operation:ident, $target:expr, $act:expr) => {
        $world
            .with_permit::<iamd_api::iam::$operation, _, _, _>($target, $act)
            .await
    };
}
pub(crate) use act;

/// A policy that denies everything.
pub(crate) const DENY_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;

pub(crate) fn group_name(text: &str) -> GroupName {
    text.parse().unwrap()
}

pub(crate) fn page(items_max: usize) -> PageRequest {
    PageRequest {
        marker: None,
        items_max,
    }
}

/// All items of a list, read in pages of two.
pub(crate) async fn all<T, Read>(read: impl Fn(PageRequest) -> Read) -> Vec<T>
where
    Read: Future<Output = Page<T>>,
{
    let mut request = page(2);
    let mut items = Vec::new();
    loop {
        let page = read(request.clone()).await;
        assert!(page.items.len() <= 2);
        items.extend(page.items);
        request.marker = page.next;
        if request.marker.is_none() {
            return items;
        }
    }
}

pub(crate) fn text(document: &str) -> PolicyText {
    PolicyText::identity(document.to_owned()).unwrap()
}

/// A valid policy whose characters without white space are exactly so many.
pub(crate) fn policy_of_size(size: usize) -> PolicyText {
    let document = |sid: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Sid":"{sid}","Effect":"Allow","Action":"*","Resource":"*"}}}}"#
        )
    };
    let sid = "x".repeat(size - document("").len());
    let policy = text(&document(&sid));
    assert_eq!(policy.size(), size);
    policy
}

impl World {
    pub(crate) async fn create_group(&self, name: &str) -> Result<Group, Error> {
        let new = NewGroup {
            name: group_name(name),
            path: Path::root(),
        };
        let target = Target::NewGroup(Path::root(), new.name.clone());
        let create = |permit| self.directory.create_group(permit, new.clone());
        act!(self, CreateGroup, target, create)
    }

    pub(crate) async fn group(&self, name: &str) -> Group {
        self.create_group(name).await.unwrap()
    }

    pub(crate) async fn delete_group(&self, name: &str) -> Result<(), Error> {
        let name = group_name(name);
        let delete = |permit| self.directory.delete_group(permit, &name);
        act!(self, DeleteGroup, Target::Group(name.clone()), delete)
    }

    pub(crate) async fn add(&self, user: &UserName, group: &str) -> Result<(), Error> {
        let group = group_name(group);
        let add = |permit| self.directory.add_user_to_group(permit, &group, user);
        act!(self, AddUserToGroup, Target::Group(group.clone()), add)
    }

    pub(crate) async fn remove(&self, user: &UserName, group: &str) -> Result<(), Error> {
        let group = group_name(group);
        let remove = |permit| self.directory.remove_user_from_group(permit, &group, user);
        act!(
            self,
            RemoveUserFromGroup,
            Target::Group(group.clone()),
            remove
        )
    }

    pub(crate) async fn put_group(&self, group: &str, policy: &str, document: &str) {
        let (group, policy) = (group_name(group), policy.parse().unwrap());
        let document = text(document);
        let put = |permit| {
            self.directory
                .put_group_policy(permit, &group, &policy, document.clone())
        };
        act!(self, PutGroupPolicy, Target::Group(group.clone()), put).unwrap();
    }

    pub(crate) async fn attach_group(&self, group: &str, arn: &Arn) -> Result<(), Error> {
        let group = group_name(group);
        let attach = |permit| self.directory.attach_group_policy(permit, &group, arn);
        act!(
            self,
            AttachGroupPolicy,
            Target::Group(group.clone()),
            attach
        )
    }

    pub(crate) async fn attach_user(&self, user: &UserName, arn: &Arn) -> Result<(), Error> {
        let attach = |permit| self.directory.attach_user_policy(permit, user, arn);
        act!(self, AttachUserPolicy, Target::User(user.clone()), attach)
    }

    /// Sets or takes away the boundary of a user.
    pub(crate) async fn bound(&self, user: &UserName, arn: Option<&Arn>) -> Result<(), Error> {
        let target = Target::User(user.clone());
        let directory = &self.directory;
        if let Some(arn) = arn {
            let put = |permit| directory.put_user_permissions_boundary(permit, user, arn);
            return act!(self, PutUserPermissionsBoundary, target, put);
        }
        let delete = |permit| directory.delete_user_permissions_boundary(permit, user);
        act!(self, DeleteUserPermissionsBoundary, target, delete)
    }

    pub(crate) async fn create_bounded(&self, name: &str, arn: &Arn) -> Result<(), Error> {
        let new = NewUser {
            name: user_name(name),
            path: Path::root(),
            tags: Vec::new(),
            permissions_boundary: Some(arn.clone()),
        };
        let target = Target::NewUser(Path::root(), new.name.clone());
        let create = |permit| self.directory.create_user(permit, new.clone());
        let made = act!(self, CreateUser, target, create)?;
        assert_eq!(made.permissions_boundary.as_ref(), Some(arn));
        Ok(())
    }

    pub(crate) async fn get_policy(&self, arn: &Arn) -> Policy {
        let get = |permit| self.directory.get_policy(permit, arn);
        act!(self, GetPolicy, Target::Policy(arn.clone()), get).unwrap()
    }

    pub(crate) async fn delete_policy(&self, arn: &Arn) -> Result<(), Error> {
        let delete = |permit| self.directory.delete_policy(permit, arn);
        act!(self, DeletePolicy, Target::Policy(arn.clone()), delete)
    }

    /// Who uses a policy, read in pages of two.
    pub(crate) async fn entities(
        &self,
        arn: &Arn,
        kind: Option<HolderKind>,
        usage: Option<PolicyUsage>,
    ) -> Vec<PolicyEntity> {
        let filter = EntityFilter {
            kind,
            usage,
            path_prefix: "/".to_owned(),
        };
        let filter = &filter;
        let list = |request: PageRequest| async move {
            let list = |permit| {
                self.directory
                    .list_entities_for_policy(permit, arn, filter, &request)
            };
            act!(
                self,
                ListEntitiesForPolicy,
                Target::Policy(arn.clone()),
                list
            )
            .unwrap()
        };
        all(list).await
    }

    pub(crate) async fn policies_of(&self, caller: &Caller) -> CallerPolicies {
        self.directory.policies(caller).await.unwrap()
    }

    /// Whether a caller may list users.
    pub(crate) async fn may_list(&self, caller: &Caller) -> bool {
        let target = Target::Users("/".to_owned());
        self.decision::<iam::ListUsers>(caller, target)
            .await
            .is_none()
    }
}

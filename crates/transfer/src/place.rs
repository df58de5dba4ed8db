//! Where something stands in what was read.

use iamd_directory::{PortableList, PortablePlace};

/// Where the things of an account came from.
#[derive(Debug)]
pub(crate) enum Origins {
    /// A document of iamd's, whose members are those of the account.
    Own,
    /// Pages of AWS's.
    Pages(PageOrigins),
}

/// For each thing of a list, the page and the place there.
#[derive(Debug, Default)]
pub(crate) struct PageOrigins {
    /// How many pages there are.
    pub(crate) pages: usize,
    pub(crate) policies: Vec<PageOrigin>,
    pub(crate) groups: Vec<PageOrigin>,
    pub(crate) roles: Vec<PageOrigin>,
    pub(crate) instance_profiles: Vec<PageOrigin>,
    pub(crate) users: Vec<PageOrigin>,
}

/// A place in a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageOrigin {
    /// Counted from zero.
    pub(crate) page: usize,
    pub(crate) list: &'static str,
    pub(crate) index: usize,
    /// For an instance profile, the place in the list of its role.
    pub(crate) inner: Option<usize>,
}

impl PageOrigin {
    /// The place as a JSON path. Pages are counted from one, and named if there are several.
    pub(crate) fn path(&self, pages: usize, member: &str) -> String {
        let page = match pages {
            0 | 1 => String::new(),
            _ => format!("page {}: ", self.page + 1),
        };
        let inner = self
            .inner
            .map(|inner| format!(".InstanceProfileList[{inner}]"));
        let inner = inner.unwrap_or_default();
        let dot = if member.is_empty() { "" } else { "." };
        format!("{page}{}[{}]{inner}{dot}{member}", self.list, self.index)
    }
}

impl Origins {
    /// The place in what was read.
    pub(crate) fn path(&self, place: &PortablePlace) -> String {
        let Self::Pages(pages) = self else {
            return place.to_string();
        };
        let list = match place.list {
            Some(PortableList::Policies) => &pages.policies,
            Some(PortableList::Groups) => &pages.groups,
            Some(PortableList::Roles) => &pages.roles,
            Some(PortableList::InstanceProfiles) => &pages.instance_profiles,
            Some(PortableList::Users) => &pages.users,
            _ => return place.to_string(),
        };
        match list.get(place.index) {
            Some(origin) => origin.path(pages.pages, &member(place)),
            None => place.to_string(),
        }
    }
}

/// What AWS calls a member.
fn member(place: &PortablePlace) -> String {
    let parts = place.member.split('.').map(|part| {
        let end = part.find('[').unwrap_or(part.len());
        let (name, index) = part.split_at(end);
        let name = match (name, place.list) {
            ("name", Some(PortableList::Users)) => "UserName",
            ("name", Some(PortableList::Roles)) => "RoleName",
            ("name", Some(PortableList::Groups)) => "GroupName",
            ("name", Some(PortableList::InstanceProfiles)) => "InstanceProfileName",
            ("name", _) => "PolicyName",
            ("id", Some(PortableList::Users)) => "UserId",
            ("id", Some(PortableList::Roles)) => "RoleId",
            ("id", Some(PortableList::Groups)) => "GroupId",
            ("id", Some(PortableList::InstanceProfiles)) => "InstanceProfileId",
            ("id", _) => "PolicyId",
            ("groups", _) => "GroupList",
            ("attached_policies", _) => "AttachedManagedPolicies",
            ("permissions_boundary", _) => "PermissionsBoundary",
            ("trust_policy", _) => "AssumeRolePolicyDocument",
            ("inline_policies", Some(PortableList::Users)) => "UserPolicyList",
            ("inline_policies", Some(PortableList::Roles)) => "RolePolicyList",
            ("inline_policies", _) => "GroupPolicyList",
            ("document", Some(PortableList::Policies)) => "Document",
            ("document", _) => "PolicyDocument",
            ("versions", _) => "PolicyVersionList",
            ("default_version", _) => "DefaultVersionId",
            ("number", _) => "VersionId",
            ("created", _) => "CreateDate",
            ("tags", _) => "Tags",
            ("key", _) => "Key",
            ("value", _) => "Value",
            ("service" | "path", _) => "Path",
            (other, _) => other,
        };
        format!("{name}{index}")
    });
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pages: usize, member: &str, expect: &str) {
        let origin = PageOrigin {
            page: 1,
            list: "UserDetailList",
            index: 3,
            inner: None,
        };
        let origins = Origins::Pages(PageOrigins {
            pages,
            users: vec![origin],
            ..PageOrigins::default()
        });
        let place = PortablePlace {
            list: Some(PortableList::Users),
            index: 0,
            member: member.to_owned(),
        };
        assert_eq!(origins.path(&place), expect);
    }

    #[test]
    fn places_are_told_in_the_words_of_what_was_read() {
        check(1, "", "UserDetailList[3]");
        check(1, "groups[1]", "UserDetailList[3].GroupList[1]");
        check(
            2,
            "inline_policies[0].document",
            "page 2: UserDetailList[3].UserPolicyList[0].PolicyDocument",
        );
    }
}

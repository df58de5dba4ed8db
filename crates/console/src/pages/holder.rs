//! Whoever holds policies: a user, a group or a role. What they have in common is asked for here,
//! with the operation that each kind has for it.

use axum::extract::FromRequestParts;
use http::{StatusCode, request::Parts};
use iamd_auth::{Audit, ConsolePorts};
use percent_encoding::percent_decode_str;

use super::{names, parts::Part, policy_document::DocumentUse};
use crate::{
    answer::{self, Stop},
    console::Backend,
    link,
    page::{Page, Section},
    text::Texts,
    visitor::Visit,
};

mod deletion;
mod operations;

/// The kinds of holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HolderKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
}

impl HolderKind {
    /// Every kind.
    pub(crate) const ALL: [Self; 3] = [Self::User, Self::Group, Self::Role];

    /// The parts of the page of such a holder.
    pub(crate) const fn parts(self) -> &'static [Part] {
        match self {
            Self::User => &[
                Part::Overview,
                Part::Permissions,
                Part::Groups,
                Part::Security,
                Part::Credentials,
                Part::Tags,
                Part::Access,
            ],
            Self::Group => &[Part::Overview, Part::Permissions, Part::Access],
            Self::Role => &[
                Part::Overview,
                Part::Permissions,
                Part::Trust,
                Part::Tags,
                Part::Access,
            ],
        }
    }

    /// What one of them is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::User => texts.permissions.user,
            Self::Group => texts.permissions.group,
            Self::Role => texts.permissions.role,
        }
    }

    /// The part of the navigation that they belong to.
    const fn section(self) -> Section {
        match self {
            Self::User => Section::Users,
            Self::Group => Section::Groups,
            Self::Role => Section::Roles,
        }
    }

    /// The first segment of the paths of their pages.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Self::User => "users",
            Self::Group => "groups",
            Self::Role => "roles",
        }
    }

    /// What their inline policies are.
    pub(crate) const fn inline_use(self) -> DocumentUse {
        match self {
            Self::User => DocumentUse::UserInline,
            Self::Group => DocumentUse::GroupInline,
            Self::Role => DocumentUse::RoleInline,
        }
    }

    /// Whether such a holder can have a permissions boundary.
    pub(crate) const fn has_boundary(self) -> bool {
        matches!(self, Self::User | Self::Role)
    }
}

/// A holder of policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// What it is.
    pub(crate) kind: HolderKind,
    /// Its name.
    pub(crate) name: String,
}

impl Holder {
    /// The holder that a path is about: `/users/Bob/groups` is about the user `Bob`.
    fn of_path(path: &str) -> Option<Self> {
        let mut segments = path.strip_prefix('/')?.split('/');
        let folder = segments.next()?;
        let kind = HolderKind::ALL
            .into_iter()
            .find(|kind| kind.folder() == folder)?;
        let name = percent_decode_str(segments.next()?).decode_utf8().ok()?;
        Some(Self {
            kind,
            name: names::of_segment(&name).to_owned(),
        })
    }

    /// A user.
    pub(crate) fn user(name: impl Into<String>) -> Self {
        Self {
            kind: HolderKind::User,
            name: name.into(),
        }
    }

    /// A group.
    pub(crate) fn group(name: impl Into<String>) -> Self {
        Self {
            kind: HolderKind::Group,
            name: name.into(),
        }
    }

    /// A role.
    pub(crate) fn role(name: impl Into<String>) -> Self {
        Self {
            kind: HolderKind::Role,
            name: name.into(),
        }
    }

    /// The frame of its page.
    pub(crate) fn page<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Page {
        let section = self.kind.section();
        let page = visit.page(self.name.clone()).at(section);
        page.below(section.name(visit.texts()), section.link())
    }

    /// The frame of a page below its own.
    pub(crate) fn page_below<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        title: &'static str,
    ) -> Page {
        let mut page = self.page(visit).below(self.name.clone(), self.path(&[]));
        title.clone_into(&mut page.title);
        page
    }

    /// The path of its page, or of a page of its own such as `["permissions"]`.
    pub(crate) fn path(&self, pages: &[&str]) -> String {
        let name = names::segment(&self.name);
        let mut segments = vec![self.kind.folder(), &*name];
        segments.extend(pages);
        link::to(&segments)
    }
}

/// The holder that the path of a request is about.
impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Holder {
    type Rejection = Stop;

    async fn from_request_parts(head: &mut Parts, _: &Backend<P, A>) -> Result<Self, Stop> {
        let missing = || answer::empty(StatusCode::NOT_FOUND).into();
        Self::of_path(head.uri.path()).ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&Holder>) {
        assert_eq!(Holder::of_path(path).as_ref(), expected);
    }

    #[test]
    fn paths_are_about_somebody() {
        check("/users/Bob", Some(&Holder::user("Bob")));
        check("/users/a%2Bb%40c/permissions", Some(&Holder::user("a+b@c")));
        check("/roles/~./trust", Some(&Holder::role(".")));
        check("/buckets/b", None);
        check("/users", None);
        check("/users/%ff", None);
    }

    #[test]
    fn pages_are_found_again() {
        for name in ["Bob", ".", "..", "a+b=c,d.e@f_g-h", "<script>\"'/\u{202e}"] {
            let holder = Holder::user(name);
            check(&holder.path(&["groups"]), Some(&holder));
        }
    }
}

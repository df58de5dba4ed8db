//! The parts of the page of a user, group or role.

use crate::text::Texts;

/// A part of a page, which has an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is known of it.
    Overview,
    /// Its policies and its boundary.
    Permissions,
    /// The groups of a user.
    Groups,
    /// How a user signs in.
    Security,
    /// What else a user has to sign or sign in with.
    Credentials,
    /// Who may assume a role.
    Trust,
    /// Its tags.
    Tags,
    /// Which services it has used.
    Access,
}

impl Part {
    /// What stands behind the path of the whole.
    pub(crate) const fn segments(self) -> &'static [&'static str] {
        match self {
            Self::Overview => &[],
            Self::Permissions => &["permissions"],
            Self::Groups => &["groups"],
            Self::Security => &["security"],
            Self::Trust => &["trust"],
            Self::Tags => &["tags"],
            Self::Credentials => &["credentials"],
            Self::Access => &["access"],
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Overview => texts.permissions.overview,
            Self::Permissions => texts.permissions.permissions,
            Self::Groups => texts.permissions.groups,
            Self::Security => texts.permissions.security,
            Self::Trust => texts.permissions.trust,
            Self::Tags => texts.permissions.tags,
            Self::Credentials => texts.credentials.tab,
            Self::Access => texts.access.tab,
        }
    }
}

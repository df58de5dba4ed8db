//! Whoever is signed in, as every page shows it.

use iamd_auth::{Caller, Principal, SessionKind, Visitor};

use crate::text::Texts;

/// Whoever is signed in.
pub(crate) struct Identity {
    /// The account's id.
    pub(crate) account: String,
    /// The account's alias, if it has one and whoever is signed in may know it.
    pub(crate) alias: Option<String>,
    /// A short name, such as that of the user or the role.
    pub(crate) name: String,
    /// What whoever switched to the role calls it.
    pub(crate) display_name: Option<String>,
    /// What kind of principal it is.
    pub(crate) kind: Kind,
    /// The whole ARN.
    pub(crate) arn: String,
    /// Who switched to the role, if somebody did.
    pub(crate) switched_from: Option<String>,
    /// Whether it can switch to a role.
    pub(crate) may_switch: bool,
}

/// The alias of an account, as far as somebody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Alias {
    /// This one.
    Is(String),
    /// The account has none.
    Missing,
    /// That is not for everybody to know.
    Hidden,
}

impl Alias {
    /// The alias, if it is known.
    pub(crate) fn known(&self) -> Option<&str> {
        match self {
            Self::Is(alias) => Some(alias),
            Self::Missing | Self::Hidden => None,
        }
    }
}

/// The kinds of principals that sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    RootUser,
    User,
    Role,
    FederatedUser,
}

impl Kind {
    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::RootUser => texts.frame.root_user,
            Self::User => texts.frame.user,
            Self::Role => texts.frame.role,
            Self::FederatedUser => texts.frame.federated_user,
        }
    }
}

impl Identity {
    pub(crate) fn of(visitor: &Visitor, alias: &Alias) -> Self {
        let caller = &visitor.caller;
        let own = &visitor.signed_in_as;
        let switched = visitor.session.switched.as_ref();
        let (kind, name) = kind_and_name(caller);
        Self {
            account: caller
                .account()
                .map(|id| id.to_string())
                .unwrap_or_default(),
            alias: alias.known().map(str::to_owned),
            name,
            display_name: switched.and_then(|role| role.display_name.clone()),
            kind,
            arn: shown_arn(caller),
            switched_from: switched.map(|_| kind_and_name(own).1),
            may_switch: !own.is_root_user()
                && own.session_kind() != Some(SessionKind::FederatedConsole),
        }
    }
}

impl Identity {
    /// What it is called in the header.
    pub(crate) fn label(&self) -> &str {
        self.display_name.as_ref().unwrap_or(&self.name)
    }

    /// The same without the name of the session, which may be long and says little.
    pub(crate) fn short_label(&self) -> &str {
        let name = self.own_name().unwrap_or(&self.name);
        self.display_name.as_deref().unwrap_or(name)
    }

    /// The name that somebody gave it: of a role, that of the role alone. The root user has none.
    pub(crate) fn own_name(&self) -> Option<&str> {
        match self.kind {
            Kind::RootUser => None,
            // SOURCE: IAM User Guide, "IAM and AWS STS quotas": no name of a role has a slash in it.
            Kind::Role => self.name.split('/').next(),
            Kind::User | Kind::FederatedUser => Some(&self.name),
        }
    }
}

/// The ARN of a caller, as text.
pub(crate) fn shown_arn(caller: &Caller) -> String {
    caller.arn().map(ToString::to_string).unwrap_or_default()
}

fn kind_and_name(caller: &Caller) -> (Kind, String) {
    match caller.principal() {
        Principal::RootUser(_) | Principal::Anonymous => (Kind::RootUser, "root".to_owned()),
        Principal::User(user) => (Kind::User, user.name.to_string()),
        Principal::RoleSession(session) => (
            Kind::Role,
            format!("{}/{}", session.role.name, session.name),
        ),
        Principal::FederatedUser(user) => (Kind::FederatedUser, user.name.clone()),
    }
}

//! Who makes a request.

use std::{borrow::Cow, sync::Arc};

use iamd_ident::{AccessKeyId, AccountId, Arn, Tag};

use crate::{Principal, RoleFacts, Session, SessionKind, UserFacts};

/// Whoever made a request: proven by a signature, or nobody in particular.
#[derive(Clone, Debug)]
pub struct Caller {
    principal: Principal,
    access_key: Option<AccessKeyId>,
    session: Option<Arc<Session>>,
}

impl Caller {
    /// A principal that proved itself with a long-term access key.
    pub fn new(principal: Principal, access_key: AccessKeyId) -> Self {
        Self {
            principal,
            access_key: Some(access_key),
            session: None,
        }
    }

    /// A principal that proved itself with temporary credentials.
    pub fn in_session(
        principal: Principal,
        access_key: AccessKeyId,
        session: Arc<Session>,
    ) -> Self {
        Self {
            principal,
            access_key: Some(access_key),
            session: Some(session),
        }
    }

    /// A principal that signed in to the console. No key signs what it asks for.
    pub fn in_console(principal: Principal, session: Arc<Session>) -> Self {
        Self {
            principal,
            access_key: None,
            session: Some(session),
        }
    }

    /// Whoever sent a request that does not claim to be anybody's.
    pub fn anonymous() -> Self {
        Self {
            principal: Principal::Anonymous,
            access_key: None,
            session: None,
        }
    }

    /// Who it is.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The access key that signed the request.
    pub fn access_key(&self) -> Option<&AccessKeyId> {
        self.access_key.as_ref()
    }

    /// The session that the caller's temporary credentials are of; long-term keys have none.
    pub fn session(&self) -> Option<&Arc<Session>> {
        self.session.as_ref()
    }

    /// Whether the caller acts in the console.
    pub fn is_in_console(&self) -> bool {
        self.session.is_some() && self.access_key.is_none()
    }

    /// What made the caller's temporary credentials, if they are temporary.
    pub fn session_kind(&self) -> Option<SessionKind> {
        self.session.as_ref().map(|session| session.kind)
    }

    /// The account that the caller belongs to; an anonymous one belongs to none.
    pub fn account(&self) -> Option<AccountId> {
        match &self.principal {
            Principal::RootUser(root) => Some(root.account),
            Principal::User(user) => Some(user.account),
            Principal::RoleSession(session) => Some(session.role.account),
            Principal::FederatedUser(user) => Some(user.account),
            Principal::Anonymous => None,
        }
    }

    /// The caller's ARN, as `GetCallerIdentity` tells it; an anonymous one has none.
    pub fn arn(&self) -> Option<&Arn> {
        match &self.principal {
            Principal::RootUser(root) => Some(&root.arn),
            Principal::User(user) => Some(&user.arn),
            Principal::RoleSession(session) => Some(&session.arn),
            Principal::FederatedUser(user) => Some(&user.arn),
            Principal::Anonymous => None,
        }
    }

    /// The value of `aws:PrincipalArn`: for the session of a role that of the role.
    ///
    /// SOURCE: IAM User Guide, "AWS global condition context keys", aws:PrincipalArn.
    pub fn principal_arn(&self) -> Option<&Arn> {
        match &self.principal {
            Principal::RoleSession(session) => Some(&session.role.arn),
            Principal::RootUser(_)
            | Principal::User(_)
            | Principal::FederatedUser(_)
            | Principal::Anonymous => self.arn(),
        }
    }

    /// How texts and logs call the caller: by its ARN, if it has one.
    pub fn shown(&self) -> &str {
        self.arn().map_or(ANONYMOUS, Arn::as_str)
    }

    /// The value of `aws:userid`: the account id for the root user, the unique id for a user, and
    /// for sessions that of what they are of with the name of the session.
    ///
    /// SOURCE: IAM User Guide, "IAM JSON policy elements: Variables", table of principal key values.
    pub fn user_id(&self) -> Cow<'_, str> {
        match &self.principal {
            Principal::RootUser(root) => Cow::Owned(root.account.to_string()),
            Principal::User(user) => Cow::Borrowed(user.id.as_str()),
            Principal::RoleSession(session) => Cow::Borrowed(&session.user_id),
            Principal::FederatedUser(user) => Cow::Borrowed(&user.user_id),
            Principal::Anonymous => Cow::Borrowed(ANONYMOUS),
        }
    }

    /// The facts of the IAM user, if the caller is one, with a key of its own or in a session.
    pub fn user(&self) -> Option<&Arc<UserFacts>> {
        match &self.principal {
            Principal::User(user) => Some(user),
            Principal::RootUser(_)
            | Principal::RoleSession(_)
            | Principal::FederatedUser(_)
            | Principal::Anonymous => None,
        }
    }

    /// The facts of the role, if the caller is a session of one.
    pub fn role(&self) -> Option<&Arc<RoleFacts>> {
        match &self.principal {
            Principal::RoleSession(session) => Some(&session.role),
            Principal::RootUser(_)
            | Principal::User(_)
            | Principal::FederatedUser(_)
            | Principal::Anonymous => None,
        }
    }

    /// The tags of the user or role, without those of the session, which come before them.
    ///
    /// SOURCE: IAM User Guide, "Pass session tags in AWS STS": a session tag overrides the tag of
    /// the role or user that has the same key.
    pub fn entity_tags(&self) -> &[Tag] {
        match &self.principal {
            Principal::User(user) => &user.tags,
            Principal::RoleSession(session) => &session.role.tags,
            Principal::FederatedUser(user) => user.issuer.as_ref().map_or(&[], |user| &user.tags),
            Principal::RootUser(_) | Principal::Anonymous => &[],
        }
    }

    /// The tags of the session.
    pub fn session_tags(&self) -> &[Tag] {
        self.session.as_ref().map_or(&[], |session| &session.tags)
    }

    /// Whether the caller is the root user of its account.
    pub fn is_root_user(&self) -> bool {
        matches!(self.principal, Principal::RootUser(_))
    }
}

/// SOURCE: the same table.
pub(crate) const ANONYMOUS: &str = "anonymous";

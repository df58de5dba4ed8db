//! Who asks.

use crate::arn_segments;

/// Whoever makes a request, with all the names under which policies may know it.
///
/// SOURCE: IAM User Guide, "AWS JSON policy elements: Principal", and "IAM policy elements:
/// Variables and tags", table of principal key values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Principal<'a> {
    kind: PrincipalType,
    /// Its own ARN, that of the session for a session; the name of a service or of a provider.
    name: &'a str,
    /// What a session stands for: the role, or the user whom a federated user's session is of.
    stands_for: Option<&'a str>,
    id: Option<&'a str>,
    canonical_user: Option<&'a str>,
}

/// The kinds of principals, as far as the rules differ by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalType {
    /// Nobody proved to be anybody.
    Anonymous,
    /// The root user of an account, who may do everything that nothing denies.
    RootUser,
    /// An IAM user.
    User,
    /// A session of a role.
    RoleSession,
    /// A session made by `GetFederationToken`.
    FederatedUser,
    /// A service of AWS.
    Service,
    /// Somebody whom an identity provider knows, when assuming a role by web identity or SAML.
    Federated,
}

impl PrincipalType {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Anonymous,
        Self::RootUser,
        Self::User,
        Self::RoleSession,
        Self::FederatedUser,
        Self::Service,
        Self::Federated,
    ];

    /// Whether it has credentials of an account, so that policies of that account bear on it.
    pub(crate) fn has_account(self) -> bool {
        match self {
            Self::RootUser | Self::User | Self::RoleSession | Self::FederatedUser => true,
            Self::Anonymous | Self::Service | Self::Federated => false,
        }
    }
}

impl<'a> Principal<'a> {
    /// Nobody in particular.
    pub const fn anonymous() -> Self {
        Self::named(PrincipalType::Anonymous, "")
    }

    /// The root user: `arn:PARTITION:iam::ACCOUNT:root`.
    pub const fn root_user(arn: &'a str) -> Self {
        Self::named(PrincipalType::RootUser, arn)
    }

    /// An IAM user: `arn:PARTITION:iam::ACCOUNT:user/PATH/NAME`.
    pub const fn user(arn: &'a str) -> Self {
        Self::named(PrincipalType::User, arn)
    }

    /// A session `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION` of a role, whose own ARN
    /// has its path.
    pub const fn role_session(arn: &'a str, role_arn: &'a str) -> Self {
        let mut session = Self::named(PrincipalType::RoleSession, arn);
        session.stands_for = Some(role_arn);
        session
    }

    /// A session `arn:PARTITION:sts::ACCOUNT:federated-user/NAME`, made by a user or a root user if
    /// that is known.
    pub const fn federated_user(arn: &'a str, issuer_arn: Option<&'a str>) -> Self {
        let mut session = Self::named(PrincipalType::FederatedUser, arn);
        session.stands_for = issuer_arn;
        session
    }

    /// A service, such as `ec2.amazonaws.com`.
    pub const fn service(name: &'a str) -> Self {
        Self::named(PrincipalType::Service, name)
    }

    /// Somebody from an identity provider: the ARN of an OIDC or SAML provider, or the host of a
    /// well-known one.
    pub const fn federated(provider: &'a str) -> Self {
        Self::named(PrincipalType::Federated, provider)
    }

    /// Adds the unique id of the user, of the role of a session, or of the user whom a federated
    /// user's session is of. Policies that name it by id match by it.
    #[must_use]
    pub const fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// Adds the canonical user id of its account, as S3 knows it.
    #[must_use]
    pub const fn with_canonical_user(mut self, id: &'a str) -> Self {
        self.canonical_user = Some(id);
        self
    }

    /// What kind it is.
    pub const fn kind(&self) -> PrincipalType {
        self.kind
    }

    /// Its ARN, that of the session for a session; a service's or provider's name; empty for an
    /// anonymous one.
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The role of a role session, the user or root user of a federated user's session.
    pub const fn stands_for(&self) -> Option<&'a str> {
        self.stands_for
    }

    /// The unique id, see [`Principal::with_id`].
    pub const fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The canonical user id of its account.
    pub const fn canonical_user(&self) -> Option<&'a str> {
        self.canonical_user
    }

    /// The account that it belongs to: the fifth segment of its ARN.
    pub fn account(&self) -> Option<&'a str> {
        if !self.kind.has_account() {
            return None;
        }
        account_of(self.name)
    }

    /// Whether it is a session of a role that a service made for itself.
    ///
    /// SOURCE: AWS Organizations User Guide, "Service control policies" and "Resource control
    /// policies": neither bears on service-linked roles.
    pub(crate) fn is_service_linked(&self) -> bool {
        self.kind == PrincipalType::RoleSession
            && self
                .stands_for
                .and_then(arn_segments::last)
                .is_some_and(|path| path.starts_with("role/aws-service-role/"))
    }

    /// Whether everything is allowed to it that nothing denies: to a root user, and within its
    /// session policies to a session that a root user made.
    pub(crate) fn is_allowed_by_default(&self) -> bool {
        match self.kind {
            PrincipalType::RootUser => true,
            PrincipalType::FederatedUser => self.stands_for.is_some_and(is_root_user),
            _ => false,
        }
    }

    const fn named(kind: PrincipalType, name: &'a str) -> Self {
        Self {
            kind,
            name,
            stands_for: None,
            id: None,
            canonical_user: None,
        }
    }
}

/// The account in an ARN; `None` if there are not twelve digits where it should be.
pub(crate) fn account_of(arn: &str) -> Option<&str> {
    let mut colons = memchr::memchr_iter(b':', arn.as_bytes());
    let before = colons.nth(3)?;
    let end = colons.next().unwrap_or(arn.len());
    arn.get(before + 1..end)
        .filter(|account| is_account(account))
}

pub(crate) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_root_user(arn: &str) -> bool {
    arn_segments::last(arn) == Some("root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_in_the_arn() {
        let user = Principal::user("arn:aws:iam::123456789012:user/division/Bob");
        assert_eq!(user.account(), Some("123456789012"));
        assert_eq!(Principal::anonymous().account(), None);
        assert_eq!(Principal::service("ec2.amazonaws.com").account(), None);
        assert_eq!(Principal::user("arn:aws:iam::1:user/Bob").account(), None);
    }

    #[test]
    fn a_service_linked_role_is_known_by_its_path() {
        let session = "arn:aws:sts::123456789012:assumed-role/R/s";
        let of = |role| Principal::role_session(session, role).is_service_linked();
        assert!(of("arn:aws:iam::123456789012:role/aws-service-role/x/R"));
        assert!(!of("arn:aws:iam::123456789012:role/R"));
        assert!(!of("arn:aws:iam::123456789012:role/x/aws-service-role/R"));
    }

    #[test]
    fn a_root_user_and_its_sessions_need_no_policy() {
        let root = "arn:aws:iam::123456789012:root";
        let session = "arn:aws:sts::123456789012:federated-user/f";
        assert!(Principal::root_user(root).is_allowed_by_default());
        assert!(Principal::federated_user(session, Some(root)).is_allowed_by_default());
        assert!(!Principal::federated_user(session, None).is_allowed_by_default());
    }
}

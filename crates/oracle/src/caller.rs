//! Who asks, and what the ARN alone says about them.

use crate::{
    context::Context,
    fault::{Fault, Faults},
    json::{Json, Malformed},
};

/// What kind of principal asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallerKind {
    /// An IAM user
    User,
    /// The root user of an account
    Root,
    /// A session of a role
    RoleSession,
    /// A session by GetFederationToken
    FederatedUser,
    /// Nobody signed the request
    Anonymous,
    /// A service of AWS
    Service,
    /// Somebody with a token of an OIDC or SAML provider
    Provider,
}

impl CallerKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::User,
        Self::Root,
        Self::RoleSession,
        Self::FederatedUser,
        Self::Anonymous,
        Self::Service,
        Self::Provider,
    ];
}

/// The principal of a request.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) kind: CallerKind,
    /// The principal's ARN, the service's name, or the provider's ARN or host
    pub(crate) name: String,
    /// The account of a principal with AWS credentials
    pub(crate) account: Option<String>,
    /// For a role session, the role's ARN with its path
    pub(crate) role: Option<String>,
    /// For a federated user, the ARN of the user or the root user who made the session
    pub(crate) issuer: Option<String>,
    /// The value of `aws:userid`
    pub(crate) user_id: Option<String>,
}

impl Caller {
    /// Reads the principal, and adds to the context the principal's keys that it leaves out.
    pub(crate) fn read(
        principal: &Json,
        issuer: Option<&Json>,
        context: &mut Context,
        faults: Faults,
    ) -> Result<Self, Malformed> {
        let mut caller = match principal {
            Json::Text(text) if text == "anonymous" => {
                Self::without_account(CallerKind::Anonymous, "")
            }
            Json::Text(arn) => Self::from_arn(arn)?,
            other => Self::from_object(other)?,
        };
        if let Some(issuer) = issuer {
            let issuer = issuer
                .text()
                .ok_or(Malformed("the issuer is not a string"))?;
            caller.issuer = Some(issuer.to_owned());
        }
        caller.derive_keys(context);
        if caller.kind == CallerKind::RoleSession
            && !faults.has(Fault::RolePathLost)
            && let Some(role) = context.single("aws:PrincipalArn", Faults::NONE)
        {
            caller.role = Some(role.to_owned());
        }
        caller.user_id = context
            .single("aws:userid", Faults::NONE)
            .map(str::to_owned);
        Ok(caller)
    }

    /// Whether the caller signs with AWS credentials, of an account.
    pub(crate) fn has_credentials(&self) -> bool {
        match self.kind {
            CallerKind::User
            | CallerKind::Root
            | CallerKind::RoleSession
            | CallerKind::FederatedUser => true,
            CallerKind::Anonymous | CallerKind::Service | CallerKind::Provider => false,
        }
    }

    /// Whether the caller is a session of a role that belongs to a service of AWS.
    pub(crate) fn is_service_linked(&self) -> bool {
        self.role
            .as_ref()
            .is_some_and(|role| role.contains(":role/aws-service-role/"))
    }

    /// Whether the caller is a federated user whose session the root user made.
    pub(crate) fn is_issued_by_root(&self) -> bool {
        self.kind == CallerKind::FederatedUser
            && self
                .issuer
                .as_ref()
                .is_some_and(|issuer| issuer.ends_with(":root"))
    }

    fn without_account(kind: CallerKind, name: &str) -> Self {
        let name = name.to_owned();
        Self {
            kind,
            name,
            account: None,
            role: None,
            issuer: None,
            user_id: None,
        }
    }

    fn from_arn(arn: &str) -> Result<Self, Malformed> {
        let bad = Malformed("the principal's ARN names no caller");
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", partition, service, "", account, resource] = parts.as_slice() else {
            return Err(bad);
        };
        if !is_account(account) {
            return Err(bad);
        }
        let mut role = None;
        let kind = match (*service, resource.split_once('/')) {
            ("iam", None) if *resource == "root" => CallerKind::Root,
            ("iam", Some(("user", name))) if !name.is_empty() => CallerKind::User,
            ("sts", Some(("federated-user", name))) if !name.is_empty() => {
                CallerKind::FederatedUser
            }
            ("sts", Some(("assumed-role", session))) => {
                let (name, _) = session.split_once('/').ok_or(bad)?;
                // The session's ARN does not have the role's path.
                role = Some(format!("arn:{partition}:iam::{account}:role/{name}"));
                CallerKind::RoleSession
            }
            _ => return Err(bad),
        };
        let account = Some((*account).to_owned());
        Ok(Self {
            kind,
            name: arn.to_owned(),
            account,
            role,
            issuer: None,
            user_id: None,
        })
    }

    fn from_object(json: &Json) -> Result<Self, Malformed> {
        let bad = Malformed("the principal is no ARN, service or provider");
        let Json::Object(members) = json else {
            return Err(bad);
        };
        let [(kind, Json::Text(name))] = members.as_slice() else {
            return Err(bad);
        };
        match kind.as_str() {
            "service" => Ok(Self::without_account(CallerKind::Service, name)),
            "federated" => Ok(Self::without_account(CallerKind::Provider, name)),
            _ => Err(bad),
        }
    }

    fn derive_keys(&self, context: &mut Context) {
        let mut account = self.account.clone();
        let last = self.name.rsplit('/').next().unwrap_or_default();
        let (kind, arn, username, user_id) = match self.kind {
            CallerKind::User => ("User", Some(&self.name), Some(last.to_owned()), None),
            CallerKind::Root => ("Account", Some(&self.name), None, account.clone()),
            CallerKind::RoleSession => ("AssumedRole", self.role.as_ref(), None, None),
            CallerKind::FederatedUser => {
                let id = account.as_ref().map(|account| format!("{account}:{last}"));
                ("FederatedUser", Some(&self.name), None, id)
            }
            CallerKind::Anonymous => {
                // SOURCE: IAM User Guide, global condition keys: the account is there even for
                // anonymous requests.
                account = Some("anonymous".to_owned());
                ("Anonymous", None, None, account.clone())
            }
            CallerKind::Service | CallerKind::Provider => return,
        };
        context.derive("aws:PrincipalType", Some(kind.to_owned()));
        context.derive("aws:PrincipalArn", arn.cloned());
        context.derive("aws:PrincipalAccount", account);
        context.derive("aws:username", username);
        context.derive("aws:userid", user_id);
    }
}

/// Whether the text is an account's id.
pub(crate) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

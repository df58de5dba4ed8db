//! One question: a request and the policies that bear on it.

use crate::{
    caller::{Caller, CallerKind, is_account},
    context::Context,
    document::Document,
    fault::{Fault, Faults},
    json::{Json, Malformed},
};

/// A request and the policies that bear on it.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) caller: Caller,
    pub(crate) action: &'a str,
    /// The resource's ARN, `*` if the request has none
    pub(crate) resource: &'a str,
    pub(crate) resource_account: Option<String>,
    pub(crate) context: Context,
    /// Whether the principal's account is the management account of its organisation
    pub(crate) management: bool,
    pub(crate) identity: Vec<Document<'a>>,
    pub(crate) resource_policy: Option<Document<'a>>,
    pub(crate) boundary: Vec<Document<'a>>,
    pub(crate) session: Vec<Document<'a>>,
    pub(crate) scp: Vec<Vec<Document<'a>>>,
    pub(crate) rcp: Vec<Vec<Document<'a>>>,
    pub(crate) endpoint: Vec<Document<'a>>,
}

/// What kind of policy the resource's policy is: each has its own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourcePolicyKind {
    /// The policy of a bucket, a queue, a topic…
    Ordinary,
    /// The trust policy of a role
    Trust,
    /// The policy of a KMS key
    Key,
}

impl<'a> Question<'a> {
    /// Reads a question.
    pub(crate) fn read(json: &'a Json, faults: Faults) -> Result<Self, Malformed> {
        if json.has_duplicates() && !faults.has(Fault::DuplicatesLastCounts) {
            return Err(Malformed("a duplicate key"));
        }
        let request = json.given("request").ok_or(Malformed("no request"))?;
        let policies = json.given("policies").unwrap_or(&Json::Null);
        let mut context = Context::read(request.given("context"))?;
        let principal = request
            .given("principal")
            .ok_or(Malformed("no principal"))?;
        let issuer = request.given("issuer").or_else(|| json.given("issuer"));
        let caller = Caller::read(principal, issuer, &mut context, faults)?;
        let target = request.given("resource").unwrap_or(&Json::Null);
        let resource = text_or(target.given("arn"), "*")?;
        let named_account = match target.given("account") {
            Some(account) => Some(text_or(Some(account), "")?.to_owned()),
            None => None,
        };
        let resource_account = named_account
            .or_else(|| account_in(resource))
            .or_else(|| caller.account.clone());
        let action = text_or(request.given("action"), "")?;
        if !action.contains(':') {
            return Err(Malformed("the action has no service"));
        }
        if resource != "*" && (!resource.starts_with("arn:") || resource.split(':').count() < 6) {
            return Err(Malformed("the resource is no ARN"));
        }
        Ok(Self {
            action,
            resource,
            resource_account,
            caller,
            context,
            management: flag(
                request
                    .given("management")
                    .or_else(|| json.given("management")),
            )?,
            identity: documents(policies.given("identity"))?,
            resource_policy: policies.given("resource").map(Document::read).transpose()?,
            boundary: documents(policies.given("boundary"))?,
            session: documents(policies.given("session"))?,
            scp: levels(policies.given("scp"))?,
            rcp: levels(policies.given("rcp"))?,
            endpoint: documents(
                policies
                    .given("endpoint")
                    .or_else(|| json.given("endpoint")),
            )?,
        })
    }

    /// Whether the action's name is this one; names of actions are case-insensitive.
    pub(crate) fn action_is(&self, name: &str) -> bool {
        self.action.eq_ignore_ascii_case(name)
    }

    /// Whether caller and resource are of the same account.
    pub(crate) fn is_same_account(&self) -> bool {
        self.caller.account.is_some() && self.caller.account == self.resource_account
    }

    /// Whether the caller has a permissions boundary. None can be set on a root user.
    pub(crate) fn has_boundary(&self) -> bool {
        !self.boundary.is_empty()
            && self.caller.has_credentials()
            && self.caller.kind != CallerKind::Root
    }

    /// Which rules the resource's policy follows.
    pub(crate) fn resource_policy_kind(&self) -> ResourcePolicyKind {
        // These are asked of roles alone.
        const ASSUMES: &[&str] = &[
            "sts:AssumeRole",
            "sts:AssumeRoleWithWebIdentity",
            "sts:AssumeRoleWithSAML",
        ];
        // These are asked of federated users as well.
        const ALONG: &[&str] = &["sts:TagSession", "sts:SetSourceIdentity"];
        let is_one = |names: &[&str]| names.iter().any(|name| self.action_is(name));
        let mut parts = self.resource.splitn(6, ':').skip(2);
        let service = parts.next().unwrap_or_default();
        let rest = parts.nth(2).unwrap_or_default();
        let is_role = service == "iam" && rest.starts_with("role/");
        if is_one(ASSUMES) || is_one(ALONG) && is_role {
            return ResourcePolicyKind::Trust;
        }
        let is_kms = self
            .action
            .split(':')
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case("kms"));
        if is_kms && service == "kms" && rest.starts_with("key/") {
            return ResourcePolicyKind::Key;
        }
        ResourcePolicyKind::Ordinary
    }
}

/// The account in an ARN: its fifth part, if that is one.
fn account_in(arn: &str) -> Option<String> {
    arn.split(':')
        .nth(4)
        .filter(|part| is_account(part))
        .map(str::to_owned)
}

fn text_or<'a>(json: Option<&'a Json>, absent: &'a str) -> Result<&'a str, Malformed> {
    let text = match json {
        Some(json) => json.text().ok_or(Malformed("not a string"))?,
        None if absent.is_empty() => return Err(Malformed("no action")),
        None => absent,
    };
    Ok(text)
}

fn flag(json: Option<&Json>) -> Result<bool, Malformed> {
    match json {
        None => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Malformed("not true or false")),
    }
}

fn documents(json: Option<&Json>) -> Result<Vec<Document<'_>>, Malformed> {
    match json {
        None => Ok(Vec::new()),
        Some(Json::List(items)) => items.iter().map(Document::read).collect(),
        Some(_) => Err(Malformed("not a list of documents")),
    }
}

fn levels(json: Option<&Json>) -> Result<Vec<Vec<Document<'_>>>, Malformed> {
    match json {
        None => Ok(Vec::new()),
        Some(Json::List(items)) => items.iter().map(|level| documents(Some(level))).collect(),
        Some(_) => Err(Malformed("not a list of levels")),
    }
}

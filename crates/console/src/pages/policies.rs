//! Managed policies: the list, and new ones.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};
use serde::{Deserialize, Serialize};

use super::listing::{self, Listed};
use crate::{
    answer::Answer,
    link,
    page::{Page, Section},
    pager::Pager,
    refusal::Refusal,
    routes::Routes,
    visitor::Visit,
};

mod new;

/// Where the list is.
pub(crate) const LIST: &str = "/policies";

/// The list and the form for new policies.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(LIST, list)
        .get("/new-policy", new::form)
        .post("/new-policy", new::create)
        .and(super::policy::routes())
}

/// Whose policies are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// Everybody's.
    #[default]
    All,
    /// The account's own.
    Local,
    /// AWS's.
    Aws,
}

impl Scope {
    /// Every scope.
    pub(crate) const ALL: [Self; 3] = [Self::All, Self::Local, Self::Aws];

    /// As queries of pages have it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Local => "local",
            Self::Aws => "aws",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &crate::text::Texts) -> &'static str {
        match self {
            Self::All => texts.policies.scope_all,
            Self::Local => texts.policies.scope_local,
            Self::Aws => texts.policies.scope_aws,
        }
    }

    const fn member(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Local => "Local",
            Self::Aws => "AWS",
        }
    }
}

/// Which policies are wanted, as the query of a page says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PolicyQuery {
    /// Whose.
    pub(crate) scope: Scope,
    /// Those alone that somebody has: there if the box is checked.
    pub(crate) attached: Option<String>,
    /// What is searched for.
    pub(crate) q: String,
    /// Where the list goes on.
    pub(crate) marker: Option<String>,
}

impl PolicyQuery {
    /// A page of the policies that are wanted.
    pub(crate) async fn find<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> Result<Listed<iam::Policy>, Refused> {
        let (prefix, part) = listing::searched(&self.q);
        let only_attached = if self.attached.is_some() {
            "true"
        } else {
            "false"
        };
        let scope = self.scope.member();
        let ask = |marker: Option<String>, items| async move {
            let mut members = listing::members(marker.as_deref(), items, prefix);
            members.extend([("Scope", scope), ("OnlyAttached", only_attached)]);
            let page = visit.ask::<iam::ListPolicies>(&members).await?;
            Ok((page.policies, page.marker))
        };
        listing::search(self.marker.clone(), part, name, ask).await
    }

    /// The ways through the list at `path`.
    pub(crate) fn pager(&self, path: &str, found: &Result<Listed<iam::Policy>, Refused>) -> Pager {
        let next = found.as_ref().ok().and_then(|found| found.next.as_deref());
        let query = [
            ("scope", self.scope.as_str()),
            ("attached", self.attached.as_deref().unwrap_or_default()),
            ("q", &self.q),
        ];
        Pager::new(path, &query, self.marker.as_deref(), next)
    }
}

/// The page of a policy.
pub(crate) fn view(arn: &str) -> String {
    link::with_query("/policies/view", &[("arn", arn)])
}

/// The name of a policy.
pub(crate) fn name(policy: &iam::Policy) -> &str {
    policy.policy_name.as_deref().unwrap_or_default()
}

/// The ARN of a policy.
pub(crate) fn arn(policy: &iam::Policy) -> &str {
    policy.arn.as_deref().unwrap_or_default()
}

/// Whether a policy is AWS's own.
///
/// SOURCE: IAM User Guide, "IAM identifiers": such ARNs have `aws` in the place of an account.
pub(crate) fn is_of_aws(arn: &str) -> bool {
    arn.split(':').nth(4) == Some("aws")
}

#[derive(Template)]
#[template(path = "pages/policies.html")]
struct PoliciesPage {
    page: Page,
    query: PolicyQuery,
    policies: Result<Listed<iam::Policy>, Refusal>,
    pager: Pager,
}

async fn list<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(query): Query<PolicyQuery>,
) -> Answer {
    let found = query.find(&visit).await;
    let pager = query.pager(LIST, &found);
    let page = visit.page(visit.texts().policies.title);
    visit.show(&PoliciesPage {
        page: page.at(Section::Policies),
        query,
        policies: found.map_err(|refused| visit.refusal(&refused)),
        pager,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_of_aws_are_told_apart() {
        assert!(is_of_aws("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assert!(!is_of_aws("arn:aws:iam::123456789012:policy/aws:policy"));
        assert!(!is_of_aws(""));
    }

    #[test]
    fn scopes_are_written_as_queries_read_them() {
        for scope in Scope::ALL {
            let json = serde_json::to_value(scope).unwrap();
            assert_eq!(json, scope.as_str());
        }
    }
}

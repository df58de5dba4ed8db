//! The page of a managed policy.

use std::convert::Infallible;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};
use serde::Deserialize;

use super::{
    deletion,
    policies::{self, LIST},
    policy_document::{Line, shown},
};
use crate::{
    answer::Answer,
    console::Backend,
    link,
    page::{Page, Section},
    routes::Routes,
    text::Texts,
    visitor::Visit,
};

mod delete;
mod entities;
mod tags;
mod versions;

/// The parts of the page, and what can be done there. Which policy is meant stands in the query as
/// `arn`: ARNs hold slashes.
pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/policies/view", view)
        .get("/policies/edit", versions::form)
        .post("/policies/edit", versions::create)
        .get("/policies/versions", versions::show)
        .post("/policies/versions/default", versions::set_default)
        .post("/policies/versions/delete", versions::delete)
        .get("/policies/entities", entities::show)
        .post("/policies/entities/attach", entities::attach)
        .post("/policies/entities/detach", entities::detach)
        .get("/policies/tags", tags::show)
        .post("/policies/tags/add", tags::add)
        .post("/policies/tags/remove", tags::remove)
        .and(super::access::of_policies())
        .get("/policies/delete", deletion::ask::<Named, P, A>)
        .post("/policies/delete", deletion::delete::<Named, P, A>)
}

/// The parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PolicyPart {
    /// What the policy says.
    Document,
    /// Its versions.
    Versions,
    /// Who has it.
    Entities,
    /// Which services whoever has it has used.
    Access,
    /// Its tags, which those of AWS do not have.
    Tags,
}

impl PolicyPart {
    /// Its path.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Document => "/policies/view",
            Self::Versions => "/policies/versions",
            Self::Entities => "/policies/entities",
            Self::Access => "/policies/access",
            Self::Tags => "/policies/tags",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Document => texts.policies.document,
            Self::Versions => texts.policies.versions,
            Self::Entities => texts.policies.entities,
            Self::Access => texts.access.tab,
            Self::Tags => texts.permissions.tags,
        }
    }
}

/// The policy that the query of a request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) arn: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ArnQuery {
    arn: String,
}

/// Where none is named, it is the empty ARN, which every call refuses: so a form is looked at first.
impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Named {
    type Rejection = Infallible;

    async fn from_request_parts(head: &mut Parts, _: &Backend<P, A>) -> Result<Self, Infallible> {
        let query = Query::<ArnQuery>::try_from_uri(&head.uri);
        let arn = query.map(|Query(query)| query.arn).unwrap_or_default();
        Ok(Self { arn })
    }
}

impl Named {
    /// The last part of the ARN, which is the policy's name.
    pub(crate) fn name(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or(&self.arn)
    }

    /// Whether it is AWS's own, which nobody can change.
    pub(crate) fn is_of_aws(&self) -> bool {
        policies::is_of_aws(&self.arn)
    }

    /// The parts of its page.
    pub(crate) fn parts(&self) -> &'static [PolicyPart] {
        let all = &[
            PolicyPart::Document,
            PolicyPart::Versions,
            PolicyPart::Entities,
            PolicyPart::Access,
            PolicyPart::Tags,
        ];
        match all.split_last() {
            Some((_, but_tags)) if self.is_of_aws() => but_tags,
            _ => all,
        }
    }

    /// The address of a part.
    pub(crate) fn part(&self, part: PolicyPart) -> String {
        self.at(part.path())
    }

    /// The address of a page about it.
    pub(crate) fn at(&self, path: &str) -> String {
        link::with_query(path, &[("arn", &self.arn)])
    }

    /// The frame of its page.
    pub(super) fn page<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Page {
        let page = visit.page(self.name()).at(Section::Policies);
        page.below(visit.texts().policies.title, LIST)
    }

    /// The frame of a page below its own.
    fn page_below<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        title: &'static str,
    ) -> Page {
        let link = self.part(PolicyPart::Document);
        let mut page = self.page(visit);
        // Where no policy is named, there is no page above.
        if !self.name().is_empty() {
            page = page.below(self.name(), link);
        }
        title.clone_into(&mut page.title);
        page
    }

    /// A version of it: the one that counts if no other is named.
    async fn version<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        policy: &iam::Policy,
        id: Option<&str>,
    ) -> Result<iam::PolicyVersion, Refused> {
        let default = policy.default_version_id.as_deref();
        let id = id.or(default).unwrap_or("v1");
        let members = [("PolicyArn", self.arn.as_str()), ("VersionId", id)];
        let found = visit.ask::<iam::GetPolicyVersion>(&members).await?;
        Ok(found.policy_version.unwrap_or_default())
    }

    async fn policy<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> Result<iam::Policy, Refused> {
        let found = visit
            .ask::<iam::GetPolicy>(&[("PolicyArn", &self.arn)])
            .await?;
        Ok(found.policy.unwrap_or_default())
    }
}

/// Which version is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct VersionQuery {
    version: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/policy/document.html")]
struct DocumentPage {
    page: Page,
    named: Named,
    part: PolicyPart,
    policy: iam::Policy,
    version: iam::PolicyVersion,
    lines: Vec<Line>,
}

/// What the policy is, and what one of its versions says.
async fn view<P: ConsolePorts, A: Audit>(
    named: Named,
    visit: Visit<P, A>,
    Query(query): Query<VersionQuery>,
) -> Answer {
    let policy = named.policy(&visit).await;
    let policy = policy.map_err(|refused| visit.stop(&refused))?;
    let version = named
        .version(&visit, &policy, query.version.as_deref())
        .await;
    let version = version.map_err(|refused| visit.stop(&refused))?;
    visit.show(&DocumentPage {
        page: named.page(&visit),
        named,
        part: PolicyPart::Document,
        policy,
        lines: shown(version.document.as_deref().unwrap_or_default()),
        version,
    })
}

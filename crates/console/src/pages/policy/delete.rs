//! Deleting a policy, after taking it from everybody who has it.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{
    LIST, Named, PolicyPart,
    entities::{Usage, holders},
};
use crate::{
    pages::{
        deletion::{Deletable, Found, Question},
        removal::Removal,
    },
    visitor::Visit,
};

impl Deletable for Named {
    fn question<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Question {
        let texts = &visit.texts().policies;
        Question {
            page: self.page_below(visit, texts.delete_title),
            lead: texts.delete_lead,
            subject: self.arn.clone(),
            action: self.at("/policies/delete"),
            back: self.part(PolicyPart::Document),
        }
    }

    /// What hangs on a policy.
    ///
    /// SOURCE: IAM API Reference, `DeletePolicy`: what has to be done before.
    async fn found<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Found {
        let mut found = Found::default();
        let attached = holders(visit, self, Usage::Permissions).await;
        found.add(visit, attached, |holders| {
            let removal = |holder| Removal::Use {
                holder,
                arn: self.arn.clone(),
            };
            holders.into_iter().map(removal).collect()
        });
        found.add_bounded(visit, holders(visit, self, Usage::Boundary).await);
        let members = [("PolicyArn", self.arn.as_str())];
        let versions = visit.ask::<iam::ListPolicyVersions>(&members).await;
        found.add(visit, versions, |listed| {
            let old = listed.versions.into_iter();
            let old = old.filter(|version| version.is_default_version != Some(true));
            let removal = |id| Removal::Version {
                arn: self.arn.clone(),
                id,
            };
            old.filter_map(|version| version.version_id)
                .map(removal)
                .collect()
        });
        found
    }

    async fn delete<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Result<(), Refused> {
        let members = [("PolicyArn", self.arn.as_str())];
        visit.ask::<iam::DeletePolicy>(&members).await
    }

    fn gone(&self) -> (&'static str, &'static str, &str) {
        (LIST, "policy-deleted", self.name())
    }
}

//! What hangs on something that is to be deleted.

use iamd_api::ErrorCode;
use iamd_auth::{Audit, ConsolePorts, Refused};

use crate::{
    pages::{holder::Holder, removal::Removal},
    refusal::Refusal,
    visitor::Visit,
};

/// What hangs on something, in the order in which it has to go.
#[derive(Default)]
pub(crate) struct Found {
    pub(super) removals: Vec<Removal>,
    /// Whoever has a policy as the boundary. Without it they may do more, so that nothing here takes
    /// it from them.
    by_hand: Vec<Holder>,
    /// What could not be looked up.
    refusals: Vec<Refusal>,
}

impl Found {
    /// LIMIT: how much one form lists and removes. What is beyond that, the next form lists.
    pub(super) const LISTED_MAX: usize = 250;

    /// What a page lists.
    pub(super) fn listed(&self) -> &[Removal] {
        let number = self.removals.len().min(Self::LISTED_MAX);
        self.removals.get(..number).unwrap_or_default()
    }

    /// Whether there is more than a page lists.
    pub(super) fn is_more(&self) -> bool {
        self.removals.len() > Self::LISTED_MAX
    }

    /// Whether nothing would hang on it any more once the removals are carried out, so that they are
    /// not carried out for nothing.
    pub(super) fn is_complete(&self) -> bool {
        self.refusals.is_empty() && self.by_hand.is_empty()
    }

    /// Whoever has it as the boundary.
    pub(super) fn by_hand(&self) -> &[Holder] {
        &self.by_hand
    }

    /// What could not be looked up.
    pub(super) fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    /// With what a call tells.
    pub(crate) fn add<P: ConsolePorts, A: Audit, T>(
        &mut self,
        visit: &Visit<P, A>,
        told: Result<T, Refused>,
        removals: impl FnOnce(T) -> Vec<Removal>,
    ) {
        match told {
            Ok(told) => self.removals.extend(removals(told)),
            Err(refused) => self.refusals.push(visit.refusal(&refused)),
        }
    }

    /// With whoever has a policy as the boundary.
    pub(crate) fn add_bounded<P: ConsolePorts, A: Audit>(
        &mut self,
        visit: &Visit<P, A>,
        told: Result<Vec<Holder>, Refused>,
    ) {
        match told {
            Ok(bounded) => self.by_hand = bounded,
            Err(refused) => self.refusals.push(visit.refusal(&refused)),
        }
    }

    /// With what a call tells, where it is fine that there is nothing.
    pub(crate) fn add_if_there<P: ConsolePorts, A: Audit, T>(
        &mut self,
        visit: &Visit<P, A>,
        told: Result<T, Refused>,
        removals: impl FnOnce(T) -> Vec<Removal>,
    ) {
        let is_missing = |refused: &Refused| refused.error.code == ErrorCode::NoSuchEntity;
        if !told.as_ref().is_err_and(is_missing) {
            self.add(visit, told, removals);
        }
    }

    /// With the policies of a holder.
    pub(crate) async fn add_policies<P: ConsolePorts, A: Audit>(
        &mut self,
        visit: &Visit<P, A>,
        holder: &Holder,
    ) {
        let attached = holder.attached(visit, &[("MaxItems", "1000")]).await;
        self.add(visit, attached, |(attached, _)| {
            let arns = attached.into_iter().filter_map(|policy| policy.policy_arn);
            let removal = |arn| Removal::Attachment {
                holder: holder.clone(),
                arn,
            };
            arns.map(removal).collect()
        });
        let inline = holder.inline_names(visit, &[("MaxItems", "1000")]).await;
        self.add(visit, inline, |(names, _)| {
            let removal = |name| Removal::Inline {
                holder: holder.clone(),
                name,
            };
            names.into_iter().map(removal).collect()
        });
    }
}

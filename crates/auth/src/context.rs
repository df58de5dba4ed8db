//! The condition keys of a request, computed when a policy reads them.

use std::cell::OnceCell;

use iamd_policy::{Context, Scalar, Value};

use crate::{Call, Fact, Requirements, Resource, SessionKind, SignatureFacts};

mod action_keys;
mod keys;
mod region;
mod tags;

use keys::KEYS;
use tags::{TAG_KEYS, tag_value};

/// What policies may read about a request.
///
/// A key that is not here is absent: those of sessions and of multi-factor authentication for
/// long-term keys, those of organisations, networks and services that call for somebody.
///
/// SOURCE: IAM User Guide, "AWS global condition context keys" and "IAM and AWS STS condition
/// context keys".
pub(crate) struct RequestContext<'a> {
    action: &'a str,
    call: Call<'a>,
    requirements: &'a Requirements,
    resource: &'a Resource,
    /// Whether the request shows a right code of the caller's MFA device.
    shows_mfa: bool,
    texts: Texts,
}

/// Values that the request and its caller hold in another form than conditions read. Each is made
/// when a condition reads it first.
#[derive(Default)]
struct Texts {
    principal_account: OnceCell<String>,
    resource_account: OnceCell<String>,
    tag_keys: OnceCell<Vec<String>>,
    object_tag_keys: OnceCell<Vec<String>>,
}

impl<'a> RequestContext<'a> {
    /// The context of the decision on `action` and `resource`.
    pub(crate) fn new(
        action: &'a str,
        call: Call<'a>,
        requirements: &'a Requirements,
        resource: &'a Resource,
    ) -> Self {
        Self {
            action,
            call,
            requirements,
            resource,
            shows_mfa: false,
            texts: Texts::default(),
        }
    }

    /// The same for a request that shows a right code of the caller's MFA device, or not.
    pub(crate) fn showing_mfa(mut self, shows_mfa: bool) -> Self {
        self.shows_mfa = shows_mfa;
        self
    }

    /// The account of the resource, as text.
    pub(crate) fn resource_account(&self) -> &str {
        let account = || self.resource.account.to_string();
        self.texts.resource_account.get_or_init(account)
    }

    fn principal_account(&self) -> Option<&str> {
        let account = self.call.caller.account()?;
        let text = || account.to_string();
        Some(self.texts.principal_account.get_or_init(text))
    }

    fn signature(&self) -> Option<&SignatureFacts> {
        self.call.request.signature.as_ref()
    }

    /// Whether the caller proved to have its MFA device, where that can be known.
    ///
    /// SOURCE: IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent: the
    /// key is there for temporary credentials alone. "Secure API access with MFA": those of roles
    /// and of federated users hold nothing of it, and a code in the very request counts. A console
    /// session has temporary credentials too: of whoever signed in with a password it is known.
    fn mfa_present(&self) -> Option<bool> {
        if self.shows_mfa {
            return Some(true);
        }
        let session = self.call.caller.session()?;
        Some(match session.kind {
            SessionKind::SessionToken | SessionKind::Console | SessionKind::ConsoleNewPassword => {
                session.mfa_at.is_some()
            }
            SessionKind::AssumedRole
            | SessionKind::FederationToken
            | SessionKind::FederatedConsole => false,
        })
    }

    /// How many seconds ago it did.
    fn mfa_age_seconds(&self) -> Option<i64> {
        if self.shows_mfa {
            return Some(0);
        }
        if self.mfa_present() != Some(true) {
            return None;
        }
        let mfa_at = self.call.caller.session()?.mfa_at?;
        let now = self.call.request.received_at.as_second();
        Some(now.saturating_sub(mfa_at.as_second()).max(0))
    }

    /// The permissions boundary that the request sets, or else the one that is set on what it acts
    /// on.
    ///
    /// SOURCE: IAM User Guide, "IAM and AWS STS condition context keys", iam:PermissionsBoundary.
    fn permissions_boundary(&self) -> Option<&str> {
        let of_request = self.requirements.permissions_boundary.as_deref();
        of_request.or(self.resource.permissions_boundary.as_deref())
    }

    /// The value of a key that the operation brings itself, or what it acts on does.
    fn fact(&self, key: &str) -> Option<Value<'_>> {
        let facts = self.requirements.facts.iter();
        let (_, fact) = facts
            .chain(&self.resource.facts)
            .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        match fact {
            Fact::Text(text) => Some(text.as_str().into()),
            Fact::Texts(texts) => (!texts.is_empty()).then_some(Value::Many(texts)),
            Fact::Number(number) => Some(Value::One(Scalar::Integer(*number))),
        }
    }

    fn tag_keys(&self) -> Vec<String> {
        let added = self
            .requirements
            .request_tags
            .iter()
            .map(|tag| tag.key.clone());
        added
            .chain(self.requirements.removed_tag_keys.iter().cloned())
            .collect()
    }

    /// Whether the decision's action has a key: the facts of a request are those of all its
    /// decisions, but what is said of a copy's target is nothing to ask of its source.
    fn has_key(&self, key: &str) -> bool {
        !action_keys::is_of_actions(key) || action_keys::has(self.action, key)
    }
}

impl Context for RequestContext<'_> {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        if !self.has_key(key) {
            return None;
        }
        if let Some((_, value)) = KEYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
            return value(self);
        }
        if let Some(value) = self.fact(key) {
            return Some(value);
        }
        TAG_KEYS.iter().find_map(|(prefix, tags)| {
            let (start, tag_key) = key.split_at_checked(prefix.len())?;
            if !start.eq_ignore_ascii_case(prefix) {
                return None;
            }
            tags(self)
                .into_iter()
                .find_map(|tags| tag_value(tags, tag_key))
        })
    }
}

#[cfg(test)]
mod tests;

//! The page that shows everything of one's own.

use askama::Template;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Timestamp;

use super::{
    devices::{self, DeviceRow},
    keys::{self, KeyRow},
    own::Own,
    password::{self, Rules},
};
use crate::{
    answer::Answer, filled::Filled, identity, page::Section, refusal::Refusal, text::SecurityTexts,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/security/overview.html")]
struct Overview {
    page: crate::page::Page,
    t: &'static SecurityTexts,
    who: Who,
    session: SessionLabels,
    own: Option<OwnCredentials>,
}

/// Whoever is signed in, and how.
struct Who {
    arn: String,
    account: String,
    user_id: String,
    began: Timestamp,
    ends: Timestamp,
    has_mfa: bool,
}

/// What the facts of the session are called: who has switched to a role has two.
struct SessionLabels {
    began: &'static str,
    ends: &'static str,
    with_mfa: &'static str,
}

/// What somebody has.
struct OwnCredentials {
    own: Own,
    rules: Option<Rules>,
    password: Filled,
    keys: Result<Vec<KeyRow>, Refusal>,
    /// Why a key could not be made or changed.
    key_refusal: Option<Refusal>,
    devices: Result<Vec<DeviceRow>, Refusal>,
    unassigned: Vec<DeviceRow>,
    device: Filled,
}

/// What was wrong with a form of the page that was sent.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) password: Filled,
    pub(super) key_refusal: Option<Refusal>,
    pub(super) device: Filled,
}

/// Shows the page.
pub(super) async fn show<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show_with(&visit, Sent::default()).await
}

/// Shows the page with what was wrong.
pub(super) async fn show_with<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    sent: Sent,
) -> Answer {
    let t = &visit.texts().security;
    let own = match Own::of(visit.caller()) {
        Some(own) => Some(credentials(visit, own, sent).await),
        None => None,
    };
    visit.show(&Overview {
        page: visit.page(t.title).at(Section::Security),
        t,
        who: Who::of(visit),
        session: SessionLabels::of(visit),
        own,
    })
}

async fn credentials<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    own: Own,
    sent: Sent,
) -> OwnCredentials {
    let rules = if own.is_root {
        None
    } else {
        password::rules(visit).await
    };
    OwnCredentials {
        rules,
        password: sent.password,
        keys: keys::list(visit).await,
        key_refusal: sent.key_refusal,
        devices: devices::list(visit).await,
        unassigned: devices::unassigned(visit).await,
        device: sent.device,
        own,
    }
}

impl SessionLabels {
    fn of<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Self {
        let t = &visit.texts().security;
        let (began, ends, with_mfa) = if visit.visitor.is_switched() {
            (t.role_began, t.role_ends, t.role_with_mfa)
        } else {
            (t.began, t.ends, t.with_mfa)
        };
        Self {
            began,
            ends,
            with_mfa,
        }
    }
}

impl Who {
    fn of<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Self {
        let caller = visit.caller();
        let session = caller.session();
        let own = &visit.visitor.session;
        Self {
            arn: identity::shown_arn(caller),
            account: caller
                .account()
                .map(|account| account.to_string())
                .unwrap_or_default(),
            user_id: caller.user_id().into_owned(),
            began: session.map_or(own.begun_at, |session| session.issued_at),
            ends: session.map_or(own.session.expires_at, |session| session.expires_at),
            has_mfa: session.is_some_and(|session| session.mfa_at.is_some()),
        }
    }
}

//! The home page: who is signed in, and what they may look at.

use askama::Template;
use iamd_api::{iam, s3};
use iamd_auth::{Audit, Caller, ConsolePorts, Refused, SessionKind};
use iamd_ident::Timestamp;
use iamd_s3::ListBucketsInput;

use crate::{
    answer::Answer,
    identity::{Alias, Kind, shown_arn},
    page::{Page, Section},
    refusal::Refusal,
    routes::Routes,
    text::HomeTexts,
    visitor::Visit,
};

pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new().get("/", home)
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct HomePage {
    page: Page,
    texts: &'static HomeTexts,
    you: You,
    tiles: Vec<Tile>,
    hints: Vec<Hint>,
}

/// Who is signed in.
struct You {
    name: String,
    kind: &'static str,
    arn: String,
    account: String,
    alias: Alias,
    session: &'static str,
    has_mfa: bool,
    ends: Timestamp,
    last_sign_in: Option<Timestamp>,
    /// The identity behind a role that was switched to.
    switched_from: Option<String>,
}

/// A part of the console.
struct Tile {
    section: Section,
    text: &'static str,
    /// Why it may not be looked at.
    refusal: Option<Refusal>,
}

/// Something that should be put right.
struct Hint {
    title: &'static str,
    text: &'static str,
    link: Option<(&'static str, &'static str)>,
}

async fn home<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let texts = &visit.texts().home;
    let page = visit.page(texts.title).at(Section::Home);
    let you = you(&visit, &page).await;
    visit.show(&HomePage {
        texts,
        you,
        tiles: tiles(&visit).await,
        hints: hints(&visit).await,
        page,
    })
}

async fn you<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, page: &Page) -> You {
    let texts = visit.texts();
    let caller = visit.caller();
    let identity = page.identity.as_ref();
    let session = &visit.visitor.session;
    You {
        name: identity
            .map(|known| known.short_label().to_owned())
            .unwrap_or_default(),
        kind: identity
            .map_or(Kind::RootUser, |known| known.kind)
            .name(texts),
        arn: shown_arn(caller),
        account: identity
            .map(|known| known.account.clone())
            .unwrap_or_default(),
        alias: visit.alias.clone(),
        session: session_name(
            caller,
            identity.is_some_and(|known| known.switched_from.is_some()),
            &texts.home,
        ),
        has_mfa: session.session.mfa_at.is_some(),
        ends: session.session.expires_at,
        last_sign_in: last_sign_in(visit).await,
        switched_from: identity.and_then(|known| known.switched_from.clone()),
    }
}

fn session_name(caller: &Caller, is_switched: bool, texts: &HomeTexts) -> &'static str {
    match caller.session_kind() {
        Some(SessionKind::Console | SessionKind::ConsoleNewPassword) => texts.by_password,
        _ if is_switched => texts.by_switching,
        _ => texts.by_federation,
    }
}

/// When the password was last used, for users who may look at themselves.
async fn last_sign_in<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Option<Timestamp> {
    visit.may::<iam::GetUser>(&[]).await.ok()?;
    let own = visit.ask::<iam::GetUser>(&[]).await.ok()?;
    own.user.password_last_used
}

async fn tiles<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Vec<Tile> {
    let texts = &visit.texts().home;
    let s3 = &visit.arrived.backend.s3;
    let buckets = ListBucketsInput::default();
    let tile = |section, text, answer: Result<(), Refused>| Tile {
        section,
        text,
        refusal: answer.err().map(|refused| visit.refusal(&refused)),
    };
    vec![
        tile(
            Section::Users,
            texts.users_text,
            visit.may::<iam::ListUsers>(&[]).await,
        ),
        tile(
            Section::Groups,
            texts.groups_text,
            visit.may::<iam::ListGroups>(&[]).await,
        ),
        tile(
            Section::Roles,
            texts.roles_text,
            visit.may::<iam::ListRoles>(&[]).await,
        ),
        tile(
            Section::Policies,
            texts.policies_text,
            visit.may::<iam::ListPolicies>(&[]).await,
        ),
        tile(
            Section::Buckets,
            texts.buckets_text,
            visit.may_perform::<s3::ListBuckets, _>(s3, &buckets).await,
        ),
        tile(
            Section::Account,
            texts.account_text,
            visit.may::<iam::GetAccountSummary>(&[]).await,
        ),
        tile(Section::Security, texts.security_text, Ok(())),
    ]
}

/// What a root user should do.
async fn hints<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Vec<Hint> {
    let texts = &visit.texts().home;
    if !visit.caller().is_root_user() {
        return Vec::new();
    }
    let mut hints = Vec::new();
    let devices = visit.ask::<iam::ListMFADevices>(&[]).await;
    if devices.is_ok_and(|listed| listed.mfa_devices.is_empty()) {
        hints.push(Hint {
            title: texts.root_mfa,
            text: texts.root_mfa_text,
            link: Some((texts.root_mfa_link, "/security#mfa")),
        });
    }
    let keys = visit.ask::<iam::ListAccessKeys>(&[]).await;
    if keys.is_ok_and(|listed| !listed.access_key_metadata.is_empty()) {
        hints.push(Hint {
            title: texts.root_keys,
            text: texts.root_keys_text,
            link: Some((texts.root_keys_link, "/security#keys")),
        });
    }
    hints.push(Hint {
        title: texts.root_daily,
        text: texts.root_daily_text,
        link: None,
    });
    hints
}

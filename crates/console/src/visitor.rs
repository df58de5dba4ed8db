//! Who looks at a page: somebody who is signed in, or nobody yet.

use axum::{extract::FromRequestParts, response::Response};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use iamd_api::iam;
use iamd_auth::{Audit, Caller, ConsolePorts, Visit as Seen, Visitor};

use crate::{
    answer::{self, Answer, Stop},
    arrived::Arrived,
    console::Backend,
    cookies::Name,
    csrf::{CameFrom, FormKey},
    error_page,
    form::{self, Sender},
    identity::Alias,
    link,
    sign_in::NEW_PASSWORD_PATH,
};

/// Somebody who is signed in and looks at a page. As an argument of a handler it sees to it that
/// there is somebody: others are shown the way to sign in.
pub(crate) struct Visit<P, A> {
    pub(crate) arrived: Arrived<P, A>,
    pub(crate) visitor: Visitor,
    /// The alias of the account, which every page shows to who may know it.
    pub(crate) alias: Alias,
    form_key: FormKey,
}

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// Whoever is signed in with the session `visitor`.
    ///
    /// To ask whether somebody may list aliases is no call: the audit hears of calls alone.
    pub(crate) async fn new(arrived: Arrived<P, A>, visitor: Visitor) -> Self {
        let mut visit = Self {
            form_key: FormKey::of_session(&visitor.id, visitor.session.switched.as_ref()),
            arrived,
            visitor,
            alias: Alias::Hidden,
        };
        if visit.may::<iam::ListAccountAliases>(&[]).await.is_ok() {
            let alias = visit.visitor.account_alias.as_ref();
            visit.alias = alias.map_or(Alias::Missing, |alias| Alias::Is(alias.to_string()));
        }
        visit
    }

    /// The same visit as it is by now, for a request that makes many calls: each is made with the
    /// rights and at the time of its own, as if it were a request of its own.
    ///
    /// SECURITY: what ends a session ends what is done in it: signing out, another password, its
    /// time, the end of the role that acts, switching to another one.
    ///
    /// # Errors
    /// Nobody is signed in any more, or somebody else acts: the page that says so.
    pub(crate) async fn again(&self) -> Result<Self, Stop> {
        let arrived = Arrived {
            at: self.arrived.backend.clock.now(),
            ..self.arrived.clone()
        };
        let visitor = match seen(&arrived).await {
            Ok(Seen::SignedIn(visitor)) => *visitor,
            Ok(Seen::Unknown | Seen::Ended { .. }) => {
                let status = StatusCode::UNAUTHORIZED;
                return Err(error_page::ended_midway(&arrived, status).into());
            }
            Err(status) => return Err(error_page::ended_midway(&arrived, status).into()),
        };
        let again = Self::new(arrived, visitor).await;
        match again.form_key.came_from(&self.csrf()) {
            CameFrom::Acting => Ok(again),
            CameFrom::Session | CameFrom::Elsewhere => {
                let status = StatusCode::FORBIDDEN;
                Err(error_page::ended_midway(&again.arrived, status).into())
            }
        }
    }

    /// With whose rights everything is done.
    pub(crate) fn caller(&self) -> &Caller {
        &self.visitor.caller
    }

    /// The token for forms.
    pub(crate) fn csrf(&self) -> String {
        self.form_key.token()
    }

    /// Goes to another page.
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "a handler ends with it as with the other answers of a visit"
    )]
    pub(crate) fn redirect(&self, path: &str) -> Answer {
        Ok(answer::see_other(path))
    }
}

/// The same, but whoever has to set a new password first is let in as well, and so are forms of a page
/// that was shown when somebody else acted in the session: for signing out and switching back.
pub(crate) struct EveryVisit<P, A>(pub(crate) Visit<P, A>);

/// Somebody who need not be signed in.
pub(crate) struct Guest<P, A> {
    pub(crate) arrived: Arrived<P, A>,
    secret: [u8; 32],
    is_new: bool,
    form_key: FormKey,
}

impl<P: ConsolePorts, A: Audit> Guest<P, A> {
    /// The token for forms.
    pub(crate) fn csrf(&self) -> String {
        self.form_key.token()
    }

    /// Has the browser keep what its next form is checked with.
    pub(crate) fn remember(&self, response: &mut Response) {
        if self.is_new {
            let secret = BASE64_URL_SAFE_NO_PAD.encode(self.secret);
            let cookie = self.arrived.cookies.set(Name::Visit, &secret, None);
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Visit<P, A> {
    type Rejection = Stop;

    async fn from_request_parts(head: &mut Parts, backend: &Backend<P, A>) -> Result<Self, Stop> {
        let EveryVisit(visit) = EveryVisit::from_request_parts(head, backend).await?;
        if visit.visitor.must_change_password {
            let next = looked_for(&visit.arrived);
            let path = link::with_query(NEW_PASSWORD_PATH, &[("next", next)]);
            return Err(answer::see_other(&path).into());
        }
        Ok(visit)
    }
}

impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for EveryVisit<P, A> {
    type Rejection = Stop;

    async fn from_request_parts(head: &mut Parts, backend: &Backend<P, A>) -> Result<Self, Stop> {
        let arrived = Arrived::from_request_parts(head, backend).await?;
        match seen(&arrived).await {
            Ok(Seen::SignedIn(visitor)) if !backend.pace.admits(&visitor.caller) => {
                Err(error_page::of_status(&arrived, StatusCode::TOO_MANY_REQUESTS).into())
            }
            Ok(Seen::SignedIn(visitor)) => Ok(Self(Visit::new(arrived, *visitor).await)),
            Ok(Seen::Unknown) => Err(to_sign_in(&arrived)),
            Ok(Seen::Ended { issuer_url }) => {
                Err(error_page::session_ended(&arrived, issuer_url).into())
            }
            Err(status) => Err(error_page::of_status(&arrived, status).into()),
        }
    }
}

impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Guest<P, A> {
    type Rejection = Stop;

    async fn from_request_parts(head: &mut Parts, backend: &Backend<P, A>) -> Result<Self, Stop> {
        let arrived = Arrived::from_request_parts(head, backend).await?;
        let kept = arrived.cookies.value(Name::Visit).and_then(|cookie| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie).ok()?;
            <[u8; 32]>::try_from(bytes).ok()
        });
        let secret = kept.unwrap_or_else(|| backend.random.bytes());
        Ok(Self {
            form_key: FormKey::of_visit(&secret),
            is_new: kept.is_none(),
            secret,
            arrived,
        })
    }
}

/// Whoever is signed in and may use the console, if that can be said: for pages that are there for
/// everybody, and look like the others to those.
pub(crate) async fn whoever<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
) -> Option<Visit<P, A>> {
    match seen(arrived).await {
        Ok(Seen::SignedIn(visitor)) if !visitor.must_change_password => {
            Some(Visit::new(arrived.clone(), *visitor).await)
        }
        _ => None,
    }
}

/// Who is signed in with the cookie of a request, or the status of the page that says that nobody
/// can say.
async fn seen<P: ConsolePorts, A: Audit>(arrived: &Arrived<P, A>) -> Result<Seen, StatusCode> {
    let Some(cookie) = arrived.cookies.value(Name::Session) else {
        return Ok(Seen::Unknown);
    };
    let backend = &arrived.backend;
    let ports = backend.guard.ports();
    let seen = iamd_auth::visit(ports, cookie, arrived.at, &backend.region).await;
    seen.map_err(|error| {
        tracing::error!(%error, "a console session cannot be looked up");
        StatusCode::SERVICE_UNAVAILABLE
    })
}

/// The way to sign in, and from there back to what was looked for.
fn to_sign_in<P, A>(arrived: &Arrived<P, A>) -> Stop {
    answer::see_other(&link::with_query(
        "/signin",
        &[("next", looked_for(arrived))],
    ))
    .into()
}

/// The page that was looked for; empty if it is none, or the home page, to which one comes anyway.
fn looked_for<P, A>(arrived: &Arrived<P, A>) -> &str {
    let is_page = arrived.method == Method::GET && arrived.target != "/";
    if is_page { arrived.target.as_str() } else { "" }
}

impl<P: ConsolePorts, A: Audit> Sender for Visit<P, A> {
    /// SECURITY: what is done with the form is done as who acts now, so that has to be who the page
    /// was shown to. A session of a role may have ended meanwhile, or another page have switched.
    fn check(&self, token: &str) -> Result<(), Stop> {
        match self.form_key.came_from(token) {
            CameFrom::Acting => Ok(()),
            CameFrom::Session => Err(error_page::acts_as_another(self).into()),
            CameFrom::Elsewhere => Err(self.refuse(StatusCode::FORBIDDEN)),
        }
    }

    fn bytes_max(&self) -> Option<u64> {
        Some(form::BYTES_MAX)
    }

    fn refuse(&self, status: StatusCode) -> Stop {
        error_page::framed(self, status).into()
    }
}

impl<P: ConsolePorts, A: Audit> Sender for EveryVisit<P, A> {
    fn check(&self, token: &str) -> Result<(), Stop> {
        match self.0.form_key.came_from(token) {
            CameFrom::Acting | CameFrom::Session => Ok(()),
            CameFrom::Elsewhere => Err(self.refuse(StatusCode::FORBIDDEN)),
        }
    }

    fn bytes_max(&self) -> Option<u64> {
        self.0.bytes_max()
    }

    fn refuse(&self, status: StatusCode) -> Stop {
        self.0.refuse(status)
    }
}

impl<P: ConsolePorts, A: Audit> Sender for Guest<P, A> {
    fn check(&self, token: &str) -> Result<(), Stop> {
        match self.form_key.came_from(token) {
            CameFrom::Acting => Ok(()),
            CameFrom::Session | CameFrom::Elsewhere => Err(self.refuse(StatusCode::FORBIDDEN)),
        }
    }

    /// Whoever comes without the cookie of a visit has seen no form.
    fn bytes_max(&self) -> Option<u64> {
        (!self.is_new).then_some(form::GUEST_BYTES_MAX)
    }

    fn refuse(&self, status: StatusCode) -> Stop {
        error_page::of_status(&self.arrived, status).into()
    }
}

/// Adds a cookie to an answer.
pub(crate) fn add_cookie(response: &mut Response, cookie: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

//! The console as a whole: what it is made of, and its two doors.

use std::{any::Any, net::IpAddr, ops::Deref, sync::Arc};

use axum::{Router, body::Body};
use http::{Method, Request, Response, StatusCode};
use iamd_auth::{Audit, ConsolePorts, Guard, Pace, SignIn, TlsFacts};
use iamd_iam::Iam;
use iamd_ident::{Clock, Random, Timestamp};
use iamd_s3::S3;
use iamd_sts::Sts;

use crate::{
    arrived::Arrived,
    error_page,
    federation::{self, Door},
    gather::Gather,
    headers, origin, routes,
};

/// What the console stands on.
pub struct ConsoleParts<P, A> {
    /// The one way to every operation.
    pub guard: Arc<Guard<P, A>>,
    /// IAM.
    pub iam: Iam,
    /// STS.
    pub sts: Sts,
    /// S3.
    pub s3: S3,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance for secrets: sessions, keys of forms.
    pub random: Arc<dyn Random>,
    /// Chance for the ids of requests.
    pub ids: Arc<dyn Random>,
    /// Where programs find the services, without a slash at its end.
    pub endpoint_url: String,
    /// The domain of the server's host names, if it has one.
    pub domain: Option<String>,
    /// The server's own region.
    pub region: String,
    /// What the end of the program waits for.
    pub work: Arc<dyn Work>,
    /// What bounds how often callers may ask.
    pub pace: Arc<dyn Pace>,
    /// What gathers the bodies of forms.
    pub bodies: Arc<dyn Gather>,
}

/// Whoever waits for changes in work before the program ends.
pub trait Work: Send + Sync + 'static {
    /// To be held while something is changed. `None` once the program ends.
    fn begin(&self) -> Option<AtWork>;
}

/// Something that is being changed, until this is dropped.
pub type AtWork = Box<dyn Any + Send>;

/// What the listener knows of a request and its head does not tell.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The id of the request, as the log has it.
    pub request_id: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Where it came from, as trusted proxies tell it.
    pub client_ip: IpAddr,
    /// Whether the browser speaks TLS, be it with a trusted proxy.
    pub is_secure: bool,
    /// What protected the connection, if it was TLS here.
    pub tls: Option<TlsFacts>,
    /// Where this browser finds the console, without a slash at its end, such as
    /// `https://console.example.com`.
    pub console_url: String,
}

/// The console: pages for people.
///
/// `P` are the directory's ports, `A` is the audit.
pub struct Console<P, A> {
    backend: Backend<P, A>,
    router: Router,
    routes: Arc<[Route]>,
}

/// One address of the console, as the tests walk them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path, with `{names}` for what varies.
    pub path: &'static str,
}

impl<P: ConsolePorts, A: Audit> Console<P, A> {
    /// A console over its parts.
    pub fn new(parts: ConsoleParts<P, A>) -> Self {
        let backend = Backend {
            parts: Arc::new(parts),
            sign_in: Arc::default(),
        };
        let (router, known) = routes::all::<P, A>().into_parts();
        Self {
            router: router.with_state(backend.clone()),
            routes: known.into(),
            backend,
        }
    }

    /// Answers a request of the console's own listener.
    pub async fn answer(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        let (mut head, body) = request.into_parts();
        head.extensions.insert(arrival.clone());
        let arrived = Arrived::of(&head, &arrival, &self.backend);
        let mut response = if federation::is_for(&arrived) {
            federation::answer(arrived.clone(), body, Door::Console).await
        } else {
            match origin::check(&arrived) {
                Ok(()) => routes::run(&self.router, Request::from_parts(head, body)).await,
                Err(forged) => error_page::forged(&arrived, forged),
            }
        };
        error_page::replace(&arrived, &mut response).await;
        headers::secure(response.headers_mut());
        response
    }

    /// Answers a request for `/federation`, or for the host names at which one signs in, that did not
    /// arrive at the console's own listener. It is the one address that programs call; browsers are
    /// sent on to the console.
    pub async fn federation(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        let (mut head, body) = request.into_parts();
        head.extensions.insert(arrival.clone());
        let arrived = Arrived::of(&head, &arrival, &self.backend);
        let mut response = federation::answer(arrived, body, Door::Elsewhere).await;
        headers::secure(response.headers_mut());
        response
    }

    /// Answers a request that is not looked at: too much is asked by this browser, or by all.
    pub fn refuse(
        &self,
        request: Request<Body>,
        arrival: &Arrival,
        status: StatusCode,
    ) -> Response<Body> {
        let (head, _body) = request.into_parts();
        let arrived = Arrived::of(&head, arrival, &self.backend);
        let mut response = error_page::of_status(&arrived, status);
        headers::secure(response.headers_mut());
        response
    }

    /// Forgets what is only in memory: who tried wrong passwords.
    pub fn reset(&self) {
        self.backend.sign_in.clear();
    }

    /// Every address there is.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }
}

impl<P, A> Clone for Console<P, A> {
    fn clone(&self) -> Self {
        Self {
            backend: self.backend.clone(),
            router: self.router.clone(),
            routes: Arc::clone(&self.routes),
        }
    }
}

/// The parts, as pages see them. Clones are cheap and are the same parts.
pub(crate) struct Backend<P, A> {
    parts: Arc<ConsoleParts<P, A>>,
    /// What is remembered of wrong passwords.
    pub(crate) sign_in: Arc<SignIn>,
}

impl<P, A> Clone for Backend<P, A> {
    fn clone(&self) -> Self {
        Self {
            parts: Arc::clone(&self.parts),
            sign_in: Arc::clone(&self.sign_in),
        }
    }
}

impl<P, A> Deref for Backend<P, A> {
    type Target = ConsoleParts<P, A>;

    fn deref(&self) -> &Self::Target {
        &self.parts
    }
}

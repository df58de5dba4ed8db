//! Which address is answered by which handler.

use std::convert::Infallible;

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    handler::Handler,
    routing::{get, post},
};
use http::{Method, Request, Response};
use iamd_auth::{Audit, ConsolePorts};
use tower_service::Service;

use crate::{
    assets,
    console::{Backend, Route},
    error_page, pages, sign_in, switch_role,
};

/// Every address of the console.
pub(crate) fn all<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .and(pages::home::routes())
        .and(pages::security::routes())
        .and(pages::users::routes())
        .and(pages::policies::routes())
        .and(pages::roles::routes())
        .and(pages::buckets::routes())
        .and(pages::objects::routes())
        .and(pages::account::routes())
        .and(sign_in::routes())
        .and(switch_role::routes())
        .and(assets::routes())
}

/// Addresses with their handlers, which remembers what there is.
pub(crate) struct Routes<P, A> {
    router: Router<Backend<P, A>>,
    known: Vec<Route>,
}

impl<P: ConsolePorts, A: Audit> Routes<P, A> {
    pub(crate) fn new() -> Self {
        Self {
            router: Router::new(),
            known: Vec::new(),
        }
    }

    /// Something to look at. It changes nothing.
    pub(crate) fn get<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Backend<P, A>>,
        T: 'static,
    {
        self.router = self.router.route(path, get(handler));
        self.remember(Method::GET, path)
    }

    /// Something that a form does. Its handler takes a `Post`, which sees to it that the form is one
    /// of ours; a form with files is read as it comes, its token first.
    pub(crate) fn post<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Backend<P, A>>,
        T: 'static,
    {
        self.router = self.router.route(path, post(handler));
        self.remember(Method::POST, path)
    }

    /// With others.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.known.extend(other.known);
        self
    }

    /// The router, and what it knows.
    ///
    /// LIMIT: the extractors of bodies have limits of their own.
    pub(crate) fn into_parts(self) -> (Router<Backend<P, A>>, Vec<Route>) {
        let router = self.router.fallback(error_page::not_found::<P, A>);
        (router.layer(DefaultBodyLimit::disable()), self.known)
    }

    fn remember(mut self, method: Method, path: &'static str) -> Self {
        self.known.push(Route { method, path });
        self
    }
}

/// Has a router answer.
pub(crate) async fn run(router: &Router, request: Request<Body>) -> Response<Body> {
    // A router is always ready.
    let answer: Result<_, Infallible> = router.clone().call(request).await;
    match answer {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

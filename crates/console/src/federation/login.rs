//! A browser brings a sign-in token, or wants to be signed out.

use axum::response::Response;
use iamd_auth::{Audit, ConsolePorts, begin_federated_session};
use serde_json::Value;

use super::{
    address::Origin,
    answer::Fault,
    destination::{Destination, OwnOrigins},
    issuer::issuer_url,
    request::LoginRequest,
};
use crate::{answer, arrived::Arrived, cookies::Name, flash::Flash, sign_in, visitor::add_cookie};

/// Begins the session that the token is for, and sends the browser to its destination.
///
/// SECURITY: where it leads is known before the token is looked at.
pub(super) async fn login<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    asked: LoginRequest,
) -> Result<Response, Fault> {
    let destination = Destination::named(&asked.destination, &own_origins(arrived))?;
    let issuer = issuer_url(&asked.issuer);
    let (facts, backend) = (arrived.facts(Value::Null), arrived.backend.clone());
    let begun = crate::to_the_end::to_the_end(&arrived.backend, async move {
        let issuer = issuer.as_deref();
        begin_federated_session(&backend.guard, &asked.token, issuer, &facts).await
    });
    let id = begun.await.map_err(Fault::Unavailable)??;
    Ok(sign_in::begun(arrived, &id, &destination).await)
}

/// Ends the browser's session, if it has one, and sends it on: to the destination, if that is on
/// this server, or else to the page where one signs in.
pub(super) async fn logout<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    redirect_uri: Option<&str>,
) -> Result<Response, Fault> {
    let left = sign_in::leave(arrived).await;
    left.map_err(Fault::Unavailable)?;
    let own = own_origins(arrived);
    let destination = redirect_uri.and_then(|uri| Destination::named(uri, &own).ok());
    let path = destination
        .as_ref()
        .map_or(sign_in::PATH, Destination::as_str);
    let mut response = answer::see_other(path);
    if destination.is_none() {
        let flash = Flash::new(sign_in::SIGNED_OUT, "").cookie();
        let flash = arrived.cookies.set(Name::Flash, &flash, Some(60));
        add_cookie(&mut response, flash);
    }
    add_cookie(&mut response, arrived.cookies.clear(Name::Session));
    Ok(response)
}

/// The origins of this server, as this browser knows them.
fn own_origins<P, A>(arrived: &Arrived<P, A>) -> OwnOrigins {
    let console = Origin::of(&arrived.arrival.console_url);
    let asked = arrived.header(http::header::HOST);
    let asked = asked.into_iter().flat_map(Origin::of_host_header);
    let endpoint = Origin::of(&arrived.backend.endpoint_url);
    let domain = arrived.backend.domain.as_deref();
    let signing_in = endpoint.as_ref().zip(domain);
    let signing_in =
        signing_in.map(|(endpoint, domain)| endpoint.with_host(&format!("signin.{domain}")));
    OwnOrigins::new(
        console.into_iter().chain(asked).collect(),
        endpoint.into_iter().chain(signing_in).collect(),
    )
}

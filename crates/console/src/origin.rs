//! Whether a page of this console sent a form, as the browser says.
//!
//! It stands beside the token of the form: each of the two is enough against forged requests.

use http::{Method, header};

use crate::arrived::Arrived;

/// A form came from somewhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Forged;

/// Refuses what changes something and was not sent by a page of this console.
///
/// SECURITY: whoever says neither `Origin` nor `Sec-Fetch-Site` is refused too: every browser that
/// the console supports says one of them with a form.
pub(crate) fn check<P, A>(arrived: &Arrived<P, A>) -> Result<(), Forged> {
    if arrived.method == Method::GET || arrived.method == Method::HEAD {
        return Ok(());
    }
    let site = arrived.header("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return Err(Forged);
    }
    match arrived.header(header::ORIGIN) {
        Some(origin) if is_own(arrived, origin) => Ok(()),
        None if site.is_some() => Ok(()),
        _ => Err(Forged),
    }
}

/// The console may be reached by other names than the one that is configured; then the page and the
/// form name the same host.
fn is_own<P, A>(arrived: &Arrived<P, A>, origin: &str) -> bool {
    let scheme = if arrived.arrival.is_secure {
        "https"
    } else {
        "http"
    };
    let host = arrived.header(header::HOST);
    origin == arrived.arrival.console_url
        || host.is_some_and(|host| origin == format!("{scheme}://{host}"))
}

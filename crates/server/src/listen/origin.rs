//! Where a request comes from, as far as it can be believed.
//!
//! A proxy before the server is the peer of every connection. It tells in headers who its own peer
//! is, and how that one speaks with it. Whoever else sends such headers may have made them up.
//!
//! SECURITY: the headers count only from peers that the operator named. `X-Forwarded-For` is read
//! from its end: each proxy appends the address of its own peer, so what stands further left than
//! the first address that is no proxy's was sent by that client, and may say anything.
//!
//! `Forwarded` (RFC 7239) is not read: a proxy that sets the other two hands on whatever its client
//! wrote there.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName};

use super::{Connection, TlsFacts};
use crate::config::Networks;

/// Where a request comes from: the facts of its connection, or what a trusted proxy tells of the
/// client's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The client (`aws:SourceIp`).
    pub client_ip: IpAddr,
    /// Whether the client speaks TLS, with the server or with the proxy (`aws:SecureTransport`).
    pub is_secure: bool,
    /// What was agreed on with the client; absent where a proxy did that.
    pub tls: Option<TlsFacts>,
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl Origin {
    /// That of a request on this connection with these headers.
    pub(super) fn of(connection: &Connection, headers: &HeaderMap, proxies: &Networks) -> Self {
        let peer = connection.peer.ip().to_canonical();
        let direct = Self {
            client_ip: peer,
            is_secure: connection.tls.is_some(),
            tls: connection.tls,
        };
        let is_forwarded =
            headers.contains_key(FORWARDED_FOR) || headers.contains_key(FORWARDED_PROTO);
        if !is_forwarded || !proxies.contain(peer) {
            return direct;
        }
        Self {
            client_ip: client(peer, headers, proxies),
            is_secure: is_secure(headers).unwrap_or(direct.is_secure),
            tls: None,
        }
    }
}

/// The last address that is no proxy's. Where the chain breaks off, because a proxy tells nothing
/// or no address, the last proxy that is known stands for the client.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &Networks) -> IpAddr {
    let told: Vec<&[u8]> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .collect();
    let mut nearest = peer;
    for hop in told.into_iter().rev() {
        let Some(address) = address(hop) else {
            return nearest;
        };
        nearest = address;
        if !proxies.contain(nearest) {
            return nearest;
        }
    }
    nearest
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?.trim_matches([' ', '\t']);
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let address = text
        .parse()
        .ok()
        .or_else(|| {
            text.parse()
                .ok()
                .map(|with_port: SocketAddr| with_port.ip())
        })
        .or_else(|| bare().map(IpAddr::V6))?;
    Some(address.to_canonical())
}

/// Whether the client's connection is secure; `None` if the proxy says nothing about it. Of several
/// values each must say so: where proxies stand in a row, and one appends to what another said, no
/// part of the way may be in the open.
fn is_secure(headers: &HeaderMap) -> Option<bool> {
    let mut said = headers
        .get_all(FORWARDED_PROTO)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .peekable();
    said.peek()?;
    Some(said.all(|scheme| scheme.trim_ascii().eq_ignore_ascii_case(b"https")))
}

#[cfg(test)]
mod tests;

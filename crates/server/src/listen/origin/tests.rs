//! Who may say what of a request's origin. No client can forge any of it.

use std::net::Ipv4Addr;

use super::*;
use crate::listen::Door;

const PROXIES: &str = "10.0.0.0/8,fd00::/8,192.0.2.1";
const TLS: TlsFacts = TlsFacts {
    version: "TLSv1.3",
    cipher_suite: "TLS_AES_128_GCM_SHA256",
};

fn origin(peer: &str, tls: Option<TlsFacts>, headers: &[(&str, &[u8])]) -> Origin {
    let connection = Connection {
        peer: SocketAddr::new(peer.parse().unwrap(), 50_000),
        local: SocketAddr::from((Ipv4Addr::LOCALHOST, 4566)),
        door: Door::Main,
        tls,
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        map.append(name, value.to_vec().try_into().unwrap());
    }
    Origin::of(&connection, &map, &PROXIES.parse().unwrap())
}

#[track_caller]
fn check_address(peer: &str, forwarded_for: &[&str], expect: &str) {
    let headers: Vec<(&str, &[u8])> = forwarded_for
        .iter()
        .map(|value| ("x-forwarded-for", value.as_bytes()))
        .collect();
    let told = origin(peer, None, &headers).client_ip;
    assert_eq!(
        told,
        expect.parse::<IpAddr>().unwrap(),
        "{peer} {forwarded_for:?}"
    );
}

#[test]
fn the_last_address_that_is_no_proxys_is_the_clients() {
    // The proxy appended its own peer.
    check_address("10.0.0.1", &["203.0.113.9"], "203.0.113.9");
    check_address("10.0.0.1", &["203.0.113.9, 10.0.0.2"], "203.0.113.9");
    // What the client had written before is not believed.
    check_address("10.0.0.1", &["198.51.100.1, 203.0.113.9"], "203.0.113.9");
    check_address("10.0.0.1", &["10.0.0.9,203.0.113.9"], "203.0.113.9");
    check_address("10.0.0.1", &["nonsense,203.0.113.9"], "203.0.113.9");
    // A header of its own is as good as an element of the list, whoever sent which.
    check_address("10.0.0.1", &["198.51.100.1", "203.0.113.9"], "203.0.113.9");
    check_address(
        "10.0.0.1",
        &["198.51.100.1", "203.0.113.9, 10.0.0.3", "10.0.0.2"],
        "203.0.113.9",
    );
    // A client that is itself a proxy that is known.
    check_address("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3");
    check_address("192.0.2.1", &["203.0.113.9"], "203.0.113.9");
}

#[test]
fn addresses_come_in_several_forms() {
    for (written, expect) in [
        ("203.0.113.9:50123", "203.0.113.9"),
        ("  203.0.113.9\t", "203.0.113.9"),
        ("2001:db8::9", "2001:db8::9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("[2001:db8::9]:443", "2001:db8::9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, [fd00::2]:80", "203.0.113.9"),
        ("203.0.113.9, ::ffff:10.0.0.2", "203.0.113.9"),
    ] {
        check_address("10.0.0.1", &[written], expect);
        check_address("::ffff:10.0.0.1", &[written], expect);
        check_address("fd00::1", &[written], expect);
    }
}

#[test]
fn where_the_chain_breaks_off_the_last_proxy_stands_for_the_client() {
    for rubbish in [
        "",
        ",",
        "unknown",
        "203.0.113.9,",
        "203.0.113.9 , unknown",
        "203.0.113.999",
        "203.0.113",
        "203.0.113.9 203.0.113.8",
        "203.0.113.9:",
        "203.0.113.9:65536",
        "[203.0.113.9]",
        "[::1",
        "fe80::1%eth0",
        "\"203.0.113.9\"",
        "for=203.0.113.9",
        "0x7f.1",
        "client.example.com",
    ] {
        check_address("10.0.0.1", &[rubbish], "10.0.0.1");
    }
    check_address("10.0.0.1", &["unknown, 10.0.0.2"], "10.0.0.2");
    check_address("10.0.0.1", &["203.0.113.9", "unknown"], "10.0.0.1");
    let bytes: &[u8] = b"203.0.113.9, \xff";
    let told = origin("10.0.0.1", None, &[("x-forwarded-for", bytes)]);
    assert_eq!(told.client_ip, IpAddr::from([10, 0, 0, 1]));
}

#[test]
fn a_long_chain_is_read_to_its_end() {
    let chain = format!("203.0.113.9{}", ", 10.0.0.2".repeat(5_000));
    check_address("10.0.0.1", &[&chain], "203.0.113.9");
}

#[test]
fn every_part_of_the_way_must_be_secure() {
    for (values, expect) in [
        (&["https"][..], true),
        (&["HTTPS"], true),
        (&[" https "], true),
        (&["https, https"], true),
        (&["http"], false),
        (&["https, http"], false),
        (&["http, https"], false),
        (&["https", "http"], false),
        (&["http", "https"], false),
        (&[""], false),
        (&["https,"], false),
        (&["wss"], false),
        (&["https;q=1"], false),
    ] {
        let headers: Vec<(&str, &[u8])> = values
            .iter()
            .map(|value| ("x-forwarded-proto", value.as_bytes()))
            .collect();
        for tls in [None, Some(TLS)] {
            let told = origin("10.0.0.1", tls, &headers);
            assert_eq!(told.is_secure, expect, "{values:?}");
            // The proxy's TLS is not the client's.
            assert_eq!(told.tls, None);
        }
    }
}

#[test]
fn a_proxy_that_says_nothing_is_a_client() {
    let told = origin("10.0.0.1", Some(TLS), &[("forwarded", b"for=203.0.113.9")]);
    let expect = Origin {
        client_ip: IpAddr::from([10, 0, 0, 1]),
        is_secure: true,
        tls: Some(TLS),
    };
    assert_eq!(told, expect);
    let told = origin(
        "10.0.0.1",
        Some(TLS),
        &[("x-forwarded-for", b"203.0.113.9")],
    );
    assert!(told.is_secure && told.tls.is_none());
}

#[test]
fn nobody_else_is_believed() {
    // Each header that some proxy or other writes for its client.
    let forged: &[(&str, &[u8])] = &[
        ("x-forwarded-for", b"203.0.113.9"),
        ("x-forwarded-for", b"10.0.0.1"),
        ("x-forwarded-proto", b"https"),
        ("x-forwarded-protocol", b"https"),
        ("x-forwarded-ssl", b"on"),
        ("x-forwarded-scheme", b"https"),
        ("x-forwarded-host", b"console.example.com"),
        ("x-forwarded-port", b"443"),
        ("x-url-scheme", b"https"),
        ("front-end-https", b"on"),
        ("x-real-ip", b"203.0.113.9"),
        ("x-client-ip", b"203.0.113.9"),
        ("x-cluster-client-ip", b"203.0.113.9"),
        ("true-client-ip", b"203.0.113.9"),
        ("cf-connecting-ip", b"203.0.113.9"),
        ("fastly-client-ip", b"203.0.113.9"),
        ("client-ip", b"203.0.113.9"),
        ("via", b"1.1 10.0.0.1"),
        ("forwarded", b"for=203.0.113.9;proto=https;by=10.0.0.1"),
    ];
    for peer in ["198.51.100.1", "2001:db8::1", "192.0.2.2", "127.0.0.1"] {
        let expect = Origin {
            client_ip: peer.parse().unwrap(),
            is_secure: false,
            tls: None,
        };
        assert_eq!(origin(peer, None, forged), expect);
        for header in forged {
            assert_eq!(origin(peer, None, &[*header]), expect, "{header:?}");
        }
        let told = origin(peer, Some(TLS), &[("x-forwarded-proto", b"http")]);
        assert!(told.is_secure && told.tls == Some(TLS));
    }
    // Of a client behind the proxy only what the proxy says counts.
    let mut sent = forged.to_vec();
    sent.push(("x-forwarded-for", b"198.51.100.1"));
    sent.push(("x-forwarded-proto", b"http"));
    let told = origin("10.0.0.1", None, &sent);
    assert_eq!(told.client_ip, IpAddr::from([198, 51, 100, 1]));
    assert!(!told.is_secure);
}

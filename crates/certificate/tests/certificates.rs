//! Certificates, their chains and their keys, as OpenSSL and others write them.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that panics is a test that fails"
)]

use iamd_certificate::{BrokenChain, CHAIN_MAX, Certificate, PrivateKey, check_chain};
use iamd_ident::Secret;
use proptest::prelude::*;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

const RSA: &str = include_str!("files/rsa.pem");
const RSA_KEY: &str = include_str!("files/rsa.key");
const SMALL: &str = include_str!("files/small.pem");
const P256: &str = include_str!("files/p256.pem");
const P384: &str = include_str!("files/p384.pem");
const ED25519: &str = include_str!("files/ed25519.pem");

/// Certificates, and the keys of each in every form.
const PAIRS: [(&str, &[&str]); 5] = [
    (RSA, &[RSA_KEY, include_str!("files/rsa.pkcs8.key")]),
    (SMALL, &[include_str!("files/small.key")]),
    (P256, &[include_str!("files/p256.key")]),
    (
        P384,
        &[
            include_str!("files/p384.key"),
            include_str!("files/p384.pkcs8.key"),
        ],
    ),
    (ED25519, &[include_str!("files/ed25519.key")]),
];

fn key(text: &str) -> Option<PrivateKey> {
    PrivateKey::from_pem(&Secret::new(text.to_owned())).ok()
}

#[test]
fn a_key_belongs_to_its_certificate_alone() {
    for (certificate, keys) in PAIRS {
        let certificate = Certificate::from_pem(certificate).unwrap();
        for (other, others) in PAIRS {
            let is_own = Certificate::from_pem(other).unwrap() == certificate;
            for text in others {
                let key = key(text).unwrap();
                assert_eq!(key.belongs_to(&certificate), is_own, "{text}");
            }
        }
        assert!(!keys.is_empty());
    }
    assert_eq!(format!("{:?}", key(RSA_KEY).unwrap()), "PrivateKey(…)");
}

#[test]
fn what_is_no_private_key_is_refused() {
    let cut = &RSA_KEY[..RSA_KEY.len() / 2];
    let renamed = RSA_KEY.replace("RSA PRIVATE", "EC PRIVATE");
    let twice = RSA_KEY.repeat(2);
    let changed = RSA_KEY.replacen("\nMII", "\nMIJ", 1);
    for text in [
        "",
        "private-key",
        RSA,
        cut,
        &renamed,
        &twice,
        &changed,
        include_str!("files/rsa.encrypted.key"),
        include_str!("files/rsa.public.pem"),
    ] {
        assert!(key(text).is_none(), "{text}");
    }
}

/// The primes stand behind line 13; changed ones do not make the number that is public.
#[test]
fn a_broken_rsa_key_is_refused() {
    let lines: Vec<&str> = RSA_KEY.lines().collect();
    let mut broken = lines.clone();
    broken.swap(14, 15);
    assert!(key(&lines.join("\n")).is_some());
    assert!(key(&broken.join("\n")).is_none());
}

#[test]
fn what_is_no_certificate_is_refused() {
    let text = format!("Certificate:\n{RSA}");
    for text in [
        "",
        "certificate-body",
        RSA_KEY,
        &RSA[..400],
        &RSA.repeat(2),
        &text,
    ] {
        assert!(Certificate::from_pem(text).is_err(), "{text}");
    }
    let mut der = Certificate::from_pem(RSA).unwrap().der().to_vec();
    der.push(0);
    assert!(Certificate::from_der(der).is_err());
    assert!(Certificate::chain_from_pem(&RSA.repeat(CHAIN_MAX)).is_ok());
    assert!(Certificate::chain_from_pem(&RSA.repeat(CHAIN_MAX + 1)).is_err());
}

#[test]
fn a_certificate_is_valid_for_its_time() {
    let certificate = Certificate::from_pem(&authority("root", None).0.pem()).unwrap();
    for (time, expect) in [
        ("2025-12-31T23:59:59Z", false),
        ("2026-01-01T00:00:00Z", true),
        ("2026-12-31T00:00:00.9Z", true),
        ("2026-12-31T00:00:01Z", false),
    ] {
        assert_eq!(
            certificate.is_valid_at(time.parse().unwrap()),
            expect,
            "{time}"
        );
    }
    assert_eq!(certificate.not_before().to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(certificate.not_after().to_string(), "2026-12-31T00:00:00Z");
}

type Made = (rcgen::Certificate, Issuer<'static, KeyPair>);

/// The certificate of an authority, signed by another one or by itself.
fn authority(name: &str, by: Option<&Made>) -> Made {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = rcgen::date_time_ymd(2026, 1, 1);
    params.not_after = rcgen::date_time_ymd(2026, 12, 31);
    let key = KeyPair::generate().unwrap();
    let certificate = match by {
        Some((_, issuer)) => params.signed_by(&key, issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    (certificate, Issuer::new(params, key))
}

#[test]
fn each_is_signed_by_the_next() {
    let root = authority("root", None);
    let middle = authority("middle", Some(&root));
    let leaf = authority("leaf", Some(&middle));
    // The name is right, the key is not.
    let impostor = authority("middle", Some(&root));
    let parse = |made: &Made| Certificate::from_pem(&made.0.pem()).unwrap();
    let (root, middle, leaf, impostor) =
        (parse(&root), parse(&middle), parse(&leaf), parse(&impostor));
    let broken = |index| Err(BrokenChain { index });
    let all = |chain: &[&Certificate]| chain.iter().copied().cloned().collect::<Vec<_>>();
    for (chain, expect) in [
        (all(&[]), Ok(())),
        (all(&[&middle]), Ok(())),
        (all(&[&middle, &root]), Ok(())),
        (all(&[&middle, &root, &root]), Ok(())),
        (all(&[&root]), broken(0)),
        (all(&[&root, &middle]), broken(0)),
        (all(&[&leaf, &middle]), broken(0)),
        (all(&[&impostor, &root]), broken(0)),
        (all(&[&middle, &middle]), broken(1)),
        (all(&[&middle, &impostor]), broken(1)),
    ] {
        assert_eq!(check_chain(&leaf, &chain), expect);
    }
    assert_eq!(
        check_chain(&root, std::slice::from_ref(&root)),
        Ok(()),
        "by itself"
    );
    let rsa = Certificate::from_pem(RSA).unwrap();
    assert!(rsa.is_signed_by(&rsa));
}

proptest! {
    #[test]
    fn whatever_bytes_come_are_read_or_refused(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
    ) {
        for (text, _) in PAIRS {
            let mut der = Certificate::from_pem(text).unwrap().der().to_vec();
            for (place, byte) in &flips {
                let place = place.index(der.len());
                der[place] = *byte;
            }
            if let Ok(certificate) = Certificate::from_der(der.clone()) {
                let _ = certificate.is_signed_by(&certificate);
            }
            der.truncate(cut.index(der.len()));
            prop_assert!(Certificate::from_der(der).is_err());
        }
    }
}

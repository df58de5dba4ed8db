//! What tokens keep, and what opens.

mod altered;
mod issued;

use iamd_ident::Tag;
use iamd_seal::SealingKey;
use iamd_testkit::SeededRandom;

use super::*;
use crate::SessionKind;

fn ring(byte: u8) -> SealingKeys {
    SealingKeys::new(SealingKey::from_bytes([byte; SealingKey::BYTES].into()))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

/// A session of a role with something of everything.
fn token() -> Token {
    Token {
        access_key: "ASIAIOSFODNN7EXAMPLE".parse().unwrap(),
        secret: Arc::new(Secret::new(
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        )),
        owner: SessionOwner::Role {
            account: "123456789012".parse().unwrap(),
            role: "AROAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
            session_name: "s".to_owned(),
        },
        session: Arc::new(Session {
            kind: SessionKind::AssumedRole,
            issued_at: at("2026-01-31T00:00:00Z"),
            expires_at: at("2026-01-31T01:00:00Z"),
            mfa_at: Some(at("2026-01-30T23:59:59Z")),
            tags: vec![tag("Team", "Ops"), tag("Cost", "")],
            transitive_tag_keys: vec!["Team".to_owned()],
            source_identity: Some("bob".to_owned()),
            federated_provider: Some("cognito-identity.amazonaws.com".to_owned()),
            policy: Some(r#"{"Version":"2012-10-17","Statement":[]}"#.to_owned()),
            policy_arns: vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap()],
        }),
        is_chained: true,
    }
}

/// The token of a session without anything that is optional.
fn bare() -> Token {
    let token = token();
    let session = &token.session;
    Token {
        owner: SessionOwner::RootUser("123456789012".parse().unwrap()),
        session: Arc::new(Session {
            kind: SessionKind::SessionToken,
            issued_at: session.issued_at,
            expires_at: session.expires_at,
            mfa_at: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            federated_provider: None,
            policy: None,
            policy_arns: Vec::new(),
        }),
        is_chained: false,
        ..token
    }
}

#[track_caller]
fn check_opens(ring: &SealingKeys, text: &str, token: &Token) {
    let opened = Token::open(ring, text).unwrap();
    assert_eq!(opened.access_key, token.access_key);
    assert!(opened.secret.matches(token.secret.expose().as_bytes()));
    assert_eq!(opened.owner, token.owner);
    assert_eq!(*opened.session, *token.session);
}

#[test]
fn a_token_holds_what_was_put_into_it_whoever_it_is_of() {
    let account = "123456789012".parse().unwrap();
    let user = "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap();
    let name = "f".to_owned();
    let federated = |issuer| SessionOwner::FederatedUser {
        account,
        issuer,
        name: name.clone(),
    };
    let (ring, random) = (ring(1), SeededRandom::new(1));
    for owner in [
        token().owner,
        SessionOwner::RootUser(account),
        SessionOwner::User(account, user),
        federated(Some(user)),
        federated(None),
    ] {
        for token in [token(), bare()] {
            let owner = owner.clone();
            let token = Token { owner, ..token };
            let text = token.seal(&ring, &random).unwrap();
            check_opens(&ring, text.expose(), &token);
        }
    }
}

#[test]
fn nothing_of_a_token_can_be_read_off_it_nor_out_of_a_debug_output() {
    let token = token();
    let text = token.seal(&ring(1), &SeededRandom::new(1)).unwrap();
    let bytes = BASE64_STANDARD.decode(text.expose()).unwrap();
    for part in [
        "wJalrXUtnFEMI",
        "ASIAIOSFODNN7",
        "AROAQ2UWEX",
        "Team",
        "secret",
    ] {
        let part = part.as_bytes();
        assert!(!bytes.windows(part.len()).any(|window| window == part));
    }
    let shown = format!("{token:?} {text:?}");
    assert!(!shown.contains("wJalrXUtnFEMI"), "{shown}");
}

#[test]
fn tokens_survive_a_rotation_and_end_with_the_key_that_sealed_them() {
    let (mut ring, random, token) = (ring(1), SeededRandom::new(1), token());
    let old = token.seal(&ring, &random).unwrap();
    let old_key = ring.current().id();
    ring.rotate(SealingKey::generate(&random));
    check_opens(&ring, old.expose(), &token);
    let new = token.seal(&ring, &random).unwrap();
    ring.retire(old_key);
    check_opens(&ring, new.expose(), &token);
    let fault = Token::open(&ring, old.expose()).unwrap_err();
    assert_eq!(fault, TokenFault::UnknownKey);
}

#[test]
fn a_token_counts_for_its_key_until_its_end() {
    let token = token();
    let key = token.access_key.as_str();
    let check = |key, now| token.check(key, at(now));
    assert_eq!(check(key, "2026-01-31T00:59:59.999Z"), Ok(()));
    assert_eq!(check(key, "2026-01-31T01:00:00Z"), Err(TokenFault::Expired));
    // Who does not even have the key is not told that the token was good.
    let others = check("ASIAI44QH8DHBEXAMPLE", "2026-01-31T02:00:00Z");
    assert_eq!(others, Err(TokenFault::AnotherKeys));
}

/// The longest token that issuing lets through is one that is opened, too.
#[test]
fn the_fullest_session_fits_into_a_token() {
    let (ring, random) = (ring(1), SeededRandom::new(1));
    let noise = |length: usize| -> String {
        let letters = (0..length).map(|_| char::from(b'!' + (random.next() % 90) as u8));
        letters.collect()
    };
    let sealed = |length| {
        let mut token = token();
        token.owner = SessionOwner::Role {
            account: "123456789012".parse().unwrap(),
            role: "AROAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
            session_name: "n".repeat(64),
        };
        let session = Session {
            source_identity: Some(noise(64)),
            policy: Some(noise(length)),
            ..Session::clone(&token.session)
        };
        token.session = Arc::new(session);
        token.seal(&ring, &random).map(|text| (text, token))
    };
    let lengths = (1500..3500).step_by(20);
    let mut tokens = lengths.map(sealed);
    let mut longest = 0;
    let refused = tokens.find_map(|token| match token {
        Ok((text, token)) => {
            check_opens(&ring, text.expose(), &token);
            longest = text.expose().len();
            None
        }
        Err(error) => Some(error),
    });
    assert!(
        longest > 4000 && longest <= TOKEN_CHARACTERS_MAX,
        "{longest}"
    );
    let text = refused.unwrap().to_string();
    let expected = "Packed policy consumes 101% of allotted space, please use smaller policy.";
    assert_eq!(text, expected);
}

#[test]
fn a_token_is_padded_to_any_length_that_it_may_have() {
    let (ring, random, token) = (ring(1), SeededRandom::new(1), token());
    let own = token.seal(&ring, &random).unwrap().expose().len();
    for wanted in [
        0,
        1,
        own - 1,
        own,
        own + 1,
        own + 2,
        own + 5,
        1000,
        4095,
        4096,
        9999,
    ] {
        let text = token.seal_padded(&ring, &random, wanted).unwrap();
        let length = text.expose().len();
        let least = wanted.clamp(own, TOKEN_CHARACTERS_MAX);
        assert!((least..least + 4).contains(&length), "{wanted}: {length}");
        check_opens(&ring, text.expose(), &token);
    }
}

#[test]
fn what_inflates_too_far_is_not_packed() {
    let mut token = token();
    token.session = Arc::new(Session {
        policy: None,
        policy_arns: Vec::new(),
        tags: vec![tag("Noise", &"a".repeat(300_000))],
        ..Session::clone(&token.session)
    });
    let error = token.seal(&ring(1), &SeededRandom::new(1)).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("Packed size of session tags consumes "),
        "{text}"
    );
}

/// Tokens are in the hands of clients for as long as 36 hours, across an upgrade of the program.
#[test]
fn a_newer_version_reads_what_an_older_one_issued() {
    #[derive(serde::Serialize)]
    struct Older {
        access_key: &'static str,
        secret: &'static str,
        owner: SessionOwner,
        kind: SessionKind,
        issued_at: Timestamp,
        expires_at: Timestamp,
        gone: u32,
    }
    let (ring, random, token) = (ring(1), SeededRandom::new(1), bare());
    let older = Older {
        access_key: "ASIAIOSFODNN7EXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        owner: token.owner.clone(),
        kind: token.session.kind,
        issued_at: token.session.issued_at,
        expires_at: token.session.expires_at,
        gone: 7,
    };
    let record = rmp_serde::to_vec_named(&older).unwrap();
    check_opens(
        &ring,
        &sealed(&ring, &record, PURPOSE, VERSION, &random),
        &token,
    );
}

/// A text in the form of a token, with this in it.
fn sealed(
    ring: &SealingKeys,
    record: &[u8],
    purpose: &[u8],
    version: u8,
    random: &SeededRandom,
) -> String {
    let sealed = ring.seal(record, &[purpose, &[version]], random).unwrap();
    BASE64_STANDARD.encode([&[version], &*sealed].concat())
}

#[test]
fn what_is_ours_and_no_token_does_not_open_as_one() {
    let (ring, random) = (ring(1), SeededRandom::new(1));
    let record = record::encode(&token(), 0).unwrap();
    let check = |text: String, fault| assert_eq!(Token::open(&ring, &text).unwrap_err(), fault);
    let message = sealed(
        &ring,
        record.expose(),
        b"iamd authorization message",
        1,
        &random,
    );
    check(message, TokenFault::Forged);
    check(
        sealed(&ring, b"no record", PURPOSE, 1, &random),
        TokenFault::Unreadable,
    );
    check(
        sealed(&ring, record.expose(), PURPOSE, 2, &random),
        TokenFault::UnknownVersion,
    );
    // What was packed has to unpack.
    let packed = record::encode_with(&token(), Some(vec![0xff; 9]), 0).unwrap();
    check(
        sealed(&ring, packed.expose(), PURPOSE, 1, &random),
        TokenFault::Unreadable,
    );
}

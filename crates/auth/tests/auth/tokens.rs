//! Temporary credentials: from a session token and a signature to a caller, in each of the ways in
//! which requests are signed.

mod sender;

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use futures::executor::block_on;
use iamd_auth::{
    Authenticator, Session, SessionKind, SessionOwner, Token, TokenFault, TokenKeys, Used,
};
use iamd_ident::Secret;
use iamd_testkit::SeededRandom;

use self::sender::{SESSION_KEY, SESSION_SECRET, SIGNED_AT, Sender, WAYS, Way, sender};
use crate::doubles::{KEY, Ports, ROLE_ID, SECRET, account, other_account, session};

fn role() -> SessionOwner {
    SessionOwner::Role {
        account: account(),
        role: ROLE_ID.parse().unwrap(),
        session_name: "s".to_owned(),
    }
}

fn of(owner: SessionOwner, kind: SessionKind) -> Token {
    Token {
        access_key: SESSION_KEY.parse().unwrap(),
        secret: Arc::new(Secret::new(SESSION_SECRET.to_owned())),
        owner,
        session: Arc::new(Session {
            source_identity: Some("bob".to_owned()),
            ..session(kind)
        }),
        is_chained: false,
    }
}

fn sealed(token: &Token) -> String {
    let ring = block_on(Ports::default().sealing_keys()).unwrap();
    let text = token.seal(&ring, &SeededRandom::new(1)).unwrap();
    text.expose().clone()
}

fn good() -> String {
    sealed(&of(role(), SessionKind::AssumedRole))
}

/// What a query service tells, and what S3: of a bad token, of one that has ended, of no key.
type Told = [(&'static str, &'static str); 2];

const INVALID: Told = [
    (
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
    ),
    (
        "InvalidToken",
        "The provided token is malformed or otherwise invalid.",
    ),
];
const EXPIRED: Told = [
    (
        "ExpiredToken",
        "The security token included in the request is expired",
    ),
    ("ExpiredToken", "The provided token has expired."),
];
const UNKNOWN: Told = [
    INVALID[0],
    (
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
    ),
];

#[track_caller]
fn check_refused(sender: Sender<'_>, [query, s3]: Told, fault: Option<TokenFault>) {
    for way in WAYS {
        let (by, ports) = (Authenticator::default(), Ports::default());
        let refusal = sender.send(way, &by, &ports).unwrap_err();
        let told = (refusal.code.as_str(), refusal.message.as_str());
        let expected = match way {
            Way::Query => query,
            Way::Header | Way::Presigned | Way::Form => s3,
        };
        assert_eq!(told, expected, "{way:?}");
        assert!(ports.uses.lock().is_empty(), "{way:?}");
        let counted = by.token_refusals().iter().filter(|(_, number)| *number > 0);
        let expected = fault.into_iter().map(|fault| (fault, 1));
        assert!(counted.eq(expected), "{way:?}: {:?}", by.token_refusals());
    }
}

#[test]
fn a_session_proves_whose_it_is_in_every_way_of_signing() {
    let token = good();
    for way in WAYS {
        let ports = Ports::default();
        let caller = sender(&token).send(way, &Authenticator::default(), &ports);
        let caller = caller.unwrap();
        let arn = "arn:aws:sts::123456789012:assumed-role/Reader/s";
        assert_eq!(caller.shown(), arn, "{way:?}");
        assert_eq!(caller.access_key().unwrap().as_str(), SESSION_KEY);
        assert_eq!(caller.session_kind(), Some(SessionKind::AssumedRole));
        let session = caller.session().unwrap();
        assert_eq!(session.source_identity.as_deref(), Some("bob"));
        let uses = ports.uses.lock();
        let [(what, key_use)] = &uses[..] else {
            panic!("{uses:?}")
        };
        assert_eq!(*what, Used::Role(account(), ROLE_ID.parse().unwrap()));
        assert_eq!(key_use.region, "eu-west-1");
    }
}

#[test]
fn sessions_that_are_not_of_roles_use_nothing_that_is_reported() {
    let user = "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap();
    let federated = SessionOwner::FederatedUser {
        account: account(),
        issuer: Some(user),
        name: "f".to_owned(),
    };
    let own = SessionKind::SessionToken;
    for (owner, kind, shown) in [
        (SessionOwner::RootUser(account()), own, ":root"),
        (SessionOwner::User(account(), user), own, ":user/bob"),
        (federated, SessionKind::FederationToken, ":federated-user/f"),
    ] {
        let (ports, token) = (Ports::default(), sealed(&of(owner, kind)));
        let caller = sender(&token).send(Way::Header, &Authenticator::default(), &ports);
        let caller = caller.unwrap();
        assert!(caller.shown().ends_with(shown), "{}", caller.shown());
        assert_eq!(caller.session_kind(), Some(kind));
        assert!(ports.uses.lock().is_empty());
    }
}

/// The sessions of these tests end at half past twelve.
#[test]
fn a_token_counts_to_its_last_moment() {
    let token = good();
    for way in [Way::Presigned, Way::Form] {
        let at = |now| {
            let sender = Sender {
                now,
                ..sender(&token)
            };
            let answer = sender.send(way, &Authenticator::default(), &Ports::default());
            answer.map(drop)
        };
        assert_eq!(at("2026-01-31T00:29:59.999Z"), Ok(()));
        let refusal = at("2026-01-31T00:30:00Z").unwrap_err();
        assert_eq!((refusal.code.as_str(), &*refusal.message), EXPIRED[1]);
    }
}

#[test]
fn a_token_that_has_ended_is_told_so() {
    let mut token = of(role(), SessionKind::AssumedRole);
    token.session = Arc::new(Session {
        expires_at: SIGNED_AT.parse().unwrap(),
        ..Session::clone(&token.session)
    });
    check_refused(sender(&sealed(&token)), EXPIRED, Some(TokenFault::Expired));
}

#[test]
fn what_is_no_good_token_is_refused_whatever_is_wrong_with_it() {
    let mut flipped = BASE64_STANDARD.decode(good()).unwrap();
    flipped[40] ^= 1;
    let flipped = BASE64_STANDARD.encode(flipped);
    for (text, fault) in [
        ("token", TokenFault::WrongLength),
        (&*"A".repeat(4100), TokenFault::WrongLength),
        (&*"~".repeat(200), TokenFault::NotBase64),
        (&*"A".repeat(200), TokenFault::UnknownVersion),
        (&flipped, TokenFault::Forged),
    ] {
        check_refused(sender(text), INVALID, Some(fault));
    }
    let gone = SessionOwner::RootUser(other_account());
    let gone = sealed(&of(gone, SessionKind::SessionToken));
    check_refused(sender(&gone), INVALID, Some(TokenFault::OwnerGone));
}

#[test]
fn a_key_and_a_token_that_do_not_belong_together_are_refused() {
    let token = good();
    let long_term = Sender {
        key: KEY,
        secret: SECRET,
        ..sender(&token)
    };
    check_refused(long_term, INVALID, Some(TokenFault::AnotherKeys));
    let others = Sender {
        key: "ASIAI44QH8DHBEXAMPLE",
        ..sender(&token)
    };
    check_refused(others, INVALID, Some(TokenFault::AnotherKeys));
    let without = Sender {
        token: None,
        ..sender(&token)
    };
    check_refused(without, UNKNOWN, None);
}

/// Who saw a token has no secret, and does not hear whether its owner lives either.
#[test]
fn a_token_alone_proves_nothing() {
    let gone = SessionOwner::RootUser(other_account());
    for token in [good(), sealed(&of(gone, SessionKind::SessionToken))] {
        for way in WAYS {
            let thief = Sender {
                secret: "wrong",
                ..sender(&token)
            };
            let (by, ports) = (Authenticator::default(), Ports::default());
            let refusal = thief.send(way, &by, &ports).unwrap_err();
            assert_eq!(refusal.code.as_str(), "SignatureDoesNotMatch", "{way:?}");
            assert_eq!(by.token_refusals().total(), 0);
        }
    }
}

/// What was derived of one secret serves no other, though the key has the same id.
#[test]
fn signing_keys_that_are_kept_are_not_taken_for_others() {
    let (by, ports) = (Authenticator::default(), Ports::default());
    let token = good();
    let mut other = of(role(), SessionKind::AssumedRole);
    other.secret = Arc::new(Secret::new("another".to_owned()));
    let other = sealed(&other);
    for _ in 0..2 {
        for way in WAYS {
            sender(&token).send(way, &by, &ports).unwrap();
            let mixed = sender(&other).send(way, &by, &ports).unwrap_err();
            assert_eq!(mixed.code.as_str(), "SignatureDoesNotMatch", "{way:?}");
            let fitting = Sender {
                secret: "another",
                ..sender(&other)
            };
            fitting.send(way, &by, &ports).unwrap();
        }
    }
}

#[test]
fn sealing_keys_that_cannot_be_read_let_nobody_in() {
    let ports = Ports {
        broken: "keys",
        ..Ports::default()
    };
    let token = good();
    for (way, code) in [
        (Way::Query, "InternalFailure"),
        (Way::Form, "InternalError"),
    ] {
        let refusal = sender(&token).send(way, &Authenticator::default(), &ports);
        assert_eq!(refusal.unwrap_err().code.as_str(), code);
    }
}

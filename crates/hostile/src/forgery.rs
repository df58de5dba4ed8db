//! Forgeries: a request that would be granted, and the one thing that was done to it.

use anyhow::{Context, Result};
use iamd_ident::Timestamp;
use iamd_testkit::SeededRandom;

use crate::{
    request::{Key, Place, Request},
    world::{BUCKET, OBJECT, World, form, now, object, query},
};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed {
    /// A digit of the signature is another one.
    SignatureChanged,
    /// Something that the signature covers is other than what was signed.
    BodyChanged,
    QueryChanged,
    PathChanged,
    MethodChanged,
    HeaderChanged,
    ScopeChanged,
    /// A header of AWS's own was added after signing.
    HeaderAdded,
    /// It is signed with another's secret, or for a key that is not there.
    WrongSecret,
    UnknownKey,
    /// The session token is not the key's own, whole.
    TokenChanged,
    TokenCut,
    TokenOfAnother,
    TokenMissing,
    TokenNeedless,
    /// It was signed in another hour.
    Late,
    Early,
    /// It is what it says it is, and asks for what nothing grants.
    NotGranted,
    /// What claims to be a signature is not written as one.
    Malformed,
}

/// Every deed, and how often it is done, in hundredths.
const SHARES: [(Deed, u64); 19] = [
    (Deed::SignatureChanged, 8),
    (Deed::BodyChanged, 6),
    (Deed::QueryChanged, 8),
    (Deed::PathChanged, 4),
    (Deed::MethodChanged, 3),
    (Deed::HeaderChanged, 5),
    (Deed::ScopeChanged, 5),
    (Deed::HeaderAdded, 4),
    (Deed::WrongSecret, 7),
    (Deed::UnknownKey, 4),
    (Deed::TokenChanged, 6),
    (Deed::TokenCut, 3),
    (Deed::TokenOfAnother, 3),
    (Deed::TokenMissing, 2),
    (Deed::TokenNeedless, 2),
    (Deed::Late, 3),
    (Deed::Early, 2),
    (Deed::NotGranted, 20),
    (Deed::Malformed, 5),
];

/// How far a clock may be off, and more, in seconds.
const HOURS_AWAY: i64 = 2 * 3600;

/// Makes forgeries, the same ones in the same order for the same seed.
pub(crate) struct Forger<'w> {
    world: &'w World,
    chance: SeededRandom,
}

impl<'w> Forger<'w> {
    pub(crate) fn new(world: &'w World, seed: u64) -> Self {
        Self {
            world,
            chance: SeededRandom::new(seed),
        }
    }

    /// The next one: what was done, and what goes over the wire.
    pub(crate) fn next(&self) -> Result<(Deed, Vec<u8>)> {
        let deed = self.deed();
        let request = match deed {
            Deed::TokenChanged
            | Deed::TokenCut
            | Deed::TokenOfAnother
            | Deed::TokenMissing
            | Deed::TokenNeedless => self.wanted().sign(&self.odd_session(deed), now())?,
            Deed::WrongSecret => {
                let secret = self.world.bob.secret.clone();
                let alice = self.world.alice.clone();
                self.wanted().sign(&Key { secret, ..alice }, now())?
            }
            Deed::UnknownKey => {
                let id = format!("AKIA{:016}", self.below(10_000_000_000_000_000));
                let alice = self.world.alice.clone();
                self.wanted().sign(&Key { id, ..alice }, now())?
            }
            Deed::Late => self.signed_at(-HOURS_AWAY)?,
            Deed::Early => self.signed_at(HOURS_AWAY)?,
            Deed::NotGranted => self.not_granted().sign(&self.world.bob, now())?,
            _ => self.changed(deed)?,
        };
        Ok((deed, request.bytes()))
    }

    fn deed(&self) -> Deed {
        let mut left = self.below(SHARES.iter().map(|(_, share)| share).sum());
        for (deed, share) in SHARES {
            if left < share {
                return deed;
            }
            left -= share;
        }
        Deed::NotGranted
    }

    /// A request that whoever may do everything would be granted.
    fn wanted(&self) -> Request {
        let number = self.below(1_000_000).to_string();
        let name = format!("mallory-{number}");
        let chest = format!("/{BUCKET}/{OBJECT}");
        let mut request = match self.below(8) {
            0 => form("iam", &[("Action", "CreateUser"), ("UserName", &name)]),
            1 => form("iam", &[("Action", "ListUsers"), ("MaxItems", &number)]),
            2 => query("iam", &[("Action", "DeleteUser"), ("UserName", "bob")]),
            3 => form("sts", &[("Action", "GetCallerIdentity")]),
            4 => query("sts", &[("Action", "GetCallerIdentity")]),
            5 => object("GET", &chest, "", ""),
            6 => object("PUT", &format!("/{BUCKET}/{name}"), "", "lead"),
            _ => object("GET", &format!("/{BUCKET}"), "list-type=2&prefix=c", ""),
        };
        if request.service == "s3" && self.below(2) == 0 {
            request.place = Place::Query;
        }
        if request.place == Place::Header && request.service == "s3" {
            let owner = ("x-amz-meta-owner".to_owned(), number);
            request.headers.push(owner);
        }
        request
    }

    /// A request that needs a policy, for whoever has none.
    fn not_granted(&self) -> Request {
        const ACTIONS: [&str; 8] = [
            "ListUsers",
            "GetAccountSummary",
            "CreateUser",
            "DeleteUser",
            "GetUser",
            "CreateAccessKey",
            "ListRoles",
            "GenerateCredentialReport",
        ];
        let number = self.below(1_000_000).to_string();
        let role = format!("arn:aws:iam::123456789012:role/{number}");
        let action = self.pick(&ACTIONS);
        match self.below(6) {
            0 | 1 => form("iam", &[("Action", action), ("UserName", "alice")]),
            2 => query("iam", &[("Action", action), ("UserName", "alice")]),
            3 => form(
                "sts",
                &[
                    ("Action", "AssumeRole"),
                    ("RoleArn", &role),
                    ("RoleSessionName", &number),
                ],
            ),
            4 => object("PUT", &format!("/{BUCKET}/{number}"), "", "lead"),
            _ => {
                let request = object("GET", &format!("/{BUCKET}/{OBJECT}"), "", "");
                let place = self.pick(&[Place::Header, Place::Query]);
                Request { place, ..request }
            }
        }
    }

    fn signed_at(&self, seconds: i64) -> Result<Request> {
        let further = i64::try_from(self.below(3600))? * seconds.signum();
        let at = Timestamp::from_second(now().as_second() + seconds + further)?;
        Ok(self.wanted().sign(&self.world.alice, at)?)
    }

    /// The key of a session, with something odd about its token.
    fn odd_session(&self, deed: Deed) -> Key {
        let session = self.world.session.clone();
        let token = session.token.clone().unwrap_or_default();
        match deed {
            Deed::TokenCut => {
                let kept = self.place(token.len());
                let token = token.get(..kept.max(1)).map(str::to_owned);
                Key { token, ..session }
            }
            Deed::TokenOfAnother => Key {
                token: self.world.other_session.token.clone(),
                ..session
            },
            Deed::TokenMissing => Key {
                token: None,
                ..session
            },
            Deed::TokenNeedless => Key {
                token: session.token,
                ..self.world.alice.clone()
            },
            _ => Key {
                token: Some(self.another(&token)),
                ..session
            },
        }
    }

    /// A request that is changed after it was signed.
    fn changed(&self, deed: Deed) -> Result<Request> {
        let key = self.pick(&[&self.world.alice, &self.world.session]);
        let mut wanted = self.wanted();
        if deed == Deed::BodyChanged && wanted.place == Place::Query {
            // A presigned request of S3 says nothing of its body.
            wanted = form("iam", &[("Action", "DeleteUser"), ("UserName", "bob")]);
        }
        let mut request = wanted.sign(key, now())?;
        let in_query = request.place == Place::Query;
        match deed {
            Deed::SignatureChanged => self.change_signature(&mut request)?,
            Deed::BodyChanged => {
                let body = String::from_utf8(request.body)?;
                request.body = match self.below(3) {
                    0 => format!("{body}&a=b"),
                    _ => self.another(&format!("{body}x")),
                }
                .into_bytes();
            }
            Deed::PathChanged => request.path = format!("{}{}", request.path, self.letter()),
            Deed::MethodChanged => {
                let others = ["GET", "PUT", "POST", "DELETE"];
                let others: Vec<&str> = others
                    .into_iter()
                    .filter(|method| *method != request.method)
                    .collect();
                request.method = self.pick(&others).to_owned();
            }
            Deed::HeaderChanged => {
                let count = request.headers.len() - usize::from(!in_query);
                let chosen = self.place(count);
                let header = request.headers.get_mut(chosen).context("no header")?;
                header.1 = self.another(&header.1);
            }
            Deed::HeaderAdded => {
                let added = [
                    ("x-amz-acl", "public-read"),
                    ("x-amz-copy-source", "/treasure/chest"),
                    ("x-amz-security-token", "AAAA"),
                    ("x-amz-date", "20260131T120000Z"),
                ];
                let (name, value) = self.pick(&added);
                request.headers.push((name.to_owned(), value.to_owned()));
            }
            Deed::ScopeChanged => self.change_scope(&mut request)?,
            Deed::Malformed if !in_query => {
                let header = request.header("authorization").context("not signed")?;
                *header = self.another(header);
            }
            // QueryChanged, and what has no header.
            _ if request.query.is_empty() => request.query = format!("a={}", self.letter()),
            _ => request.query = self.another(&request.query),
        }
        Ok(request)
    }

    fn change_signature(&self, request: &mut Request) -> Result<()> {
        let (text, mark) = match request.place {
            Place::Header => {
                let header = request.header("authorization").context("not signed")?;
                (header, "Signature=")
            }
            Place::Query => (&mut request.query, "X-Amz-Signature="),
        };
        let (before, signature) = text.rsplit_once(mark).context("no signature")?;
        let digits: Vec<char> = signature.chars().collect();
        let chosen = self.place(digits.len());
        let changed: String = (0..)
            .zip(digits)
            .map(|(place, digit)| match digit {
                'f' if place == chosen => '0',
                '0'..='8' | 'a'..='e' if place == chosen => (digit as u8 + 1) as char,
                '9' if place == chosen => 'a',
                other => other,
            })
            .collect();
        *text = format!("{before}{mark}{changed}");
        Ok(())
    }

    fn change_scope(&self, request: &mut Request) -> Result<()> {
        let separator = match request.place {
            Place::Header => "/",
            Place::Query => "%2F",
        };
        let text = match request.place {
            Place::Header => request.header("authorization").context("not signed")?,
            Place::Query => &mut request.query,
        };
        let (before, rest) = text.split_once("Credential=").context("no credential")?;
        let mut parts: Vec<String> = rest.splitn(5, separator).map(str::to_owned).collect();
        let chosen = 1 + self.place(3);
        let part = parts.get_mut(chosen).context("a short scope")?;
        *part = self.another(part);
        *text = format!("{before}Credential={}", parts.join(separator));
        Ok(())
    }

    /// The text with one of its letters and digits another one, in more than its case.
    fn another(&self, text: &str) -> String {
        let places: Vec<usize> = text
            .char_indices()
            .filter(|(_, letter)| letter.is_ascii_alphanumeric())
            .map(|(place, _)| place)
            .collect();
        let Some(chosen) = places.get(self.place(places.len())) else {
            return format!("{text}{}", self.letter());
        };
        let mut changed = String::with_capacity(text.len());
        for (place, letter) in text.char_indices() {
            if place == *chosen {
                changed.push(self.letter_but(letter));
            } else {
                changed.push(letter);
            }
        }
        changed
    }

    fn letter_but(&self, letter: char) -> char {
        loop {
            let other = self.letter();
            if !other.eq_ignore_ascii_case(&letter) {
                return other;
            }
        }
    }

    fn letter(&self) -> char {
        const LETTERS: [char; 16] = [
            '0', '1', '2', '5', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'A', 'Z', 'q', 'x',
        ];
        self.pick(&LETTERS)
    }

    fn pick<T: Clone>(&self, all: &[T]) -> T {
        let chosen = self.place(all.len());
        #[expect(clippy::indexing_slicing, reason = "less than the length")]
        all[chosen].clone()
    }

    /// A place in something of this length, or zero.
    fn place(&self, length: usize) -> usize {
        let bound = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(bound)).unwrap_or_default()
    }

    /// A number below another, or zero.
    fn below(&self, bound: u64) -> u64 {
        self.chance.next() % bound.max(1)
    }
}

//! Forms that nobody else can have a browser send: each holds a token that only this console and
//! the pages that it showed know.
//!
//! A token has two halves. The first is that of the session, the second that of who acts in it: the
//! page of a form that deletes something said as whom, and the form does it as that one or not at
//! all, whoever acts in the session by then.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use iamd_auth::{ConsoleSessionId, SessionOwner, SwitchedRole};
use iamd_seal::{Checksum, ChecksumKey, MasterKey, Purpose};

/// The name of the hidden input.
pub(crate) const FIELD: &str = "csrf";

/// What the tokens of one session, or of one browser before it signs in, are made and checked with.
#[derive(Clone)]
pub(crate) struct FormKey {
    key: ChecksumKey,
    acting: Vec<Vec<u8>>,
}

/// Where a form came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CameFrom {
    /// From a page that was shown to who acts now.
    Acting,
    /// From a page of the same session that was shown to somebody else: another role, or oneself.
    Session,
    /// Not from a page of the session.
    Elsewhere,
}

impl FormKey {
    /// The key of a session in which `role` acts, or else whoever signed in. Who has the token of a
    /// form cannot find out the session's secret.
    pub(crate) fn of_session(id: &ConsoleSessionId, role: Option<&SwitchedRole>) -> Self {
        let purpose = Purpose::new("forms of a console session");
        Self::derived(id.secret(), purpose, role.map(acting).unwrap_or_default())
    }

    /// The key of a browser that nobody is signed in with, by the secret in its cookie.
    pub(crate) fn of_visit(secret: &[u8; 32]) -> Self {
        let purpose = Purpose::new("forms of a console visit");
        Self::derived(secret, purpose, Vec::new())
    }

    fn derived(secret: &[u8; 32], purpose: Purpose, acting: Vec<Vec<u8>>) -> Self {
        Self {
            key: MasterKey::from_bytes((*secret).into()).checksum_key(purpose),
            acting,
        }
    }

    /// The token.
    pub(crate) fn token(&self) -> String {
        let session = self.key.checksum(OF_SESSION);
        let acting = self.key.checksum(&self.of_acting());
        BASE64_URL_SAFE_NO_PAD.encode([*session.as_bytes(), *acting.as_bytes()].concat())
    }

    /// Where a form with this token came from. It takes the same time for every wrong one.
    #[must_use]
    pub(crate) fn came_from(&self, token: &str) -> CameFrom {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok();
        let halves = bytes.as_deref().and_then(|bytes| {
            let (session, acting) = bytes.split_first_chunk()?;
            Some((*session, <[u8; Checksum::BYTES]>::try_from(acting).ok()?))
        });
        let Some((session, acting)) = halves else {
            return CameFrom::Elsewhere;
        };
        let is_of = |parts: &[&[u8]], half| self.key.verify(parts, &Checksum::from_bytes(half));
        match (is_of(OF_SESSION, session), is_of(&self.of_acting(), acting)) {
            (true, true) => CameFrom::Acting,
            (true, false) => CameFrom::Session,
            (false, _) => CameFrom::Elsewhere,
        }
    }

    fn of_acting(&self) -> Vec<&[u8]> {
        let parts = self.acting.iter().map(Vec::as_slice);
        [b"acting".as_slice()].into_iter().chain(parts).collect()
    }
}

const OF_SESSION: &[&[u8]] = &[b"session"];

/// Who acts: a role, in the session of it that was begun when somebody switched to it.
fn acting(role: &SwitchedRole) -> Vec<Vec<u8>> {
    let (account, id, name) = match &role.owner {
        SessionOwner::RootUser(account) => (account, "", ""),
        SessionOwner::User(account, user) => (account, user.as_str(), ""),
        SessionOwner::Role {
            account,
            role,
            session_name,
        } => (account, role.as_str(), session_name.as_str()),
        SessionOwner::FederatedUser { account, name, .. } => (account, "", name.as_str()),
    };
    let texts = [account.to_string(), id.to_owned(), name.to_owned()];
    let begun_at = role.session.issued_at.to_string();
    texts
        .into_iter()
        .chain([begun_at])
        .map(String::into_bytes)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use iamd_auth::{Session, SessionKind};
    use iamd_ident::{AccountId, IdKind, Timestamp, UniqueId};
    use iamd_testkit::SeededRandom;

    use super::*;

    fn id(seed: u64) -> ConsoleSessionId {
        ConsoleSessionId::fresh(AccountId::new(1).unwrap(), &SeededRandom::new(seed))
    }

    fn role(account: u64, id_seed: u64, name: &str, second: i64) -> SwitchedRole {
        let issued_at = Timestamp::from_second(1_800_000_000 + second).unwrap();
        SwitchedRole {
            owner: SessionOwner::Role {
                account: AccountId::new(account).unwrap(),
                role: UniqueId::random(IdKind::Role, &SeededRandom::new(id_seed)),
                session_name: name.to_owned(),
            },
            session: Arc::new(Session {
                kind: SessionKind::AssumedRole,
                issued_at,
                expires_at: issued_at,
                mfa_at: None,
                tags: Vec::new(),
                transitive_tag_keys: Vec::new(),
                source_identity: None,
                federated_provider: None,
                policy: None,
                policy_arns: Vec::new(),
            }),
            display_name: None,
        }
    }

    #[test]
    fn a_token_is_of_one_session_and_of_who_acts_in_it() {
        let roles = [
            None,
            Some(role(1, 1, "bob", 0)),
            Some(role(1, 1, "bob", 1)),
            Some(role(1, 1, "eve", 0)),
            Some(role(1, 2, "bob", 0)),
            Some(role(2, 1, "bob", 0)),
        ];
        let keys = |seed| {
            let keys = roles.each_ref().map(Option::as_ref);
            keys.map(|role| FormKey::of_session(&id(seed), role))
        };
        let [own, others] = [keys(1), keys(2)];
        for (number, key) in own.iter().enumerate() {
            for (other_number, other) in own.iter().enumerate() {
                let expect = if number == other_number {
                    CameFrom::Acting
                } else {
                    CameFrom::Session
                };
                assert_eq!(
                    key.came_from(&other.token()),
                    expect,
                    "{number} {other_number}"
                );
            }
            for other in &others {
                assert_eq!(key.came_from(&other.token()), CameFrom::Elsewhere);
            }
        }
    }

    #[test]
    fn what_is_no_token_came_from_elsewhere() {
        let key = FormKey::of_session(&id(1), None);
        let token = key.token();
        let (front, back) = token.split_at(21);
        for wrong in ["", "wrong", front, back, &format!("{token}A")] {
            assert_eq!(key.came_from(wrong), CameFrom::Elsewhere, "{wrong}");
        }
        // The half of another does not make a token.
        let other = FormKey::of_session(&id(2), None).token();
        let mixed = format!("{}{back}", other.split_at(21).0);
        assert_eq!(key.came_from(&mixed), CameFrom::Elsewhere);
    }
}

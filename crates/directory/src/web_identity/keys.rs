//! When keys of issuers come and go.
//!
//! ```text
//! made, published ──▶ signs ──────────▶ the next one signs ──▶ gone
//!          a day           90 days                 two hours
//! ```
//!
//! INVARIANT: whatever verifies tokens may keep a key set for a day: no key signs that was not
//! published a day before, but an issuer's first ones; and none goes before the last token that it
//! signed has ended.

use iamd_ident::Timestamp;
use iamd_jwt::Algorithm;

use crate::records::WebIdentityKeyEntry;

/// How long a key is published before it signs, in seconds.
const ANNOUNCED_SECONDS: i64 = 86_400;

/// How long a key signs, in seconds.
const SIGNS_SECONDS: i64 = 90 * 86_400;

/// How long a key is published after the next one signs, in seconds: as long as a token that it
/// signed in its last moment, and an hour for clocks that go wrong.
///
/// SOURCE: STS API Reference, `GetWebIdentityToken`: at most 3,600 seconds.
const KEPT_SECONDS: i64 = 3_600 + 3_600;

/// What is to change of the keys of an issuer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Those that stay.
    pub(super) kept: Vec<WebIdentityKeyEntry>,
    /// For which algorithms new ones are due, and from when on they are to sign.
    pub(super) due: Vec<(Algorithm, Timestamp)>,
}

/// The key that signs at a moment: the newest that may. A clock that was put back finds the oldest.
pub(super) fn signing(
    keys: &[WebIdentityKeyEntry],
    algorithm: Algorithm,
    now: Timestamp,
) -> Option<&WebIdentityKeyEntry> {
    let mut of_algorithm = keys
        .iter()
        .filter(|key| key.public.algorithm() == algorithm);
    let newest = of_algorithm.clone().rfind(|key| key.signs_from <= now);
    newest.or_else(|| of_algorithm.next())
}

/// What is to change of the keys at a moment, if anything is.
pub(super) fn as_of(now: Timestamp, keys: &[WebIdentityKeyEntry]) -> Option<Change> {
    let age_seconds = |since: Timestamp| now.as_second().saturating_sub(since.as_second());
    let newest = |algorithm| {
        keys.iter()
            .rfind(|key| key.public.algorithm() == algorithm)
            .map(|key| key.signs_from)
    };
    let is_due = |algorithm: &Algorithm| {
        newest(*algorithm)
            .is_none_or(|newest| age_seconds(newest) >= SIGNS_SECONDS - ANNOUNCED_SECONDS)
    };
    let signs_from = Timestamp::from_second(now.as_second().saturating_add(ANNOUNCED_SECONDS));
    let signs_from = signs_from.unwrap_or(now);
    let due = Algorithm::ALL
        .into_iter()
        .filter(is_due)
        .map(|algorithm| (algorithm, signs_from))
        .collect::<Vec<_>>();
    let is_over = |index: usize, key: &WebIdentityKeyEntry| {
        let mut later = keys.iter().skip(index + 1);
        let next = later.find(|next| next.public.algorithm() == key.public.algorithm());
        next.is_some_and(|next| age_seconds(next.signs_from) >= KEPT_SECONDS)
    };
    let kept: Vec<_> = keys
        .iter()
        .enumerate()
        .filter(|(index, key)| !is_over(*index, key))
        .map(|(_, key)| key.clone())
        .collect();
    (!due.is_empty() || kept.len() < keys.len()).then_some(Change { kept, due })
}

#[cfg(test)]
mod tests {
    use iamd_jwt::SigningKey;
    use iamd_testkit::SeededRandom;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    /// A key of ES384; no test wants one of RSA to be found.
    fn key(signs_from: i64) -> WebIdentityKeyEntry {
        let seed = u64::try_from(signs_from).unwrap();
        let key = SigningKey::generate(Algorithm::Es384, &SeededRandom::new(seed)).unwrap();
        WebIdentityKeyEntry {
            public: key.public().clone(),
            signs_from: at(signs_from),
            sealed_secret: Vec::new(),
        }
    }

    /// Checks which keys of ES384 stay, and from when on a new one signs.
    #[track_caller]
    fn check(now: i64, keys: &[i64], kept: &[i64], due: Option<i64>) {
        let keys: Vec<_> = keys.iter().copied().map(key).collect();
        let change = as_of(at(now), &keys).unwrap();
        let stay: Vec<_> = change.kept.iter().map(|key| key.signs_from).collect();
        assert_eq!(
            stay,
            kept.iter().copied().map(at).collect::<Vec<_>>(),
            "{now}"
        );
        let mut due_of = change.due.iter();
        let is_es384 = |due: &&(Algorithm, Timestamp)| due.0 == Algorithm::Es384;
        let next = due_of.find(is_es384).map(|due| due.1);
        assert_eq!(next, due.map(at), "{now}");
    }

    #[test]
    fn a_key_is_published_for_a_day_before_it_signs() {
        let last = SIGNS_SECONDS - ANNOUNCED_SECONDS;
        check(last - 1, &[0], &[0], None);
        check(last, &[0], &[0], Some(SIGNS_SECONDS));
        check(last + 5, &[0, SIGNS_SECONDS], &[0, SIGNS_SECONDS], None);
        let keys = [key(0), key(SIGNS_SECONDS)];
        let signs = |now| signing(&keys, Algorithm::Es384, at(now)).map(|key| key.signs_from);
        assert_eq!(signs(SIGNS_SECONDS - 1), Some(at(0)));
        assert_eq!(signs(SIGNS_SECONDS), Some(at(SIGNS_SECONDS)));
        assert_eq!(signs(-5), Some(at(0)), "the clock was put back");
    }

    #[test]
    fn a_key_stays_until_its_last_token_has_ended() {
        let keys = [0, SIGNS_SECONDS];
        check(SIGNS_SECONDS + KEPT_SECONDS - 1, &keys, &keys, None);
        check(SIGNS_SECONDS + KEPT_SECONDS, &keys, &[SIGNS_SECONDS], None);
    }

    /// A server that stood still for years announces its next key all the same.
    #[test]
    fn a_key_that_is_late_is_announced_as_well() {
        let now = SIGNS_SECONDS * 9;
        check(now, &[0], &[0], Some(now + ANNOUNCED_SECONDS));
        check(now, &[], &[], Some(now + ANNOUNCED_SECONDS));
    }

    #[test]
    fn algorithms_have_keys_of_their_own() {
        assert_eq!(signing(&[key(0)], Algorithm::Rs256, at(0)), None);
        let change = as_of(at(0), &[key(0)]).unwrap();
        let due: Vec<_> = change.due.iter().map(|due| due.0).collect();
        assert_eq!(due, [Algorithm::Rs256]);
    }
}

//! Sign-in tokens.

use iamd_ident::{Random, Secret, Timestamp};
use iamd_seal::SealingKeys;
use serde::{Deserialize, Serialize};

use crate::{
    Session, SessionOwner, Token,
    sealed::{SealedKind, is_within},
};

/// What temporary credentials were exchanged for: their session, without their secret.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SigninToken {
    pub(super) owner: SessionOwner,
    /// That of the credentials. It ends when they do.
    pub(super) session: Session,
    /// How long the console session lasts, from when it begins; as long as the credentials, if
    /// nothing was asked for.
    duration_seconds: Option<u32>,
    made_at: Timestamp,
}

const KIND: SealedKind = SealedKind {
    purpose: b"iamd sign-in token",
    characters_max: 8192,
};

/// How long a sign-in token counts, in seconds.
///
/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console": fifteen
/// minutes.
const LIFE_SECONDS: i64 = 900;

impl SigninToken {
    pub(super) fn of(token: Token, duration_seconds: Option<u32>, now: Timestamp) -> Self {
        Self {
            owner: token.owner,
            session: Session::clone(&token.session),
            duration_seconds,
            made_at: now,
        }
    }

    pub(super) fn seal(&self, ring: &SealingKeys, random: &dyn Random) -> Option<Secret<String>> {
        KIND.seal(ring, self, random)
    }

    /// What a browser carried, if it is a sign-in token, of whatever time.
    pub(super) fn open(ring: &SealingKeys, text: &Secret<String>) -> Option<Self> {
        KIND.open(ring, text.expose())
    }

    /// When the console session ends that begins with the token at `now`; none does if the token is
    /// too old or the session would end at once.
    pub(super) fn session_end(&self, now: Timestamp) -> Option<Timestamp> {
        if !is_within(self.made_at, LIFE_SECONDS, now) {
            return None;
        }
        let end = match self.duration_seconds {
            Some(seconds) => {
                let seconds = now.as_second().checked_add(seconds.into())?;
                Timestamp::from_second(seconds).ok()?
            }
            None => self.session.expires_at,
        };
        (end > now).then_some(end)
    }
}

//! What is remembered between the password and the code: nothing here, all of it in the form.

use iamd_ident::{Random, Secret, Timestamp};
use iamd_seal::SealingKeys;
use serde::{Deserialize, Serialize};

use crate::{
    PasswordHolder, PasswordStamp, SessionOwner,
    sealed::{SealedKind, is_within},
};

/// That somebody showed the right password.
///
/// SECURITY: it is worth no more than the password itself: it names its owner and the very password,
/// and counts for five minutes, with a code, while both are as they were.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Ticket {
    pub(super) owner: SessionOwner,
    pub(super) password: PasswordStamp,
    made_at: Timestamp,
}

const KIND: SealedKind = SealedKind {
    purpose: b"iamd sign-in ticket",
    characters_max: 1024,
};

/// LIMIT: how long a ticket counts, in seconds.
const LIFE_SECONDS: i64 = 300;

impl Ticket {
    /// That `holder` showed the right password.
    pub(super) fn of(holder: &PasswordHolder, now: Timestamp) -> Self {
        Self {
            owner: holder.owner.clone(),
            password: holder.password.clone(),
            made_at: now,
        }
    }

    /// As the form carries it.
    pub(super) fn seal(&self, ring: &SealingKeys, random: &dyn Random) -> Option<Secret<String>> {
        KIND.seal(ring, self, random)
    }

    /// What a form carried, if it is a ticket that still counts.
    pub(super) fn open(ring: &SealingKeys, text: &Secret<String>, now: Timestamp) -> Option<Self> {
        let ticket: Self = KIND.open(ring, text.expose())?;
        is_within(ticket.made_at, LIFE_SECONDS, now).then_some(ticket)
    }

    /// Whether the owner still has that very password.
    pub(super) fn is_of(&self, holder: &PasswordHolder) -> bool {
        self.owner == holder.owner && self.password == holder.password
    }
}

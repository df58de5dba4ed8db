//! Sessions of the console.
//!
//! A session lies under a checksum of the secret of its cookie, so that who reads the store can take
//! none over. The record of its owner lists it: that guards how many there are, and finds those that
//! have ended. They are kept for a day more, to tell whoever still has the cookie where it came from.
//!
//! INVARIANT: each session is in the list of its owner, and nothing else is.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use iamd_auth::{
    ConsoleSession, ConsoleSessionId, ConsoleSessions, PortError, SessionOwner, SignedIn, Switched,
    SystemReason, SystemWork,
};
use iamd_ident::{AccountId, Timestamp};
use iamd_seal::ChecksumKey;
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX, Stored};

use crate::{
    Directory, Error,
    draft::{Draft, load, parse, transact},
    keyspace,
    ports::failed,
    records::{ConsoleEntry, ConsoleOwnerRecord},
};

/// LIMIT: sessions of a user or root user.
const OF_ONE_MAX: usize = 100;

/// LIMIT: sessions of a role, and of the federated users of one issuer: people share those, so when
/// there are too many, one goes of whoever has most.
const OF_MANY_MAX: usize = 1_000;

/// How long sessions that have ended are kept.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

impl ConsoleSessions for Directory {
    async fn console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> Result<Option<ConsoleSession>, PortError> {
        let session = self.living_console_session(id).await;
        session.map_err(failed("a console session"))
    }

    async fn begin_console_session(&self, proof: SignedIn) -> Result<ConsoleSessionId, PortError> {
        let begun = self.keep_console_session(&proof.into_session()).await;
        begun.map_err(failed("the console sessions of an owner"))
    }

    async fn switch_console_session(
        &self,
        id: &ConsoleSessionId,
        role: Option<Switched>,
    ) -> Result<bool, PortError> {
        let role = role.map(Switched::into_role);
        let changed = self.change_console_session(id, |session| session.switched.clone_from(&role));
        changed.await.map_err(failed("a console session"))
    }

    async fn end_console_session(&self, id: &ConsoleSessionId) -> Result<(), PortError> {
        let ended = self.drop_console_session(id).await;
        ended.map_err(failed("a console session"))
    }
}

impl Directory {
    /// Drops the sessions that ended more than a day ago, of owners who began none since. Called
    /// every now and then; says how many there were.
    ///
    /// What cannot be read or written of one owner keeps no other from being looked at.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn sweep_console_sessions(&self, work: &SystemWork) -> Result<u64, Error> {
        debug_assert_eq!(work.reason(), SystemReason::Sweep);
        self.drop_console_sessions(Which::Old).await
    }

    /// Ends every session of everybody, and drops it. Who begins one meanwhile may keep it; says how
    /// many there were.
    ///
    /// What cannot be read or written of one owner keeps no other's sessions from being ended.
    ///
    /// # Errors
    /// The store cannot be read or written: there may be sessions left.
    pub async fn end_console_sessions(&self, work: &SystemWork) -> Result<u64, Error> {
        debug_assert_eq!(work.reason(), SystemReason::Rotation);
        self.drop_console_sessions(Which::All).await
    }

    async fn drop_console_sessions(&self, which: Which) -> Result<u64, Error> {
        let mut swept = Swept::default();
        let mut accounts = KeyRange::under(&keyspace::accounts());
        loop {
            let page = self.store().scan(&accounts, SCAN_RECORDS_MAX).await;
            let page = page.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = page.last() else {
                return swept.failed.map_or(Ok(swept.sessions), Err);
            };
            accounts = accounts.after(last);
            for (key, _) in &page {
                if let Some(Ok(account)) = key.name().map(str::parse) {
                    self.sweep_account(account, which, &mut swept).await?;
                }
            }
        }
    }

    async fn sweep_account(
        &self,
        account: AccountId,
        which: Which,
        swept: &mut Swept,
    ) -> Result<(), Error> {
        let mut owners = KeyRange::under(&keyspace::console_owners(account));
        loop {
            let page = self.store().scan(&owners, OWNERS_AT_ONCE).await;
            let page = page.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            owners = owners.after(last);
            for (place, stored) in &page {
                match self.sweep_stored(account, which, (place, stored)).await {
                    Ok(sessions) => swept.sessions += sessions,
                    Err(error) => swept.failed = Some(error),
                }
            }
        }
    }

    /// Drops sessions of an owner, some at a time.
    async fn sweep_stored(
        &self,
        account: AccountId,
        which: Which,
        (place, stored): (&Key, &Stored),
    ) -> Result<u64, Error> {
        let (mut owner, _) = parse::<ConsoleOwnerRecord>(stored)?;
        if owner.take(which, self.clock().now()).is_empty() {
            return Ok(0);
        }
        let mut swept = 0;
        for _ in 0..STEPS_MAX {
            match self.sweep_owner(account, which, place).await? {
                0 => break,
                some => swept += some,
            }
        }
        Ok(swept)
    }

    async fn sweep_owner(
        &self,
        account: AccountId,
        which: Which,
        place: &Key,
    ) -> Result<u64, Error> {
        let now = self.clock().now();
        Ok(transact!(self, |draft| {
            let owner: Option<ConsoleOwnerRecord> = draft.read(place).await?;
            let mut owner = owner.unwrap_or_default();
            let taken = owner.take(which, now);
            for entry in &taken {
                draft.delete(keyspace::console_session(account, &entry.name)?);
            }
            put_owner(&mut draft, place, &owner)?;
            Ok(taken.len() as u64)
        }))
    }

    /// The session with this id. With another password it counts no more.
    async fn living_console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> Result<Option<ConsoleSession>, Error> {
        let place = keyspace::console_session(id.account(), &name_of(id))?;
        let Some((session, _)) = load::<ConsoleSession>(self.store(), &place).await? else {
            return Ok(None);
        };
        if session.password.is_some()
            && self.password_stamp(&session.owner).await? != session.password
        {
            return Ok(None);
        }
        Ok(Some(session))
    }

    async fn keep_console_session(
        &self,
        session: &ConsoleSession,
    ) -> Result<ConsoleSessionId, Error> {
        let account = session.owner.account();
        let id = ConsoleSessionId::fresh(account, self.random());
        let name = name_of(&id);
        let (owner_place, sessions_max) = owner_of(&session.owner)?;
        let now = self.clock().now();
        transact!(self, |draft| {
            let owner: Option<ConsoleOwnerRecord> = draft.read(&owner_place).await?;
            let mut owner = owner.unwrap_or_default();
            let mut gone = owner.take(Which::Old, now);
            owner.sessions.push(ConsoleEntry {
                name: name.clone(),
                begun_by: begun_by(&session.owner).map(str::to_owned),
                expires_at: session.session.expires_at,
            });
            while owner.sessions.len() > sessions_max {
                gone.push(owner.take_one_of_most());
            }
            for entry in gone {
                draft.delete(keyspace::console_session(account, &entry.name)?);
            }
            draft.put(owner_place.clone(), &owner)?;
            draft.put(keyspace::console_session(account, &name)?, session)
        });
        Ok(id)
    }

    async fn change_console_session(
        &self,
        id: &ConsoleSessionId,
        change: impl Fn(&mut ConsoleSession) + Send + Sync,
    ) -> Result<bool, Error> {
        let place = keyspace::console_session(id.account(), &name_of(id))?;
        Ok(transact!(self, |draft| {
            let Some(mut session) = draft.read::<ConsoleSession>(&place).await? else {
                return Ok(false);
            };
            change(&mut session);
            draft.put(place.clone(), &session)?;
            Ok(true)
        }))
    }

    async fn drop_console_session(&self, id: &ConsoleSessionId) -> Result<(), Error> {
        let name = name_of(id);
        let place = keyspace::console_session(id.account(), &name)?;
        transact!(self, |draft| {
            let Some(session) = draft.read::<ConsoleSession>(&place).await? else {
                return Ok(());
            };
            let (owner_place, _) = owner_of(&session.owner)?;
            let owner: Option<ConsoleOwnerRecord> = draft.read(&owner_place).await?;
            let mut owner = owner.unwrap_or_default();
            owner.sessions.retain(|entry| entry.name != name);
            put_owner(&mut draft, &owner_place, &owner)?;
            draft.delete(place.clone());
            Ok(())
        });
        Ok(())
    }
}

/// LIMIT: sessions that one transaction drops, which takes a hundred operations in all.
const DROPPED_AT_ONCE: usize = 50;

/// LIMIT: transactions for one owner. They drop as many sessions as there can be, the oldest first;
/// whoever begins one after the other meanwhile is not waited for.
const STEPS_MAX: usize = OF_MANY_MAX.div_ceil(DROPPED_AT_ONCE);

/// LIMIT: owners that are read at once, each with up to a thousand sessions.
const OWNERS_AT_ONCE: usize = 100;

/// Which sessions are dropped.
#[derive(Clone, Copy)]
enum Which {
    /// Those that ended so long ago that nobody asks for them.
    Old,
    All,
}

/// What a sweep came to.
#[derive(Default)]
struct Swept {
    sessions: u64,
    /// The last thing that went wrong on the way.
    failed: Option<Error>,
}

impl ConsoleOwnerRecord {
    /// Takes out sessions: as many as one transaction takes.
    fn take(&mut self, which: Which, now: Timestamp) -> Vec<ConsoleEntry> {
        let is_meant = |entry: &mut ConsoleEntry| match which {
            Which::Old => {
                let ended = entry.expires_at.as_second();
                now.as_second().saturating_sub(ended) > KEPT_SECONDS
            }
            Which::All => true,
        };
        let meant = self.sessions.extract_if(.., is_meant);
        meant.take(DROPPED_AT_ONCE).collect()
    }

    /// Takes out the oldest session of whoever has most.
    ///
    /// SECURITY: who begins one session after the other, as one token of the federation endpoint
    /// allows, ends their own ones and nobody else's.
    fn take_one_of_most(&mut self) -> ConsoleEntry {
        let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
        for entry in &self.sessions {
            *counts.entry(entry.begun_by.as_deref()).or_default() += 1;
        }
        let most = counts.values().copied().max();
        let oldest = self
            .sessions
            .iter()
            .position(|entry| counts.get(&entry.begun_by.as_deref()).copied() == most);
        self.sessions.remove(oldest.unwrap_or(0))
    }
}

fn put_owner(draft: &mut Draft<'_>, place: &Key, owner: &ConsoleOwnerRecord) -> Result<(), Error> {
    if owner.sessions.is_empty() {
        draft.delete(place.clone());
        return Ok(());
    }
    draft.put(place.clone(), owner)
}

/// Where the list of an owner lies, and how many may stand in it.
pub(crate) fn owner_of(owner: &SessionOwner) -> Result<(Key, usize), Error> {
    const ROOT: &str = "root";
    let account = owner.account();
    let (kind, id, sessions_max) = match owner {
        SessionOwner::RootUser(_) => ("user", None, OF_ONE_MAX),
        SessionOwner::User(_, id) => ("user", Some(id), OF_ONE_MAX),
        SessionOwner::Role { role, .. } => ("role", Some(role), OF_MANY_MAX),
        SessionOwner::FederatedUser { issuer, .. } => ("issuer", issuer.as_ref(), OF_MANY_MAX),
    };
    let id = id.map_or(ROOT, |id| id.as_str());
    Ok((keyspace::console_owner(account, kind, id)?, sessions_max))
}

/// The name under which somebody begins sessions of an owner that people share.
pub(crate) fn begun_by(owner: &SessionOwner) -> Option<&str> {
    match owner {
        SessionOwner::RootUser(_) | SessionOwner::User(..) => None,
        SessionOwner::Role { session_name, .. } => Some(session_name),
        SessionOwner::FederatedUser { name, .. } => Some(name),
    }
}

/// What the record of a session is called.
///
/// SECURITY: the key of the checksum is no secret and need not be one: what is hashed is 256 bits of
/// chance, which nobody finds again.
fn name_of(id: &ConsoleSessionId) -> String {
    let key = ChecksumKey::from_bytes((*b"iamd: secrets of console cookies").into());
    URL_SAFE_NO_PAD.encode(key.checksum(&[id.secret()]).as_bytes())
}

#[cfg(test)]
mod tests;

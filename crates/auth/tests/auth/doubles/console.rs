//! Passwords and console sessions in memory.

use std::collections::HashMap;

use iamd_auth::{
    ConsoleSession, ConsoleSessionId, ConsoleSessions, Network, PasswordHolder, PasswordStamp,
    PasswordState, Passwords, PortError, Principal, SessionOwner, SignInName, SignedIn, Switched,
};
use iamd_ident::{AccountAlias, AccountId, Secret};
use iamd_testkit::SeededRandom;
use parking_lot::Mutex;

use super::{Ports, account, bob, root_user};

/// What the account is called.
pub(crate) const ALIAS: &str = "example";

/// The password of bob, and that of the root user. eve has none.
pub(crate) const PASSWORD: &str = "correct horse";
pub(crate) const ROOT_PASSWORD: &str = "battery staple";

/// What people have and where they are signed in.
pub(crate) struct Console {
    /// Which password bob has: another number, another password.
    pub(crate) password: Mutex<u64>,
    pub(crate) state: Mutex<PasswordState>,
    pub(crate) devices: Mutex<Vec<String>>,
    /// How many passwords were hashed.
    pub(crate) hashed: Mutex<usize>,
    pub(crate) sessions: Mutex<HashMap<String, ConsoleSession>>,
    random: SeededRandom,
}

impl Default for Console {
    fn default() -> Self {
        Self {
            password: Mutex::new(0),
            state: Mutex::new(PasswordState::Good),
            devices: Mutex::default(),
            hashed: Mutex::new(0),
            sessions: Mutex::default(),
            random: SeededRandom::new(4),
        }
    }
}

impl Console {
    /// The text of bob's password: the first is [`PASSWORD`].
    pub(crate) fn password_of_today(&self) -> String {
        match *self.password.lock() {
            0 => PASSWORD.to_owned(),
            number => format!("{PASSWORD} {number}"),
        }
    }

    fn stamp(&self, owner: &SessionOwner) -> PasswordStamp {
        let of_root = matches!(owner, SessionOwner::RootUser(_));
        let seed = if of_root { 100 } else { *self.password.lock() };
        PasswordStamp::fresh(&SeededRandom::new(seed))
    }

    fn holder(&self, owner: SessionOwner, principal: Principal) -> PasswordHolder {
        PasswordHolder {
            password: self.stamp(&owner),
            owner,
            principal,
            state: *self.state.lock(),
            mfa_devices: self.devices.lock().clone(),
        }
    }
}

/// bob as sessions know him.
fn owner_of_bob() -> SessionOwner {
    let Principal::User(user) = bob() else {
        panic!("bob is a user");
    };
    SessionOwner::User(user.account, user.id)
}

fn is_bob(name: &SignInName) -> bool {
    matches!(name, SignInName::User(of, name) if *of == account() && name.as_str() == "bob")
}

impl Passwords for Ports {
    async fn account(&self, id_or_alias: &str) -> Result<Option<AccountId>, PortError> {
        let id = account().to_string();
        Ok((id_or_alias == ALIAS || id_or_alias == id).then(account))
    }

    async fn account_alias(&self, id: AccountId) -> Result<Option<AccountAlias>, PortError> {
        Ok((id == account()).then(|| ALIAS.parse().unwrap()))
    }

    async fn check_password(
        &self,
        name: Option<&SignInName>,
        password: &Secret<String>,
        _from: Network,
    ) -> Result<Option<PasswordHolder>, PortError> {
        self.check("passwords")?;
        *self.console.hashed.lock() += 1;
        let Some(name) = name else {
            return Ok(None);
        };
        let (owner, principal, right) = match name {
            SignInName::RootUser(account) => (
                SessionOwner::RootUser(*account),
                root_user(),
                ROOT_PASSWORD.to_owned(),
            ),
            name if is_bob(name) => (owner_of_bob(), bob(), self.console.password_of_today()),
            SignInName::User(..) => return Ok(None),
        };
        let is_right = password.matches(right.as_bytes());
        Ok(is_right.then(|| self.console.holder(owner, principal)))
    }

    async fn named(&self, name: &SignInName) -> Result<Option<Principal>, PortError> {
        Ok(match name {
            SignInName::RootUser(_) => Some(root_user()),
            SignInName::User(..) => is_bob(name).then(bob),
        })
    }

    async fn password_holder(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<PasswordHolder>, PortError> {
        self.check("passwords")?;
        Ok(match owner {
            SessionOwner::RootUser(_) => Some(self.console.holder(owner.clone(), root_user())),
            owner if *owner == owner_of_bob() => Some(self.console.holder(owner.clone(), bob())),
            _ => None,
        })
    }
}

fn key(id: &ConsoleSessionId) -> String {
    id.cookie().expose().clone()
}

impl ConsoleSessions for Ports {
    async fn console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> Result<Option<ConsoleSession>, PortError> {
        self.check("sessions")?;
        let session = self.console.sessions.lock().get(&key(id)).cloned();
        Ok(session.filter(|session| {
            let stamp = session.password.as_ref();
            stamp.is_none_or(|stamp| *stamp == self.console.stamp(&session.owner))
        }))
    }

    async fn begin_console_session(&self, proof: SignedIn) -> Result<ConsoleSessionId, PortError> {
        self.check("sessions")?;
        let id = ConsoleSessionId::fresh(proof.account(), &self.console.random);
        let mut sessions = self.console.sessions.lock();
        sessions.insert(key(&id), proof.into_session());
        Ok(id)
    }

    async fn switch_console_session(
        &self,
        id: &ConsoleSessionId,
        role: Option<Switched>,
    ) -> Result<bool, PortError> {
        self.check("sessions")?;
        let mut sessions = self.console.sessions.lock();
        let session = sessions.get_mut(&key(id));
        Ok(session.is_some_and(|session| {
            session.switched = role.map(Switched::into_role);
            true
        }))
    }

    async fn end_console_session(&self, id: &ConsoleSessionId) -> Result<(), PortError> {
        self.console.sessions.lock().remove(&key(id));
        Ok(())
    }
}

//! Users with devices: each code opens one session and none after it, whatever happens between.

mod authenticator;

use std::collections::{BTreeMap, BTreeSet};

use self::authenticator::Authenticator;
use super::{Actor, Stage};
use crate::{
    client::{Answer, Key},
    ledger::{Ledger, Tally, Trouble, UNKNOWN, World, learn_id, succeeded},
};

/// How many users there are at a time.
const USERS: usize = 3;

/// Somebody who gives users devices, and shows their codes.
pub(crate) struct MultiFactor {
    name: &'static str,
    ledger: Ledger<Holders>,
    /// The devices whose seeds were told, by their serial numbers.
    devices: BTreeMap<String, Device>,
    /// The keys whose secrets were told, by the names of their users.
    keys: BTreeMap<String, Key>,
    sessions: Vec<Session>,
    /// Makes each name unlike any other.
    named: u64,
}

/// What there is, by the names of users and by serial numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Holders {
    users: BTreeMap<String, Holder>,
    unassigned: BTreeSet<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Holder {
    device: Option<String>,
    keys: BTreeMap<String, bool>,
}

impl World for Holders {
    fn learn(&mut self, found: &Self) {
        for (name, holder) in &mut self.users {
            if let Some(found) = found.users.get(name) {
                learn_id(&mut holder.keys, &found.keys);
            }
        }
    }

    fn facts(&self) -> BTreeSet<String> {
        let users = self.users.iter().map(|fact| format!("user {fact:?}"));
        let devices = self.unassigned.iter().map(|it| format!("device {it}"));
        users.chain(devices).collect()
    }
}

struct Device {
    authenticator: Authenticator,
    /// The last step whose code was shown, answered or not.
    shown: u64,
    /// The steps whose codes were taken, as the answers said.
    used: BTreeSet<u64>,
}

/// Temporary credentials, and whose they are.
struct Session {
    user: String,
    key: Key,
}

impl MultiFactor {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ledger: Ledger::default(),
            devices: BTreeMap::new(),
            keys: BTreeMap::new(),
            sessions: Vec::new(),
            named: 0,
        }
    }

    fn path(&self) -> String {
        format!("/torture/{}/", self.name)
    }

    fn fresh_name(&mut self) -> String {
        self.named += 1;
        format!("{}-{}", self.name, self.named)
    }

    fn change(
        &mut self,
        stage: &mut Stage,
        action: &str,
        members: &[(&str, &str)],
        after: impl Fn(&mut Holders, Option<&Answer>),
    ) -> Result<Answer, Trouble> {
        let root = stage.root.clone();
        let client = &mut stage.client;
        let what = format!("{action} {members:?}");
        let call = || client.iam(&root, action, members);
        self.ledger.change(&what, call, after)
    }

    /// The next thing that a user lacks; a code, if it lacks nothing; an end, if no code is good.
    fn go_on(&mut self, stage: &mut Stage, name: &str, holder: &Holder) -> Result<(), Trouble> {
        let Some(serial) = &holder.device else {
            return self.give_device(stage, name);
        };
        if holder.keys.is_empty() {
            return self.give_key(stage, name);
        }
        let knows = self.devices.contains_key(serial) && self.keys.contains_key(name);
        if knows && self.show_code(stage, name, serial)? {
            return Ok(());
        }
        self.take_device(stage, name, serial)
    }

    fn create_user(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let (name, path) = (self.fresh_name(), self.path());
        let members = [("UserName", name.as_str()), ("Path", &path)];
        let made = self.change(stage, "CreateUser", &members, |world, _| {
            world.users.insert(name.clone(), Holder::default());
        });
        made.map(drop)
    }

    fn give_key(&mut self, stage: &mut Stage, name: &str) -> Result<(), Trouble> {
        let answer = self.change(
            stage,
            "CreateAccessKey",
            &[("UserName", name)],
            |world, told| {
                let id = told.and_then(|answer| answer.element("AccessKeyId"));
                let id = id.unwrap_or_else(|| UNKNOWN.to_owned());
                world
                    .users
                    .entry(name.to_owned())
                    .or_default()
                    .keys
                    .insert(id, true);
            },
        )?;
        let told = |name| answer.element(name).unwrap_or_default();
        let (id, secret) = (told("AccessKeyId"), told("SecretAccessKey"));
        let key = Key::new(&id, &secret, &stage.root.region);
        self.keys.insert(name.to_owned(), key);
        Ok(())
    }

    /// Makes a device and enables it: one step each.
    fn give_device(&mut self, stage: &mut Stage, name: &str) -> Result<(), Trouble> {
        let unassigned = &self.ledger.known().unassigned;
        let known = unassigned
            .iter()
            .find(|serial| self.devices.contains_key(*serial));
        let Some(serial) = known.cloned() else {
            return self.create_device(stage);
        };
        let Some(device) = self.devices.get_mut(&serial) else {
            return Ok(());
        };
        let step = authenticator::step_of(stage.client.now());
        if device.shown + 1 >= step {
            // Its codes were shown, whatever became of them. Another one is faster than to wait.
            self.devices.remove(&serial);
            return Ok(());
        }
        device.shown = step;
        let codes = [step - 1, step].map(|step| device.authenticator.code(step));
        let [first, second] = &codes;
        let members = [
            ("UserName", name),
            ("SerialNumber", &serial),
            ("AuthenticationCode1", first),
            ("AuthenticationCode2", second),
        ];
        self.change(stage, "EnableMFADevice", &members, |world, _| {
            world.unassigned.remove(&serial);
            world.users.entry(name.to_owned()).or_default().device = Some(serial.clone());
        })?;
        if let Some(device) = self.devices.get_mut(&serial) {
            device.used.extend([step - 1, step]);
        }
        Ok(())
    }

    fn create_device(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let name = self.fresh_name();
        let serial = format!("arn:aws:iam::{}:mfa/{name}", stage.account);
        let members = [("VirtualMFADeviceName", name.as_str())];
        let answer = self.change(stage, "CreateVirtualMFADevice", &members, |world, _| {
            world.unassigned.insert(serial.clone());
        })?;
        let seed = answer.element("Base32StringSeed").unwrap_or_default();
        let device = Device {
            authenticator: Authenticator::new(&seed).map_err(Trouble::Broken)?,
            shown: 0,
            used: BTreeSet::new(),
        };
        self.devices.insert(serial, device);
        Ok(())
    }

    /// Opens a session with a code that was not shown yet; `false` if none is good now.
    fn show_code(&mut self, stage: &mut Stage, name: &str, serial: &str) -> Result<bool, Trouble> {
        let now = authenticator::step_of(stage.client.now());
        let (Some(device), Some(key)) = (self.devices.get_mut(serial), self.keys.get(name)) else {
            return Ok(false);
        };
        let step = now.max(device.shown + 1);
        if step > now + 1 {
            return Ok(false);
        }
        device.shown = step;
        let code = device.authenticator.code(step);
        let members = [("SerialNumber", serial), ("TokenCode", &code)];
        let answer = succeeded(stage.client.sts(key, "GetSessionToken", &members)?);
        let answer = answer.map_err(|trouble| trouble.with("GetSessionToken"))?;
        device.used.insert(step);
        self.ledger.tally.acknowledge(&answer);
        let told = |name| answer.element(name).unwrap_or_default();
        let (id, secret) = (told("AccessKeyId"), told("SecretAccessKey"));
        let mut key = Key::new(&id, &secret, &stage.root.region);
        key.session_token = Some(told("SessionToken"));
        let user = name.to_owned();
        self.sessions.push(Session { user, key });
        Ok(true)
    }

    /// Takes a user's device away and deletes it: one step each.
    fn take_device(&mut self, stage: &mut Stage, name: &str, serial: &str) -> Result<(), Trouble> {
        let members = [("UserName", name), ("SerialNumber", serial)];
        self.change(stage, "DeactivateMFADevice", &members, |world, _| {
            world.unassigned.insert(serial.to_owned());
            world.users.entry(name.to_owned()).or_default().device = None;
        })?;
        // It would take codes anew that it took before: its steps end with its holder.
        self.devices.remove(serial);
        Ok(())
    }

    /// Deletes devices that nobody has and whose seeds nobody knows.
    fn delete_device(&mut self, stage: &mut Stage) -> Result<bool, Trouble> {
        let unassigned = &self.ledger.known().unassigned;
        let unknown = unassigned
            .iter()
            .find(|serial| !self.devices.contains_key(*serial));
        let Some(serial) = unknown.cloned() else {
            return Ok(false);
        };
        let members = [("SerialNumber", serial.as_str())];
        self.change(stage, "DeleteVirtualMFADevice", &members, |world, _| {
            world.unassigned.remove(&serial);
        })?;
        Ok(true)
    }

    fn read(&self, stage: &mut Stage) -> Result<Holders, Trouble> {
        let mut found = Holders::default();
        let users = stage.ask("ListUsers", &[("PathPrefix", &self.path())])?;
        for name in users.elements("UserName") {
            let devices = stage.ask("ListMFADevices", &[("UserName", &name)])?;
            let keys = stage.ask("ListAccessKeys", &[("UserName", &name)])?;
            let ids = keys.elements("AccessKeyId").into_iter();
            let holder = Holder {
                device: devices.element("SerialNumber"),
                keys: ids.map(|id| (id, true)).collect(),
            };
            found.users.insert(name, holder);
        }
        let members = [("AssignmentStatus", "Unassigned"), ("MaxItems", "1000")];
        let devices = stage.ask("ListVirtualMFADevices", &members)?;
        let serials = devices.elements("SerialNumber").into_iter();
        found.unassigned = serials.collect();
        Ok(found)
    }

    /// No code that was taken is taken again.
    fn check_codes(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let now = authenticator::step_of(stage.client.now());
        let mut checked = 0;
        for (name, holder) in &self.ledger.known().users {
            let device = holder
                .device
                .as_ref()
                .and_then(|it| Some((it, self.devices.get(it)?)));
            let (Some((serial, device)), Some(key)) = (device, self.keys.get(name)) else {
                continue;
            };
            // Others are not good for their age, or are not yet.
            let recent = device.used.range(now.saturating_sub(1)..=now + 1);
            for step in recent {
                let code = device.authenticator.code(*step);
                let members = [("SerialNumber", serial.as_str()), ("TokenCode", &code)];
                let answer = stage.client.sts(key, "GetSessionToken", &members)?;
                if answer.is_success() {
                    return Err(Trouble::Broken(format!(
                        "the code of step {step} of {serial} was taken twice"
                    )));
                }
                checked += 1;
            }
        }
        self.ledger.tally.checked += checked;
        Ok(())
    }

    /// Sessions live as long as their users and their keys.
    fn check_sessions(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        const SESSIONS: usize = 8;
        let surplus = self.sessions.len().saturating_sub(SESSIONS);
        self.sessions.drain(..surplus);
        let users = &self.ledger.known().users;
        for session in &self.sessions {
            let answer = stage.client.sts(&session.key, "GetCallerIdentity", &[])?;
            if answer.status >= 500 {
                return Err(Trouble::Unable(answer.text()));
            }
            let lives = users.contains_key(&session.user);
            if answer.is_success() != lives {
                return Err(Trouble::Broken(format!(
                    "the user {} of a session lives: {lives}, and the session gets {}: {}",
                    session.user,
                    answer.status,
                    answer.text()
                )));
            }
        }
        self.ledger.tally.checked += self.sessions.len() as u64;
        Ok(())
    }
}

impl Actor for MultiFactor {
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        if self.delete_device(stage)? {
            return Ok(());
        }
        let users = &self.ledger.known().users;
        let all: Vec<_> = users.iter().collect();
        let chosen = stage.one_of(&all);
        let chosen = chosen.map(|(name, holder)| ((*name).clone(), (*holder).clone()));
        match chosen.filter(|_| all.len() >= USERS) {
            Some((name, holder)) => self.go_on(stage, &name, &holder),
            None => self.create_user(stage),
        }
    }

    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let found = self.read(stage)?;
        self.ledger.compare(found)?;
        self.check_codes(stage)?;
        self.check_sessions(stage)
    }

    fn tally(&mut self) -> &mut Tally {
        &mut self.ledger.tally
    }

    fn name(&self) -> &str {
        self.name
    }
}

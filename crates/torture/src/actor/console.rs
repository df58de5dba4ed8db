//! People who sign in to the console by a password, and out again.

mod forms;

use std::collections::{BTreeMap, BTreeSet};

use self::forms::{cookies, form};
use super::{Actor, Stage};
use crate::{
    client::Answer,
    ledger::{Ledger, Tally, Trouble, World, succeeded},
};

/// How many users there are at a time.
const USERS: usize = 2;

/// How many sessions are remembered.
const SESSIONS_MAX: usize = 6;

/// Somebody who gives users passwords, and those who use them.
pub(crate) struct Console {
    name: &'static str,
    ledger: Ledger<People>,
    /// The sessions whose beginning or end was answered.
    sessions: Vec<Session>,
    /// Makes each password unlike any other.
    passwords: u64,
}

/// Who has a password, and which; and the passwords that are none any more.
#[derive(Clone, Debug, Default, PartialEq)]
struct People {
    users: BTreeMap<String, Option<String>>,
}

impl World for People {
    fn learn(&mut self, _: &Self) {}

    fn facts(&self) -> BTreeSet<String> {
        let users = self.users.iter();
        let facts = users.map(|(name, password)| format!("{name} has the password {password:?}"));
        facts.collect()
    }
}

struct Session {
    user: String,
    password: String,
    cookie: String,
    is_over: bool,
}

impl Console {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ledger: Ledger::default(),
            sessions: Vec::new(),
            passwords: 0,
        }
    }

    fn change(
        &mut self,
        stage: &mut Stage,
        action: &str,
        members: &[(&str, &str)],
        after: impl Fn(&mut People, Option<&Answer>),
    ) -> Result<Answer, Trouble> {
        let root = stage.root.clone();
        let client = &mut stage.client;
        let call = || client.iam(&root, action, members);
        self.ledger.change(action, call, after)
    }

    fn create_user(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let name = format!("{}-{}", self.name, self.ledger.known().users.len());
        let path = format!("/torture/{}/", self.name);
        let members = [("UserName", name.as_str()), ("Path", &path)];
        let made = self.change(stage, "CreateUser", &members, |world, _| {
            world.users.insert(name.clone(), None);
        });
        made.map(drop)
    }

    /// Gives a user another password, or a first one, or takes it away.
    fn change_password(&mut self, stage: &mut Stage, name: &str, has: bool) -> Result<(), Trouble> {
        if has && stage.below(4) == 0 {
            let members = [("UserName", name)];
            let taken = self.change(stage, "DeleteLoginProfile", &members, |world, _| {
                world.users.insert(name.to_owned(), None);
            });
            return taken.map(drop);
        }
        self.passwords += 1;
        let password = format!("Pass-word-number-{}!", self.passwords);
        let action = if has {
            "UpdateLoginProfile"
        } else {
            "CreateLoginProfile"
        };
        let members = [("UserName", name), ("Password", &password)];
        let changed = self.change(stage, action, &members, |world, _| {
            world.users.insert(name.to_owned(), Some(password.clone()));
        });
        changed.map(drop)
    }

    /// Signs in, and remembers the cookie.
    fn sign_in(&mut self, stage: &mut Stage, user: &str, password: &str) -> Result<(), Trouble> {
        let answer = enter(stage, user, password)?;
        let Some(cookie) = answer else {
            return Err(Trouble::Broken(format!(
                "{user} is not let in by its password"
            )));
        };
        self.ledger.tally.acknowledged += 1;
        self.sessions.push(Session {
            user: user.to_owned(),
            password: password.to_owned(),
            cookie,
            is_over: false,
        });
        let surplus = self.sessions.len().saturating_sub(SESSIONS_MAX);
        self.sessions.drain(..surplus);
        Ok(())
    }

    /// Signs out of the newest session that is not over.
    fn sign_out(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let known = self.ledger.known();
        let is_open = |session: &&mut Session| {
            let password = known.users.get(&session.user).cloned().flatten();
            !session.is_over && password.as_ref() == Some(&session.password)
        };
        let Some(session) = self.sessions.iter_mut().rev().find(is_open) else {
            return Ok(());
        };
        let page = forms::get(&mut stage.console, "/", &session.cookie)?;
        let page = succeeded(page)?;
        let form = form(&page, "action=\"/signout\"").ok_or_else(|| no_form("/signout"))?;
        // Until there is an answer nobody knows whether the session is over.
        let cookie = session.cookie.clone();
        let user = session.user.clone();
        self.sessions.retain(|session| session.cookie != cookie);
        let answer = forms::post(&mut stage.console, &form, &cookie, &[])?;
        if answer.status >= 500 {
            return Err(Trouble::Unable(answer.text()));
        }
        self.ledger.tally.acknowledged += 1;
        self.sessions.push(Session {
            user,
            password: String::new(),
            cookie,
            is_over: true,
        });
        Ok(())
    }

    fn read(&self, stage: &mut Stage) -> Result<People, Trouble> {
        let mut found = People::default();
        let path = format!("/torture/{}/", self.name);
        let users = stage.ask("ListUsers", &[("PathPrefix", &path)])?;
        for name in users.elements("UserName") {
            let root = stage.root.clone();
            let members = [("UserName", name.as_str())];
            let profile = stage.client.iam(&root, "GetLoginProfile", &members)?;
            let password = if profile.is_success() {
                self.password_of(stage, &name)?
            } else if profile.error_code().as_deref() == Some("NoSuchEntity") {
                None
            } else {
                succeeded(profile)?;
                None
            };
            found.users.insert(name, password);
        }
        Ok(found)
    }

    /// Which of the passwords that a user may have lets it in.
    fn password_of(&self, stage: &mut Stage, name: &str) -> Result<Option<String>, Trouble> {
        for password in self
            .ledger
            .may_be(|world| world.users.get(name).cloned().flatten())
        {
            if enter(stage, name, &password)?.is_some() {
                return Ok(Some(password));
            }
        }
        Ok(Some("another one".to_owned()))
    }

    /// A session lives until its end, or until its user has another password.
    fn check_sessions(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        for session in &self.sessions {
            let password = self.ledger.known().users.get(&session.user).cloned();
            let lives = !session.is_over && password.flatten().as_ref() == Some(&session.password);
            let page = forms::get(&mut stage.console, "/", &session.cookie)?;
            if page.status >= 500 {
                return Err(Trouble::Unable(page.text()));
            }
            if page.is_success() != lives {
                return Err(Trouble::Broken(format!(
                    "a console session of {} lives: {lives}, and is answered {}",
                    session.user, page.status
                )));
            }
        }
        self.ledger.tally.checked += self.sessions.len() as u64;
        Ok(())
    }
}

/// Signs in, and returns the cookie; nothing if the password is not right.
fn enter(stage: &mut Stage, user: &str, password: &str) -> Result<Option<String>, Trouble> {
    let page = succeeded(forms::get(&mut stage.console, "/signin", "")?)?;
    let form = form(&page, "id=\"sign-in\"").ok_or_else(|| no_form("/signin"))?;
    let account = stage.account.clone();
    let filled = [
        ("account", account.as_str()),
        ("user_name", user),
        ("password", password),
    ];
    let answer = forms::post(&mut stage.console, &form, &cookies(&page), &filled)?;
    if answer.status >= 500 {
        return Err(Trouble::Unable(answer.text()));
    }
    let is_in = answer.status == 303 || answer.status == 302;
    let cookie = Some(cookies(&answer)).filter(|it| it.contains("iamd-console="));
    Ok(cookie.filter(|_| is_in))
}

fn no_form(action: &str) -> Trouble {
    Trouble::Broken(format!("the page has no form for {action}"))
}

impl Actor for Console {
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let users = &self.ledger.known().users;
        if users.len() < USERS {
            return self.create_user(stage);
        }
        let users: Vec<_> = users.iter().collect();
        let Some((name, password)) = stage.one_of(&users).copied() else {
            return Ok(());
        };
        let (name, password) = (name.clone(), password.clone());
        match (password, stage.below(4)) {
            (Some(password), 0 | 1) => self.sign_in(stage, &name, &password),
            (Some(_), 2) => self.sign_out(stage),
            (password, _) => self.change_password(stage, &name, password.is_some()),
        }
    }

    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let found = self.read(stage)?;
        self.ledger.compare(found)?;
        self.check_sessions(stage)
    }

    fn tally(&mut self) -> &mut Tally {
        &mut self.ledger.tally
    }

    fn name(&self) -> &str {
        self.name
    }
}

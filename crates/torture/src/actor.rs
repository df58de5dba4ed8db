//! Those who use the server: each changes what is its own, one thing after the other, keeps a
//! ledger of it, and compares the two after each restart.

mod console;
mod identities;
mod multi_factor;
mod objects;
mod operator;

use std::{path::Path, sync::Arc};

use iamd_ident::Clock;
use iamd_testkit::SeededRandom;

use crate::{
    client::{Answer, Client, Key},
    ledger::{Tally, Trouble, succeeded},
    process::Program,
};

/// The server as an actor finds it: where it is, and with what it is asked.
pub(crate) struct Stage {
    pub(crate) client: Client,
    /// The console's listener.
    pub(crate) console: Client,
    pub(crate) root: Key,
    pub(crate) account: String,
    pub(crate) random: SeededRandom,
    /// Whether bodies may be so large that they take a second.
    pub(crate) is_large: bool,
}

/// Where a server is.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) address: String,
    pub(crate) console: String,
    pub(crate) root: Key,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) is_large: bool,
}

impl Place {
    /// The stage for one actor, with chance of its own.
    pub(crate) fn stage(&self, seed: u64) -> Result<Stage, Trouble> {
        let mut client = Client::new(&self.address, Arc::clone(&self.clock));
        let identity = client.sts(&self.root, "GetCallerIdentity", &[])?;
        let identity = succeeded(identity)?;
        Ok(Stage {
            client,
            console: Client::new(&self.console, Arc::clone(&self.clock)),
            root: self.root.clone(),
            account: identity.element("Account").unwrap_or_default(),
            random: SeededRandom::new(seed),
            is_large: self.is_large,
        })
    }
}

impl Stage {
    /// Asks IAM for one thing as the root user, and returns the answer if it was done.
    pub(crate) fn ask(
        &mut self,
        action: &str,
        members: &[(&str, &str)],
    ) -> Result<Answer, Trouble> {
        let answer = succeeded(self.client.iam(&self.root, action, members)?);
        answer.map_err(|trouble| trouble.with(action))
    }

    /// Reads one thing from S3 as the root user.
    pub(crate) fn read(&mut self, path: &str, query: &str) -> Result<Answer, Trouble> {
        let answer = succeeded(self.client.s3(&self.root, "GET", (path, query), b"")?);
        answer.map_err(|trouble| trouble.with(&format!("GET {path}?{query}")))
    }

    /// A number below `bound`.
    pub(crate) fn below(&self, bound: usize) -> usize {
        let number = self.random.next() % bound.max(1) as u64;
        usize::try_from(number).unwrap_or_default()
    }

    /// One of these, if there are any.
    pub(crate) fn one_of<'a, T: ?Sized>(
        &self,
        all: impl IntoIterator<Item = &'a T>,
    ) -> Option<&'a T> {
        let all: Vec<_> = all.into_iter().collect();
        all.get(self.below(all.len())).copied()
    }
}

/// Somebody who uses the server.
pub(crate) trait Actor: Send {
    /// Changes something.
    fn step(&mut self, stage: &mut Stage) -> Result<(), Trouble>;

    /// Reads everything back and compares it. What was in doubt is known after that.
    fn check(&mut self, stage: &mut Stage) -> Result<(), Trouble>;

    /// What it counted since this was last asked.
    fn tally(&mut self) -> &mut Tally;

    /// Who it is, for messages.
    fn name(&self) -> &str;
}

/// One of each kind, and more of those that write most.
pub(crate) fn cast() -> Vec<Box<dyn Actor>> {
    vec![
        Box::new(identities::Identities::new("one")),
        Box::new(identities::Identities::new("two")),
        Box::new(identities::Identities::new("three")),
        Box::new(objects::Objects::new("four")),
        Box::new(objects::Objects::new("five")),
        Box::new(multi_factor::MultiFactor::new("six")),
        Box::new(console::Console::new("seven")),
    ]
}

/// Who sits at the machine of a program, and keeps backups in a folder.
pub(crate) fn operator(program: &Program, folder: &Path) -> Box<dyn Actor> {
    Box::new(operator::Operator::new(program, folder))
}

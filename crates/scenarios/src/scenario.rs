//! The programs, and how one is run from the first question to the clean-up.

use std::path::PathBuf;

use aws_config::SdkConfig;
use futures::future::BoxFuture;

use crate::{
    Browser, Clock, Consent, Failure, Interrupt, Made, Names, Output, Profile, Question, RunEvent,
    SigninEndpoint, Stage, access_keys, account,
    caller::{Caller, Kind, Making},
    cleanup::Cleanup,
    consent, federation, mfa,
    stage::Acting,
    texts::Help,
    users,
};

/// A program.
pub struct Scenario {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it does: a text of each language.
    pub about: Help,
    /// Who may call it.
    pub called_by: CalledBy,
    /// The flags that are for it and not for every program.
    pub flags: &'static [Flag],
    run: for<'a> fn(&'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>>,
}

/// Who may call a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalledBy {
    /// An IAM user, as the program is about itself. An administrator stands in for the root user.
    User,
    /// Whoever has the rights: users, the root user, role sessions.
    Anybody,
}

/// A flag of the command line that is for some programs only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Make roles with another profile, and so in another account.
    RoleProfile,
    /// The federation endpoint.
    SigninEndpoint,
    /// The page of the console that a URL leads to.
    ConsoleUrl,
    /// Open the browser.
    Open,
    /// Keep what the URL needs until the person is done.
    Wait,
}

impl Flag {
    /// How it stands on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::RoleProfile => "--role-profile",
            Self::SigninEndpoint => "--signin-endpoint",
            Self::ConsoleUrl => "--console-url",
            Self::Open => "--open",
            Self::Wait => "--wait",
        }
    }
}

/// Every program, in the order of the documents that they follow.
pub static SCENARIOS: [Scenario; 5] = [
    Scenario {
        name: "access-keys",
        about: Help::AccessKeys,
        called_by: CalledBy::User,
        flags: &[],
        run: access_keys::program::run,
    },
    Scenario {
        name: "users",
        about: Help::Users,
        called_by: CalledBy::Anybody,
        flags: &[],
        run: users::program::run,
    },
    Scenario {
        name: "mfa",
        about: Help::Mfa,
        called_by: CalledBy::Anybody,
        flags: &[Flag::RoleProfile],
        run: mfa::program::run,
    },
    Scenario {
        name: "federated-url",
        about: Help::FederatedUrl,
        called_by: CalledBy::User,
        flags: &[
            Flag::SigninEndpoint,
            Flag::ConsoleUrl,
            Flag::Open,
            Flag::Wait,
        ],
        run: federation::program::run,
    },
    Scenario {
        name: "account",
        about: Help::Account,
        called_by: CalledBy::Anybody,
        flags: &[],
        run: account::program::run,
    },
];

/// The circumstances in which a program runs.
pub struct Setting {
    /// Where calls go and with which credentials; see [`crate::aws_configuration`].
    pub configuration: SdkConfig,
    /// The profile of who makes roles, if they belong into another account.
    pub role_profile: Option<Profile>,
    /// The names of what is made.
    pub names: Names,
    /// How the person agrees that something is made.
    pub consent: Consent,
    /// Whether secrets of new keys are shown.
    pub show_secret: bool,
    /// What the person says of the URL that signs in to the console.
    pub federation: FederationSetting,
    /// Where files are put.
    pub folder: PathBuf,
    /// The time of day.
    pub clock: Clock,
    /// Where the program tells what happens.
    pub output: Output,
    /// How the person asks to stop.
    pub interrupt: Interrupt,
}

/// What the person says of the URL that the program `federated-url` makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FederationSetting {
    /// The federation endpoint, if it is another than the one beside the endpoint of all calls.
    pub signin_endpoint: Option<SigninEndpoint>,
    /// The page of the console that the URL leads to, if it is another than that of AWS.
    pub console_url: Option<String>,
    /// What opens the URL, if it is to be opened.
    pub browser: Option<Browser>,
    /// Whether the role is kept until a line or the end of standard input comes.
    pub waits: bool,
}

/// How a program ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// Everything that went wrong, in its order: what ended the program, then what the clean-up
    /// could not do.
    pub failures: Vec<Failure>,
}

impl Ended {
    /// With which code the process ends: 0 if all went well, otherwise that of the first failure,
    /// but what is left behind counts more than what led to it.
    pub fn exit_code(&self) -> u8 {
        let left = self
            .failures
            .iter()
            .find(|it| matches!(it, Failure::LeftBehind { .. }));
        left.or(self.failures.first()).map_or(0, Failure::exit_code)
    }
}

/// Runs a program and takes down what it made, after a failure and an interrupt as well.
pub async fn run(scenario: &Scenario, setting: &Setting) -> Ended {
    let cleanup = Cleanup::default();
    tokio::select! {
        ended = run_and_clean_up(scenario, setting, &cleanup) => ended,
        () = interrupted_twice(setting) => {
            Ended { failures: vec![Failure::Abandoned { left: cleanup.left() }] }
        }
    }
}

/// The name under which all programs are run, one after the other.
pub const ALL: &str = "all";

/// Runs all programs, one after the other. The first that does not go to its end is the last.
pub async fn run_all(setting: &mut Setting) -> Ended {
    let names = setting.names;
    let mut left = SCENARIOS.iter();
    for number in 0.. {
        let Some(scenario) = left.next() else { break };
        setting.names = names.of_run(number);
        let mut ended = run(scenario, setting).await;
        if !ended.failures.is_empty() {
            let scenarios: Vec<&str> = left.map(|scenario| scenario.name).collect();
            if !scenarios.is_empty() {
                let told = setting.output.say(RunEvent::NotRun { scenarios });
                ended.failures.extend(told.err());
            }
            return ended;
        }
    }
    let told = setting.output.say(RunEvent::AllFinished {
        count: SCENARIOS.len(),
    });
    let failures = told.err().into_iter().collect();
    Ended { failures }
}

/// Confirms the first interrupt and waits for the second.
async fn interrupted_twice(setting: &Setting) {
    setting.interrupt.asked(1).await;
    // The program ends for another reason soon; where nothing can be said, nothing is lost.
    let _ = setting.output.say(RunEvent::Stopping);
    setting.interrupt.asked(2).await;
}

async fn run_and_clean_up(scenario: &Scenario, setting: &Setting, cleanup: &Cleanup) -> Ended {
    let outcome = perform(scenario, setting, cleanup).await;
    let mut failures: Vec<Failure> = outcome.err().into_iter().collect();
    let tell = |made: &Made, removed: Result<(), Failure>| {
        let told = removed.and_then(|()| setting.output.say(RunEvent::Removed { made }));
        failures.extend(told.err());
    };
    cleanup.run(setting, tell).await;
    let left = cleanup.left();
    if !left.is_empty() {
        failures.push(Failure::LeftBehind { left });
    }
    if failures.is_empty() {
        failures.extend(
            setting
                .output
                .say(RunEvent::Finished {
                    scenario: scenario.name,
                })
                .err(),
        );
    }
    Ended { failures }
}

async fn perform(scenario: &Scenario, setting: &Setting, cleanup: &Cleanup) -> Result<(), Failure> {
    setting.interrupt.check()?;
    let asking = Box::pin(Caller::ask(&setting.configuration));
    let caller = setting.patiently(asking).await?;
    let acting = match (scenario.called_by, caller.kind) {
        (CalledBy::User, Kind::Root) => stand_in(setting, cleanup, caller).await?,
        (CalledBy::User, Kind::Other) => return Err(Failure::NotAUser { arn: caller.arn }),
        (CalledBy::User, Kind::User) | (CalledBy::Anybody, _) => Acting {
            configuration: setting.configuration.clone(),
            name: caller.name,
            account: caller.account,
            consent: setting.consent,
        },
    };
    let stage = Stage::new(setting, cleanup, acting);
    stage.say(RunEvent::Started {
        scenario: scenario.name,
        caller: stage.caller(),
    })?;
    (scenario.run)(&stage).await
}

/// Makes the administrator that acts in the root user's place.
async fn stand_in(setting: &Setting, cleanup: &Cleanup, root: Caller) -> Result<Acting, Failure> {
    let account = root.account;
    let name = setting.names.of("administrator");
    setting.output.say(RunEvent::RootUser {
        account: account.id(),
    })?;
    let question = Question::StandIn { user: &name };
    setting.ask(setting.consent, &question).await?;
    let making = Making {
        setting,
        cleanup,
        account: &account,
        name: &name,
    };
    Ok(Acting {
        configuration: setting.patiently(Box::pin(making.administrator())).await?,
        name: format!("user/{name}"),
        account,
        consent: Consent::Given,
    })
}

impl Setting {
    /// Asks the person for consent, unless Ctrl-C comes first.
    pub(crate) async fn ask(
        &self,
        consent: Consent,
        question: &Question<'_>,
    ) -> Result<(), Failure> {
        let texts = self.output.texts();
        let question = (texts.question)(question);
        tokio::select! {
            answer = consent.ask(&question, texts.yes) => answer,
            () = self.interrupt.asked(1) => Err(Failure::Interrupted),
        }
    }

    /// Waits for the person, unless Ctrl-C comes first or nobody is waited for.
    pub(crate) async fn wait_for_person(&self, question: &Question<'_>) -> Result<(), Failure> {
        if !self.federation.waits {
            return Ok(());
        }
        let prompt = (self.output.texts().question)(question);
        tokio::select! {
            came = consent::wait_for_line(&prompt) => came,
            () = self.interrupt.asked(1) => Err(Failure::Interrupted),
        }
    }

    /// Asks the person for a code, unless Ctrl-C comes first.
    pub(crate) async fn ask_code(&self, question: &Question<'_>) -> Result<String, Failure> {
        let texts = self.output.texts();
        let question = (texts.question)(question);
        tokio::select! {
            answer = consent::ask_code(&question, texts.no_code) => answer,
            () = self.interrupt.asked(1) => Err(Failure::Interrupted),
        }
    }
}

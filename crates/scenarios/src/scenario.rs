//! The programs, and how one is run from the first question to the clean-up.

use std::path::PathBuf;

use aws_config::SdkConfig;
use futures::future::BoxFuture;

use crate::{
    Browser, Clock, Consent, Failure, Interrupt, Made, Names, Output, Question, RunEvent,
    SigninEndpoint, Stage, access_keys,
    caller::{Caller, Kind, Making},
    cleanup::Cleanup,
    consent, federation, mfa,
    stage::Acting,
    users,
};

/// A program.
pub struct Scenario {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
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
}

impl Flag {
    /// How it stands on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::RoleProfile => "--role-profile",
            Self::SigninEndpoint => "--signin-endpoint",
            Self::ConsoleUrl => "--console-url",
            Self::Open => "--open",
        }
    }
}

/// Every program.
pub static SCENARIOS: [Scenario; 4] = [
    Scenario {
        name: "access-keys",
        about: "List, create, look up, deactivate and delete the access keys of a user",
        called_by: CalledBy::User,
        flags: &[],
        run: access_keys::program::run,
    },
    Scenario {
        name: "federated-url",
        about: "Make a URL that opens the console with the rights of a role",
        called_by: CalledBy::User,
        flags: &[Flag::SigninEndpoint, Flag::ConsoleUrl, Flag::Open],
        run: federation::program::run,
    },
    Scenario {
        name: "mfa",
        about: "Make a role that needs an MFA device, and list buckets by assuming it",
        called_by: CalledBy::Anybody,
        flags: &[Flag::RoleProfile],
        run: mfa::program::run,
    },
    Scenario {
        name: "users",
        about: "Make a user that may read a bucket and one that may also write, and see them try",
        called_by: CalledBy::Anybody,
        flags: &[],
        run: users::program::run,
    },
];

/// The circumstances in which a program runs.
pub struct Setting {
    /// Where calls go and with which credentials; see [`crate::aws_configuration`].
    pub configuration: SdkConfig,
    /// The same for who makes roles, if they belong into another account.
    pub role_configuration: Option<SdkConfig>,
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
    cleanup.run(tell).await;
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
    let caller = Caller::ask(&setting.configuration).await?;
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
        configuration: making.administrator().await?,
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
        let question = (self.output.texts().question)(question);
        tokio::select! {
            answer = consent.ask(&question) => answer,
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

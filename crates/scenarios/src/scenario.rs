//! The programs, and how one is run from the first question to the clean-up.

use aws_config::SdkConfig;
use futures::future::BoxFuture;

use crate::{
    Consent, Event, Failure, Interrupt, Made, Output, Question, Stage, access_keys,
    caller::{Caller, Making},
    cleanup::Cleanup,
};

/// A program.
pub struct Scenario {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    run: for<'a> fn(&'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>>,
}

/// Every program.
pub static SCENARIOS: [Scenario; 1] = [Scenario {
    name: "access-keys",
    about: "List, create, look up, deactivate and delete the access keys of a user",
    run: access_keys::program::run,
}];

/// The circumstances in which a program runs.
pub struct Setting {
    /// Where calls go and with which credentials; see [`crate::aws_configuration`].
    pub configuration: SdkConfig,
    /// The name of the user that stands in for the root user, if it calls. It must be new.
    pub stand_in: String,
    /// How the person agrees that something is made.
    pub consent: Consent,
    /// Whether secrets of new keys are shown.
    pub show_secret: bool,
    /// Where the program tells what happens.
    pub output: Output,
    /// How the person asks to stop.
    pub interrupt: Interrupt,
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
    let _ = setting.output.say(&Event::Stopping);
    setting.interrupt.asked(2).await;
}

async fn run_and_clean_up(scenario: &Scenario, setting: &Setting, cleanup: &Cleanup) -> Ended {
    let outcome = perform(scenario, setting, cleanup).await;
    let mut failures: Vec<Failure> = outcome.err().into_iter().collect();
    let tell = |made: &Made, removed: Result<(), Failure>| {
        let told = removed.and_then(|()| setting.output.say(&Event::Removed { made }));
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
                .say(&Event::Finished {
                    scenario: scenario.name,
                })
                .err(),
        );
    }
    Ended { failures }
}

async fn perform(scenario: &Scenario, setting: &Setting, cleanup: &Cleanup) -> Result<(), Failure> {
    setting.interrupt.check()?;
    let stage = match Caller::ask(&setting.configuration).await? {
        Caller::Root { partition, account } => {
            setting.output.say(&Event::RootUser { account: &account })?;
            let question = Question::StandIn {
                user: &setting.stand_in,
            };
            setting.ask(setting.consent, &question).await?;
            let configuration = Making {
                setting,
                cleanup,
                partition: &partition,
            }
            .administrator()
            .await?;
            Stage::new(setting, cleanup, Consent::Given, &configuration).await?
        }
        Caller::User => {
            Stage::new(setting, cleanup, setting.consent, &setting.configuration).await?
        }
        Caller::Other { arn } => return Err(Failure::NotAUser { arn }),
    };
    setting.output.say(&Event::Started {
        scenario: scenario.name,
        user: stage.user(),
    })?;
    (scenario.run)(&stage).await
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
}

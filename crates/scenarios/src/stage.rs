//! What a program has at hand while it runs.

use aws_config::SdkConfig;
use aws_sdk_iam::Client;

use crate::{
    Consent, Event, Failure, Made, Question, caller::current_user, cleanup::Cleanup,
    scenario::Setting,
};

/// The stage on which a program runs: the client and the name of the user that calls, and the ways
/// to ask, to tell, and to register what is made.
pub struct Stage<'a> {
    setting: &'a Setting,
    cleanup: &'a Cleanup,
    consent: Consent,
    iam: Client,
    user: String,
}

impl<'a> Stage<'a> {
    pub(crate) async fn new(
        setting: &'a Setting,
        cleanup: &'a Cleanup,
        consent: Consent,
        configuration: &SdkConfig,
    ) -> Result<Self, Failure> {
        setting.interrupt.check()?;
        let iam = Client::new(configuration);
        let user = current_user(&iam).await?;
        Ok(Self {
            setting,
            cleanup,
            consent,
            iam,
            user,
        })
    }

    /// The client of IAM.
    pub fn iam(&self) -> &Client {
        &self.iam
    }

    /// The name of the user that calls.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Makes sure that the person agrees before anything is made.
    ///
    /// # Errors
    /// The person does not agree, cannot be asked, or wants to stop.
    pub async fn consent(&self, question: &Question<'_>) -> Result<(), Failure> {
        self.setting.ask(self.consent, question).await
    }

    /// Takes a step, unless the person wants to stop. A step that is under way is never cut off,
    /// so that nobody has to guess whether it was done.
    ///
    /// # Errors
    /// The step fails, or the person wants to stop.
    pub async fn step<T>(
        &self,
        step: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.setting.interrupt.check()?;
        step.await
    }

    /// Registers what was made for removal at the end.
    pub fn made(&self, made: Made) {
        self.cleanup.add(made, &self.iam);
    }

    /// Strikes what the program has removed itself.
    pub fn gone(&self, made: &Made) {
        self.cleanup.forget(made);
    }

    /// Tells an event.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn say(&self, event: &Event<'_>) -> Result<(), Failure> {
        self.setting.output.say(event)
    }

    /// The secret, if the person wants to see it.
    ///
    /// SECURITY: hidden by default, on a terminal as well: the key lives for seconds and nobody
    /// needs its secret, while screens are recorded and logs are kept.
    pub fn shown<'s>(&self, secret: &'s str) -> Option<&'s str> {
        self.setting.show_secret.then_some(secret)
    }
}

//! What a program has at hand while it runs.

use aws_config::SdkConfig;
use aws_sdk_iam::types::AccessKey;

use crate::{
    Account, Clients, Consent, Event, Failure, Made, Question, cleanup::Cleanup, clients::with_key,
    retry::until_known, scenario::Setting,
};

/// The stage on which a program runs: the clients of whoever calls, and the ways to ask, to tell,
/// to wait, and to register what is made.
pub struct Stage<'a> {
    setting: &'a Setting,
    cleanup: &'a Cleanup,
    acting: Acting,
    clients: Clients,
}

/// Who acts on a stage.
pub(crate) struct Acting {
    /// With which the caller calls.
    pub(crate) configuration: SdkConfig,
    /// The last part of the caller's ARN.
    pub(crate) name: String,
    pub(crate) account: Account,
    pub(crate) consent: Consent,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(setting: &'a Setting, cleanup: &'a Cleanup, acting: Acting) -> Self {
        Self {
            setting,
            cleanup,
            clients: Clients::new(&acting.configuration),
            acting,
        }
    }

    /// The client of IAM.
    pub fn iam(&self) -> &aws_sdk_iam::Client {
        &self.clients.iam
    }

    /// The client of S3.
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        &self.clients.s3
    }

    /// The clients of whoever has this access key.
    pub fn clients_with(&self, key: &AccessKey) -> Clients {
        Clients::new(&with_key(&self.acting.configuration, key))
    }

    /// Who calls: the last part of its ARN, such as `user/Bob`.
    pub fn caller(&self) -> &str {
        &self.acting.name
    }

    /// The account in which the program runs.
    pub fn account(&self) -> &Account {
        &self.acting.account
    }

    /// A name for `what` that nothing has yet; see [`crate::Names::of`].
    pub fn name(&self, what: &str) -> String {
        self.setting.names.of(what)
    }

    /// Makes sure that the person agrees before anything is made.
    ///
    /// # Errors
    /// The person does not agree, cannot be asked, or wants to stop.
    pub async fn consent(&self, question: &Question<'_>) -> Result<(), Failure> {
        self.setting.ask(self.acting.consent, question).await
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

    /// Takes a step that makes something, which is registered for removal at the end before: if the
    /// answer is lost, it may be there.
    ///
    /// # Errors
    /// The step fails, or the person wants to stop.
    pub async fn making<T>(
        &self,
        made: Made,
        step: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        // The SDK's futures are large, and whoever hands one on holds it twice.
        let step = Box::pin(step);
        self.step(self.cleanup.making(made, &self.clients, step))
            .await
    }

    /// Takes a step that removes what the program has made.
    ///
    /// # Errors
    /// The step fails, or the person wants to stop.
    pub async fn removing<T>(
        &self,
        made: &Made,
        step: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let done = self.step(step).await?;
        self.gone(made);
        Ok(done)
    }

    /// Takes a step with the new key of a user, and again until the key is known everywhere.
    ///
    /// # Errors
    /// The step fails for another reason, or too often, or the person wants to stop.
    pub async fn step_of_new_key<T, F>(
        &self,
        user: &str,
        step: impl FnMut() -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        until_known(self.setting, user, step).await
    }

    /// Registers what was made, if its name was not known before, for removal at the end.
    pub fn made(&self, made: Made) {
        self.cleanup.add(made, &self.clients);
    }

    /// Strikes what is gone.
    pub fn gone(&self, made: &Made) {
        self.cleanup.forget(made);
    }

    /// Tells an event.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn say<'e>(&self, event: impl Into<Event<'e>>) -> Result<(), Failure> {
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

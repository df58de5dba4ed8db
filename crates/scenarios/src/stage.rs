//! What a program has at hand while it runs.

use std::{path::PathBuf, time::Duration};

use aws_config::SdkConfig;
use aws_sdk_iam::types::AccessKey;
use aws_sdk_sts::types::Credentials;

use crate::{
    Account, Awaited, Clients, Consent, Event, Failure, FederationSetting, Made, Question,
    caller::Caller,
    cleanup::Cleanup,
    clients::{with_key, with_session},
    retry::until_known,
    scenario::Setting,
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
#[derive(Clone)]
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

    /// The stage on which roles are made: that of another account, if the person named a profile for
    /// it, or this one once more. What is made on either is removed in one order.
    ///
    /// # Errors
    /// Nobody knows who calls with the profile.
    pub async fn of_roles(&self) -> Result<Stage<'a>, Failure> {
        let mut acting = self.acting.clone();
        let Some(profile) = &self.setting.role_profile else {
            return Ok(Stage::new(self.setting, self.cleanup, acting));
        };
        let caller = self.step(Caller::ask(&profile.configuration)).await?;
        acting.configuration = profile.configuration.clone();
        acting.name = caller.name;
        acting.account = caller.account;
        let mut stage = Stage::new(self.setting, self.cleanup, acting);
        stage.clients.profile = Some(profile.name.clone());
        Ok(stage)
    }

    /// The client of IAM.
    pub fn iam(&self) -> &aws_sdk_iam::Client {
        &self.clients.iam
    }

    /// The client of STS.
    pub fn sts(&self) -> &aws_sdk_sts::Client {
        &self.clients.sts
    }

    /// The client of S3.
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        &self.clients.s3
    }

    /// The clients of whoever has this access key.
    pub fn clients_with(&self, key: &AccessKey) -> Clients {
        Clients::new(&with_key(&self.acting.configuration, key))
    }

    /// The clients of a session.
    pub fn clients_of(&self, session: &Credentials) -> Clients {
        Clients::new(&with_session(&self.acting.configuration, session))
    }

    /// Who calls: the last part of its ARN, such as `user/Bob`.
    pub fn caller(&self) -> &str {
        &self.acting.name
    }

    /// The account in which the program runs.
    pub fn account(&self) -> &Account {
        &self.acting.account
    }

    /// With which the caller calls.
    pub fn configuration(&self) -> &SdkConfig {
        &self.acting.configuration
    }

    /// What the person says of the URL that signs in to the console.
    pub fn federation(&self) -> &FederationSetting {
        &self.setting.federation
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

    /// Whether the person is there to be asked.
    pub fn asks(&self) -> bool {
        self.setting.consent == Consent::AtTerminal
    }

    /// Asks the person for a code.
    ///
    /// # Errors
    /// The person cannot be asked, or wants to stop.
    pub(crate) async fn ask_code(&self, question: &Question<'_>) -> Result<String, Failure> {
        self.setting.ask_code(question).await
    }

    /// Waits until the person needs no longer what was made, if the person is waited for.
    ///
    /// # Errors
    /// The person wants to stop, or cannot be told what is waited for.
    pub(crate) async fn wait_for_person(&self) -> Result<(), Failure> {
        self.setting.wait_for_person(&Question::Done).await
    }

    /// The time of day.
    pub(crate) fn since_1970(&self) -> Duration {
        self.setting.clock.since_1970()
    }

    /// Waits.
    ///
    /// # Errors
    /// The person wants to stop.
    pub(crate) async fn pause(&self, how_long: Duration) -> Result<(), Failure> {
        self.setting.interrupt.pause(how_long).await
    }

    /// Where a file of this name belongs.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.setting.folder.join(name)
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
        // The SDK's futures are large, and whoever hands one on holds it twice.
        self.setting.patiently(Box::pin(step)).await
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
        // As above.
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

    /// Takes a step with what was just made, and again until that is known everywhere.
    ///
    /// # Errors
    /// The step fails for another reason, or too often, or the person wants to stop.
    pub async fn step_when_known<T, F>(
        &self,
        awaited: Awaited<'_>,
        step: impl FnMut() -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        until_known(self.setting, awaited, step).await
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

//! Calls of operations on behalf of whoever is signed in.

use iamd_api::{Action, Error, ErrorCode, Form, Operation, decode};
use iamd_auth::{
    Audit, Call, ConsolePorts, Perform, Refused, RequestFacts, parameters_without_secrets,
};
use iamd_iam::Iam;
use serde_json::Value;

use crate::visitor::Visit;

/// The members of a call, as the wire would have them: `("UserName", "Bob")`, and lists as
/// `("Tags.member.1.Key", "team")`.
pub(crate) type Members<'a> = &'a [(&'a str, &'a str)];

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// Calls an operation of IAM. The members go through the same decoder as those of programs, so
    /// that the same limits hold and the same texts tell of them.
    pub(crate) async fn ask<O>(&self, members: Members<'_>) -> Result<O::Output, Refused>
    where
        O: Operation,
        Iam: Perform<O, Input = O::Input, Output = O::Output>,
    {
        self.ask_service::<O, Iam>(&self.arrived.backend.iam, members)
            .await
    }

    /// Whether a call of IAM would be allowed. Nothing happens, and the audit does not hear of it.
    pub(crate) async fn may<O>(&self, members: Members<'_>) -> Result<(), Refused>
    where
        O: Operation,
        Iam: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let form = Form::from_members(members.iter().copied()).map_err(Refused::from)?;
        let input = decode::<O>(&form).map_err(Refused::from)?;
        self.may_perform::<O, Iam>(&self.arrived.backend.iam, &input)
            .await
    }

    /// Whether a call of any service would be allowed.
    pub(crate) async fn may_perform<O, S>(
        &self,
        service: &S,
        input: &S::Input,
    ) -> Result<(), Refused>
    where
        O: Action,
        S: Perform<O>,
    {
        let facts = self.arrived.facts(Value::Null);
        let guard = &self.arrived.backend.guard;
        guard
            .would_permit::<O, S>(service, self.call(&facts), input)
            .await
    }

    /// Performs an operation of S3, or of any service on plain inputs. One that changes something
    /// runs to its end whatever becomes of the browser.
    ///
    /// SECURITY: `parameters` are for the audit and hold no secret.
    pub(crate) async fn perform<O, S>(
        &self,
        service: &S,
        input: S::Input,
        parameters: Value,
    ) -> Result<S::Output, Refused>
    where
        O: Action,
        S: Perform<O> + Clone + 'static,
        S::Input: 'static,
        S::Output: Send + 'static,
    {
        let facts = self.arrived.facts(parameters);
        self.perform_in::<O, S>(service, input, facts).await
    }

    /// The same with facts of the caller's making, such as those of another region.
    pub(crate) async fn perform_in<O, S>(
        &self,
        service: &S,
        input: S::Input,
        facts: RequestFacts,
    ) -> Result<S::Output, Refused>
    where
        O: Action,
        S: Perform<O> + Clone + 'static,
        S::Input: 'static,
        S::Output: Send + 'static,
    {
        if O::ROW.mutating {
            self.run_to_the_end::<O, S>(service, input, facts).await
        } else {
            self.perform_here::<O, S>(service, input, &facts).await
        }
    }

    /// Performs an operation as long as the browser waits: for what is read from the browser's own
    /// request. Its service must see to it that half of it is nothing.
    pub(crate) async fn perform_here<O, S>(
        &self,
        service: &S,
        input: S::Input,
        facts: &RequestFacts,
    ) -> Result<S::Output, Refused>
    where
        O: Action,
        S: Perform<O>,
    {
        let guard = &self.arrived.backend.guard;
        guard
            .perform_explained::<O, S>(service, self.call(facts), input)
            .await
    }

    async fn ask_service<O, S>(
        &self,
        service: &S,
        members: Members<'_>,
    ) -> Result<O::Output, Refused>
    where
        O: Operation,
        S: Perform<O, Input = O::Input, Output = O::Output> + Clone + 'static,
    {
        let form = Form::from_members(members.iter().copied()).map_err(Refused::from)?;
        let facts = self.arrived.facts(parameters_without_secrets(&form));
        match decode::<O>(&form) {
            Ok(input) => self.perform_in::<O, S>(service, input, facts).await,
            Err(error) => Err(self.turn_away::<O>(&facts, error).await),
        }
    }

    /// INVARIANT: a change and its audit event belong together, so that a browser which goes away
    /// in between must not stop it: it runs in a task of its own.
    async fn run_to_the_end<O, S>(
        &self,
        service: &S,
        input: S::Input,
        facts: RequestFacts,
    ) -> Result<S::Output, Refused>
    where
        O: Action,
        S: Perform<O> + Clone + 'static,
        S::Input: 'static,
        S::Output: Send + 'static,
    {
        let Some(at_work) = self.arrived.backend.work.begin() else {
            let error = Error::new(ErrorCode::ServiceUnavailable, "The server is stopping.");
            return Err(self.turn_away::<O>(&facts, error).await);
        };
        let (service, caller) = (service.clone(), self.caller().clone());
        let backend = self.arrived.backend.clone();
        let task = tokio::spawn(async move {
            let _at_work = at_work;
            let call = Call {
                caller: &caller,
                request: &facts,
            };
            backend
                .guard
                .perform_explained::<O, S>(&service, call, input)
                .await
        });
        task.await.unwrap_or_else(|error| {
            tracing::error!(%error, "an operation broke off");
            Err(Error::unknown_failure(ErrorCode::InternalFailure).into())
        })
    }

    /// Has it written down that a call was not performed.
    async fn turn_away<O: Action>(&self, facts: &RequestFacts, error: Error) -> Refused {
        let guard = &self.arrived.backend.guard;
        let error = guard.refuse(self.call(facts), O::ROW, error).await;
        Refused {
            request_id: Some(facts.request_id.clone()),
            ..error.into()
        }
    }

    fn call<'a>(&'a self, request: &'a RequestFacts) -> Call<'a> {
        Call {
            caller: self.caller(),
            request,
        }
    }
}

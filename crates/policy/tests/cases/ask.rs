//! Asks a question in every way that must not matter.

use iamd_policy::{Decision, NoTrace, Policies, Request, Trace, Value, decide};

use crate::{
    Fault,
    value::{Form, Given},
};

/// What is asked.
pub(crate) struct Question<'t> {
    pub(crate) action: &'t str,
    pub(crate) resource: &'t str,
    /// The account of the resource, if it is told.
    pub(crate) account: Option<&'t str>,
    pub(crate) context: &'t [(&'t str, Given<'t>)],
}

impl Question<'_> {
    /// The decision and its trace. With values of types and with texts, with a trace and without one,
    /// it must be the same.
    pub(crate) fn decide(&self, policies: &Policies<'_>) -> Result<(Decision, Trace), Fault> {
        let (typed, trace) = self.decide_with(policies, Form::Typed)?;
        let (text, _) = self.decide_with(policies, Form::Text)?;
        if typed == text {
            Ok((typed, trace))
        } else {
            Err(format!(
                "{text:?} with texts, {typed:?} with values of types"
            ))
        }
    }

    fn decide_with(&self, policies: &Policies<'_>, form: Form) -> Result<(Decision, Trace), Fault> {
        let given = self.context.iter();
        let context: Vec<(&str, Value<'_>)> = given
            .map(|(key, given)| (*key, given.value(form)))
            .collect();
        let context = &*context;
        let mut request = Request::new(self.action, self.resource, &context);
        if let Some(account) = self.account {
            request = request.in_account(account);
        }
        let mut trace = Trace::default();
        let traced = decide(&request, policies, &mut trace);
        let untraced = decide(&request, policies, &mut NoTrace);
        if traced == untraced {
            Ok((traced, trace))
        } else {
            Err(format!("{untraced:?} without a trace, {traced:?} with one"))
        }
    }
}

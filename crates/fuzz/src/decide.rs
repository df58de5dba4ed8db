//! Decisions: any documents in any layers, any caller, any context.

use std::sync::{Arc, LazyLock};

use iamd_policy::{
    Compiled, Decision, Document, Effect, Layer, NoTrace, Outcome, Trace, TracedStatement, decide,
    denial_text,
};

use crate::question::{Layers, Question};

/// A deny that needs nothing of the request. In an endpoint's policy it needs no principal.
static DENY: LazyLock<Option<Arc<Compiled>>> = LazyLock::new(|| {
    let text = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    Some(Arc::new(Document::parse(text).ok()?.compile()))
});

/// A trace changes nothing and tells what decided; the order of policies changes nothing but which
/// statement is named; and whatever allows, a deny wins over it.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let question = Question::read(&text);
    let sets = question.layers().sets();
    let policies = question.policies(&sets);
    let request = question.request();
    let decision = decide(&request, &policies, &mut NoTrace);
    let mut trace = Trace::default();
    let traced = decide(&request, &policies, &mut trace);
    assert_eq!(decision, traced, "with and without a trace: {text}");
    assert_told(&decision, &trace, &text);
    let denial = denial_text("arn", request.action(), request.resource(), &decision);
    assert!(!denial.is_empty(), "a denial has words");

    let mut reversed = question.layers().clone();
    reversed.all().into_iter().for_each(|layer| layer.reverse());
    let outcome = outcome(&question, &reversed);
    assert_eq!(outcome, decision.outcome, "in another order: {text}");
    if decision.layer == Layer::Unconditional {
        return;
    }
    let mut denied = question.layers().clone();
    denied.endpoint.extend(DENY.clone());
    let outcome = self::outcome(&question, &denied);
    assert_eq!(outcome, Outcome::ExplicitlyDenied, "with a deny: {text}");
}

fn outcome(question: &Question, layers: &Layers) -> Outcome {
    let sets = layers.sets();
    let policies = question.policies(&sets);
    decide(&question.request(), &policies, &mut NoTrace).outcome
}

/// The statement that decided matched, and it is the first of its layer and effect that did.
fn assert_told(decision: &Decision, trace: &Trace, text: &str) {
    let Some(statement) = &decision.statement else {
        assert!(
            decision.outcome != Outcome::ExplicitlyDenied,
            "a deny is a statement's: {text}"
        );
        return;
    };
    let effect = match decision.outcome {
        Outcome::ExplicitlyDenied => Effect::Deny,
        Outcome::Allowed | Outcome::ImplicitlyDenied => Effect::Allow,
    };
    assert_eq!(statement.effect(), effect, "{text}");
    let is_it = |traced: &&TracedStatement| {
        traced.layer == decision.layer && traced.statement == *statement && traced.matched()
    };
    let mut statements = trace.statements().iter();
    assert!(
        statements.any(|traced| is_it(&traced)),
        "it did not match: {text}"
    );
}

//! What a decision reads of a context, and what is made for that.

use std::cell::RefCell;

use iamd_policy::{
    Document, NoTrace, Policies, PolicySet, PolicySource, Request as PolicyRequest, SourceKind,
    decide,
};

use super::*;

/// Counts what is read of a context.
struct Counting<'a> {
    context: RequestContext<'a>,
    read: RefCell<Vec<String>>,
}

impl Context for Counting<'_> {
    fn get(&self, key: &str) -> Option<Value<'_>> {
        self.read.borrow_mut().push(key.to_owned());
        self.context.get(key)
    }
}

/// Checks which keys a decision by one statement reads, and what was made for them.
#[track_caller]
fn check_reads(statement: &str, expected: &[&str], made: bool) {
    let (bob, request, requirements, resource) = (bob(), request(), full(), resource());
    let call = Call {
        caller: &bob,
        request: &request,
    };
    let counting = Counting {
        context: RequestContext::new(ACTION, call, &requirements, &resource),
        read: RefCell::default(),
    };
    let document = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    let compiled = Document::parse(&document).unwrap().compile();
    let source = PolicySource::new("one", SourceKind::UserInline);
    let identity = PolicySet::new([(source, Arc::new(compiled))]);
    let principal = iamd_policy::Principal::user(bob.shown());
    let policies = Policies::of(principal).with_identity(&identity);
    let asked = PolicyRequest::new(ACTION, &resource.arn, &counting);
    decide(&asked, &policies, &mut NoTrace);
    assert_eq!(counting.read.into_inner(), expected, "{statement}");
    let texts = &counting.context.texts;
    assert_eq!(texts.principal_account.get().is_some(), made, "{statement}");
    assert_eq!(texts.resource_account.get(), None);
    assert_eq!(texts.tag_keys.get(), None);
    assert_eq!(texts.object_tag_keys.get(), None);
}

#[test]
fn a_decision_reads_the_keys_of_its_conditions_alone() {
    let statement = |action: &str, condition: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*", "Condition": {condition}}}"#
        )
    };
    let account = r#"{"StringEquals": {"aws:PrincipalAccount": "123456789012"}}"#;
    check_reads(&statement(ACTION, "{}"), &[], false);
    check_reads(&statement("iam:GetUser", account), &[], false);
    check_reads(&statement(ACTION, account), &["aws:PrincipalAccount"], true);
    let user =
        r#"{"StringEquals": {"aws:username": "eve"}, "Bool": {"aws:SecureTransport": true}}"#;
    check_reads(&statement(ACTION, user), &["aws:username"], false);
    let variable =
        r#"{"Effect": "Deny", "Action": "*", "Resource": "arn:aws:iam::*:user/${aws:userid}"}"#;
    check_reads(variable, &["aws:userid"], false);
}

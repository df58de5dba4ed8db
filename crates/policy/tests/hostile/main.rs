//! Whatever is sent, nothing panics and the work stays bounded.
//!
//! No test here is timed. Each makes something so large that what is not nearly linear in it would
//! not end within the time of a test run; the steps of the matcher are counted where it stands.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use iamd_policy::{
    Document, DocumentKind, NoContext, NoTrace, Policies, PolicySet, PolicySource, Principal,
    Request, SourceKind, Trace, decide,
};

mod any;
mod json;
mod many;
mod values;

const USER: &str = "arn:aws:iam::123456789012:user/Bob";

/// A caller of each kind that the rules tell apart.
const CALLERS: [Principal<'_>; 5] = [
    Principal::user(USER),
    Principal::role_session(
        "arn:aws:sts::123456789012:assumed-role/R/s",
        "arn:aws:iam::123456789012:role/R",
    ),
    Principal::root_user("arn:aws:iam::123456789012:root"),
    Principal::anonymous(),
    Principal::service("ec2.amazonaws.com"),
];

/// Some documents as one set.
fn set(documents: &[Document]) -> PolicySet {
    PolicySet::new(documents.iter().map(|document| {
        let source = PolicySource::new("policy", SourceKind::UserInline);
        (source, Arc::new(document.compile()))
    }))
}

/// Uses a document in every way: as each kind, printed, in every layer at once, and as a bucket's
/// that anybody asks.
fn use_up(text: &str) {
    let Ok(document) = Document::parse(text) else {
        return;
    };
    for kind in [
        DocumentKind::Identity,
        DocumentKind::Trust,
        DocumentKind::Bucket { name: "b" },
    ] {
        let _valid = document.validate(kind);
    }
    let printed = document.to_string();
    assert_eq!(Document::parse(&printed).as_ref(), Ok(&document));
    assert_eq!(document.text_with_principals(text, |_| None), text);
    let is_public = document.is_public();
    let sets = [set(&[document])];
    for (action, resource) in [
        ("s3:GetObject", "arn:aws:s3:::b/é"),
        ("", ""),
        ("sts:AssumeRole", "::::::"),
        (text, "*"),
        ("s3:GetObject", text),
    ] {
        let request = Request::new(action, resource, &NoContext);
        ask(&request, &sets);
        let policies = Policies::of(Principal::anonymous()).with_resource(&sets[0]);
        let lets_in = decide(&request, &policies, &mut NoTrace).is_allowed();
        assert!(is_public || !lets_in, "what is not public lets nobody in");
    }
}

/// A trace keeps what each statement saw, so it is not asked for what is longer than an ARN.
const TRACED_BYTES_MAX: usize = 2048;

/// Asks as every caller, with and without a trace, with one set in every layer.
fn ask(request: &Request<'_>, sets: &[PolicySet; 1]) {
    let [set] = sets;
    for caller in CALLERS {
        let policies = Policies::of(caller)
            .with_identity(set)
            .with_boundary(set)
            .with_session(set)
            .with_resource(set)
            .with_endpoint(set)
            .with_service_control(sets)
            .with_resource_control(sets);
        let decision = decide(request, &policies, &mut NoTrace);
        if request.action().len() + request.resource().len() <= TRACED_BYTES_MAX {
            assert_eq!(decide(request, &policies, &mut Trace::default()), decision);
        }
    }
}

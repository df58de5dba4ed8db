//! How long a decision takes: nanoseconds, for ten policies with fifty statements together.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench is no part of the program, and its result is what it prints"
)]

use std::{hint::black_box, sync::Arc, time::Instant};

use iamd_policy::{
    Document, NoTrace, Policies, PolicySource, Principal, PrincipalPolicies, Request, SourceKind,
    Trace, Value, decide,
};

const ROUNDS: u32 = 200_000;

fn main() {
    let identity = ten_policies();
    let policies = Policies::of(Principal::User).with_identity(&identity);
    let context: &[(&str, Value<'_>)] = &[("aws:username", "Bob".into())];
    let cases = [
        (
            "allowed by an action",
            "iam:GetUser",
            "arn:aws:iam::123456789012:user/division/Bob",
        ),
        (
            "allowed by a variable",
            "iam:CreateAccessKey",
            "arn:aws:iam::123456789012:user/Bob",
        ),
        (
            "allowed by a wildcard",
            "s3:GetObject",
            "arn:aws:s3:::bucket-7/a/long/key/of/an/object",
        ),
        (
            "denied",
            "s3:DeleteObject",
            "arn:aws:s3:::bucket-7/kept/object",
        ),
        (
            "not allowed",
            "ec2:RunInstances",
            "arn:aws:ec2:us-west-2:123456789012:instance/*",
        ),
    ];
    println!("{} statements in 10 policies", identity.statement_count());
    for (name, action, resource) in cases {
        let request = Request::new(action, resource, &context);
        let plain = nanoseconds(ROUNDS, || decide(&request, &policies, &mut NoTrace));
        let traced = nanoseconds(ROUNDS / 20, || {
            decide(&request, &policies, &mut Trace::default())
        });
        println!("{name:24} {plain:8.0} ns, traced {traced:8.0} ns");
    }
}

/// The mean time of one call.
fn nanoseconds<T>(rounds: u32, mut call: impl FnMut() -> T) -> f64 {
    for _ in 0..rounds / 10 {
        black_box(call());
    }
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(call());
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(rounds)
}

fn ten_policies() -> PrincipalPolicies {
    PrincipalPolicies::new((0..10).map(|number| {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"}},
                {{"Effect": "Allow", "Action": "iam:*AccessKey*",
                  "Resource": "arn:aws:iam::*:user/${{aws:username}}"}},
                {{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                  "Resource": "arn:aws:s3:::bucket-{number}/*"}},
                {{"Effect": "Deny", "Action": "s3:Delete*",
                  "Resource": "arn:aws:s3:::bucket-{number}/kept/*"}},
                {{"Effect": "Allow", "NotAction": ["iam:*", "s3:*", "ec2:*"],
                  "Resource": "arn:aws:sqs:*:123456789012:queue-{number}-*"}}
            ]}}"#
        );
        let compiled = Document::parse(&text).unwrap().compile();
        let name = format!("policy-{number}");
        (
            PolicySource::new(name, SourceKind::UserInline),
            Arc::new(compiled),
        )
    }))
}

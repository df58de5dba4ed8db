//! How long decisions and compiling take, for a look at one change: nanoseconds, on this machine.
//!
//! `cargo bench -p iamd-policy -- WORD` runs what has the word in its name. The measurement that is
//! published is `cargo xtask bench`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench is no part of the program, and its result is what it prints"
)]

use std::{fmt::Write as _, hint::black_box, sync::Arc, time::Instant};

use iamd_policy::{
    Document, NoTrace, Policies, PolicySet, PolicySource, Principal, Request, SourceKind, Trace,
    Value, decide,
};

const ROUNDS: u32 = 200;
/// How many questions are asked in a round, each with another resource.
const QUESTIONS: usize = 1_000;
const BOB: &str = "arn:aws:iam::123456789012:user/Bob";

fn main() {
    let ten = ten_policies();
    for (name, action, resource) in [
        ("allowed by an action", "iam:GetUser", "user/division/Bob"),
        ("allowed by a variable", "iam:CreateAccessKey", "user/Bob"),
        ("denied", "iam:DeleteUser", "user/kept-7/Bob"),
        ("not allowed", "iam:CreateUser", "user/Bob"),
    ] {
        let resource = format!("arn:aws:iam::123456789012:{resource}");
        decision(name, &ten, |_| (action.to_owned(), resource.clone()));
    }
    for size in [2, 100, 10_000] {
        let actions = set((0..size).map(|number| statement(&format!("a:B{number}"), "*", "")));
        decision(&format!("{size} actions"), &actions, |number| {
            (format!("a:B{}", number * 7 % size), "*".to_owned())
        });
        let prefixes = set((0..size).map(|number| {
            statement(
                "s3:GetObject",
                &format!("arn:aws:s3:::bucket-{number}/*"),
                "",
            )
        }));
        decision(&format!("{size} prefixes"), &prefixes, |number| {
            let resource = format!("arn:aws:s3:::bucket-{}/a/key", number * 7 % size);
            ("s3:GetObject".to_owned(), resource)
        });
    }
    let conditions = set((0..50).map(|number| {
        let condition = format!(r#""StringEquals": {{"aws:username": "Bob{number}"}}"#);
        statement("s3:GetObject", "*", &condition)
    }));
    decision("50 conditions", &conditions, |number| {
        (
            "s3:GetObject".to_owned(),
            format!("arn:aws:s3:::b/{number}"),
        )
    });
    let text = long_policy();
    measure(&format!("{} bytes parsed", text.len()), 1, || {
        black_box(Document::parse(&text).unwrap());
    });
    let document = Document::parse(&text).unwrap();
    measure("compiled", 1, || {
        black_box(document.compile());
    });
    let compiled = Arc::new(document.compile());
    measure("merged and indexed", 1, || {
        black_box(PolicySet::new([(source(), Arc::clone(&compiled))]));
    });
}

/// Measures decisions about questions that a function makes from their numbers.
fn decision(name: &str, identity: &PolicySet, question: impl Fn(usize) -> (String, String)) {
    let policies = Policies::of(Principal::user(BOB)).with_identity(identity);
    let context: &[(&str, Value<'_>)] = &[
        ("aws:SourceAccount", "123456789012".into()),
        ("aws:username", "Bob".into()),
    ];
    let questions: Vec<_> = (0..QUESTIONS).map(question).collect();
    let ask = |(action, resource): &(String, String)| {
        let request = Request::new(action, resource, &context);
        black_box(decide(black_box(&request), &policies, &mut NoTrace));
    };
    measure(name, QUESTIONS, || questions.iter().for_each(ask));
    if identity.statement_count() <= 50 {
        let ask = |(action, resource): &(String, String)| {
            let request = Request::new(action, resource, &context);
            black_box(decide(&request, &policies, &mut Trace::default()));
        };
        let questions: Vec<_> = questions.iter().take(10).collect();
        measure(&format!("{name}, traced"), questions.len(), || {
            questions.iter().copied().for_each(ask);
        });
    }
}

/// Prints the median time of a part of a call that does something so many times.
fn measure(name: &str, parts: usize, mut call: impl FnMut()) {
    let arguments = std::env::args().skip(1);
    let words: Vec<String> = arguments.filter(|word| !word.starts_with('-')).collect();
    if !words.is_empty() && !words.iter().any(|word| name.contains(word)) {
        return;
    }
    let parts = f64::from(u32::try_from(parts).unwrap());
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1e9 / parts
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:32} {:10.0} ns", times.get(times.len() / 2).unwrap());
}

fn statement(action: &str, resource: &str, condition: &str) -> String {
    format!(
        r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}", "Condition": {{{condition}}}}}"#
    )
}

fn set(statements: impl Iterator<Item = String>) -> PolicySet {
    let statements: Vec<String> = statements.collect();
    PolicySet::new(statements.chunks(50).map(|statements| {
        let statements = statements.join(",");
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        (
            source(),
            Arc::new(Document::parse(&text).unwrap().compile()),
        )
    }))
}

fn source() -> PolicySource {
    PolicySource::new("policy", SourceKind::UserInline)
}

fn ten_policies() -> PolicySet {
    let statements = (0..10).flat_map(|number| {
        [
            statement("iam:Get*", "*", ""),
            statement("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}", ""),
            statement(
                "s3:GetObject",
                &format!("arn:aws:s3:::bucket-{number}/*"),
                "",
            ),
            statement("iam:DeleteUser", "arn:aws:iam::*:user/*", ""),
            statement(
                "iam:Delete*",
                &format!("arn:aws:iam::*:user/kept-{number}/*"),
                "",
            )
            .replace("Allow", "Deny"),
        ]
    });
    set(statements)
}

/// A policy with many patterns of actions, as those that AWS manages.
fn long_policy() -> String {
    let mut actions = String::new();
    for service in 0..400 {
        for name in [
            "Describe*",
            "Get*",
            "List*",
            "BatchGetThing",
            "SearchThings",
        ] {
            let comma = if actions.is_empty() {
                ""
            } else {
                ",\n            "
            };
            write!(actions, "{comma}\"service-{service}:{name}\"").unwrap();
        }
    }
    format!(
        "{{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [{{\n        \"Effect\": \"Allow\",\n        \"Action\": [\n            {actions}\n        ],\n        \"Resource\": \"*\"\n    }}]\n}}"
    )
}

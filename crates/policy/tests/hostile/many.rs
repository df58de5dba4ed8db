//! Very many of something: statements, patterns, pairs of them, principals, keys.

use std::fmt::Display;

use iamd_policy::{Document, NoContext, Request};

use crate::{ask, set, use_up};

/// A policy of statements.
fn policy(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
}

/// A statement that denies, about actions and resources that are lists of JSON.
fn deny(actions: &str, resources: &str) -> String {
    format!(r#"{{"Effect": "Deny", "Action": [{actions}], "Resource": [{resources}]}}"#)
}

/// A list of JSON, of so many texts.
fn list<T: Display>(count: usize, text: impl Fn(usize) -> T) -> String {
    let quoted: Vec<String> = (0..count)
        .map(|number| format!("\"{}\"", text(number)))
        .collect();
    quoted.join(",")
}

#[test]
fn wildcards_variables_and_colons() {
    for part in [
        "*", "?", "$", "${", "${a, '", "${a}", "*a", "?a", ":", "arn:", "${a}*", "?:*",
    ] {
        let pattern = part.repeat(100_000 / part.len());
        use_up(&policy(&deny(
            "\"*\"",
            &format!("\"arn:aws:s3:::{pattern}\""),
        )));
        use_up(&policy(&deny(&format!("\"{pattern}\""), "\"*\"")));
        for operator in ["StringLike", "StringEqualsIgnoreCase", "ArnNotLike"] {
            use_up(&format!(
                r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "Action": "*",
                    "Resource": "*", "Condition": {{"{operator}": {{"a": "{pattern}"}}}}}}}}"#
            ));
        }
    }
}

#[test]
fn keys_of_an_object() {
    let keys: Vec<String> = (0..50_000).map(|key| format!("\"{key}\":1")).collect();
    let keys = keys.join(",");
    use_up(&format!("{{{keys}}}"));
    for condition in [
        format!(r#"{{"StringEquals": {{{keys}}}}}"#),
        format!("{{{}}}", keys.replace(":1", ":{}")),
    ] {
        use_up(&policy(&format!(
            r#"{{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {condition}}}"#
        )));
    }
}

#[test]
fn statements_that_say_little() {
    use_up(&policy(&vec![r#"{"Effect":"Deny"}"#; 50_000].join(",")));
}

/// Fifty thousand statements about one action, of which none is about the resource that is asked.
#[test]
fn statements_about_one_action() {
    let documents = [0, 1, 2, 3, 4].map(|number| {
        let statements: Vec<String> = (0..10_000)
            .map(|statement| {
                format!(
                    r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{number}-{statement}*"}}"#
                )
            })
            .collect();
        Document::parse(&policy(&statements.join(","))).unwrap()
    });
    let sets = [set(&documents)];
    let [one] = &sets;
    assert_eq!(one.statement_count(), 50_000);
    for resource in ["*", "arn:aws:s3:::4-9999/k", "arn:aws:s3:::5"] {
        ask(&Request::new("s3:GetObject", resource, &NoContext), &sets);
    }
}

/// Each pattern begins with all that are shorter, so the way up from the longest that could fit is
/// as long as the list.
#[test]
fn patterns_that_begin_with_each_other() {
    let long = "a".repeat(1_200);
    let nested = |before: &str| {
        list(1_200, |length| {
            format!("{before}{}*", long.split_at(length).0)
        })
    };
    let resources = policy(&deny("\"s3:GetObject\"", &nested("arn:aws:s3:::")));
    let actions = policy(&deny(&nested("s3:"), "\"arn:aws:s3:::none\""));
    let documents = [resources, actions].map(|text| Document::parse(&text).unwrap());
    let sets = [set(&documents)];
    for end in ["", "a", "b", "é"] {
        let resource = format!("arn:aws:s3:::{long}{end}");
        ask(&Request::new("s3:GetObject", &resource, &NoContext), &sets);
        ask(
            &Request::new("s3:GetObject", "arn:aws:s3:::aab", &NoContext),
            &sets,
        );
        ask(
            &Request::new(&format!("s3:{long}{end}"), &resource, &NoContext),
            &sets,
        );
        ask(&Request::new("s3:aab", "arn:aws:s3:::b", &NoContext), &sets);
    }
}

/// All actions with all resources would be a million pairs; the index keeps to its limit.
#[test]
fn actions_times_resources() {
    let actions = list(1_000, |number| format!("s3:{number}*"));
    let resources = list(1_000, |number| format!("arn:aws:s3:::{number}*"));
    use_up(&policy(&deny(&actions, &resources)));
    let statement = deny(
        &list(64, |number| format!("a:{number}")),
        &list(64, |number| format!("a:{number}")),
    );
    use_up(&policy(&vec![statement; 50].join(",")));
}

#[test]
fn principals() {
    let names = list(50_000, |number| {
        format!("arn:aws:iam::123456789012:user/{number}")
    });
    for kind in ["AWS", "Service", "Federated", "CanonicalUser", "x"] {
        for element in ["Principal", "NotPrincipal"] {
            let names = names
                .get(..900_000)
                .and_then(|names| names.rsplit_once(','))
                .unwrap()
                .0;
            use_up(&policy(&format!(
                r#"{{"Effect": "Deny", "{element}": {{"{kind}": [{names}]}}, "Action": "*"}}"#
            )));
        }
    }
}

//! `iamd policy decide`, as a program talks with it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on is a failed test"
)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

/// A question of a user whose one policy has one statement.
fn question(id: i32, effect: &str) -> Value {
    json!({
        "id": id,
        "request": {
            "principal": "arn:aws:iam::111122223333:user/Bob",
            "action": "s3:GetObject",
            "resource": {"arn": "arn:aws:s3:::reports/may", "account": "111122223333"},
            "context": {"aws:SourceIp": "192.0.2.7"}
        },
        "policies": {"identity": [{"Version": "2012-10-17", "Statement": [{
            "Effect": effect, "Action": "s3:*", "Resource": "*",
            "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
        }]}]}
    })
}

fn start(arguments: &[&str]) -> (Child, BufReader<ChildStdout>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iamd"));
    command.args(arguments).env_clear();
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = streams.stderr(Stdio::piped()).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    (child, stdout)
}

/// The exit code, and what was said on standard error.
fn end(mut child: Child) -> (Option<i32>, String) {
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn questions_are_answered_one_by_one() {
    let (child, mut answers) = start(&["policy", "decide"]);
    let rows = [
        (question(1, "Allow").to_string(), json!(1), "Allowed"),
        ("no question".to_owned(), Value::Null, ""),
        (
            question(2, "Deny").to_string(),
            json!(2),
            "ExplicitlyDenied",
        ),
    ];
    for (line, id, decision) in rows {
        let mut stdin = child.stdin.as_ref().unwrap();
        writeln!(stdin, "{line}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer.get("id"), Some(&id));
        let decided = answer.get("decision").and_then(Value::as_str);
        assert_eq!(decided.unwrap_or_default(), decision);
        assert_eq!(answer.get("error").unwrap().is_null(), decided.is_some());
    }
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn explained_answers_have_a_trace() {
    let (mut child, mut answers) = start(&["policy", "decide", "--explain"]);
    let line = question(1, "Allow").to_string();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(line.as_bytes())
        .unwrap();
    let mut answer = String::new();
    answers.read_to_string(&mut answer).unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer.pointer("/trace/0/says"), Some(&json!("allows")));
    let seen = answer.pointer("/trace/0/statements/0/checks/2/seen");
    assert_eq!(seen, Some(&json!(["192.0.2.7"])));
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn who_has_read_enough_may_go() {
    let (mut child, answers) = start(&["policy", "decide"]);
    drop(answers);
    let mut stdin = child.stdin.take().unwrap();
    let line = question(1, "Allow").to_string();
    // It ends while it is still being asked, so writing fails in the end.
    while writeln!(stdin, "{line}").is_ok() {}
    assert_eq!(end(child), (Some(0), String::new()));
}

#[test]
fn the_help_says_how_to_ask() {
    for (arguments, part) in [
        (&["policy", "--help"][..], "decide"),
        (&["policy", "decide", "--help"], "\"principal\": ARN"),
        (&["policy", "decide", "--help"], "The exit code"),
    ] {
        let (child, mut stdout) = start(arguments);
        let mut help = String::new();
        stdout.read_to_string(&mut help).unwrap();
        assert!(help.contains(part), "{help}");
        assert_eq!(end(child).0, Some(0));
    }
}

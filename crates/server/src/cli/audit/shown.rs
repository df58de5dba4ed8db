//! Events and findings, as people read them.

use serde_json::Value;

use crate::{
    audit::{
        query::{Outcome, action, text},
        verify::{Finding, Report},
    },
    explain::shown,
};

/// One line for an event: when, how it ended, what, who, on what, from where, and its ids.
pub(super) fn event(event: &Value) -> String {
    let outcome = Outcome::of(event);
    let mut parts = vec![
        text(event, "/eventTime").to_owned(),
        format!("{:7}", outcome.as_str()),
        action(event),
        who(event),
    ];
    let mut add = |word: &str, text: &str| {
        if !text.is_empty() {
            parts.push(format!("{word} {text}"));
        }
    };
    add("on", text(event, "/additionalEventData/resource"));
    add("by", text(event, "/additionalEventData/decidedBy"));
    add("error", text(event, "/errorCode"));
    if text(event, "/errorCode").is_empty() {
        add("error", text(event, "/errorMessage"));
    }
    add("left", text(event, "/additionalEventData/auditLog/left"));
    add("from", text(event, "/sourceIPAddress"));
    add("request", text(event, "/requestID"));
    parts
        .iter()
        .map(|part| shown(part).to_string())
        .collect::<Vec<_>>()
        .join("  ")
}

fn who(event: &Value) -> String {
    let names = [
        "/userIdentity/arn",
        "/userIdentity/userName",
        "/userIdentity/principalId",
        "/userIdentity/accessKeyId",
        "/userIdentity/type",
    ];
    let mut names = names.into_iter().map(|pointer| text(event, pointer));
    names
        .find(|name| !name.is_empty())
        .unwrap_or("nobody")
        .to_owned()
}

/// What was found, what is worth knowing, and the newest event.
pub(super) fn report(report: &Report, found: &[Finding]) -> String {
    let mut lines: Vec<String> = found
        .iter()
        .map(|finding| shown(&finding.to_string()).to_string())
        .collect();
    let untold = report.findings.saturating_sub(found.len() as u64);
    if untold > 0 {
        lines.push(format!("and {untold} more findings that are not shown"));
    }
    lines.extend(
        report
            .notes
            .iter()
            .map(|note| format!("note: {}", shown(note))),
    );
    let Report {
        files,
        events,
        unchained_events,
        ..
    } = report;
    let verdict = if report.is_sound() {
        "the audit log is as it was written"
    } else {
        "THE AUDIT LOG IS NOT AS IT WAS WRITTEN"
    };
    let older = match unchained_events {
        0 => String::new(),
        older => format!(", and {older} of older programs"),
    };
    lines.push(format!(
        "{verdict}: {events} chained events in {files} files{older}"
    ));
    if let Some(last) = report.last {
        lines.push(format!("newest event {last}"));
    }
    lines.join("\n")
}

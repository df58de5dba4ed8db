//! What the audit knows of a request, for people.

mod sign_in;
mod turned_away;

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use serde_json::Value;

use super::text::{number, shown, write_resource};

/// An event of the audit log as lines: of an allowed request the statement that allowed it; of a
/// denied one that its trace is gone. If `all` is true, it says that there is no more to show.
pub fn event_text(event: &Value, all: bool) -> String {
    let mut text = String::new();
    let _never_fails = write_event(&mut text, &Event(event), all).is_ok();
    text
}

struct Event<'a>(&'a Value);

impl<'a> Event<'a> {
    /// The text at a JSON pointer; empty if there is none.
    fn text(&self, pointer: &str) -> &'a str {
        let found = self.0.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_default()
    }

    fn action(&self) -> String {
        let source = self.text("/eventSource");
        let service = source.strip_suffix(".amazonaws.com").unwrap_or(source);
        format!("{service}:{}", self.text("/eventName"))
    }

    /// Whether policies refused it. Operations have errors with the same code and other texts.
    fn is_denied(&self) -> bool {
        let message = self.text("/errorMessage");
        let is_refusal = message.contains("is not authorized to perform:")
            // S3 tells strangers no more.
            || message == "Access Denied" && self.text("/eventSource").starts_with("s3.");
        self.text("/errorCode") == "AccessDenied" && is_refusal && !self.is_public_policy()
    }

    /// Whether it is no operation, but tells of signing in.
    fn is_sign_in(&self) -> bool {
        self.text("/eventType") == "AwsConsoleSignIn"
    }

    fn caller(&self) -> String {
        let text = |pointer| self.text(pointer);
        let names = [text("/userIdentity/arn"), text("/userIdentity/principalId")];
        match (
            text("/userIdentity/userName"),
            text("/userIdentity/accountId"),
        ) {
            (user, account) if self.is_sign_in() && names.contains(&"") && !user.is_empty() => {
                format!("user {user} of account {account}")
            }
            _ => {
                let first = names.into_iter().find(|name| !name.is_empty());
                first.unwrap_or_default().to_owned()
            }
        }
    }

    fn answer(&self) -> String {
        match (self.text("/errorCode"), self.text("/errorMessage")) {
            ("", "") if self.is_sign_in() => "done".to_owned(),
            ("", message) if self.is_sign_in() => format!("refused ({})", shown(message)),
            ("", _) => "performed".to_owned(),
            (code, message) => format!("{}: {}", shown(code), shown(message)),
        }
    }

    /// Whether the bucket's settings refused it, whatever policies say.
    fn is_public_policy(&self) -> bool {
        self.text("/errorMessage").contains("BlockPublicPolicy")
    }

    /// Whether the answer had this code and message.
    fn is_answered(&self, code: &str, message: &str) -> bool {
        self.text("/errorCode") == code && self.text("/errorMessage") == message
    }

    /// What was refused in the course of an operation that was performed, or was not: items of a
    /// list, the source of a copy.
    fn refused(&self) -> impl Iterator<Item = &'a Value> {
        let further = self.0.pointer("/additionalEventData/further");
        let further = further.and_then(Value::as_array).into_iter().flatten();
        further.filter(|one| one.get("isAllowed") == Some(&Value::Bool(false)))
    }

    fn decision(&self) -> String {
        let decided_by = self.text("/additionalEventData/decidedBy");
        if self.is_sign_in() {
            return sign_in::outcome(self);
        }
        if self.is_public_policy() {
            return "denied by the bucket's public access block (BlockPublicPolicy)".to_owned();
        }
        if let Some(reason) = turned_away::reason(self) {
            return format!("none: {reason}");
        }
        let refused = self.refused().count();
        if refused > 0 && !self.is_denied() {
            return format!("denied for {refused} of what was asked for, see below");
        }
        if self.is_denied() {
            return match decided_by {
                "" => "denied: no statement allows it".to_owned(),
                statement => format!("denied by {}", shown(&counted_from_one(statement))),
            };
        }
        if self.0.pointer("/additionalEventData").is_none() {
            return "none: the request was turned away before".to_owned();
        }
        match decided_by {
            "" if self.text("/userIdentity/type") == "Root" => {
                "allowed: the root user needs no statement".to_owned()
            }
            "" => "allowed: the operation needs no statement".to_owned(),
            statement => format!("allowed by {}", shown(&counted_from_one(statement))),
        }
    }
}

/// A statement as the audit log names it, such as `rights statement 0 (All)`, counted from 1 as in
/// all that people read.
fn counted_from_one(statement: &str) -> Cow<'_, str> {
    // No name or ARN of a policy has a space in it.
    const WORD: &str = " statement ";
    let Some((policy, rest)) = statement.split_once(WORD) else {
        return Cow::Borrowed(statement);
    };
    let end = rest.find(' ').unwrap_or(rest.len());
    let (index, sid) = rest.split_at(end);
    match index.parse() {
        Ok(index) => Cow::Owned(format!("{policy}{WORD}{}{sid}", number(index))),
        Err(_) => Cow::Borrowed(statement),
    }
}

fn write_event(out: &mut String, event: &Event<'_>, all: bool) -> fmt::Result {
    let text = |pointer| shown(event.text(pointer));
    writeln!(out, "request   {}", text("/requestID"))?;
    let (at, from) = (text("/eventTime"), text("/sourceIPAddress"));
    writeln!(out, "          at {at} from {from}")?;
    writeln!(out, "caller    {}", shown(&event.caller()))?;
    writeln!(out, "action    {}", shown(&event.action()))?;
    write_resource(out, event.text("/additionalEventData/resource"))?;
    writeln!(out, "decision  {}", event.decision())?;
    writeln!(out, "answer    {}", event.answer())?;
    for refused in event.refused() {
        let text = |name| {
            refused
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (action, resource) = (shown(text("action")), shown(text("resource")));
        writeln!(out, "refused   {action} on {resource}")?;
    }
    if event.is_denied() {
        writeln!(
            out,
            "\nThis is what the audit log has. The trace of the decision is gone: a running server \
             keeps its last 10,000 denials in memory."
        )?;
    }
    if all {
        writeln!(
            out,
            "\n--all shows nothing more: of this request the audit log alone knows."
        )?;
    }
    Ok(())
}

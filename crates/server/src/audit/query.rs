//! Events by who, what, when and how it ended, read from the files of the log.
//!
//! One line is in memory at a time, whatever the size of the log.

mod pattern;
mod time;

use std::{io, ops::ControlFlow, path::Path, sync::Arc};

use iamd_disk::{Disk, DiskFile};
use iamd_ident::Timestamp;
use serde_json::Value;

pub use self::{pattern::Pattern, time::parse_time};
use super::{
    files::{list, of},
    lines::Lines,
    reading::begun,
};

/// Which events are wanted: those for which everything is true that is given.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Who: an ARN, the name or the id of a user or role, or an access key.
    pub principal: Option<Pattern>,
    /// What: `iam:CreateUser`, or `CreateUser` of any service.
    pub action: Option<Pattern>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Not before this moment.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// The account of who asked, or the one that was acted on.
    pub account: Option<Pattern>,
    /// What was acted on: an ARN that a decision was made on.
    pub resource: Option<Pattern>,
}

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Success,
    /// Policies, or the credentials, did not allow it.
    Denied,
    /// It failed otherwise.
    Failed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Success, Self::Denied, Self::Failed];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    /// How an event says that something ended.
    pub fn of(event: &Value) -> Self {
        match (text(event, "/errorCode"), text(event, "/errorMessage")) {
            ("", "") => Self::Success,
            ("AccessDenied", _) => Self::Denied,
            _ if is_unproved(event) => Self::Denied,
            _ => Self::Failed,
        }
    }
}

/// Whether it tells of somebody who did not prove to be anybody: a wrong signature or password.
fn is_unproved(event: &Value) -> bool {
    let name = text(event, "/eventName");
    name == "Authenticate" || text(event, "/eventType") == "AwsConsoleSignIn"
}

/// The text at a JSON pointer; empty if there is none.
pub(crate) fn text<'a>(event: &'a Value, pointer: &str) -> &'a str {
    event
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The action of an event, such as `iam:CreateUser`.
pub(crate) fn action(event: &Value) -> String {
    let source = text(event, "/eventSource");
    let service = source.strip_suffix(".amazonaws.com").unwrap_or(source);
    format!("{service}:{}", text(event, "/eventName"))
}

/// What somebody may be called.
const PRINCIPALS: [&str; 8] = [
    "/userIdentity/arn",
    "/userIdentity/userName",
    "/userIdentity/principalId",
    "/userIdentity/accessKeyId",
    "/userIdentity/type",
    "/userIdentity/sessionContext/sessionIssuer/arn",
    "/userIdentity/sessionContext/sessionIssuer/userName",
    "/userIdentity/sessionContext/sourceIdentity",
];

const ACCOUNTS: [&str; 2] = ["/userIdentity/accountId", "/recipientAccountId"];

impl Query {
    /// Whether an event is wanted.
    pub fn wants(&self, event: &Value) -> bool {
        self.wants_time(event)
            && any(self.principal.as_ref(), event, &PRINCIPALS)
            && any(self.account.as_ref(), event, &ACCOUNTS)
            && self
                .outcome
                .is_none_or(|outcome| outcome == Outcome::of(event))
            && self
                .action
                .as_ref()
                .is_none_or(|wanted| wants_action(wanted, event))
            && self
                .resource
                .as_ref()
                .is_none_or(|wanted| wants_resource(wanted, event))
    }

    fn wants_time(&self, event: &Value) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let Ok(at) = text(event, "/eventTime").parse::<Timestamp>() else {
            return false;
        };
        self.since.is_none_or(|since| at >= since) && self.until.is_none_or(|until| at < until)
    }

    /// Whether all events of a file are older than what is wanted, going by the first of the next.
    fn passes_over(&self, next: Option<&Arc<dyn DiskFile>>) -> io::Result<bool> {
        /// Events are written in the order in which requests end, and tell when they began.
        const SECONDS: i64 = 86_400;
        let (Some(since), Some(next)) = (self.since, next) else {
            return Ok(false);
        };
        let begun = begun(next)?;
        Ok(begun.is_some_and(|begun| since.duration_since(begun).as_secs() > SECONDS))
    }
}

fn any(wanted: Option<&Pattern>, event: &Value, pointers: &[&str]) -> bool {
    let matches = |wanted: &Pattern| {
        let mut texts = pointers.iter().map(|pointer| text(event, pointer));
        texts.any(|text| !text.is_empty() && wanted.matches(text))
    };
    wanted.is_none_or(matches)
}

fn wants_action(wanted: &Pattern, event: &Value) -> bool {
    wanted.matches(&action(event)) || wanted.matches(text(event, "/eventName"))
}

fn wants_resource(wanted: &Pattern, event: &Value) -> bool {
    let further = event.pointer("/additionalEventData/further");
    let further = further.and_then(Value::as_array).into_iter().flatten();
    let further = further.map(|one| text(one, "/resource"));
    let own = text(event, "/additionalEventData/resource");
    std::iter::once(own)
        .chain(further)
        .any(|resource| !resource.is_empty() && wanted.matches(resource))
}

/// Reads all files of the log, the oldest first, and tells the events that are wanted, as the log
/// has them and as JSON, until it is told to stop.
///
/// # Errors
/// The folder or a file cannot be read.
pub fn search(
    disk: &dyn Disk,
    folder: &Path,
    query: &Query,
    tell: &mut dyn FnMut(&str, &Value) -> ControlFlow<()>,
) -> io::Result<()> {
    let files = list(disk, folder)?;
    for (place, file) in files.iter().enumerate() {
        let next = files.get(place + 1).filter(|next| next.first.is_some());
        if let Some(next) = next
            && query.passes_over(next.open(disk, folder)?.as_ref())?
        {
            continue;
        }
        // It may be gone by now, because it was kept long enough.
        let Some(opened) = file.open(disk, folder)? else {
            continue;
        };
        let searched = search_in(opened, query, tell);
        if searched.map_err(|error| of(&file.name, &error))?.is_break() {
            break;
        }
    }
    Ok(())
}

fn search_in(
    file: Arc<dyn DiskFile>,
    query: &Query,
    tell: &mut dyn FnMut(&str, &Value) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut lines = Lines::from(file, 0)?;
    while let Some(line) = lines.next()? {
        // The last one may be written just now.
        if !line.is_whole {
            break;
        }
        let Ok(line) = str::from_utf8(line.bytes) else {
            continue;
        };
        let Ok(event) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if query.wants(&event) && tell(line, &event).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event() -> Value {
        json!({
            "userIdentity": {
                "type": "IAMUser", "accountId": "123456789012", "userName": "alice",
                "arn": "arn:aws:iam::123456789012:user/team/alice", "accessKeyId": "AKIAEXAMPLE",
            },
            "eventTime": "2026-01-31T12:00:00Z",
            "eventSource": "iam.amazonaws.com", "eventName": "CreateUser",
            "errorCode": "AccessDenied", "errorMessage": "…",
            "recipientAccountId": "210987654321",
            "additionalEventData": {
                "resource": "arn:aws:iam::210987654321:user/bob",
                "further": [{"action": "iam:TagUser", "resource": "arn:aws:iam::1:user/eve"}],
            },
        })
    }

    #[track_caller]
    fn check(query: &Query, wants: bool) {
        assert_eq!(query.wants(&event()), wants, "{query:?}");
    }

    fn like(text: &str) -> Pattern {
        Pattern::new(text)
    }

    #[test]
    fn everything_that_is_given_must_be_true() {
        check(&Query::default(), true);
        for (text, wants) in [
            ("alice", true),
            ("ali*", true),
            ("arn:aws:iam::123456789012:user/*", true),
            ("AKIAEXAMPLE", true),
            ("bob", false),
            ("", false),
        ] {
            check(
                &Query {
                    principal: Some(like(text)),
                    ..Query::default()
                },
                wants,
            );
        }
        for (text, wants) in [
            ("iam:CreateUser", true),
            ("CreateUser", true),
            ("iam:create*", true),
            ("s3:*", false),
        ] {
            check(
                &Query {
                    action: Some(like(text)),
                    ..Query::default()
                },
                wants,
            );
        }
        for (text, wants) in [("123456789012", true), ("210987654321", true), ("1", false)] {
            check(
                &Query {
                    account: Some(like(text)),
                    ..Query::default()
                },
                wants,
            );
        }
        for (text, wants) in [
            ("*user/bob", true),
            ("*:user/eve", true),
            ("*:user/alice", false),
        ] {
            check(
                &Query {
                    resource: Some(like(text)),
                    ..Query::default()
                },
                wants,
            );
        }
        for outcome in Outcome::ALL {
            let query = Query {
                outcome: Some(outcome),
                ..Query::default()
            };
            check(&query, outcome == Outcome::Denied);
        }
        let both = Query {
            principal: Some(like("alice")),
            action: Some(like("s3:*")),
            ..Query::default()
        };
        check(&both, false);
    }

    #[test]
    fn times_are_from_and_before() {
        let at = |time: &str| Some(time.parse::<Timestamp>().unwrap());
        for (since, until, wants) in [
            (at("2026-01-31T12:00:00Z"), None, true),
            (at("2026-01-31T12:00:01Z"), None, false),
            (None, at("2026-01-31T12:00:00Z"), false),
            (None, at("2026-01-31T12:00:01Z"), true),
        ] {
            check(
                &Query {
                    since,
                    until,
                    ..Query::default()
                },
                wants,
            );
        }
    }

    #[test]
    fn outcomes_are_what_events_say() {
        for (event, outcome) in [
            (json!({}), Outcome::Success),
            (json!({"errorCode": "NoSuchEntity"}), Outcome::Failed),
            (json!({"errorCode": "AccessDenied"}), Outcome::Denied),
            (
                json!({"errorCode": "SignatureDoesNotMatch", "eventName": "Authenticate"}),
                Outcome::Denied,
            ),
            (
                json!({"errorMessage": "Failed authentication", "eventType": "AwsConsoleSignIn"}),
                Outcome::Denied,
            ),
        ] {
            assert_eq!(Outcome::of(&event), outcome, "{event}");
        }
    }
}

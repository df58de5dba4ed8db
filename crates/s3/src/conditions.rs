//! Conditions that a request makes on what is there.

use iamd_api::{Error, ErrorCode};
use iamd_auth::Requirements;
use iamd_ident::Timestamp;
use iamd_objects::{ETag, Error as ObjectsError, WriteCondition};

use crate::{
    ObjectAddress,
    http_date::{http_date, is_later},
};

/// The conditions of a read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadConditions {
    /// `If-Match`.
    pub matches: Option<ETags>,
    /// `If-None-Match`.
    pub matches_none: Option<ETags>,
    /// `If-Modified-Since`.
    pub modified_since: Option<Timestamp>,
    /// `If-Unmodified-Since`.
    pub unmodified_since: Option<Timestamp>,
}

/// The ETags that a condition names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ETags {
    /// `*`: whatever there is.
    Any,
    /// One of these.
    OneOf(Vec<ETag>),
}

impl ETags {
    fn holds(&self, etag: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(etags) => etags.contains(etag),
        }
    }
}

/// How the conditions of a read are called in errors.
struct Names {
    matches: &'static str,
    matches_none: &'static str,
    modified_since: &'static str,
    unmodified_since: &'static str,
}

const OF_READS: Names = Names {
    matches: "If-Match",
    matches_none: "If-None-Match",
    modified_since: "If-Modified-Since",
    unmodified_since: "If-Unmodified-Since",
};

const OF_SOURCES: Names = Names {
    matches: "x-amz-copy-source-If-Match",
    matches_none: "x-amz-copy-source-If-None-Match",
    modified_since: "x-amz-copy-source-If-Modified-Since",
    unmodified_since: "x-amz-copy-source-If-Unmodified-Since",
};

/// A condition that does not hold.
enum Unmet {
    /// What should still be so is not.
    Failed(&'static str),
    /// What should have changed has not.
    Unchanged(&'static str),
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'o> {
    pub(crate) etag: &'o ETag,
    pub(crate) modified: Timestamp,
    /// The time of the request.
    pub(crate) now: Timestamp,
}

impl ReadConditions {
    /// Checks the conditions of GetObject and HeadObject.
    ///
    /// # Errors
    /// `PreconditionFailed`, or `NotModified` with what the client may go on using.
    pub(crate) fn check_read(&self, seen: Seen<'_>) -> Result<(), Error> {
        match self.unmet(&OF_READS, seen) {
            None => Ok(()),
            Some(Unmet::Failed(name)) => Err(precondition_failed(name)),
            Some(Unmet::Unchanged(_)) => Err(Error::new(ErrorCode::NotModified, "Not Modified")
                .with("ETag", format!("\"{}\"", seen.etag))
                .with("LastModified", http_date(seen.modified))),
        }
    }

    /// Checks the conditions on what is copied.
    ///
    /// # Errors
    /// `PreconditionFailed`.
    pub(crate) fn check_source(&self, seen: Seen<'_>) -> Result<(), Error> {
        match self.unmet(&OF_SOURCES, seen) {
            None => Ok(()),
            Some(Unmet::Failed(name) | Unmet::Unchanged(name)) => Err(precondition_failed(name)),
        }
    }

    /// SOURCE: RFC 9110, "Precedence of Preconditions", and S3 API Reference, GetObject and
    /// CopyObject: an ETag counts before a time; a time that has not come yet is no condition.
    fn unmet(&self, names: &Names, seen: Seen<'_>) -> Option<Unmet> {
        match (&self.matches, self.unmodified_since) {
            (Some(etags), _) if !etags.holds(seen.etag) => {
                return Some(Unmet::Failed(names.matches));
            }
            (None, Some(since)) if is_later(seen.modified, since) => {
                return Some(Unmet::Failed(names.unmodified_since));
            }
            _ => {}
        }
        match (&self.matches_none, self.modified_since) {
            (Some(etags), _) if etags.holds(seen.etag) => {
                Some(Unmet::Unchanged(names.matches_none))
            }
            (None, Some(since)) if !is_later(seen.modified, since) && since < seen.now => {
                Some(Unmet::Unchanged(names.modified_since))
            }
            _ => None,
        }
    }
}

fn precondition_failed(condition: &'static str) -> Error {
    let text = "At least one of the pre-conditions you specified did not hold";
    Error::new(ErrorCode::PreconditionFailed, text).with("Condition", condition)
}

/// What `If-Match` and `If-None-Match` of a write ask for, as they were sent.
///
/// # Errors
/// They ask for what S3 does not do.
///
/// SOURCE: S3 API Reference, PutObject; the details of the errors are as S3 answers.
pub fn write_condition(
    if_match: Option<&str>,
    if_none_match: Option<&str>,
) -> Result<Option<WriteCondition>, Error> {
    match (if_match, if_none_match) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => {
            let text = "Multiple conditional request headers present in the request";
            Err(not_built("If-Match,If-None-Match", text))
        }
        (None, Some("*")) => Ok(Some(WriteCondition::Absent)),
        (None, Some(_)) => Err(not_built("If-None-Match", NOT_THIS_NONE_MATCH)),
        (Some("*"), None) => Err(not_built("If-Match", NOT_THIS_MATCH)),
        (Some(etag), None) => Ok(Some(WriteCondition::Matches(etag_of(etag)))),
    }
}

/// What `If-Match` of a deletion asks for, as it was sent.
///
/// SOURCE: S3 API Reference, DeleteObject.
pub fn delete_condition(if_match: Option<&str>) -> Option<WriteCondition> {
    match if_match? {
        "*" => Some(WriteCondition::Exists),
        etag => Some(WriteCondition::Matches(etag_of(etag))),
    }
}

/// Every text is an ETag that some object might have.
fn etag_of(text: &str) -> ETag {
    let Ok(etag) = text.parse();
    etag
}

const NOT_THIS_MATCH: &str = "We don't accept the provided value of If-Match header for this API";
const NOT_THIS_NONE_MATCH: &str =
    "We don't accept the provided value of If-None-Match header for this API";

fn not_built(header: &'static str, more: &'static str) -> Error {
    let text = "A header you provided implies functionality that is not implemented";
    Error::new(ErrorCode::NotImplemented, text)
        .with("Header", header)
        .with("additionalMessage", more)
}

/// Lets policies see the condition of a write.
///
/// SOURCE: S3 User Guide, "Enforce conditional writes on Amazon S3 buckets".
pub(crate) fn with_condition(
    requirements: Requirements,
    condition: Option<&WriteCondition>,
) -> Requirements {
    match condition {
        None => requirements,
        Some(WriteCondition::Absent) => requirements.with_text("s3:if-none-match", "*"),
        Some(WriteCondition::Exists) => requirements.with_text("s3:if-match", "*"),
        Some(WriteCondition::Matches(etag)) => {
            requirements.with_text("s3:if-match", format!("\"{etag}\""))
        }
    }
}

/// What the client is told of an error of a write with a condition.
pub(crate) fn of_write(
    error: ObjectsError,
    address: &ObjectAddress,
    condition: Option<&WriteCondition>,
) -> Error {
    let name = match condition {
        None => return address.error(error),
        Some(WriteCondition::Absent) => "If-None-Match",
        Some(WriteCondition::Exists | WriteCondition::Matches(_)) => "If-Match",
    };
    match error {
        ObjectsError::PreconditionFailed => precondition_failed(name),
        // SOURCE: S3 User Guide, "How to prevent object overwrites with conditional writes": a
        // conflicting write in between.
        ObjectsError::Contended => {
            let code = ErrorCode::ConditionalRequestConflict;
            Error::new(code, CONFLICT)
                .with("Condition", name)
                .with("Key", address.key.as_str())
        }
        error => address.error(error),
    }
}

const CONFLICT: &str = "The conditional request cannot succeed due to a conflicting operation \
                        against this resource.";

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "2026-01-31T11:59:59Z";
    const THEN: &str = "2026-01-31T12:00:00Z";
    const AFTER: &str = "2026-01-31T12:00:01Z";
    const FUTURE: &str = "2026-02-01T00:00:00Z";

    fn time(text: &str) -> Option<Timestamp> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn etags(text: &str) -> Option<ETags> {
        match text {
            "" => None,
            "*" => Some(ETags::Any),
            list => Some(ETags::OneOf(list.split(',').map(etag_of).collect())),
        }
    }

    /// `expect`: the code of a read's error, and the condition that a copy's error names.
    #[track_caller]
    fn check(sent: [&str; 4], expect: Option<(ErrorCode, &str)>) {
        let [matches, none, modified, unmodified] = sent;
        let conditions = ReadConditions {
            matches: etags(matches),
            matches_none: etags(none),
            modified_since: time(modified),
            unmodified_since: time(unmodified),
        };
        let etag = etag_of("\"e\"");
        let seen = Seen {
            etag: &etag,
            modified: "2026-01-31T12:00:00.7Z".parse().unwrap(),
            now: "2026-01-31T13:00:00Z".parse().unwrap(),
        };
        let read = conditions.check_read(seen).map_err(|error| error.code);
        assert_eq!(read.err(), expect.map(|(code, _)| code), "{sent:?}");
        let source = conditions.check_source(seen).err();
        let named = source.map(|error| error.details[0].1.clone());
        let named = named.map(|name| name.replace("x-amz-copy-source-", ""));
        assert_eq!(named.as_deref(), expect.map(|(_, name)| name), "{sent:?}");
    }

    #[test]
    fn conditions_have_their_precedence() {
        let failed = |name| Some((ErrorCode::PreconditionFailed, name));
        let unchanged = |name| Some((ErrorCode::NotModified, name));
        check(["", "", "", ""], None);
        check(["*", "", "", ""], None);
        check(["x,e", "", "", ""], None);
        check(["x", "", "", ""], failed("If-Match"));
        check(["", "x", "", ""], None);
        check(["", "e", "", ""], unchanged("If-None-Match"));
        check(["", "*", "", ""], unchanged("If-None-Match"));
        check(["", "", BEFORE, ""], None);
        check(["", "", THEN, ""], unchanged("If-Modified-Since"));
        check(["", "", AFTER, ""], unchanged("If-Modified-Since"));
        check(["", "", FUTURE, ""], None);
        check(["", "", "", BEFORE], failed("If-Unmodified-Since"));
        check(["", "", "", THEN], None);
        // An ETag that is right makes the time irrelevant, and one that is wrong too.
        check(["e", "", "", BEFORE], None);
        check(["", "x", AFTER, ""], None);
        check(["", "e", BEFORE, ""], unchanged("If-None-Match"));
        check(["x", "e", "", ""], failed("If-Match"));
    }

    #[track_caller]
    fn check_write(sent: [Option<&str>; 2], expect: &Result<Option<WriteCondition>, ErrorCode>) {
        let [if_match, if_none_match] = sent;
        let seen = write_condition(if_match, if_none_match).map_err(|error| error.code);
        assert_eq!(&seen, expect);
    }

    #[test]
    fn writes_have_conditions_that_s3_knows() {
        let matches = WriteCondition::Matches(etag_of("e"));
        check_write([None, None], &Ok(None));
        check_write([None, Some("*")], &Ok(Some(WriteCondition::Absent)));
        check_write([Some("\"e\""), None], &Ok(Some(matches)));
        check_write([Some("*"), None], &Err(ErrorCode::NotImplemented));
        check_write([None, Some("\"e\"")], &Err(ErrorCode::NotImplemented));
        check_write([Some("e"), Some("*")], &Err(ErrorCode::NotImplemented));
        assert_eq!(delete_condition(Some("*")), Some(WriteCondition::Exists));
        assert_eq!(delete_condition(None), None);
    }
}

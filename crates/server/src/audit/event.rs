//! One event, in the form of CloudTrail.
//!
//! SOURCE: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity
//! element".

use iamd_auth::RequestFacts;
use iamd_ident::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// What was asked, by whom, and what came of it. It holds no secret: whoever makes one leaves out
/// passwords, secret keys, seeds and tokens.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent<'a> {
    /// Who asked.
    pub user_identity: UserIdentity<'a>,
    /// When the request was authenticated.
    #[serde(serialize_with = "whole_seconds")]
    pub event_time: Timestamp,
    /// The service, such as `iam.amazonaws.com`.
    pub event_source: &'a str,
    /// The operation, such as `CreateUser`.
    pub event_name: &'a str,
    /// The region that was asked for.
    pub aws_region: &'a str,
    /// Where the request came from.
    #[serde(rename = "sourceIPAddress")]
    pub source_ip_address: &'a str,
    /// What the client calls itself, cut by [`client_name`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<&'a str>,
    /// The error's code, such as `AccessDenied`, unless it went well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<&'a str>,
    /// The error's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<&'a str>,
    /// The input, without secrets; `null` where there is none.
    pub request_parameters: Option<&'a Value>,
    /// The output of an operation that changes something, without secrets; `null` for others.
    pub response_elements: Option<Value>,
    /// What has no other place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_event_data: Option<Additional<'a>>,
    /// The id that the answer carries.
    #[serde(rename = "requestID")]
    pub request_id: &'a str,
    /// The id of this event alone.
    #[serde(rename = "eventID")]
    pub event_id: &'a str,
    /// Whether the operation changes nothing.
    pub read_only: bool,
    /// `AwsApiCall`, `AwsConsoleSignIn` or `AwsConsoleAction`.
    pub event_type: &'a str,
    /// The account that the operation acted on.
    pub recipient_account_id: &'a str,
    /// Whether the caller asked in the console; absent if not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_credential_from_console: Option<TruthText>,
    /// What protected the connection; absent without TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_details: Option<TlsDetails<'a>>,
}

/// What has no other place.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub enum Additional<'a> {
    /// Of an operation.
    Decided(Decided<'a>),
    /// Of signing in.
    SignIn(SignInDetails<'a>),
    /// Of the log itself.
    Log(LogDetails<'a>),
    /// Of a request that nobody is known to have sent.
    Unproved(UnprovedDetails),
}

/// What is told of a request that nobody is known to have sent.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnprovedDetails {
    /// How many such requests, of all addresses, have no event since the last one that has: there
    /// were too many.
    pub unwritten_before: u64,
}

/// What the log tells of itself.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogDetails<'a> {
    /// A JSON object.
    pub audit_log: &'a Value,
}

impl<'a> From<Decided<'a>> for Additional<'a> {
    fn from(decided: Decided<'a>) -> Self {
        Self::Decided(decided)
    }
}

impl From<UnprovedDetails> for Additional<'_> {
    fn from(details: UnprovedDetails) -> Self {
        Self::Unproved(details)
    }
}

impl<'a> From<SignInDetails<'a>> for Additional<'a> {
    fn from(details: SignInDetails<'a>) -> Self {
        Self::SignIn(details)
    }
}

/// How somebody signed in or tried to, or which session switched.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SignInDetails<'a> {
    /// Whether the page was one for phones. There is one page for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_version: Option<YesNo>,
    /// Whether a code was shown.
    #[serde(rename = "MFAUsed", skip_serializing_if = "Option::is_none")]
    pub mfa_used: Option<YesNo>,
    /// The serial number of the device whose code was shown or is asked for.
    #[serde(rename = "MFAIdentifier", skip_serializing_if = "Option::is_none")]
    pub mfa_identifier: Option<&'a str>,
    /// What kind of device a code is asked of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_type: Option<&'static str>,
    /// The ARN of who switched to a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch_from: Option<&'a str>,
}

/// A truth value that is written as `Yes` or `No`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YesNo(pub bool);

impl Serialize for YesNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "Yes" } else { "No" })
    }
}

/// What an operation was decided on, and what decided.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decided<'a> {
    /// The ARN of the resource, or `*`.
    pub resource: &'a str,
    /// The statement that allowed or denied; absent where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<&'a str>,
    /// The decision; absent where the operation needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionDetails<'a>>,
    /// What else was decided: on the source of a copy, on each item of a list. Refusals come first.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub further: &'a [FurtherDecided<'a>],
    /// How many further decisions there were that are not here.
    #[serde(skip_serializing_if = "is_zero")]
    pub further_left_out: usize,
}

/// A decision, by layer, policy and statement.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionDetails<'a> {
    /// `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`.
    pub outcome: &'a str,
    /// The layer that decided, such as `identity`.
    pub layer: &'a str,
    /// The statement that allowed or denied; absent where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementDetails<'a>>,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementDetails<'a> {
    /// The ARN of a managed policy, the name of an inline one.
    pub policy: &'a str,
    /// What kind of policy it is, such as `inline policy of the user`.
    pub kind: &'a str,
    /// Which of the policy's statements it is; the first is 0.
    pub index: u32,
    /// Its `Sid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<&'a str>,
    /// The line of the policy's text where it begins; the first is 1.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A decision that an operation needed besides its own.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FurtherDecided<'a> {
    /// The action.
    pub action: &'a str,
    /// The ARN of what it was decided on.
    pub resource: &'a str,
    /// The version of it that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<&'a str>,
    /// Whether it was allowed.
    pub is_allowed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Who asked.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserIdentity<'a> {
    /// `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `WebIdentityUser`, `SAMLUser`, `AWSAccount`,
    /// or `Unknown` where nobody was recognised.
    pub r#type: &'a str,
    /// The unique id, for sessions with the session's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_id: Option<&'a str>,
    /// The ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<&'a str>,
    /// The account that the caller belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<&'a str>,
    /// The key that signed the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<&'a str>,
    /// The user's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<&'a str>,
    /// The facts of temporary credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_context: Option<SessionContext<'a>>,
}

/// The facts of temporary credentials.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionContext<'a> {
    /// The role or user behind the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_issuer: Option<SessionIssuer<'a>>,
    /// When and how the session began.
    pub attributes: SessionAttributes,
    /// What the caller of the first `AssumeRole` was said to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<&'a str>,
}

/// The role or user behind a session.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionIssuer<'a> {
    /// `Role`, `IAMUser` or `Root`.
    pub r#type: &'a str,
    /// The unique id.
    pub principal_id: &'a str,
    /// The ARN.
    pub arn: &'a str,
    /// The account.
    pub account_id: &'a str,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<&'a str>,
}

/// When and how a session began.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionAttributes {
    /// When the credentials were issued.
    #[serde(serialize_with = "whole_seconds")]
    pub creation_date: Timestamp,
    /// Whether a second factor was shown. CloudTrail writes it as a text.
    pub mfa_authenticated: TruthText,
}

/// A truth value that is written as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TruthText(pub bool);

impl Serialize for TruthText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "true" } else { "false" })
    }
}

/// What protected the connection.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsDetails<'a> {
    /// Such as `TLSv1.3`.
    pub tls_version: &'a str,
    /// Such as `TLS_AES_128_GCM_SHA256`.
    pub cipher_suite: &'a str,
    /// The host that the client named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_provided_host_header: Option<&'a str>,
}

impl<'a> TlsDetails<'a> {
    /// What protected a request; `None` without TLS.
    pub fn of(request: &'a RequestFacts) -> Option<Self> {
        let tls = request.tls?;
        Some(Self {
            tls_version: tls.version,
            cipher_suite: tls.cipher_suite,
            client_provided_host_header: request.host.as_deref(),
        })
    }
}

/// Operations of S3 on objects, and on what is in a bucket.
///
/// SOURCE: S3 User Guide, "Amazon S3 CloudTrail events", the actions that are tracked as data events.
const DATA_EVENTS: &[&str] = &[
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateMultipartUpload",
    "DeleteObject",
    "DeleteObjectTagging",
    "DeleteObjects",
    "GetObject",
    "GetObjectAcl",
    "GetObjectAttributes",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectTagging",
    "GetObjectTorrent",
    "HeadBucket",
    "HeadObject",
    "ListObjectVersions",
    "ListObjects",
    "ListObjectsV2",
    "ListParts",
    "PostObject",
    "PutObject",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectTagging",
    "RestoreObject",
    "SelectObjectContent",
    "UploadPart",
    "UploadPartCopy",
];

impl AuditEvent<'_> {
    /// The version of the record format that the fields are those of.
    const VERSION: &'static str = "1.11";

    /// The event as a JSON object without its closing brace: the chain comes before it.
    pub(super) fn body(&self) -> serde_json::Result<Vec<u8>> {
        const USUAL_BYTES: usize = 1024;
        let mut body = Vec::with_capacity(USUAL_BYTES);
        let is_of_data =
            self.event_source == "s3.amazonaws.com" && DATA_EVENTS.contains(&self.event_name);
        let record = Record {
            event_version: Self::VERSION,
            event: self,
            management_event: !is_of_data,
            event_category: if is_of_data { "Data" } else { "Management" },
        };
        serde_json::to_writer(&mut body, &record)?;
        body.pop();
        Ok(body)
    }

    /// Whether it tells of something that was changed, so that it must not be lost.
    pub(super) fn tells_of_a_change(&self) -> bool {
        !self.read_only && self.error_code.is_none() && self.error_message.is_none()
    }
}

/// An event between the fields that all events share.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    event_version: &'static str,
    #[serde(flatten)]
    event: &'a AuditEvent<'a>,
    management_event: bool,
    event_category: &'static str,
}

/// LIMIT: the bytes of a client's name for itself that an event keeps. Anybody can send one that fills
/// a whole head, and each attempt to sign in leaves an event.
///
/// SOURCE: CloudTrail User Guide, "CloudTrail record contents", `userAgent`: at most 1 KB.
const USER_AGENT_BYTES_MAX: usize = 1024;

/// The beginning of what a client calls itself.
pub fn client_name(user_agent: &str) -> &str {
    let end = user_agent.floor_char_boundary(USER_AGENT_BYTES_MAX);
    user_agent.get(..end).unwrap_or_default()
}

/// `2026-01-31T00:00:00Z`, as CloudTrail writes moments.
fn whole_seconds<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
}

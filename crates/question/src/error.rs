//! What can be wrong with a question.

use iamd_ident::ParseArnError;
use iamd_policy::{DocumentError, DocumentFault};

/// A question has no answer. Printed, it is the `error` of the answer: where, then what.
#[derive(Debug, thiserror::Error)]
pub(crate) enum QuestionError {
    #[error("the line is empty")]
    Empty,
    #[error("the line is not UTF-8")]
    NotUtf8,
    #[error("the line has more than {bytes_max} bytes")]
    Length { bytes_max: usize },
    /// No JSON, or an object with members that are missing, unknown, twice there or of a wrong type.
    #[error("malformed question: {0}")]
    Shape(serde_json::Error),
    #[error("{first} and {second}: only one of them may be given")]
    Twice {
        first: &'static str,
        second: &'static str,
    },
    #[error("request.principal: {0}")]
    Principal(PrincipalError),
    #[error("{place}: {error}")]
    Issuer {
        place: &'static str,
        error: IssuerError,
    },
    #[error("request.action: `{action}` is not SERVICE:NAME")]
    Action { action: String },
    #[error("request.resource.arn: `{arn}` is neither an ARN with its six segments nor `*`")]
    Resource { arn: String },
    #[error("request.resource.account: `{account}` is no account id of twelve digits")]
    Account { account: String },
    #[error("request.context: {key} is not the ARN of a role {role} in account {account}")]
    SessionRole {
        key: &'static str,
        role: String,
        account: String,
    },
    #[error("{place}: {}: {}", error.at, reason(error))]
    Document {
        place: String,
        error: Box<DocumentError>,
    },
    #[error("{place}: {error}")]
    DocumentText {
        place: String,
        error: serde_json::Error,
    },
    #[error("{place}: a list of levels is wanted, each a list of documents")]
    Levels { place: &'static str },
    #[error("{place}: a level is a list of documents")]
    Level { place: String },
    #[error("{place}: a resource has one policy")]
    ResourcePolicies { place: &'static str },
}

/// The principal is nobody who could ask.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrincipalError {
    #[error("`{text}` is neither an ARN nor `anonymous`: {error}")]
    Arn { text: String, error: ParseArnError },
    #[error("`{arn}` has no account id of twelve digits")]
    Account { arn: String },
    #[error(
        "`{arn}` is a role; a session of it asks, \
         arn:{partition}:sts::{account}:assumed-role/{name}/SESSION"
    )]
    Role {
        arn: String,
        partition: String,
        account: String,
        name: String,
    },
    #[error(
        "`{arn}` is not the ARN of a user, a root user, a role session or a federated user's session"
    )]
    Kind { arn: String },
    #[error("the name is empty")]
    EmptyName,
}

/// The issuer does not fit the principal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssuerError {
    #[error("only the session of a federated user has one")]
    NotFederatedUser,
    #[error("`{issuer}` is not the ARN of a user or root user in account {account}")]
    Kind { issuer: String, account: String },
}

/// What is wrong with a document, more closely than AWS says it where that is known.
fn reason(error: &DocumentError) -> String {
    match error.fault {
        DocumentFault::Syntax { reason } => format!("syntax error: {reason}"),
        _ => error.to_string(),
    }
}

impl QuestionError {
    /// The error of a document at a place of the question.
    pub(crate) fn document(place: String, error: DocumentError) -> Self {
        let error = Box::new(error);
        Self::Document { place, error }
    }
}

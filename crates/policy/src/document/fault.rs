//! What can be wrong with a document, in AWS's words.

use super::{DocumentKind, NamedPrincipal, SizeQuota};
use crate::position::Position;

mod resource_policy;

pub use resource_policy::ResourcePolicyFault;

/// A document is refused. Printed, it is AWS's message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct DocumentError {
    /// What is wrong.
    pub fault: DocumentFault,
    /// Where it is wrong; the beginning of the document if the fault is that of the whole.
    pub at: Position,
    code: DocumentErrorCode,
}

impl DocumentError {
    /// The error's code on the wire.
    pub fn code(&self) -> DocumentErrorCode {
        self.code
    }

    /// A principal that a document of a resource names does not exist. Only who knows all
    /// principals can find that; see [`Document::principals`](super::Document::principals).
    pub fn unknown_principal(kind: DocumentKind<'_>, principal: &NamedPrincipal<'_>) -> Self {
        let fault = match kind {
            DocumentKind::Bucket { .. } => ResourcePolicyFault::BucketPrincipal,
            DocumentKind::Identity | DocumentKind::Trust => ResourcePolicyFault::TrustPrincipal {
                kind: principal.kind.into(),
                principal: principal.name.into(),
            },
        };
        Self::new(fault.into(), principal.span.start).of(kind)
    }

    pub(crate) fn new(fault: DocumentFault, at: Position) -> Self {
        let code = match fault {
            DocumentFault::PolicySize { .. } | DocumentFault::InlineSize { .. } => {
                DocumentErrorCode::LimitExceeded
            }
            _ => DocumentErrorCode::MalformedPolicyDocument,
        };
        Self { fault, at, code }
    }

    /// The error with the code of the service that keeps such documents.
    pub(super) fn of(mut self, kind: DocumentKind<'_>) -> Self {
        if matches!(kind, DocumentKind::Bucket { .. }) {
            self.code = DocumentErrorCode::MalformedPolicy;
        }
        self
    }

    pub(crate) fn syntax(reason: &'static str, at: Position) -> Self {
        Self::new(DocumentFault::Syntax { reason }, at)
    }
}

/// The codes that a refused document has on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentErrorCode {
    /// Status 400; of IAM and STS.
    MalformedPolicyDocument,
    /// Status 400; of S3.
    MalformedPolicy,
    /// Status 409.
    LimitExceeded,
}

impl DocumentErrorCode {
    /// The code as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedPolicyDocument => "MalformedPolicyDocument",
            Self::MalformedPolicy => "MalformedPolicy",
            Self::LimitExceeded => "LimitExceeded",
        }
    }
}

/// The ways in which a document can be wrong, with AWS's messages.
///
/// SOURCE: answers of `CreatePolicy` recorded in February 2026 for 78 faulty documents, unless a
/// variant says something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentFault {
    /// No JSON, or not of a policy's shape, or beyond a limit. The reason is for logs and tools.
    #[error("Syntax errors in policy.")]
    Syntax {
        /// What was expected or found.
        reason: &'static str,
    },
    /// `Version` is absent or older than identity policies may be.
    #[error("Policy document must be version 2012-10-17 or greater.")]
    Version,
    /// A word in the wrong case, or an ARN or a date that AWS's older parser does not take.
    #[error("The policy failed legacy parsing")]
    LegacyParsing,
    /// A `Sid` with other characters than letters and digits.
    ///
    /// SOURCE: reported by users of AWS; not among the recorded answers.
    #[error(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular \
         expression [0-9A-Za-z]*"
    )]
    SidCharacters,
    /// Two statements have the same `Sid`.
    #[error("Statement IDs (SID) in a single policy must be unique.")]
    SidTwice,
    /// `Principal` or `NotPrincipal` in an identity policy.
    ///
    /// SOURCE: reported by users of AWS; not among the recorded answers.
    #[error("Policy document should not specify a principal.")]
    Principal,
    /// Neither `Action` nor `NotAction`, or an empty list.
    #[error("Policy statement must contain actions.")]
    NoActions,
    /// Neither `Resource` nor `NotResource`, or an empty list.
    #[error("Policy statement must contain resources.")]
    NoResources,
    /// A resource that is neither an ARN nor `*`.
    #[error("Resource {resource} must be in ARN format or \"*\".")]
    ResourceFormat {
        /// The resource as written.
        resource: Box<str>,
    },
    /// A resource in a partition that does not exist.
    #[error("Partition \"{partition}\" is not valid for resource \"{padded}\".")]
    Partition {
        /// The second segment.
        partition: Box<str>,
        /// The resource with all six segments.
        padded: Box<str>,
    },
    /// A resource without a service, or with a wildcard in it.
    #[error("Resource vendor must be fully qualified and cannot contain regexes.")]
    ResourceVendor,
    /// A resource of IAM with a region.
    #[error("IAM resource {resource} cannot contain region information.")]
    IamRegion {
        /// The resource as written.
        resource: Box<str>,
    },
    /// A resource of S3 with a region, of a kind that has none.
    #[error("Resource {resource} can not contain region information.")]
    S3Region {
        /// The resource as written.
        resource: Box<str>,
    },
    /// A resource of IAM of an unknown kind.
    #[error(
        "IAM resource path must either be \"*\", root, or start with user/, federated-user/, \
         role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, \
         saml-provider/, oidc-provider/, report/, access-report/."
    )]
    IamPath,
    /// An action without a service.
    #[error("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    ActionWithoutVendor,
    /// An action with two colons.
    #[error("Actions/Condition can contain only one colon.")]
    ActionColons,
    /// An action whose service has a character that no service has.
    #[error("Vendor {vendor} is not valid")]
    ActionVendor {
        /// All before the colon.
        vendor: Box<str>,
    },
    /// What is wrong with a policy of a resource.
    #[error(transparent)]
    ResourcePolicy(#[from] ResourcePolicyFault),
    /// A managed policy that is too long.
    ///
    /// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
    #[error("Cannot exceed quota for {}: {}", quota.name(), quota.bytes())]
    PolicySize {
        /// The quota.
        quota: SizeQuota,
    },
    /// The inline policies of an entity are too long together.
    ///
    /// SOURCE: as above.
    #[error("Maximum policy size of {} bytes exceeded for {} {name}", quota.bytes(), quota.name())]
    InlineSize {
        /// The quota.
        quota: SizeQuota,
        /// The name of the user, group or role.
        name: Box<str>,
    },
}

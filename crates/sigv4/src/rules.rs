//! In what the services differ.

/// How a service canonicalises and what it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) path: PathRule,
    pub(crate) payload: PayloadRule,
    pub(crate) window: PresignedWindow,
}

/// How the canonical path comes from the path on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathRule {
    /// Segments `.`, `..` and empty ones are resolved, then everything is escaped once more.
    NormalizedEscapedAgain,
    /// The path is kept as it is, and each octet escaped just once: keys of objects may hold dots
    /// and empty segments.
    EscapedOnce,
}

/// What may stand for the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayloadRule {
    /// The hash of the body, always.
    Hashed,
    /// A header says what: the hash, `UNSIGNED-PAYLOAD`, or one of the streaming forms; nothing
    /// said means unsigned for a presigned URL.
    Declared,
}

/// How long a presigned URL is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PresignedWindow {
    /// As any signature, 15 minutes, whatever `X-Amz-Expires` says.
    ///
    /// SOURCE: observed of AWS STS and relied on by Kubernetes clients, which keep a token that says
    /// 60 seconds for 14 minutes (kubernetes-sigs/aws-iam-authenticator, `pkg/token`).
    Skew,
    /// For the seconds that `X-Amz-Expires` says.
    Expires,
}

const QUERY_PROTOCOL: Rules = Rules {
    path: PathRule::NormalizedEscapedAgain,
    payload: PayloadRule::Hashed,
    window: PresignedWindow::Skew,
};

/// SOURCE: the S3 API reference, "Authenticating Requests (AWS Signature Version 4)".
const OBJECT_STORE: Rules = Rules {
    path: PathRule::EscapedOnce,
    payload: PayloadRule::Declared,
    window: PresignedWindow::Expires,
};

/// Every service that is not named here goes by the rules of the query protocol.
const EXCEPTIONS: [(&str, Rules); 1] = [("s3", OBJECT_STORE)];

impl Rules {
    /// The rules of the service with this name in the credential scope.
    pub(crate) fn of(service: &str) -> Self {
        let exception = EXCEPTIONS.iter().find(|(name, _)| *name == service);
        exception.map_or(QUERY_PROTOCOL, |(_, rules)| *rules)
    }
}

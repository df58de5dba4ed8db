//! What can be wrong with a policy of a resource: a role's trust policy or a bucket's policy.

/// The ways in which a trust policy or a bucket policy can be wrong, with the messages of IAM and
/// S3. The first ones are common to both: the same older parser seems to stand behind them.
///
/// SOURCE: answers of `CreateRole`, `UpdateAssumeRolePolicy` and `PutBucketPolicy` to faulty
/// documents: some recorded in 2026, the others reported by users, who quote them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResourcePolicyFault {
    /// No JSON, no object, or beyond a limit. The reason is for logs and tools.
    #[error("This policy contains invalid Json")]
    Json {
        /// What was expected or found.
        reason: &'static str,
    },
    /// An element that no policy has.
    #[error("Unknown field {field}")]
    UnknownField {
        /// The element's name as written.
        field: Box<str>,
    },
    /// A `Version` that does not exist.
    #[error("The policy must contain a valid version string")]
    Version,
    /// An element that must be there is not.
    #[error("Missing required field {field}")]
    MissingField {
        /// The element's name.
        field: &'static str,
    },
    /// `Statement` is an empty list.
    #[error("Could not parse the policy: Statement is empty!")]
    NoStatements,
    /// An effect other than `Allow` and `Deny`, in whatever case.
    #[error("Invalid effect: {word}")]
    Effect {
        /// The effect as written.
        word: Box<str>,
    },
    /// `Principal` is an object without members, or an empty text.
    #[error("Missing required field Principal cannot be empty!")]
    EmptyPrincipal,
    /// `NotPrincipal` in a statement that allows.
    #[error("Allow with NotPrincipal is not allowed.")]
    AllowNotPrincipal,
    /// Two statements have the same `Sid`.
    #[error("The Statement Ids in the policy are not unique")]
    SidTwice,

    /// A trust policy of another shape, or with an unknown operator. The reason is for logs and
    /// tools.
    #[error("Syntax error in policy.")]
    TrustSyntax {
        /// What was expected or found.
        reason: &'static str,
    },
    /// `NotPrincipal` in a trust policy.
    #[error("AssumeRole policy must not contain NotPrincipal field.")]
    TrustNotPrincipal,
    /// `Resource` in a trust policy.
    #[error("Has prohibited field Resource")]
    TrustResource,
    /// `NotResource` in a trust policy.
    #[error("AssumeRole policy must not contain resources.")]
    TrustNotResource,
    /// An action that is not one of assuming a role.
    #[error("AssumeRole policy may only specify STS AssumeRole actions.")]
    TrustAction,
    /// The principal of a trust policy is `*` itself, not one of AWS.
    #[error("AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".")]
    TrustStar,
    /// The principal of a trust policy is another bare text.
    #[error("Principal must be a JSON object.")]
    TrustPrincipalText,
    /// The principals of one kind are an empty list.
    #[error(
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in \
         policy has a statement with no principals!"
    )]
    TrustNoPrincipals,
    /// A kind of principals that trust policies do not have.
    #[error("Invalid principal in policy: \"{kind}\"")]
    TrustPrincipalKind {
        /// The kind as written.
        kind: Box<str>,
    },
    /// A principal that is none of its kind, or does not exist.
    #[error("Invalid principal in policy: \"{}\":\"{principal}\"", kind.to_ascii_uppercase())]
    TrustPrincipal {
        /// The kind as written.
        kind: Box<str>,
        /// The principal as written.
        principal: Box<str>,
    },

    /// A bucket policy that does not begin like an object.
    #[error("Policies must be valid JSON and the first byte must be '{{'")]
    BucketFirstByte,
    /// A bucket policy that is too long.
    #[error("Policy exceeds the maximum allowed document size.")]
    BucketSize,
    /// An action that is not one of S3.
    #[error("Policy has invalid action")]
    BucketAction,
    /// A resource that is neither the bucket nor in it.
    #[error("Policy has invalid resource")]
    BucketResource,
    /// An unknown condition operator.
    #[error("Invalid Condition type : {operator}")]
    BucketOperator {
        /// The operator as written.
        operator: Box<str>,
    },
    /// A condition key that cannot be one.
    #[error("Policy has an invalid condition key")]
    BucketConditionKey,
    /// A condition on an address whose value is none.
    #[error("Invalid IP address in Conditions")]
    BucketAddress,
    /// A condition key that requests for an action of the statement never have.
    #[error("Conditions do not apply to combination of actions and resources in statement")]
    BucketCondition,
    /// An action that no resource of the statement can have.
    #[error("Action does not apply to any resource(s) in statement")]
    BucketActionResource,
    /// A principal of an unknown kind, that is none of its kind, or that does not exist.
    #[error("Invalid principal in policy")]
    BucketPrincipal,
}

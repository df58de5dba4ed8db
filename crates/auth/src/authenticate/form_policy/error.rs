//! What can be wrong with a form's policy, or with a form by its policy.

/// Why a form is not accepted. `Display` gives S3's text.
///
/// SOURCE: observed answers; where S3's text is unknown, the variant says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormPolicyError {
    /// The policy has too many bytes or conditions. S3's text is unknown.
    #[error("Invalid Policy: the policy is too large.")]
    TooLarge,
    /// The policy is not in Base64.
    #[error("Invalid Policy: invalid Base64 encoding.")]
    NotBase64,
    /// The policy is not a JSON object.
    #[error("Invalid Policy: Invalid JSON.")]
    NotJson,
    /// Nothing says until when the policy is good.
    #[error("Invalid Policy: Policy missing expiration.")]
    MissingExpiration,
    /// What says until when the policy is good is no moment.
    #[error("Invalid Policy: Invalid 'expiration' value: '{expiration}'")]
    InvalidExpiration {
        /// What the policy says.
        expiration: String,
    },
    /// There are no conditions.
    #[error("Invalid Policy: Policy missing conditions.")]
    MissingConditions,
    /// The conditions are no list.
    #[error("Invalid Policy: Invalid 'conditions' value: must be a List.")]
    ConditionsNotList,
    /// The policy has a member that means nothing.
    #[error("Invalid Policy: Unexpected: '{name}'")]
    UnknownMember {
        /// Its name.
        name: String,
    },
    /// A condition is neither a list nor an object.
    #[error("Invalid Policy: Invalid condition test: must be a List or Object.")]
    NotCondition,
    /// A condition that is an object has not just one member.
    #[error(
        "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one \
         property specified."
    )]
    NotOneProperty,
    /// A condition that is an object wants something else than a text.
    #[error("Invalid Policy: Invalid Simple-Condition: value must be a string.")]
    ValueNotString,
    /// A condition that is a list does not begin with an operation.
    #[error("Invalid Policy: Invalid Condition: missing operation identifier.")]
    MissingOperation,
    /// A condition begins with an operation that there is not.
    #[error("Invalid Policy: Invalid Condition: unknown operation '{operation}'.")]
    UnknownOperation {
        /// The operation.
        operation: String,
    },
    /// An operation has too many arguments or too few.
    #[error("Invalid Policy: Invalid {operation}: wrong number of arguments.")]
    WrongArguments {
        /// The operation.
        operation: String,
    },
    /// An operation has arguments of the wrong kind. S3's text is unknown.
    #[error("Invalid Policy: Invalid {operation}: invalid argument.")]
    MalformedArguments {
        /// The operation.
        operation: String,
    },
    /// The policy was good once.
    #[error("Invalid according to Policy: Policy expired.")]
    Expired,
    /// The form does not say what a condition wants.
    #[error("Invalid according to Policy: Policy Condition failed: {condition}")]
    ConditionFailed {
        /// The condition.
        condition: String,
    },
    /// The form has fields that no condition foresees.
    #[error("Invalid according to Policy: Extra input fields: {names}")]
    ExtraFields {
        /// Their names.
        names: String,
    },
}

impl FormPolicyError {
    /// S3's code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Expired | Self::ConditionFailed { .. } | Self::ExtraFields { .. } => {
                "AccessDenied"
            }
            _ => "InvalidPolicyDocument",
        }
    }
}

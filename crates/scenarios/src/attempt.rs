//! What a call was to do.

/// What a call was to do, by the names of what it was about. Each language has its own words for
/// it: see [`crate::texts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Find out who is calling.
    WhoCalls,
    /// Look up the user that is calling.
    CurrentUser,
    /// Create a user.
    CreateUser(String),
    /// Give a user another name.
    RenameUser {
        /// The name before.
        from: String,
        /// The name wanted.
        to: String,
    },
    /// List the users.
    ListUsers,
    /// Delete a user.
    DeleteUser(String),
    /// Put a policy into a user.
    PutUserPolicy {
        /// The user's name.
        user: String,
        /// The policy's name.
        policy: String,
    },
    /// Delete a policy that stands in a user.
    DeleteUserPolicy {
        /// The user's name.
        user: String,
        /// The policy's name.
        policy: String,
    },
    /// Attach a policy to a user.
    AttachUserPolicy {
        /// The user's name.
        user: String,
        /// The policy's ARN.
        policy: String,
    },
    /// Detach a policy from a user.
    DetachUserPolicy {
        /// The user's name.
        user: String,
        /// The policy's ARN.
        policy: String,
    },
    /// List the policies on a user.
    ListUserPolicies(String),
    /// List the access keys of a user.
    ListKeys(String),
    /// Create an access key for a user.
    CreateKey(String),
    /// Look up when a key was last used.
    LastUse(String),
    /// Activate a key.
    ActivateKey(String),
    /// Deactivate a key.
    DeactivateKey(String),
    /// Delete a key.
    DeleteKey(String),
    /// Create a managed policy of this name.
    CreatePolicy(String),
    /// Delete the managed policy of this ARN.
    DeletePolicy(String),
    /// Create a virtual MFA device.
    CreateDevice(String),
    /// Enable a device for a user.
    EnableDevice {
        /// The user's name.
        user: String,
        /// The device's ARN.
        device: String,
    },
    /// Take a device from a user.
    DeactivateDevice {
        /// The user's name.
        user: String,
        /// The device's ARN.
        device: String,
    },
    /// Delete the device of this ARN.
    DeleteDevice(String),
    /// Create a role.
    CreateRole(String),
    /// Delete a role.
    DeleteRole(String),
    /// Attach a policy to a role.
    AttachRolePolicy {
        /// The role's name.
        role: String,
        /// The policy's ARN.
        policy: String,
    },
    /// Detach a policy from a role.
    DetachRolePolicy {
        /// The role's name.
        role: String,
        /// The policy's ARN.
        policy: String,
    },
    /// Assume the role of this ARN.
    AssumeRole(String),
    /// Assume the role of this ARN without MFA.
    AssumeRoleWithoutMfa(String),
    /// List the buckets.
    ListBuckets,
    /// Create a bucket.
    CreateBucket(String),
    /// List the objects of a bucket.
    ListObjects(String),
    /// Put an object.
    PutObject {
        /// The bucket's name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// Get an object.
    GetObject {
        /// The bucket's name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// Delete an object.
    DeleteObject {
        /// The bucket's name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// Delete all objects of a bucket.
    EmptyBucket(String),
    /// Delete a bucket.
    DeleteBucket(String),
    /// Find out where the federation endpoint is.
    FindSigninEndpoint,
    /// Get a sign-in token from an endpoint.
    SigninToken(String),
    /// List the aliases of the account.
    ListAliases,
    /// Give the account an alias.
    CreateAlias(String),
    /// Take an alias from the account.
    DeleteAlias(String),
    /// Have a credential report generated.
    GenerateReport,
    /// Get the credential report.
    GetReport,
    /// Get the summary of the account.
    GetSummary,
    /// Get the authorization details of the account.
    GetDetails,
    /// Get the password policy of the account.
    GetPasswordPolicy,
    /// Make a password policy of default values.
    CreatePasswordPolicy,
    /// Delete the password policy.
    DeletePasswordPolicy,
    /// List the SAML providers.
    ListSamlProviders,
}

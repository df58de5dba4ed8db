//! Settings of accounts that are one record each.

use serde::{Deserialize, Serialize};

use super::record;

/// The properties of an account.
///
/// SOURCE: IAM API Reference, `PutAccountProperties`: the only one that it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountProperties {
    /// `RoleManager/Enabled`.
    #[serde(default)]
    pub role_manager_enabled: bool,
}

record!(AccountProperties, "the properties of an account");

/// Which version the tokens have that the global endpoint of STS hands out.
///
/// SOURCE: IAM API Reference, `SetSecurityTokenServicePreferences`; IAM User Guide, "Manage AWS STS
/// in an AWS Region": who sets nothing has version 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GlobalEndpointTokenVersion {
    /// Tokens for regions that are enabled by default.
    #[default]
    V1,
    /// Tokens for all regions.
    V2,
}

impl GlobalEndpointTokenVersion {
    /// The number, as the summary of an account has it.
    pub const fn number(self) -> u32 {
        match self {
            Self::V1 => 1,
            Self::V2 => 2,
        }
    }
}

/// What an account wants of STS.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TokenPreferencesRecord {
    #[serde(default)]
    pub(crate) global_endpoint_token_version: GlobalEndpointTokenVersion,
}

record!(
    TokenPreferencesRecord,
    "the token preferences of an account"
);

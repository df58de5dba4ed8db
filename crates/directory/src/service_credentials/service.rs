//! The services that have credentials of their own.

/// A service that has credentials of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialService {
    name: &'static str,
    /// How its API keys begin; none if it has names and passwords.
    key_prefix: Option<&'static str>,
}

/// SOURCE: IAM User Guide, "API keys for AWS services"; observed for the last two and all prefixes.
const SERVICES: [CredentialService; 6] = [
    CredentialService {
        name: "codecommit.amazonaws.com",
        key_prefix: None,
    },
    CredentialService {
        name: "cassandra.amazonaws.com",
        key_prefix: None,
    },
    CredentialService {
        name: "bedrock.amazonaws.com",
        key_prefix: Some("ABSK"),
    },
    CredentialService {
        name: "logs.amazonaws.com",
        key_prefix: Some("ACWL"),
    },
    CredentialService {
        name: "cloudwatch.amazonaws.com",
        key_prefix: Some("APIAACWM"),
    },
    CredentialService {
        name: "aws-external-anthropic.amazonaws.com",
        key_prefix: Some("AEAA"),
    },
];

impl CredentialService {
    /// The service of this name, in whatever case it is written (observed).
    pub fn find(name: &str) -> Option<Self> {
        let is_it = |service: &&Self| service.name.eq_ignore_ascii_case(name);
        SERVICES.iter().find(is_it).copied()
    }

    /// The name of the service.
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// How its API keys begin; none if its credentials are a name and a password.
    pub const fn key_prefix(self) -> Option<&'static str> {
        self.key_prefix
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_found_in_any_case() {
        for service in SERVICES {
            assert_eq!(CredentialService::find(service.name), Some(service));
            let loud = service.name.to_uppercase();
            assert_eq!(CredentialService::find(&loud), Some(service));
        }
        for other in ["", "sqs.amazonaws.com", "codecommit.amazonaws.com.cn"] {
            assert_eq!(CredentialService::find(other), None);
        }
    }
}

//! Where issuers are found, and what they say of themselves.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::Algorithm;

/// The URLs of the issuers of one server: all below its own.
///
/// A path of its own, rather than a host name for each as at AWS, needs neither names nor
/// certificates. No bucket can be called like its first part, as that has an underscore.
#[derive(Clone, Debug)]
pub struct IssuerUrls(Arc<str>);

/// What an issuer serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerDocument {
    /// What it is, and where its keys are.
    Configuration,
    /// Its keys.
    KeySet,
}

/// The path below which all issuers are.
const PATH: &str = "/_iamd/issuers/";

/// SOURCE: OpenID Connect Discovery 1.0, section 4; IAM API Reference,
/// `EnableOutboundWebIdentityFederation`.
const DOCUMENTS: [(&str, IssuerDocument); 2] = [
    (
        "/.well-known/openid-configuration",
        IssuerDocument::Configuration,
    ),
    (KEY_SET, IssuerDocument::KeySet),
];

const KEY_SET: &str = "/.well-known/jwks.json";

impl IssuerUrls {
    /// Those of a server that clients find at this URL, which has no slash at its end.
    pub fn at(endpoint: &str) -> Self {
        Self(endpoint.into())
    }

    /// The URL of an issuer, which is what its tokens say of it.
    pub fn of(&self, issuer: &str) -> String {
        format!("{}{PATH}{issuer}", self.0)
    }

    /// What an issuer says of itself.
    ///
    /// SOURCE: OpenID Connect Discovery 1.0, section 3, for the members.
    pub fn configuration(&self, issuer: &str) -> Value {
        let url = self.of(issuer);
        let claims = ["iss", "sub", "aud", "exp", "iat", "jti", CLAIMS];
        json!({
            "issuer": url,
            "jwks_uri": format!("{url}{KEY_SET}"),
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": Algorithm::ALL.map(Algorithm::as_str),
            "claims_supported": claims,
        })
    }
}

/// Those of a server that is asked where it listens by default.
impl Default for IssuerUrls {
    fn default() -> Self {
        Self::at("http://127.0.0.1:4566")
    }
}

/// The claim that holds what AWS says of a caller.
///
/// SOURCE: IAM User Guide, "Understanding token claims".
pub const CLAIMS: &str = "https://sts.amazonaws.com/";

impl IssuerDocument {
    /// Which document of which issuer is at a path, if one may be there.
    pub fn at(path: &str) -> Option<(&str, Self)> {
        let rest = path.strip_prefix(PATH)?;
        DOCUMENTS
            .into_iter()
            .find_map(|(end, document)| Some((rest.strip_suffix(end)?, document)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_says_where_its_keys_are() {
        let urls = IssuerUrls::at("https://iam.example.com");
        let url = urls.of("1-2");
        assert_eq!(url, "https://iam.example.com/_iamd/issuers/1-2");
        let said = urls.configuration("1-2");
        assert_eq!(said["issuer"], url);
        let keys = said["jwks_uri"].as_str().unwrap();
        let path = keys.strip_prefix("https://iam.example.com").unwrap();
        let found = IssuerDocument::at(path);
        assert_eq!(found, Some(("1-2", IssuerDocument::KeySet)));
        let path = "/_iamd/issuers/1-2/.well-known/openid-configuration";
        let found = IssuerDocument::at(path);
        assert_eq!(found, Some(("1-2", IssuerDocument::Configuration)));
    }

    #[test]
    fn nothing_else_is_at_an_issuer() {
        for path in [
            "/",
            "/_iamd/issuers/1-2",
            "/_iamd/issuers/1-2/",
            "/_iamd/issuers/1-2/.well-known/",
            "/issuers/1-2/.well-known/jwks.json",
            "/x/_iamd/issuers/1-2/.well-known/jwks.json",
        ] {
            assert_eq!(IssuerDocument::at(path), None, "{path}");
        }
    }
}

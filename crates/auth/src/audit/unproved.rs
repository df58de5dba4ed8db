//! What is written down of requests that nobody is known to have sent.

use iamd_api::{Error, Service};
use iamd_sigv4::{RequestHead, Signed};

use crate::RequestFacts;

/// A request whose signature proved nothing. It is not known what it asks for: nothing of it is
/// looked at.
///
/// SOURCE: CloudTrail has no events of such requests ("Amazon S3 User Guide", "Logging options",
/// "Logging of authentication failures"); whoever runs a server of their own wants to see them.
#[derive(Clone, Copy, Debug)]
pub struct UnprovedEvent<'a> {
    /// The service that it was for.
    pub service: Service,
    /// The request; of its parameters and its region nothing is told.
    pub request: &'a RequestFacts,
    /// The access key that it names, see [`claimed_access_key`].
    pub access_key_id: Option<&'a str>,
    /// The error of the answer.
    pub error: &'a Error,
}

/// The access key that a request names, whether or not its signature is right.
///
/// SECURITY: people paste secrets where ids belong. What does not look like the id of a key is not
/// told.
pub fn claimed_access_key(head: &RequestHead<'_>, service: Service) -> Option<String> {
    const PREFIXES: [&str; 2] = ["AKIA", "ASIA"];
    /// SOURCE: ids of AWS's keys have 20 characters, those of this server as well. A secret has 40.
    const ID_BYTES: usize = 20;
    let signed = match service {
        Service::S3 => Signed::parse_s3(head),
        _ => Signed::parse(head),
    };
    let signed = signed.ok()??;
    let id = signed.access_key_id();
    let is_id = id.len() == ID_BYTES
        && PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        && id
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_id.then(|| id.to_owned())
}

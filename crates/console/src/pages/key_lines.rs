//! What programs need besides a key: lines with everything that can be copied as they are.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Secret;

use crate::visitor::Visit;

/// A key with what programs need besides.
pub(crate) struct KeyLines<'k> {
    pub(crate) id: &'k str,
    pub(crate) secret: &'k str,
    endpoint: &'k str,
    region: &'k str,
}

impl<'k> KeyLines<'k> {
    /// Those of a new key.
    pub(crate) fn of<P: ConsolePorts, A: Audit>(
        visit: &'k Visit<P, A>,
        made: &'k iam::AccessKey,
    ) -> Self {
        let backend = &visit.arrived.backend;
        Self {
            id: &made.access_key_id,
            secret: made.secret_access_key.expose(),
            endpoint: &backend.endpoint_url,
            region: &backend.region,
        }
    }

    /// Lines for a shell. SDKs read one name of the region, older command lines the other.
    pub(crate) fn environment(&self) -> Secret<String> {
        let Self {
            id,
            secret,
            endpoint,
            region,
        } = self;
        Secret::new(format!(
            "export AWS_ENDPOINT_URL={endpoint}\n\
             export AWS_ACCESS_KEY_ID={id}\n\
             export AWS_SECRET_ACCESS_KEY={secret}\n\
             export AWS_REGION={region}\n\
             export AWS_DEFAULT_REGION={region}\n"
        ))
    }

    /// A profile for the file of credentials.
    pub(crate) fn profile(&self) -> Secret<String> {
        let Self {
            id,
            secret,
            endpoint,
            region,
        } = self;
        Secret::new(format!(
            "[default]\n\
             aws_access_key_id = {id}\n\
             aws_secret_access_key = {secret}\n\
             region = {region}\n\
             endpoint_url = {endpoint}\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    #[test]
    fn lines_are_what_programs_read() {
        let lines = KeyLines {
            id: ID,
            secret: SECRET,
            endpoint: "http://127.0.0.1:4566",
            region: "us-west-2",
        };
        let shell = lines.environment();
        assert!(
            shell
                .expose()
                .starts_with("export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n")
        );
        assert_eq!(shell.expose().lines().count(), 5);
        assert!(
            lines
                .profile()
                .expose()
                .contains(&format!("aws_access_key_id = {ID}\n"))
        );
    }
}

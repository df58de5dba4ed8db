//! The file in which a server on this machine tells where it is, and one key for it.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use aws_sdk_iam::config::Credentials;

use crate::{Failure, failure::CredentialsFault};

/// Where `iamd serve` writes the file, seen from where it was started.
pub const DEFAULT_CREDENTIALS_FILE: &str = "iamd-data/root-credentials.env";

/// LIMIT: bytes of such a file.
const BYTES_MAX: u64 = 64 * 1024;

/// What counts more than a file that happens to be there: whoever sets one of these means another
/// endpoint, or another caller.
///
/// SOURCE: AWS SDKs and Tools Reference Guide, "Environment variables list".
const VARIABLES: [&str; 9] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];
const PREFIX: &str = "AWS_ENDPOINT_URL";

/// Endpoint, key and region, as a file has them.
///
/// SECURITY: all of them are of the one file: no key of another place is sent to an endpoint that a
/// file names.
#[derive(Clone, Debug)]
pub struct CredentialsFile {
    /// The file.
    pub path: PathBuf,
    /// The endpoint of all services.
    pub endpoint: String,
    pub(crate) credentials: Credentials,
    pub(crate) region: Option<String>,
}

/// The file that a server wrote in a folder, if it is there and no variable of the environment says
/// who calls, or where. `variables` are the names of those that are set.
pub fn credentials_file_in(
    folder: &Path,
    variables: impl IntoIterator<Item = String>,
) -> Option<PathBuf> {
    let mut variables = variables.into_iter();
    let is_meant = |name: String| VARIABLES.contains(&name.as_str()) || name.starts_with(PREFIX);
    let path = folder.join(DEFAULT_CREDENTIALS_FILE);
    (!variables.any(is_meant) && path.is_file()).then_some(path)
}

impl CredentialsFile {
    /// Reads lines such as `export AWS_ACCESS_KEY_ID=…`.
    ///
    /// # Errors
    /// The file cannot be read, or does not name an endpoint and a key.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let unusable = |fault| Failure::Credentials {
            path: path.to_owned(),
            fault,
        };
        let mut text = String::new();
        File::open(path)
            .and_then(|file| file.take(BYTES_MAX + 1).read_to_string(&mut text))
            .map_err(|error| unusable(CredentialsFault::Unreadable(error)))?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > BYTES_MAX {
            return Err(unusable(CredentialsFault::TooLong));
        }
        Self::of(path, &text).map_err(|variable| unusable(CredentialsFault::Lacks { variable }))
    }

    /// What a text says, or the variable that it lacks.
    fn of(path: &Path, text: &str) -> Result<Self, &'static str> {
        let needed = |name| value(text, name).ok_or(name);
        let credentials = Credentials::new(
            needed("AWS_ACCESS_KEY_ID")?,
            needed("AWS_SECRET_ACCESS_KEY")?,
            value(text, "AWS_SESSION_TOKEN"),
            None,
            "file of a server",
        );
        Ok(Self {
            path: path.to_owned(),
            endpoint: needed("AWS_ENDPOINT_URL")?,
            credentials,
            region: value(text, "AWS_REGION"),
        })
    }
}

/// The value of a variable, without the quotation marks around it; the last one counts.
fn value(text: &str, name: &str) -> Option<String> {
    let mut values = text.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let value = line.trim_start().strip_prefix(name)?.strip_prefix('=')?;
        Some(unquoted(value.trim()).to_owned())
    });
    values.next_back().filter(|value| !value.is_empty())
}

fn unquoted(value: &str) -> &str {
    let within = |mark| value.strip_prefix(mark)?.strip_suffix(mark);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "# of the root user\n\
                         export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n\
                         export AWS_ACCESS_KEY_ID=AKIA1\n\
                         AWS_SECRET_ACCESS_KEY='a/b+c'\n\
                         export AWS_REGION=\"us-west-2\"\n\
                         export AWS_DEFAULT_REGION=eu-west-1\n";

    #[test]
    fn a_file_says_where_and_who() {
        let file = CredentialsFile::of(Path::new("f"), LINES).unwrap();
        assert_eq!(file.endpoint, "http://127.0.0.1:4566");
        assert_eq!(file.credentials.access_key_id(), "AKIA1");
        assert_eq!(file.credentials.secret_access_key(), "a/b+c");
        assert_eq!(file.credentials.session_token(), None);
        assert_eq!(file.region.as_deref(), Some("us-west-2"));
        assert!(!format!("{file:?}").contains("a/b+c"));
    }

    #[test]
    fn what_a_file_lacks_is_named() {
        for name in [
            "AWS_ENDPOINT_URL",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
        ] {
            let lines = LINES.replace(name, "OTHER");
            let lacking = CredentialsFile::of(Path::new("f"), &lines);
            assert_eq!(lacking.err(), Some(name));
            let empty = format!("{LINES}\n{name}=\n");
            assert_eq!(
                CredentialsFile::of(Path::new("f"), &empty).err(),
                Some(name)
            );
        }
    }

    #[test]
    fn a_file_that_is_not_there_or_too_long_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let fault = |path: &Path| match CredentialsFile::read(path) {
            Err(Failure::Credentials { fault, .. }) => fault,
            other => panic!("{other:?}"),
        };
        assert!(matches!(fault(&path), CredentialsFault::Unreadable(_)));
        std::fs::write(&path, "x".repeat(70_000)).unwrap();
        assert!(matches!(fault(&path), CredentialsFault::TooLong));
    }

    #[test]
    fn whoever_says_who_calls_does_not_mean_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let found = |names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned());
            credentials_file_in(folder.path(), names)
        };
        assert_eq!(found(&[]), None);
        let path = folder.path().join(DEFAULT_CREDENTIALS_FILE);
        std::fs::create_dir(path.parent().unwrap()).unwrap();
        std::fs::write(&path, LINES).unwrap();
        assert_eq!(found(&["AWS_REGION", "PATH"]), Some(path));
        for name in ["AWS_PROFILE", "AWS_ENDPOINT_URL_IAM", "AWS_ACCESS_KEY_ID"] {
            assert_eq!(found(&[name]), None, "{name}");
        }
    }
}

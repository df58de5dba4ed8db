//! Where the calls go and with which credentials.

use std::time::Duration;

use aws_config::{
    BehaviorVersion, ConfigLoader, Region, SdkConfig,
    profile::{self, ProfileFileCredentialsProvider},
    provider_config::ProviderConfig,
    timeout::TimeoutConfig,
};
use aws_sdk_iam::config::SharedHttpClient;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_types::os_shim_internal::{Env, Fs};

use crate::{CredentialsFile, Failure, ProfileFault, failure::reasons};

/// How long a call may take if nothing else is said, repeated attempts included.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The region if none is set: IAM is global, and this is the one that AWS gives it.
const REGION: &str = "us-east-1";

/// What the person says of how to call.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Endpoint and key, if they do not come from where every AWS SDK takes them.
    pub file: Option<CredentialsFile>,
    /// Whether the person named the file. One that was only found says where its own key goes, and
    /// no other.
    pub is_file_named: bool,
    /// How long a call may take, repeated attempts included. A single attempt has two thirds of it.
    pub call_timeout: Duration,
}

impl Default for Connection {
    /// As every AWS SDK calls.
    fn default() -> Self {
        Self {
            file: None,
            is_file_named: false,
            call_timeout: CALL_TIMEOUT,
        }
    }
}

/// A profile of AWS's files.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// With which whoever it stands for calls.
    pub configuration: SdkConfig,
}

/// Credentials, region and endpoint from where every AWS SDK takes them: the environment
/// (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`, …), the profile, and so on. Without a region it is
/// `us-east-1`, in which IAM is.
pub async fn aws_configuration() -> SdkConfig {
    Connection::default().configuration().await
}

impl Connection {
    /// Credentials, region and endpoint of the file; without one, as [`aws_configuration`] has them.
    pub async fn configuration(&self) -> SdkConfig {
        let mut loader = self.loader();
        if let Some(file) = &self.file {
            loader = loader
                .endpoint_url(&file.endpoint)
                .credentials_provider(file.credentials.clone());
            if let Some(region) = &file.region {
                loader = loader.region(Region::new(region.clone()));
            }
        }
        in_some_region(loader.load().await)
    }

    /// The same with the credentials of a profile, whatever credentials the environment or the file
    /// has, and with its region and endpoint where the environment has none. Where neither has an
    /// endpoint, it is that of the file, if the person named the file.
    ///
    /// # Errors
    /// There is no such profile, the files where it would be cannot be read, or there is no endpoint
    /// but that of a file that nobody named.
    pub async fn profile(&self, name: &str) -> Result<Profile, Failure> {
        check_profile(name, &Fs::real(), &Env::real()).await?;
        let provider = ProviderConfig::without_region().with_http_client(http_client());
        let credentials = ProfileFileCredentialsProvider::builder()
            .configure(&provider)
            .profile_name(name)
            .build();
        let loader = self
            .loader()
            .profile_name(name)
            .credentials_provider(credentials);
        let mut configuration = in_some_region(loader.load().await);
        if configuration.endpoint_url().is_none()
            && let Some(endpoint) = self.endpoint_for(name)?
        {
            configuration = configuration.into_builder().endpoint_url(endpoint).build();
        }
        Ok(Profile {
            name: name.to_owned(),
            configuration,
        })
    }

    /// The endpoint of the file, for a profile that has none.
    ///
    /// SECURITY: a file that merely lies there may be anybody's. Without this, whoever puts one into
    /// a folder had calls sent to him that are signed with the keys of another place.
    fn endpoint_for(&self, profile: &str) -> Result<Option<&str>, Failure> {
        match &self.file {
            None => Ok(None),
            Some(file) if self.is_file_named => Ok(Some(&file.endpoint)),
            Some(file) => Err(Failure::Profile {
                name: profile.to_owned(),
                fault: ProfileFault::NoEndpoint {
                    file: file.path.clone(),
                },
            }),
        }
    }

    fn loader(&self) -> ConfigLoader {
        let timeouts = TimeoutConfig::builder()
            .operation_timeout(self.call_timeout)
            .operation_attempt_timeout(self.call_timeout * 2 / 3)
            .build();
        aws_config::defaults(BehaviorVersion::latest())
            .http_client(http_client())
            .timeout_config(timeouts)
    }
}

/// Whether there is a profile. The SDK notices only when it signs the first call, and says so at
/// length.
#[expect(
    clippy::default_trait_access,
    reason = "the type, where the files are, belongs to a crate that is needed for nothing else"
)]
async fn check_profile(name: &str, files: &Fs, environment: &Env) -> Result<(), Failure> {
    let unusable = |fault| Failure::Profile {
        name: name.to_owned(),
        fault,
    };
    let profiles = profile::load(files, environment, &Default::default(), None)
        .await
        .map_err(|error| {
            unusable(ProfileFault::Unreadable {
                detail: format!("{error}: {}", reasons(&error)),
            })
        })?;
    if profiles.get_profile(name).is_none() {
        return Err(unusable(ProfileFault::Missing));
    }
    Ok(())
}

fn http_client() -> SharedHttpClient {
    Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

fn in_some_region(configuration: SdkConfig) -> SdkConfig {
    if configuration.region().is_some() {
        return configuration;
    }
    configuration
        .into_builder()
        .region(Region::new(REGION))
        .build()
}

#[cfg(test)]
mod tests {
    use aws_sdk_iam::config::Credentials;

    use super::*;

    async fn check(name: &str, configuration: &str) -> Result<(), String> {
        let files = Fs::from_slice(&[("config", configuration), ("credentials", "[own]\n")]);
        let environment = Env::from_slice(&[
            ("AWS_CONFIG_FILE", "config"),
            ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        ]);
        let checked = check_profile(name, &files, &environment).await;
        checked.map_err(|failure| failure.to_string())
    }

    #[tokio::test]
    async fn a_profile_that_is_not_there_is_named() {
        let configuration = "[profile other]\nregion = eu-central-1\n";
        for there in ["own", "other"] {
            assert_eq!(check(there, configuration).await, Ok(()));
        }
        let told = check("missing", configuration).await.unwrap_err();
        assert!(told.starts_with(r#"the profile "missing" cannot be used: neither"#));
        let told = check("own", "[profile").await.unwrap_err();
        assert!(told.contains("could not parse"), "{told}");
    }

    #[test]
    fn a_file_that_nobody_named_is_no_endpoint_of_a_profile() {
        let endpoint = "http://127.0.0.1:4566";
        let mut connection = Connection::default();
        assert_eq!(connection.endpoint_for("other").unwrap(), None);
        connection.file = Some(CredentialsFile {
            path: "f".into(),
            endpoint: endpoint.to_owned(),
            credentials: Credentials::new("AKIA1", "secret", None, None, "a test"),
            region: None,
        });
        match connection.endpoint_for("other") {
            Err(Failure::Profile { name, fault }) => {
                assert_eq!(name, "other");
                assert_eq!(fault, ProfileFault::NoEndpoint { file: "f".into() });
            }
            allowed => panic!("{allowed:?}"),
        }
        connection.is_file_named = true;
        assert_eq!(connection.endpoint_for("other").unwrap(), Some(endpoint));
    }
}

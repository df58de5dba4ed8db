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

use crate::{Failure, failure::reasons};

/// How long a call may take, repeated attempts included.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// How long one attempt may take.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
/// The region if none is set: IAM is global, and this is the one that AWS gives it.
const REGION: &str = "us-east-1";

/// Credentials, region and endpoint from where every AWS SDK takes them: the environment
/// (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`, …), the profile, and so on. Without a region it is
/// `us-east-1`, in which IAM is.
pub async fn aws_configuration() -> SdkConfig {
    in_some_region(loader().load().await)
}

/// The same with the credentials of a profile, whatever credentials the environment has, and with
/// its region and endpoint where the environment has none.
///
/// # Errors
/// There is no such profile, or the files where it would be cannot be read.
pub async fn configuration_of_profile(name: &str) -> Result<SdkConfig, Failure> {
    check_profile(name, &Fs::real(), &Env::real()).await?;
    let provider = ProviderConfig::without_region().with_http_client(http_client());
    let credentials = ProfileFileCredentialsProvider::builder()
        .configure(&provider)
        .profile_name(name)
        .build();
    let loader = loader()
        .profile_name(name)
        .credentials_provider(credentials);
    Ok(in_some_region(loader.load().await))
}

/// Whether there is a profile. The SDK notices only when it signs the first call, and says so at
/// length.
#[expect(
    clippy::default_trait_access,
    reason = "the type, where the files are, belongs to a crate that is needed for nothing else"
)]
async fn check_profile(name: &str, files: &Fs, environment: &Env) -> Result<(), Failure> {
    let unusable = |reason: String| Failure::Profile {
        name: name.to_owned(),
        reason,
    };
    let profiles = profile::load(files, environment, &Default::default(), None)
        .await
        .map_err(|error| unusable(format!("{error}: {}", reasons(&error))))?;
    if profiles.get_profile(name).is_none() {
        let reason = "neither the credentials file nor the configuration file of AWS has it";
        return Err(unusable(reason.to_owned()));
    }
    Ok(())
}

fn loader() -> ConfigLoader {
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(CALL_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .build();
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client())
        .timeout_config(timeouts)
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
}

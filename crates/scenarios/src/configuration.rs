//! Where the calls go and with which credentials.

use std::time::Duration;

use aws_config::{
    BehaviorVersion, ConfigLoader, Region, SdkConfig, profile::ProfileFileCredentialsProvider,
    provider_config::ProviderConfig, timeout::TimeoutConfig,
};
use aws_sdk_iam::config::SharedHttpClient;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};

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
pub async fn configuration_of_profile(name: &str) -> SdkConfig {
    let provider = ProviderConfig::without_region().with_http_client(http_client());
    let credentials = ProfileFileCredentialsProvider::builder()
        .configure(&provider)
        .profile_name(name)
        .build();
    let loader = loader()
        .profile_name(name)
        .credentials_provider(credentials);
    in_some_region(loader.load().await)
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

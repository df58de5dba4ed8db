//! Where the calls go and with which credentials.

use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig, timeout::TimeoutConfig};
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
    let http = Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https();
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(CALL_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .build();
    let configuration = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .timeout_config(timeouts)
        .load()
        .await;
    if configuration.region().is_some() {
        return configuration;
    }
    configuration
        .into_builder()
        .region(Region::new(REGION))
        .build()
}

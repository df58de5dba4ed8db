//! The clients with which one caller calls.

use aws_config::SdkConfig;
use aws_sdk_iam::{
    config::{Credentials, SharedCredentialsProvider},
    types::AccessKey,
};
use aws_smithy_runtime_api::client::{
    interceptors::context::InterceptorContext,
    retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority},
};
use aws_types::service_config::ServiceConfigKey;

/// Where credentials come from, as logs of the SDK name it.
const MAKER: &str = "made by the program";

/// A client for each service that the programs call.
#[derive(Clone, Debug)]
pub struct Clients {
    /// The client of IAM.
    pub iam: aws_sdk_iam::Client,
    /// The client of STS.
    pub sts: aws_sdk_sts::Client,
    /// The client of S3.
    pub s3: aws_sdk_s3::Client,
    /// The profile that they call with, if the person named one.
    pub profile: Option<String>,
}

impl Clients {
    /// The clients of whoever is configured.
    pub fn new(configuration: &SdkConfig) -> Self {
        Self {
            iam: aws_sdk_iam::Client::from_conf(
                aws_sdk_iam::config::Builder::from(configuration)
                    .retry_classifier(NoSecondTry)
                    .build(),
            ),
            sts: aws_sdk_sts::Client::new(configuration),
            s3: s3(configuration),
            profile: None,
        }
    }
}

/// Forbids the SDK to make a call again whose answer was lost: it may have been done. Made a second
/// time, a user would be there already, as if it were somebody else's, and of two access keys the
/// first would never be known. What a server refused for lack of time is tried again.
#[derive(Debug)]
struct NoSecondTry;

impl ClassifyRetry for NoSecondTry {
    fn classify_retry(&self, call: &InterceptorContext) -> RetryAction {
        match call.output_or_error() {
            Some(Err(error)) if !error.is_operation_error() => RetryAction::RetryForbidden,
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "no second try of a call whose answer was lost"
    }

    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

/// The same configuration for whoever has this access key.
pub(crate) fn with_key(configuration: &SdkConfig, key: &AccessKey) -> SdkConfig {
    let (id, secret) = (&key.access_key_id, &key.secret_access_key);
    with_credentials(
        configuration,
        Credentials::new(id, secret, None, None, MAKER),
    )
}

/// The same configuration for a session.
pub(crate) fn with_session(
    configuration: &SdkConfig,
    session: &aws_sdk_sts::types::Credentials,
) -> SdkConfig {
    let credentials = Credentials::new(
        &session.access_key_id,
        &session.secret_access_key,
        Some(session.session_token.clone()),
        None,
        MAKER,
    );
    with_credentials(configuration, credentials)
}

fn with_credentials(configuration: &SdkConfig, credentials: Credentials) -> SdkConfig {
    configuration
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build()
}

/// An endpoint of one's own seldom has a name in DNS for each bucket, so the bucket stands in the
/// path there.
fn s3(configuration: &SdkConfig) -> aws_sdk_s3::Client {
    let own_endpoint = has_own_endpoint(configuration);
    let configuration = aws_sdk_s3::config::Builder::from(configuration)
        .force_path_style(own_endpoint)
        .retry_classifier(NoSecondTry)
        .build();
    aws_sdk_s3::Client::from_conf(configuration)
}

/// Whether `AWS_ENDPOINT_URL` or `AWS_ENDPOINT_URL_S3` is set, or the like in a profile.
fn has_own_endpoint(configuration: &SdkConfig) -> bool {
    let key = ServiceConfigKey::builder()
        .service_id("S3")
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build();
    let of_s3 = configuration
        .service_config()
        .zip(key.ok())
        .and_then(|(loader, key)| loader.load_config(key));
    configuration.endpoint_url().is_some() || of_s3.is_some()
}

#[cfg(test)]
mod tests {
    use aws_types::service_config::LoadServiceConfig;

    use super::*;

    /// A profile in which one service has an endpoint.
    #[derive(Debug)]
    struct Profile(&'static str);

    impl LoadServiceConfig for Profile {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            (key.service_id() == self.0).then(|| "http://localhost:4566".to_owned())
        }
    }

    #[track_caller]
    fn check(configuration: aws_types::sdk_config::Builder, expect: bool) {
        assert_eq!(has_own_endpoint(&configuration.build()), expect);
    }

    #[test]
    fn an_endpoint_is_set_for_all_services_or_for_s3() {
        check(SdkConfig::builder(), false);
        check(SdkConfig::builder().service_config(Profile("IAM")), false);
        check(SdkConfig::builder().service_config(Profile("S3")), true);
        check(SdkConfig::builder().endpoint_url("http://localhost"), true);
    }
}

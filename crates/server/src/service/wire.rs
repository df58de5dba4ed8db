//! S3's wire, with what it asks of the server.

use std::sync::Arc;

use futures::future::{BoxFuture, FutureExt};
use iamd_api::Error;
use iamd_auth::{Authenticator, Guard};
use iamd_ident::{AccountId, BucketName};
use iamd_s3::{Ports, S3};
use iamd_s3_wire::{Buckets, CorsRule, Hosts, Wire, WireParts};

use super::{audit::AuditPort, work::InWork};
use crate::{rates::Rates, serve::Parts};

/// The wire over the service's own guard and authenticator.
pub(super) fn make(
    parts: &Parts,
    guard: &Arc<Guard<Ports, AuditPort>>,
    authenticator: &Arc<Authenticator>,
    s3: S3,
    (work, pace): (&InWork, &Arc<Rates>),
) -> Wire<Ports, AuditPort> {
    let domain = parts
        .config
        .domain
        .as_ref()
        .map(crate::config::Domain::as_str);
    Wire::new(WireParts {
        guard: Arc::clone(guard),
        authenticator: Arc::clone(authenticator),
        buckets: Arc::new(BucketsOf(s3.clone())),
        s3,
        work: Arc::new(work.clone()),
        pace: Arc::clone(pace) as _,
        hosts: Hosts::new(domain),
        region: parts.config.region.to_string(),
    })
}

/// What is known of buckets before it is known who asks.
struct BucketsOf(S3);

impl Buckets for BucketsOf {
    fn owner<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<AccountId>, Error>> {
        self.0.bucket_owner(bucket).boxed()
    }

    fn cors_rules<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<Vec<CorsRule>>, Error>> {
        async move {
            let rules = self.0.cors_rules(bucket).await?;
            Ok(rules.map(|rules| rules.iter().map(cors_rule).collect()))
        }
        .boxed()
    }
}

fn cors_rule(rule: &iamd_directory::CorsRule) -> CorsRule {
    CorsRule {
        allowed_origins: rule.allowed_origins.clone(),
        allowed_methods: rule.allowed_methods.clone(),
        allowed_headers: rule.allowed_headers.clone(),
        expose_headers: rule.expose_headers.clone(),
        max_age_seconds: rule.max_age_seconds,
    }
}

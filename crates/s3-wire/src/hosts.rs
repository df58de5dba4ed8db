//! Which bucket a host name names.
//!
//! SOURCE: S3 User Guide, "Virtual hosting of general purpose buckets".

use std::{borrow::Cow, net::IpAddr};

use s3s::{
    S3Result,
    host::{S3Host, VirtualHost},
};

/// The host names under which buckets are reached, besides the path.
///
/// `BUCKET.s3.DOMAIN` for the server's domain; AWS's own names, for clients that are led here by
/// their resolver; and `BUCKET.localhost`, which SDKs make of an endpoint on `localhost`.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// Such as `s3.iamd.example`, lower case.
    endpoint: Option<String>,
}

/// AWS's domains. Before them stands `s3`, `s3.REGION` or `s3.dualstack.REGION`.
const AWS: [&str; 2] = [".amazonaws.com", ".amazonaws.com.cn"];

const LOCALHOST: &str = "localhost";
const S3: &str = "s3";
const DUALSTACK: &str = "dualstack";

impl Hosts {
    /// The rule for a server with this domain, or without one.
    pub fn new(domain: Option<&str>) -> Self {
        let endpoint = domain.map(|domain| format!("{S3}.{}", domain.to_ascii_lowercase()));
        Self { endpoint }
    }

    /// The bucket that the header `Host` names. None for an address, a bare endpoint and every name
    /// that is not this server's: there the bucket stands in the path.
    pub fn bucket(&self, host: &str) -> Option<String> {
        let name = without_port(host);
        if name.parse::<IpAddr>().is_ok() {
            return None;
        }
        let name = in_lower_case(name);
        let bucket = self
            .below_endpoint(&name)
            .or_else(|| below_aws(&name))
            .or_else(|| below_localhost(&name))?;
        (!bucket.is_empty()).then(|| bucket.to_owned())
    }

    /// Whether the header `Host` names `s3.DOMAIN` or a bucket below it. Nothing but S3 is there.
    pub(crate) fn is_of_endpoint(&self, host: &str) -> bool {
        let name = in_lower_case(without_port(host));
        self.endpoint.as_deref() == Some(&*name) || self.below_endpoint(&name).is_some()
    }

    fn below_endpoint<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_suffix(self.endpoint.as_deref()?)?
            .strip_suffix('.')
    }
}

fn below_localhost(name: &str) -> Option<&str> {
    let bucket = name.strip_suffix(LOCALHOST)?.strip_suffix('.')?;
    match bucket.strip_suffix(S3) {
        Some("") => None,
        Some(before) => Some(before.strip_suffix('.').unwrap_or(bucket)),
        None => Some(bucket),
    }
}

fn below_aws(name: &str) -> Option<&str> {
    let name = AWS.iter().find_map(|domain| name.strip_suffix(domain))?;
    let (before, last) = name.rsplit_once('.')?;
    if last == S3 {
        return Some(before);
    }
    // The last label is a region.
    let before = before.strip_suffix(DUALSTACK).map_or(before, |before| {
        before.strip_suffix('.').unwrap_or_default()
    });
    before.strip_suffix(S3)?.strip_suffix('.')
}

/// The name, without the dot that it may end in.
fn in_lower_case(name: &str) -> Cow<'_, str> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn without_port(host: &str) -> &str {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address;
    }
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The rule as `s3s` asks for it. The region of a name is nobody's business: any is served.
impl S3Host for Hosts {
    fn parse_host_header<'a>(&'a self, host: &'a str) -> S3Result<VirtualHost<'a>> {
        let named = VirtualHost::new(host);
        Ok(match self.bucket(host) {
            Some(bucket) => named.with_bucket(bucket),
            None => named,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, expect: Option<&str>) {
        let hosts = Hosts::new(Some("Iamd.example"));
        assert_eq!(hosts.bucket(host).as_deref(), expect, "{host}");
        let virtual_host = hosts.parse_host_header(host).unwrap();
        assert_eq!(virtual_host.bucket(), expect, "{host} as s3s asks");
    }

    #[test]
    fn names_below_an_endpoint_name_a_bucket() {
        for host in [
            "bucket.s3.iamd.example",
            "bucket.s3.iamd.example:4566",
            "BUCKET.S3.Iamd.Example",
            "bucket.s3.amazonaws.com",
            "bucket.s3.eu-central-1.amazonaws.com",
            "bucket.s3.dualstack.eu-central-1.amazonaws.com",
            "bucket.s3.cn-north-1.amazonaws.com.cn",
            "bucket.s3.localhost:4566",
            "bucket.localhost",
            "bucket.localhost.:80",
        ] {
            check(host, Some("bucket"));
        }
    }

    #[test]
    fn a_bucket_may_have_dots() {
        check("my.own.bucket.s3.iamd.example", Some("my.own.bucket"));
        check("a.s3.s3.amazonaws.com", Some("a.s3"));
        check("a.b.s3.us-west-2.amazonaws.com", Some("a.b"));
        check("a.b.localhost", Some("a.b"));
        check("not-s3.localhost", Some("not-s3"));
    }

    #[test]
    fn other_names_are_no_bucket() {
        for host in [
            "",
            "localhost",
            "localhost:4566",
            "s3.localhost",
            "127.0.0.1",
            "127.0.0.1:4566",
            "[::1]:4566",
            "[::1]",
            "iamd.example",
            "s3.iamd.example",
            ".s3.iamd.example",
            "xs3.iamd.example",
            "bucket.s3.other.example",
            "s3.amazonaws.com",
            "s3.us-west-2.amazonaws.com",
            "s3.dualstack.us-west-2.amazonaws.com",
            "bucket.ec2.us-west-2.amazonaws.com",
            "example.com",
        ] {
            check(host, None);
        }
    }

    #[test]
    fn names_of_the_endpoint_are_s3s_alone() {
        let hosts = Hosts::new(Some("iamd.example"));
        for host in [
            "s3.iamd.example",
            "Bucket.S3.iamd.example:443",
            "a.b.s3.iamd.example.",
        ] {
            assert!(hosts.is_of_endpoint(host), "{host}");
            assert!(!Hosts::new(None).is_of_endpoint(host), "{host}");
        }
        for host in [
            "iamd.example",
            "console.iamd.example",
            "bucket.localhost",
            "xs3.iamd.example",
        ] {
            assert!(!hosts.is_of_endpoint(host), "{host}");
        }
    }

    #[test]
    fn without_a_domain_its_rule_is_absent() {
        let hosts = Hosts::new(None);
        assert_eq!(hosts.bucket("bucket.s3.iamd.example"), None);
        assert_eq!(hosts.bucket("bucket.localhost").as_deref(), Some("bucket"));
    }
}

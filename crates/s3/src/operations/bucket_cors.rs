//! PutBucketCors, GetBucketCors, DeleteBucketCors.

use iamd_api::{Error, ErrorCode};
use iamd_directory::{Bucket, CorsRule};

use super::record::{clears, finds, puts};
use crate::{
    OnBucket,
    error::{invalid_request, malformed_xml},
};

/// LIMIT: rules of a bucket, and characters of the name of a rule.
///
/// SOURCE: S3 API Reference, PutBucketCors and CORSRule.
const RULES_MAX: usize = 100;
const ID_CHARACTERS_MAX: usize = 255;

const METHODS: [&str; 5] = ["GET", "PUT", "HEAD", "POST", "DELETE"];

puts!(PutBucketCors(Vec<CorsRule>), part);

fn part(input: &OnBucket<Vec<CorsRule>>) -> Result<Vec<CorsRule>, Error> {
    let rules = &input.value;
    if rules.is_empty() || rules.len() > RULES_MAX {
        return Err(malformed_xml());
    }
    rules.iter().try_for_each(check)?;
    Ok(rules.clone())
}

/// SOURCE: texts as S3 answers.
fn check(rule: &CorsRule) -> Result<(), Error> {
    if rule.allowed_methods.is_empty() || rule.allowed_origins.is_empty() {
        return Err(malformed_xml());
    }
    let id = rule.id.as_deref().unwrap_or_default();
    if id.chars().count() > ID_CHARACTERS_MAX {
        return Err(invalid_request(
            "The ID of a CORS rule can have at most 255 characters.",
        ));
    }
    let mut methods = rule.allowed_methods.iter();
    if let Some(method) = methods.find(|method| !METHODS.contains(&method.as_str())) {
        let text = "Found unsupported HTTP method in CORS config. Unsupported method is";
        return Err(invalid_request(format!("{text} {method}")));
    }
    one_wildcard("AllowedOrigin", &rule.allowed_origins)?;
    one_wildcard("AllowedHeader", &rule.allowed_headers)?;
    match rule
        .expose_headers
        .iter()
        .find(|header| header.contains('*'))
    {
        None => Ok(()),
        Some(header) => Err(invalid_request(format!(
            "ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for \
             ExposeHeader."
        ))),
    }
}

fn one_wildcard(element: &str, values: &[String]) -> Result<(), Error> {
    match values.iter().find(|value| value.matches('*').count() > 1) {
        None => Ok(()),
        Some(value) => Err(invalid_request(format!(
            "{element} \"{value}\" can not have more than one wildcard."
        ))),
    }
}

finds!(GetBucketCors -> Vec<CorsRule>, rules);

fn rules(bucket: &Bucket) -> Result<Vec<CorsRule>, Error> {
    if bucket.settings.cors.is_empty() {
        let text = "The CORS configuration does not exist";
        let error = Error::new(ErrorCode::NoSuchCORSConfiguration, text);
        return Err(error.with("BucketName", bucket.name.as_str()));
    }
    Ok(bucket.settings.cors.clone())
}

clears!(DeleteBucketCors);

//! PutBucketCors, GetBucketCors, DeleteBucketCors.

use iamd_s3::CorsRule;
use s3s::dto;

use super::on_bucket::on_bucket;

on_bucket!(
    put_bucket_cors: PutBucketCors(PutBucketCorsInput) -> PutBucketCorsOutput,
    |asked| asked.cors_configuration.cors_rules.into_iter().map(of_dto).collect(),
    |()| dto::PutBucketCorsOutput {}
);

on_bucket!(
    get_bucket_cors: GetBucketCors(GetBucketCorsInput) -> GetBucketCorsOutput,
    |rules| dto::GetBucketCorsOutput {
        cors_rules: Some(rules.into_iter().map(to_dto).collect()),
    }
);

on_bucket!(delete_bucket_cors: DeleteBucketCors(DeleteBucketCorsInput) -> DeleteBucketCorsOutput);

fn of_dto(rule: dto::CORSRule) -> CorsRule {
    CorsRule {
        id: rule.id,
        allowed_origins: rule.allowed_origins,
        allowed_methods: rule.allowed_methods,
        allowed_headers: rule.allowed_headers.unwrap_or_default(),
        expose_headers: rule.expose_headers.unwrap_or_default(),
        max_age_seconds: rule.max_age_seconds,
    }
}

fn to_dto(rule: CorsRule) -> dto::CORSRule {
    let some = |values: Vec<String>| (!values.is_empty()).then_some(values);
    dto::CORSRule {
        allowed_headers: some(rule.allowed_headers),
        allowed_methods: rule.allowed_methods,
        allowed_origins: rule.allowed_origins,
        expose_headers: some(rule.expose_headers),
        id: rule.id,
        max_age_seconds: rule.max_age_seconds,
    }
}

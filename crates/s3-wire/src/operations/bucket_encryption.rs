//! PutBucketEncryption, GetBucketEncryption, DeleteBucketEncryption.

use iamd_s3::EncryptionRule;
use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

on_bucket!(
    put_bucket_encryption:
        PutBucketEncryption(PutBucketEncryptionInput) -> PutBucketEncryptionOutput,
    |asked| rules(asked.server_side_encryption_configuration),
    |()| dto::PutBucketEncryptionOutput {}
);

on_bucket!(
    get_bucket_encryption:
        GetBucketEncryption(GetBucketEncryptionInput) -> GetBucketEncryptionOutput,
    |rule| dto::GetBucketEncryptionOutput {
        server_side_encryption_configuration: Some(dto::ServerSideEncryptionConfiguration {
            rules: vec![to_dto(rule)],
        }),
    }
);

on_bucket!(
    delete_bucket_encryption:
        DeleteBucketEncryption(DeleteBucketEncryptionInput) -> DeleteBucketEncryptionOutput
);

fn rules(configuration: dto::ServerSideEncryptionConfiguration) -> Vec<EncryptionRule> {
    let rules = configuration.rules.into_iter();
    rules.map(of_dto).collect()
}

fn of_dto(rule: dto::ServerSideEncryptionRule) -> EncryptionRule {
    let default = rule.apply_server_side_encryption_by_default;
    let (algorithm, kms_key) = match default {
        Some(default) => (
            Some(convert::text(default.sse_algorithm)),
            default.kms_master_key_id,
        ),
        None => (None, None),
    };
    EncryptionRule {
        algorithm,
        kms_key,
        is_bucket_key_enabled: rule.bucket_key_enabled.unwrap_or_default(),
    }
}

fn to_dto(rule: EncryptionRule) -> dto::ServerSideEncryptionRule {
    let default = rule
        .algorithm
        .map(|algorithm| dto::ServerSideEncryptionByDefault {
            kms_master_key_id: rule.kms_key,
            sse_algorithm: algorithm.into(),
        });
    dto::ServerSideEncryptionRule {
        apply_server_side_encryption_by_default: default,
        bucket_key_enabled: Some(rule.is_bucket_key_enabled),
    }
}

//! The one table of operations: what `s3s` may call, and what is refused.

use iamd_api::{Action, OperationRow, s3 as actions};
use iamd_auth::{Audit, Ports};
use s3s::{S3, S3Request, S3Response, S3Result, dto};

use crate::{operations, performer::Performer};

/// What is done with an operation that `s3s` has parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handling {
    /// A function of `operations/` performs it.
    Performed(Body),
    /// It is audited and answered `NotImplemented`.
    Refused,
}

/// What becomes of the body of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// It is none, or XML, and gathered.
    Gathered,
    /// As well, and kept for the operation: `s3s` does not know all of its elements.
    Kept,
    /// It is the bytes of an object.
    Streamed,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) operation: &'static OperationRow,
    pub(crate) handling: Handling,
}

/// The row of an operation. One without a row is denied.
pub(crate) fn row(name: &str) -> Option<Row> {
    TABLE.iter().find(|row| row.operation.name == name).copied()
}

/// Writes the table, and from the same lines the methods that `s3s` calls. A line names the method
/// of [`S3`], the function of `operations/`, the operation, its types, and what becomes of the body.
macro_rules! operations {
    (
        performed {$(
            $method:ident by $module:ident: $operation:ident($input:ident) -> $output:ident, $body:ident;
        )*}
        refused {$($refused:ident;)*}
    ) => {
        const TABLE: &[Row] = &[
            $(Row {
                operation: <actions::$operation as Action>::ROW,
                handling: Handling::Performed(Body::$body),
            },)*
            $(Row {
                operation: <actions::$refused as Action>::ROW,
                handling: Handling::Refused,
            },)*
        ];

        #[async_trait::async_trait]
        impl<P: Ports, A: Audit> S3 for Performer<P, A> {
            $(async fn $method(
                &self,
                request: S3Request<dto::$input>,
            ) -> S3Result<S3Response<dto::$output>> {
                let asked = Self::asked(request)?;
                let arrived = asked.arrived.clone();
                let answered = operations::$module::$method(self, asked).await;
                self.answer(&arrived, <actions::$operation as Action>::ROW, answered).await
            })*
        }
    };
}

operations! {
    performed {
        abort_multipart_upload by multipart_upload: AbortMultipartUpload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput, Gathered;
        complete_multipart_upload by multipart_upload: CompleteMultipartUpload(CompleteMultipartUploadInput) -> CompleteMultipartUploadOutput, Gathered;
        copy_object by copy_object: CopyObject(CopyObjectInput) -> CopyObjectOutput, Gathered;
        create_bucket by create_bucket: CreateBucket(CreateBucketInput) -> CreateBucketOutput, Kept;
        create_multipart_upload by multipart_upload: CreateMultipartUpload(CreateMultipartUploadInput) -> CreateMultipartUploadOutput, Gathered;
        delete_bucket by delete_bucket: DeleteBucket(DeleteBucketInput) -> DeleteBucketOutput, Gathered;
        delete_bucket_analytics_configuration by bucket_configurations: DeleteBucketAnalyticsConfiguration(DeleteBucketAnalyticsConfigurationInput) -> DeleteBucketAnalyticsConfigurationOutput, Gathered;
        delete_bucket_cors by bucket_cors: DeleteBucketCors(DeleteBucketCorsInput) -> DeleteBucketCorsOutput, Gathered;
        delete_bucket_encryption by bucket_encryption: DeleteBucketEncryption(DeleteBucketEncryptionInput) -> DeleteBucketEncryptionOutput, Gathered;
        delete_bucket_intelligent_tiering_configuration by bucket_configurations: DeleteBucketIntelligentTieringConfiguration(DeleteBucketIntelligentTieringConfigurationInput) -> DeleteBucketIntelligentTieringConfigurationOutput, Gathered;
        delete_bucket_inventory_configuration by bucket_configurations: DeleteBucketInventoryConfiguration(DeleteBucketInventoryConfigurationInput) -> DeleteBucketInventoryConfigurationOutput, Gathered;
        delete_bucket_lifecycle by bucket_lifecycle: DeleteBucketLifecycle(DeleteBucketLifecycleInput) -> DeleteBucketLifecycleOutput, Gathered;
        delete_bucket_metrics_configuration by bucket_configurations: DeleteBucketMetricsConfiguration(DeleteBucketMetricsConfigurationInput) -> DeleteBucketMetricsConfigurationOutput, Gathered;
        delete_bucket_ownership_controls by ownership_controls: DeleteBucketOwnershipControls(DeleteBucketOwnershipControlsInput) -> DeleteBucketOwnershipControlsOutput, Gathered;
        delete_bucket_policy by bucket_policy: DeleteBucketPolicy(DeleteBucketPolicyInput) -> DeleteBucketPolicyOutput, Gathered;
        delete_bucket_replication by bucket_settings: DeleteBucketReplication(DeleteBucketReplicationInput) -> DeleteBucketReplicationOutput, Gathered;
        delete_bucket_tagging by bucket_tagging: DeleteBucketTagging(DeleteBucketTaggingInput) -> DeleteBucketTaggingOutput, Gathered;
        delete_bucket_website by bucket_website: DeleteBucketWebsite(DeleteBucketWebsiteInput) -> DeleteBucketWebsiteOutput, Gathered;
        delete_object by delete_object: DeleteObject(DeleteObjectInput) -> DeleteObjectOutput, Gathered;
        delete_object_tagging by object_tagging: DeleteObjectTagging(DeleteObjectTaggingInput) -> DeleteObjectTaggingOutput, Gathered;
        delete_objects by delete_object: DeleteObjects(DeleteObjectsInput) -> DeleteObjectsOutput, Gathered;
        delete_public_access_block by public_access_block: DeletePublicAccessBlock(DeletePublicAccessBlockInput) -> DeletePublicAccessBlockOutput, Gathered;
        get_bucket_accelerate_configuration by bucket_settings: GetBucketAccelerateConfiguration(GetBucketAccelerateConfigurationInput) -> GetBucketAccelerateConfigurationOutput, Gathered;
        get_bucket_acl by acl: GetBucketAcl(GetBucketAclInput) -> GetBucketAclOutput, Gathered;
        get_bucket_analytics_configuration by bucket_configurations: GetBucketAnalyticsConfiguration(GetBucketAnalyticsConfigurationInput) -> GetBucketAnalyticsConfigurationOutput, Gathered;
        get_bucket_cors by bucket_cors: GetBucketCors(GetBucketCorsInput) -> GetBucketCorsOutput, Gathered;
        get_bucket_encryption by bucket_encryption: GetBucketEncryption(GetBucketEncryptionInput) -> GetBucketEncryptionOutput, Gathered;
        get_bucket_intelligent_tiering_configuration by bucket_configurations: GetBucketIntelligentTieringConfiguration(GetBucketIntelligentTieringConfigurationInput) -> GetBucketIntelligentTieringConfigurationOutput, Gathered;
        get_bucket_inventory_configuration by bucket_configurations: GetBucketInventoryConfiguration(GetBucketInventoryConfigurationInput) -> GetBucketInventoryConfigurationOutput, Gathered;
        get_bucket_lifecycle_configuration by bucket_lifecycle: GetBucketLifecycleConfiguration(GetBucketLifecycleConfigurationInput) -> GetBucketLifecycleConfigurationOutput, Gathered;
        get_bucket_location by bucket_location: GetBucketLocation(GetBucketLocationInput) -> GetBucketLocationOutput, Gathered;
        get_bucket_logging by bucket_settings: GetBucketLogging(GetBucketLoggingInput) -> GetBucketLoggingOutput, Gathered;
        get_bucket_metadata_table_configuration by bucket_settings: GetBucketMetadataTableConfiguration(GetBucketMetadataTableConfigurationInput) -> GetBucketMetadataTableConfigurationOutput, Gathered;
        get_bucket_metrics_configuration by bucket_configurations: GetBucketMetricsConfiguration(GetBucketMetricsConfigurationInput) -> GetBucketMetricsConfigurationOutput, Gathered;
        get_bucket_notification_configuration by bucket_settings: GetBucketNotificationConfiguration(GetBucketNotificationConfigurationInput) -> GetBucketNotificationConfigurationOutput, Gathered;
        get_bucket_ownership_controls by ownership_controls: GetBucketOwnershipControls(GetBucketOwnershipControlsInput) -> GetBucketOwnershipControlsOutput, Gathered;
        get_bucket_policy by bucket_policy: GetBucketPolicy(GetBucketPolicyInput) -> GetBucketPolicyOutput, Gathered;
        get_bucket_policy_status by bucket_policy: GetBucketPolicyStatus(GetBucketPolicyStatusInput) -> GetBucketPolicyStatusOutput, Gathered;
        get_bucket_replication by bucket_settings: GetBucketReplication(GetBucketReplicationInput) -> GetBucketReplicationOutput, Gathered;
        get_bucket_request_payment by bucket_settings: GetBucketRequestPayment(GetBucketRequestPaymentInput) -> GetBucketRequestPaymentOutput, Gathered;
        get_bucket_tagging by bucket_tagging: GetBucketTagging(GetBucketTaggingInput) -> GetBucketTaggingOutput, Gathered;
        get_bucket_versioning by bucket_versioning: GetBucketVersioning(GetBucketVersioningInput) -> GetBucketVersioningOutput, Gathered;
        get_bucket_website by bucket_website: GetBucketWebsite(GetBucketWebsiteInput) -> GetBucketWebsiteOutput, Gathered;
        get_object by get_object: GetObject(GetObjectInput) -> GetObjectOutput, Gathered;
        get_object_acl by acl: GetObjectAcl(GetObjectAclInput) -> GetObjectAclOutput, Gathered;
        get_object_attributes by get_object_attributes: GetObjectAttributes(GetObjectAttributesInput) -> GetObjectAttributesOutput, Gathered;
        get_object_legal_hold by object_lock: GetObjectLegalHold(GetObjectLegalHoldInput) -> GetObjectLegalHoldOutput, Gathered;
        get_object_lock_configuration by bucket_settings: GetObjectLockConfiguration(GetObjectLockConfigurationInput) -> GetObjectLockConfigurationOutput, Gathered;
        get_object_retention by object_lock: GetObjectRetention(GetObjectRetentionInput) -> GetObjectRetentionOutput, Gathered;
        get_object_tagging by object_tagging: GetObjectTagging(GetObjectTaggingInput) -> GetObjectTaggingOutput, Gathered;
        get_object_torrent by object_lock: GetObjectTorrent(GetObjectTorrentInput) -> GetObjectTorrentOutput, Gathered;
        get_public_access_block by public_access_block: GetPublicAccessBlock(GetPublicAccessBlockInput) -> GetPublicAccessBlockOutput, Gathered;
        head_bucket by head_bucket: HeadBucket(HeadBucketInput) -> HeadBucketOutput, Gathered;
        head_object by get_object: HeadObject(HeadObjectInput) -> HeadObjectOutput, Gathered;
        list_bucket_analytics_configurations by bucket_configurations: ListBucketAnalyticsConfigurations(ListBucketAnalyticsConfigurationsInput) -> ListBucketAnalyticsConfigurationsOutput, Gathered;
        list_bucket_intelligent_tiering_configurations by bucket_configurations: ListBucketIntelligentTieringConfigurations(ListBucketIntelligentTieringConfigurationsInput) -> ListBucketIntelligentTieringConfigurationsOutput, Gathered;
        list_bucket_inventory_configurations by bucket_configurations: ListBucketInventoryConfigurations(ListBucketInventoryConfigurationsInput) -> ListBucketInventoryConfigurationsOutput, Gathered;
        list_bucket_metrics_configurations by bucket_configurations: ListBucketMetricsConfigurations(ListBucketMetricsConfigurationsInput) -> ListBucketMetricsConfigurationsOutput, Gathered;
        list_buckets by list_buckets: ListBuckets(ListBucketsInput) -> ListBucketsOutput, Gathered;
        list_multipart_uploads by list_uploads: ListMultipartUploads(ListMultipartUploadsInput) -> ListMultipartUploadsOutput, Gathered;
        list_object_versions by list_objects: ListObjectVersions(ListObjectVersionsInput) -> ListObjectVersionsOutput, Gathered;
        list_objects by list_objects: ListObjects(ListObjectsInput) -> ListObjectsOutput, Gathered;
        list_objects_v2 by list_objects: ListObjectsV2(ListObjectsV2Input) -> ListObjectsV2Output, Gathered;
        list_parts by list_uploads: ListParts(ListPartsInput) -> ListPartsOutput, Gathered;
        put_bucket_accelerate_configuration by bucket_settings: PutBucketAccelerateConfiguration(PutBucketAccelerateConfigurationInput) -> PutBucketAccelerateConfigurationOutput, Gathered;
        put_bucket_acl by acl: PutBucketAcl(PutBucketAclInput) -> PutBucketAclOutput, Gathered;
        put_bucket_analytics_configuration by bucket_configurations: PutBucketAnalyticsConfiguration(PutBucketAnalyticsConfigurationInput) -> PutBucketAnalyticsConfigurationOutput, Gathered;
        put_bucket_cors by bucket_cors: PutBucketCors(PutBucketCorsInput) -> PutBucketCorsOutput, Gathered;
        put_bucket_encryption by bucket_encryption: PutBucketEncryption(PutBucketEncryptionInput) -> PutBucketEncryptionOutput, Gathered;
        put_bucket_intelligent_tiering_configuration by bucket_configurations: PutBucketIntelligentTieringConfiguration(PutBucketIntelligentTieringConfigurationInput) -> PutBucketIntelligentTieringConfigurationOutput, Gathered;
        put_bucket_inventory_configuration by bucket_configurations: PutBucketInventoryConfiguration(PutBucketInventoryConfigurationInput) -> PutBucketInventoryConfigurationOutput, Gathered;
        put_bucket_lifecycle_configuration by bucket_lifecycle: PutBucketLifecycleConfiguration(PutBucketLifecycleConfigurationInput) -> PutBucketLifecycleConfigurationOutput, Gathered;
        put_bucket_logging by bucket_settings: PutBucketLogging(PutBucketLoggingInput) -> PutBucketLoggingOutput, Gathered;
        put_bucket_metrics_configuration by bucket_configurations: PutBucketMetricsConfiguration(PutBucketMetricsConfigurationInput) -> PutBucketMetricsConfigurationOutput, Gathered;
        put_bucket_notification_configuration by bucket_settings: PutBucketNotificationConfiguration(PutBucketNotificationConfigurationInput) -> PutBucketNotificationConfigurationOutput, Gathered;
        put_bucket_ownership_controls by ownership_controls: PutBucketOwnershipControls(PutBucketOwnershipControlsInput) -> PutBucketOwnershipControlsOutput, Gathered;
        put_bucket_policy by bucket_policy: PutBucketPolicy(PutBucketPolicyInput) -> PutBucketPolicyOutput, Gathered;
        put_bucket_replication by bucket_settings: PutBucketReplication(PutBucketReplicationInput) -> PutBucketReplicationOutput, Gathered;
        put_bucket_request_payment by bucket_settings: PutBucketRequestPayment(PutBucketRequestPaymentInput) -> PutBucketRequestPaymentOutput, Gathered;
        put_bucket_tagging by bucket_tagging: PutBucketTagging(PutBucketTaggingInput) -> PutBucketTaggingOutput, Gathered;
        put_bucket_versioning by bucket_versioning: PutBucketVersioning(PutBucketVersioningInput) -> PutBucketVersioningOutput, Gathered;
        put_bucket_website by bucket_website: PutBucketWebsite(PutBucketWebsiteInput) -> PutBucketWebsiteOutput, Gathered;
        put_object by put_object: PutObject(PutObjectInput) -> PutObjectOutput, Streamed;
        put_object_acl by acl: PutObjectAcl(PutObjectAclInput) -> PutObjectAclOutput, Gathered;
        put_object_legal_hold by object_lock: PutObjectLegalHold(PutObjectLegalHoldInput) -> PutObjectLegalHoldOutput, Gathered;
        put_object_lock_configuration by bucket_settings: PutObjectLockConfiguration(PutObjectLockConfigurationInput) -> PutObjectLockConfigurationOutput, Gathered;
        put_object_retention by object_lock: PutObjectRetention(PutObjectRetentionInput) -> PutObjectRetentionOutput, Gathered;
        put_object_tagging by object_tagging: PutObjectTagging(PutObjectTaggingInput) -> PutObjectTaggingOutput, Gathered;
        put_public_access_block by public_access_block: PutPublicAccessBlock(PutPublicAccessBlockInput) -> PutPublicAccessBlockOutput, Gathered;
        restore_object by object_lock: RestoreObject(RestoreObjectInput) -> RestoreObjectOutput, Gathered;
        select_object_content by object_lock: SelectObjectContent(SelectObjectContentInput) -> SelectObjectContentOutput, Gathered;
        upload_part by upload_part: UploadPart(UploadPartInput) -> UploadPartOutput, Streamed;
        upload_part_copy by upload_part: UploadPartCopy(UploadPartCopyInput) -> UploadPartCopyOutput, Gathered;
    }
    refused {
        CreateBucketMetadataTableConfiguration;
        CreateSession;
        DeleteBucketMetadataTableConfiguration;
        ListDirectoryBuckets;
        WriteGetObjectResponse;
    }
}

/// The names of all operations of the table, in order.
#[cfg(test)]
pub(crate) fn names() -> Vec<&'static str> {
    let names = TABLE.iter().map(|row| row.operation.name);
    let names: std::collections::BTreeSet<_> = names.collect();
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use iamd_api::Service;

    use super::*;
    use crate::subresource::UNPARSED;

    /// Names of operations whose requests are those of another.
    const TWINS: [&str; 6] = [
        "GetBucketLifecycle",
        "GetBucketNotification",
        "ListObjectAnnotations",
        // By a form: it is handled as PutObject before `s3s`.
        "PostObject",
        "PutBucketLifecycle",
        "PutBucketNotification",
    ];

    #[test]
    fn every_operation_of_s3_has_one_place() {
        let mut placed = BTreeSet::new();
        let names = TABLE.iter().map(|row| row.operation.name);
        for name in names.chain(UNPARSED.map(|row| row.3)).chain(TWINS) {
            assert!(placed.insert(name), "{name} has two places");
        }
        for row in Service::S3.operations() {
            assert!(placed.remove(row.name), "{} has no place", row.name);
        }
        assert!(placed.is_empty(), "{placed:?} are no operations");
    }
}

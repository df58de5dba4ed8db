// Written by `cargo xtask codegen`. Do not edit.

use super::rows;
use crate::{Action, OperationRow};

#[derive(Clone, Copy, Debug)]
pub struct AbortMultipartUpload;

impl Action for AbortMultipartUpload {
    const ROW: &'static OperationRow = &rows::ABORT_MULTIPART_UPLOAD;
}

#[derive(Clone, Copy, Debug)]
pub struct CompleteMultipartUpload;

impl Action for CompleteMultipartUpload {
    const ROW: &'static OperationRow = &rows::COMPLETE_MULTIPART_UPLOAD;
}

#[derive(Clone, Copy, Debug)]
pub struct CopyObject;

impl Action for CopyObject {
    const ROW: &'static OperationRow = &rows::COPY_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateBucket;

impl Action for CreateBucket {
    const ROW: &'static OperationRow = &rows::CREATE_BUCKET;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateBucketMetadataConfiguration;

impl Action for CreateBucketMetadataConfiguration {
    const ROW: &'static OperationRow = &rows::CREATE_BUCKET_METADATA_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateBucketMetadataTableConfiguration;

impl Action for CreateBucketMetadataTableConfiguration {
    const ROW: &'static OperationRow = &rows::CREATE_BUCKET_METADATA_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateMultipartUpload;

impl Action for CreateMultipartUpload {
    const ROW: &'static OperationRow = &rows::CREATE_MULTIPART_UPLOAD;
}

#[derive(Clone, Copy, Debug)]
pub struct CreateSession;

impl Action for CreateSession {
    const ROW: &'static OperationRow = &rows::CREATE_SESSION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucket;

impl Action for DeleteBucket {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketAnalyticsConfiguration;

impl Action for DeleteBucketAnalyticsConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_ANALYTICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketCors;

impl Action for DeleteBucketCors {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_CORS;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketEncryption;

impl Action for DeleteBucketEncryption {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_ENCRYPTION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketIntelligentTieringConfiguration;

impl Action for DeleteBucketIntelligentTieringConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_INTELLIGENT_TIERING_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketInventoryConfiguration;

impl Action for DeleteBucketInventoryConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_INVENTORY_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketLifecycle;

impl Action for DeleteBucketLifecycle {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_LIFECYCLE;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketMetadataConfiguration;

impl Action for DeleteBucketMetadataConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_METADATA_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketMetadataTableConfiguration;

impl Action for DeleteBucketMetadataTableConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_METADATA_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketMetricsConfiguration;

impl Action for DeleteBucketMetricsConfiguration {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_METRICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketOwnershipControls;

impl Action for DeleteBucketOwnershipControls {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_OWNERSHIP_CONTROLS;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketPolicy;

impl Action for DeleteBucketPolicy {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_POLICY;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketReplication;

impl Action for DeleteBucketReplication {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_REPLICATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketTagging;

impl Action for DeleteBucketTagging {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketWebsite;

impl Action for DeleteBucketWebsite {
    const ROW: &'static OperationRow = &rows::DELETE_BUCKET_WEBSITE;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteObject;

impl Action for DeleteObject {
    const ROW: &'static OperationRow = &rows::DELETE_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteObjectAnnotation;

impl Action for DeleteObjectAnnotation {
    const ROW: &'static OperationRow = &rows::DELETE_OBJECT_ANNOTATION;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteObjectTagging;

impl Action for DeleteObjectTagging {
    const ROW: &'static OperationRow = &rows::DELETE_OBJECT_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct DeleteObjects;

impl Action for DeleteObjects {
    const ROW: &'static OperationRow = &rows::DELETE_OBJECTS;
}

#[derive(Clone, Copy, Debug)]
pub struct DeletePublicAccessBlock;

impl Action for DeletePublicAccessBlock {
    const ROW: &'static OperationRow = &rows::DELETE_PUBLIC_ACCESS_BLOCK;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketAbac;

impl Action for GetBucketAbac {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_ABAC;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketAccelerateConfiguration;

impl Action for GetBucketAccelerateConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_ACCELERATE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketAcl;

impl Action for GetBucketAcl {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_ACL;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketAnalyticsConfiguration;

impl Action for GetBucketAnalyticsConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_ANALYTICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketCors;

impl Action for GetBucketCors {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_CORS;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketEncryption;

impl Action for GetBucketEncryption {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_ENCRYPTION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketIntelligentTieringConfiguration;

impl Action for GetBucketIntelligentTieringConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketInventoryConfiguration;

impl Action for GetBucketInventoryConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_INVENTORY_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketLifecycle;

impl Action for GetBucketLifecycle {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_LIFECYCLE;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketLifecycleConfiguration;

impl Action for GetBucketLifecycleConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_LIFECYCLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketLocation;

impl Action for GetBucketLocation {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_LOCATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketLogging;

impl Action for GetBucketLogging {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_LOGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketMetadataConfiguration;

impl Action for GetBucketMetadataConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_METADATA_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketMetadataTableConfiguration;

impl Action for GetBucketMetadataTableConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_METADATA_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketMetricsConfiguration;

impl Action for GetBucketMetricsConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_METRICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketNotification;

impl Action for GetBucketNotification {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_NOTIFICATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketNotificationConfiguration;

impl Action for GetBucketNotificationConfiguration {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_NOTIFICATION_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketOwnershipControls;

impl Action for GetBucketOwnershipControls {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_OWNERSHIP_CONTROLS;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketPolicy;

impl Action for GetBucketPolicy {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_POLICY;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketPolicyStatus;

impl Action for GetBucketPolicyStatus {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_POLICY_STATUS;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketReplication;

impl Action for GetBucketReplication {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_REPLICATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketRequestPayment;

impl Action for GetBucketRequestPayment {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_REQUEST_PAYMENT;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketTagging;

impl Action for GetBucketTagging {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketVersioning;

impl Action for GetBucketVersioning {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_VERSIONING;
}

#[derive(Clone, Copy, Debug)]
pub struct GetBucketWebsite;

impl Action for GetBucketWebsite {
    const ROW: &'static OperationRow = &rows::GET_BUCKET_WEBSITE;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObject;

impl Action for GetObject {
    const ROW: &'static OperationRow = &rows::GET_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectAcl;

impl Action for GetObjectAcl {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_ACL;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectAnnotation;

impl Action for GetObjectAnnotation {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_ANNOTATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectAttributes;

impl Action for GetObjectAttributes {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_ATTRIBUTES;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectLegalHold;

impl Action for GetObjectLegalHold {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_LEGAL_HOLD;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectLockConfiguration;

impl Action for GetObjectLockConfiguration {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_LOCK_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectRetention;

impl Action for GetObjectRetention {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_RETENTION;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectTagging;

impl Action for GetObjectTagging {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct GetObjectTorrent;

impl Action for GetObjectTorrent {
    const ROW: &'static OperationRow = &rows::GET_OBJECT_TORRENT;
}

#[derive(Clone, Copy, Debug)]
pub struct GetPublicAccessBlock;

impl Action for GetPublicAccessBlock {
    const ROW: &'static OperationRow = &rows::GET_PUBLIC_ACCESS_BLOCK;
}

#[derive(Clone, Copy, Debug)]
pub struct HeadBucket;

impl Action for HeadBucket {
    const ROW: &'static OperationRow = &rows::HEAD_BUCKET;
}

#[derive(Clone, Copy, Debug)]
pub struct HeadObject;

impl Action for HeadObject {
    const ROW: &'static OperationRow = &rows::HEAD_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct ListBucketAnalyticsConfigurations;

impl Action for ListBucketAnalyticsConfigurations {
    const ROW: &'static OperationRow = &rows::LIST_BUCKET_ANALYTICS_CONFIGURATIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListBucketIntelligentTieringConfigurations;

impl Action for ListBucketIntelligentTieringConfigurations {
    const ROW: &'static OperationRow = &rows::LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListBucketInventoryConfigurations;

impl Action for ListBucketInventoryConfigurations {
    const ROW: &'static OperationRow = &rows::LIST_BUCKET_INVENTORY_CONFIGURATIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListBucketMetricsConfigurations;

impl Action for ListBucketMetricsConfigurations {
    const ROW: &'static OperationRow = &rows::LIST_BUCKET_METRICS_CONFIGURATIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListBuckets;

impl Action for ListBuckets {
    const ROW: &'static OperationRow = &rows::LIST_BUCKETS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListDirectoryBuckets;

impl Action for ListDirectoryBuckets {
    const ROW: &'static OperationRow = &rows::LIST_DIRECTORY_BUCKETS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListMultipartUploads;

impl Action for ListMultipartUploads {
    const ROW: &'static OperationRow = &rows::LIST_MULTIPART_UPLOADS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListObjectAnnotations;

impl Action for ListObjectAnnotations {
    const ROW: &'static OperationRow = &rows::LIST_OBJECT_ANNOTATIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListObjectVersions;

impl Action for ListObjectVersions {
    const ROW: &'static OperationRow = &rows::LIST_OBJECT_VERSIONS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListObjects;

impl Action for ListObjects {
    const ROW: &'static OperationRow = &rows::LIST_OBJECTS;
}

#[derive(Clone, Copy, Debug)]
pub struct ListObjectsV2;

impl Action for ListObjectsV2 {
    const ROW: &'static OperationRow = &rows::LIST_OBJECTS_V2;
}

#[derive(Clone, Copy, Debug)]
pub struct ListParts;

impl Action for ListParts {
    const ROW: &'static OperationRow = &rows::LIST_PARTS;
}

#[derive(Clone, Copy, Debug)]
pub struct PostObject;

impl Action for PostObject {
    const ROW: &'static OperationRow = &rows::POST_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketAbac;

impl Action for PutBucketAbac {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_ABAC;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketAccelerateConfiguration;

impl Action for PutBucketAccelerateConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_ACCELERATE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketAcl;

impl Action for PutBucketAcl {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_ACL;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketAnalyticsConfiguration;

impl Action for PutBucketAnalyticsConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_ANALYTICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketCors;

impl Action for PutBucketCors {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_CORS;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketEncryption;

impl Action for PutBucketEncryption {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_ENCRYPTION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketIntelligentTieringConfiguration;

impl Action for PutBucketIntelligentTieringConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketInventoryConfiguration;

impl Action for PutBucketInventoryConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_INVENTORY_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketLifecycle;

impl Action for PutBucketLifecycle {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_LIFECYCLE;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketLifecycleConfiguration;

impl Action for PutBucketLifecycleConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_LIFECYCLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketLogging;

impl Action for PutBucketLogging {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_LOGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketMetricsConfiguration;

impl Action for PutBucketMetricsConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_METRICS_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketNotification;

impl Action for PutBucketNotification {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_NOTIFICATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketNotificationConfiguration;

impl Action for PutBucketNotificationConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_NOTIFICATION_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketOwnershipControls;

impl Action for PutBucketOwnershipControls {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_OWNERSHIP_CONTROLS;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketPolicy;

impl Action for PutBucketPolicy {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_POLICY;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketReplication;

impl Action for PutBucketReplication {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_REPLICATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketRequestPayment;

impl Action for PutBucketRequestPayment {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_REQUEST_PAYMENT;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketTagging;

impl Action for PutBucketTagging {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketVersioning;

impl Action for PutBucketVersioning {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_VERSIONING;
}

#[derive(Clone, Copy, Debug)]
pub struct PutBucketWebsite;

impl Action for PutBucketWebsite {
    const ROW: &'static OperationRow = &rows::PUT_BUCKET_WEBSITE;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObject;

impl Action for PutObject {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectAcl;

impl Action for PutObjectAcl {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_ACL;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectAnnotation;

impl Action for PutObjectAnnotation {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_ANNOTATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectLegalHold;

impl Action for PutObjectLegalHold {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_LEGAL_HOLD;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectLockConfiguration;

impl Action for PutObjectLockConfiguration {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_LOCK_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectRetention;

impl Action for PutObjectRetention {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_RETENTION;
}

#[derive(Clone, Copy, Debug)]
pub struct PutObjectTagging;

impl Action for PutObjectTagging {
    const ROW: &'static OperationRow = &rows::PUT_OBJECT_TAGGING;
}

#[derive(Clone, Copy, Debug)]
pub struct PutPublicAccessBlock;

impl Action for PutPublicAccessBlock {
    const ROW: &'static OperationRow = &rows::PUT_PUBLIC_ACCESS_BLOCK;
}

#[derive(Clone, Copy, Debug)]
pub struct RenameObject;

impl Action for RenameObject {
    const ROW: &'static OperationRow = &rows::RENAME_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct RestoreObject;

impl Action for RestoreObject {
    const ROW: &'static OperationRow = &rows::RESTORE_OBJECT;
}

#[derive(Clone, Copy, Debug)]
pub struct SelectObjectContent;

impl Action for SelectObjectContent {
    const ROW: &'static OperationRow = &rows::SELECT_OBJECT_CONTENT;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateBucketMetadataAnnotationTableConfiguration;

impl Action for UpdateBucketMetadataAnnotationTableConfiguration {
    const ROW: &'static OperationRow = &rows::UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateBucketMetadataInventoryTableConfiguration;

impl Action for UpdateBucketMetadataInventoryTableConfiguration {
    const ROW: &'static OperationRow = &rows::UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateBucketMetadataJournalTableConfiguration;

impl Action for UpdateBucketMetadataJournalTableConfiguration {
    const ROW: &'static OperationRow = &rows::UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION;
}

#[derive(Clone, Copy, Debug)]
pub struct UpdateObjectEncryption;

impl Action for UpdateObjectEncryption {
    const ROW: &'static OperationRow = &rows::UPDATE_OBJECT_ENCRYPTION;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadPart;

impl Action for UploadPart {
    const ROW: &'static OperationRow = &rows::UPLOAD_PART;
}

#[derive(Clone, Copy, Debug)]
pub struct UploadPartCopy;

impl Action for UploadPartCopy {
    const ROW: &'static OperationRow = &rows::UPLOAD_PART_COPY;
}

#[derive(Clone, Copy, Debug)]
pub struct WriteGetObjectResponse;

impl Action for WriteGetObjectResponse {
    const ROW: &'static OperationRow = &rows::WRITE_GET_OBJECT_RESPONSE;
}

pub const OPERATIONS: &[&OperationRow] = &[
    AbortMultipartUpload::ROW,
    CompleteMultipartUpload::ROW,
    CopyObject::ROW,
    CreateBucket::ROW,
    CreateBucketMetadataConfiguration::ROW,
    CreateBucketMetadataTableConfiguration::ROW,
    CreateMultipartUpload::ROW,
    CreateSession::ROW,
    DeleteBucket::ROW,
    DeleteBucketAnalyticsConfiguration::ROW,
    DeleteBucketCors::ROW,
    DeleteBucketEncryption::ROW,
    DeleteBucketIntelligentTieringConfiguration::ROW,
    DeleteBucketInventoryConfiguration::ROW,
    DeleteBucketLifecycle::ROW,
    DeleteBucketMetadataConfiguration::ROW,
    DeleteBucketMetadataTableConfiguration::ROW,
    DeleteBucketMetricsConfiguration::ROW,
    DeleteBucketOwnershipControls::ROW,
    DeleteBucketPolicy::ROW,
    DeleteBucketReplication::ROW,
    DeleteBucketTagging::ROW,
    DeleteBucketWebsite::ROW,
    DeleteObject::ROW,
    DeleteObjectAnnotation::ROW,
    DeleteObjectTagging::ROW,
    DeleteObjects::ROW,
    DeletePublicAccessBlock::ROW,
    GetBucketAbac::ROW,
    GetBucketAccelerateConfiguration::ROW,
    GetBucketAcl::ROW,
    GetBucketAnalyticsConfiguration::ROW,
    GetBucketCors::ROW,
    GetBucketEncryption::ROW,
    GetBucketIntelligentTieringConfiguration::ROW,
    GetBucketInventoryConfiguration::ROW,
    GetBucketLifecycle::ROW,
    GetBucketLifecycleConfiguration::ROW,
    GetBucketLocation::ROW,
    GetBucketLogging::ROW,
    GetBucketMetadataConfiguration::ROW,
    GetBucketMetadataTableConfiguration::ROW,
    GetBucketMetricsConfiguration::ROW,
    GetBucketNotification::ROW,
    GetBucketNotificationConfiguration::ROW,
    GetBucketOwnershipControls::ROW,
    GetBucketPolicy::ROW,
    GetBucketPolicyStatus::ROW,
    GetBucketReplication::ROW,
    GetBucketRequestPayment::ROW,
    GetBucketTagging::ROW,
    GetBucketVersioning::ROW,
    GetBucketWebsite::ROW,
    GetObject::ROW,
    GetObjectAcl::ROW,
    GetObjectAnnotation::ROW,
    GetObjectAttributes::ROW,
    GetObjectLegalHold::ROW,
    GetObjectLockConfiguration::ROW,
    GetObjectRetention::ROW,
    GetObjectTagging::ROW,
    GetObjectTorrent::ROW,
    GetPublicAccessBlock::ROW,
    HeadBucket::ROW,
    HeadObject::ROW,
    ListBucketAnalyticsConfigurations::ROW,
    ListBucketIntelligentTieringConfigurations::ROW,
    ListBucketInventoryConfigurations::ROW,
    ListBucketMetricsConfigurations::ROW,
    ListBuckets::ROW,
    ListDirectoryBuckets::ROW,
    ListMultipartUploads::ROW,
    ListObjectAnnotations::ROW,
    ListObjectVersions::ROW,
    ListObjects::ROW,
    ListObjectsV2::ROW,
    ListParts::ROW,
    PostObject::ROW,
    PutBucketAbac::ROW,
    PutBucketAccelerateConfiguration::ROW,
    PutBucketAcl::ROW,
    PutBucketAnalyticsConfiguration::ROW,
    PutBucketCors::ROW,
    PutBucketEncryption::ROW,
    PutBucketIntelligentTieringConfiguration::ROW,
    PutBucketInventoryConfiguration::ROW,
    PutBucketLifecycle::ROW,
    PutBucketLifecycleConfiguration::ROW,
    PutBucketLogging::ROW,
    PutBucketMetricsConfiguration::ROW,
    PutBucketNotification::ROW,
    PutBucketNotificationConfiguration::ROW,
    PutBucketOwnershipControls::ROW,
    PutBucketPolicy::ROW,
    PutBucketReplication::ROW,
    PutBucketRequestPayment::ROW,
    PutBucketTagging::ROW,
    PutBucketVersioning::ROW,
    PutBucketWebsite::ROW,
    PutObject::ROW,
    PutObjectAcl::ROW,
    PutObjectAnnotation::ROW,
    PutObjectLegalHold::ROW,
    PutObjectLockConfiguration::ROW,
    PutObjectRetention::ROW,
    PutObjectTagging::ROW,
    PutPublicAccessBlock::ROW,
    RenameObject::ROW,
    RestoreObject::ROW,
    SelectObjectContent::ROW,
    UpdateBucketMetadataAnnotationTableConfiguration::ROW,
    UpdateBucketMetadataInventoryTableConfiguration::ROW,
    UpdateBucketMetadataJournalTableConfiguration::ROW,
    UpdateObjectEncryption::ROW,
    UploadPart::ROW,
    UploadPartCopy::ROW,
    WriteGetObjectResponse::ROW,
];

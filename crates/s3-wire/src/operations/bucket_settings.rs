//! Settings of a bucket that have little or no effect here: acceleration, logging, notifications,
//! object lock, replication, payment, metadata tables.

use iamd_s3::PutNotification;
use s3s::dto;

use super::on_bucket::on_bucket;
use crate::convert;

on_bucket!(
    put_bucket_accelerate_configuration:
        PutBucketAccelerateConfiguration(PutBucketAccelerateConfigurationInput)
            -> PutBucketAccelerateConfigurationOutput,
    |asked| asked.accelerate_configuration.status.map(convert::text),
    |()| dto::PutBucketAccelerateConfigurationOutput {}
);

on_bucket!(
    get_bucket_accelerate_configuration:
        GetBucketAccelerateConfiguration(GetBucketAccelerateConfigurationInput)
            -> GetBucketAccelerateConfigurationOutput,
    |status| dto::GetBucketAccelerateConfigurationOutput {
        request_charged: None,
        status: status.map(Into::into),
    }
);

on_bucket!(
    put_bucket_request_payment:
        PutBucketRequestPayment(PutBucketRequestPaymentInput) -> PutBucketRequestPaymentOutput,
    |asked| convert::text(asked.request_payment_configuration.payer),
    |()| dto::PutBucketRequestPaymentOutput {}
);

on_bucket!(
    get_bucket_request_payment:
        GetBucketRequestPayment(GetBucketRequestPaymentInput) -> GetBucketRequestPaymentOutput,
    |payer| dto::GetBucketRequestPaymentOutput {
        payer: Some(dto::Payer::from_static(payer)),
    }
);

on_bucket!(
    put_bucket_logging: PutBucketLogging(PutBucketLoggingInput) -> PutBucketLoggingOutput,
    |asked| asked.bucket_logging_status.logging_enabled.map(|logging| logging.target_bucket),
    |()| dto::PutBucketLoggingOutput {}
);

on_bucket!(
    get_bucket_logging: GetBucketLogging(GetBucketLoggingInput) -> GetBucketLoggingOutput,
    |()| dto::GetBucketLoggingOutput { logging_enabled: None }
);

on_bucket!(
    put_bucket_notification_configuration:
        PutBucketNotificationConfiguration(PutBucketNotificationConfigurationInput)
            -> PutBucketNotificationConfigurationOutput,
    |asked| notification(asked.notification_configuration),
    |()| dto::PutBucketNotificationConfigurationOutput {}
);

on_bucket!(
    get_bucket_notification_configuration:
        GetBucketNotificationConfiguration(GetBucketNotificationConfigurationInput)
            -> GetBucketNotificationConfigurationOutput,
    |has_event_bridge| dto::GetBucketNotificationConfigurationOutput {
        event_bridge_configuration: has_event_bridge.then(dto::EventBridgeConfiguration::default),
        ..dto::GetBucketNotificationConfigurationOutput::default()
    }
);

fn notification(configuration: dto::NotificationConfiguration) -> PutNotification {
    let queues = configuration.queue_configurations.unwrap_or_default();
    let topics = configuration.topic_configurations.unwrap_or_default();
    let functions = configuration
        .lambda_function_configurations
        .unwrap_or_default();
    let queues = queues.into_iter().map(|queue| queue.queue_arn);
    let topics = topics.into_iter().map(|topic| topic.topic_arn);
    let functions = functions
        .into_iter()
        .map(|function| function.lambda_function_arn);
    PutNotification {
        destinations: queues.chain(topics).chain(functions).collect(),
        has_event_bridge: configuration.event_bridge_configuration.is_some(),
    }
}

on_bucket!(
    put_bucket_replication:
        PutBucketReplication(PutBucketReplicationInput) -> PutBucketReplicationOutput,
    refused
);

on_bucket!(
    get_bucket_replication:
        GetBucketReplication(GetBucketReplicationInput) -> GetBucketReplicationOutput,
    refused
);

on_bucket!(
    delete_bucket_replication:
        DeleteBucketReplication(DeleteBucketReplicationInput) -> DeleteBucketReplicationOutput
);

on_bucket!(
    put_object_lock_configuration:
        PutObjectLockConfiguration(PutObjectLockConfigurationInput)
            -> PutObjectLockConfigurationOutput,
    refused
);

on_bucket!(
    get_object_lock_configuration:
        GetObjectLockConfiguration(GetObjectLockConfigurationInput)
            -> GetObjectLockConfigurationOutput,
    refused
);

on_bucket!(
    get_bucket_metadata_table_configuration:
        GetBucketMetadataTableConfiguration(GetBucketMetadataTableConfigurationInput)
            -> GetBucketMetadataTableConfigurationOutput,
    refused
);

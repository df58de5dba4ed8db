//! PutBucketNotificationConfiguration, GetBucketNotificationConfiguration.
//!
//! There are no queues, topics and functions here, so none can be told of events. That events go to
//! EventBridge can be set: as on AWS, it has no effect while no rule is there that takes them.

use iamd_api::Error;
use iamd_directory::Bucket;

use super::record::{puts, reads};
use crate::{OnBucket, error::invalid_argument};

/// What is to be told of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutNotification {
    /// The ARNs of queues, topics and functions.
    pub destinations: Vec<String>,
    /// Whether EventBridge is to be told.
    pub has_event_bridge: bool,
}

/// How it is kept that EventBridge is told.
const EVENT_BRIDGE: &str = "EventBridge";

puts!(PutBucketNotificationConfiguration(PutNotification), part);

/// SOURCE: text as S3 answers.
fn part(input: &OnBucket<PutNotification>) -> Result<Option<String>, Error> {
    match input.value.destinations.first() {
        None => Ok(input
            .value
            .has_event_bridge
            .then(|| EVENT_BRIDGE.to_owned())),
        Some(arn) => Err(invalid_argument(
            "Unable to validate the following destination configurations",
            arn,
            "null",
        )),
    }
}

// The answer: whether EventBridge is told.
reads!(GetBucketNotificationConfiguration -> bool, has_event_bridge);

fn has_event_bridge(bucket: &Bucket) -> bool {
    bucket.settings.notification.as_deref() == Some(EVENT_BRIDGE)
}

//! What is said about buckets and objects.

use crate::BucketEvent;

pub(super) fn text(event: &BucketEvent<'_>) -> String {
    match event {
        BucketEvent::BucketCreated { bucket } => format!("Created the bucket {bucket}."),
        BucketEvent::ObjectPut { user, bucket, key } => {
            format!("{user} put the object {key} into {bucket}.")
        }
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content,
        } => format!("{user} got the object {key} of {bucket}: {content:?}"),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code,
        } => format!(
            "{user} was refused to delete the object {key} of {bucket} ({code}), as expected: its \
             policy lets it get objects and no more."
        ),
        BucketEvent::BucketDeleted { bucket, objects } => {
            let objects = match objects {
                1 => "1 object".to_owned(),
                count => format!("{count} objects"),
            };
            format!("Deleted {objects} and the bucket {bucket}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_counted() {
        let said = |objects| {
            text(&BucketEvent::BucketDeleted {
                bucket: "b",
                objects,
            })
        };
        assert_eq!(said(1), "Deleted 1 object and the bucket b.");
        assert_eq!(said(0), "Deleted 0 objects and the bucket b.");
    }
}

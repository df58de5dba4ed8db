//! What is said about buckets and objects.

use crate::BucketEvent;

pub(super) fn text(event: &BucketEvent<'_>) -> String {
    match event {
        BucketEvent::BucketCreated { bucket } => format!("バケット {bucket} を作成しました。"),
        BucketEvent::ObjectPut { user, bucket, key } => {
            format!("{user} がオブジェクト {key} を {bucket} に保存しました。")
        }
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content,
        } => format!("{user} が {bucket} のオブジェクト {key} を取得しました: {content:?}"),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code,
        } => format!(
            "予想どおり、{user} による {bucket} のオブジェクト {key} の削除は拒否されました \
             ({code})。ポリシーが許可しているのはオブジェクトの取得だけです。"
        ),
        BucketEvent::BucketDeleted { bucket, objects } => {
            format!("オブジェクト {objects} 個とバケット {bucket} を削除しました。")
        }
    }
}

//! What is said about buckets and objects.

use crate::BucketEvent;

pub(super) fn text(event: &BucketEvent<'_>) -> String {
    match event {
        BucketEvent::BucketCreated { bucket } => format!("已创建存储桶 {bucket}。"),
        BucketEvent::ObjectPut { user, bucket, key } => {
            format!("{user} 已将对象 {key} 放入 {bucket}。")
        }
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content,
        } => format!("{user} 已从 {bucket} 获取对象 {key}：{content:?}"),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code,
        } => format!(
            "不出所料，{user} 删除 {bucket} 中的对象 {key} \
             时被拒绝（{code}）：其策略只允许获取对象。"
        ),
        BucketEvent::BucketDeleted { bucket, objects } => {
            format!("已删除 {objects} 个对象和存储桶 {bucket}。")
        }
    }
}

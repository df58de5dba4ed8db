//! What is said about buckets and objects.

use crate::BucketEvent;

pub(super) fn text(event: &BucketEvent<'_>) -> String {
    match event {
        BucketEvent::BucketCreated { bucket } => format!("버킷 {bucket}을(를) 만들었습니다."),
        BucketEvent::ObjectPut { user, bucket, key } => {
            format!("{user}이(가) 객체 {key}을(를) {bucket}에 저장했습니다.")
        }
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content,
        } => format!("{user}이(가) {bucket}의 객체 {key}을(를) 가져왔습니다: {content:?}"),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code,
        } => format!(
            "예상대로 {user}이(가) {bucket}의 객체 {key}을(를) 삭제하는 것은 \
             거부되었습니다({code}). 정책은 객체를 가져오는 것만 허용합니다."
        ),
        BucketEvent::BucketDeleted { bucket, objects } => {
            format!("객체 {objects}개와 버킷 {bucket}을(를) 삭제했습니다.")
        }
    }
}

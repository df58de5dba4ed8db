//! The shape of operations on one bucket. Most of them say in a few lines what of the input of `s3s`
//! is asked, and what becomes of the answer.

/// Writes the function of an operation: the value that goes with the bucket's name, and the output.
macro_rules! on_bucket {
    (
        $method:ident: $operation:ident($input:ident) -> $output:ident,
        |$asked:ident| $value:expr,
        |$answer:pat_param| $out:expr
    ) => {
        pub(crate) async fn $method<P: iamd_auth::Ports, A: iamd_auth::Audit>(
            performer: &crate::performer::Performer<P, A>,
            asked: crate::performer::Asked<s3s::dto::$input>,
        ) -> crate::performer::Answered<s3s::dto::$output> {
            let bucket = crate::convert::bucket(&asked.input.bucket)?;
            let $asked = asked.input;
            let input = iamd_s3::OnBucket::with(bucket, $value);
            let $answer = performer
                .perform::<iamd_api::s3::$operation>(&asked.arrived, input)
                .await?;
            Ok(s3s::S3Response::new($out))
        }
    };
    // It is always refused.
    ($method:ident: $operation:ident($input:ident) -> $output:ident, refused) => {
        pub(crate) async fn $method<P: iamd_auth::Ports, A: iamd_auth::Audit>(
            performer: &crate::performer::Performer<P, A>,
            asked: crate::performer::Asked<s3s::dto::$input>,
        ) -> crate::performer::Answered<s3s::dto::$output> {
            let input = iamd_s3::OnBucket::of(crate::convert::bucket(&asked.input.bucket)?);
            match performer
                .perform::<iamd_api::s3::$operation>(&asked.arrived, input)
                .await?
            {}
        }
    };
    // Nothing but the name is asked.
    ($method:ident: $operation:ident($input:ident) -> $output:ident, |$answer:pat_param| $out:expr) => {
        crate::operations::on_bucket::on_bucket!(
            $method: $operation($input) -> $output, |_asked| (), |$answer| $out
        );
    };
    // Nothing is answered either.
    ($method:ident: $operation:ident($input:ident) -> $output:ident) => {
        crate::operations::on_bucket::on_bucket!(
            $method: $operation($input) -> $output, |_asked| (), |()| s3s::dto::$output {}
        );
    };
}
pub(crate) use on_bucket;

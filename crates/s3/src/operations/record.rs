//! The shapes of operations that look at one part of a bucket's record. Most operations on buckets
//! are one of these, and say in a line how they differ.

/// An operation that reads the record: what it answers, and the function that reads it.
macro_rules! reads {
    ($operation:ident -> $output:ty, $read:expr) => {
        $crate::operations::record::finds!($operation -> $output, |bucket| Ok($read(bucket)));
    };
}
pub(super) use reads;

/// An operation that reads what may not be there: what it answers, and the function that looks for
/// it.
macro_rules! finds {
    ($operation:ident -> $output:ty, $find:expr) => {
        impl iamd_auth::Perform<iamd_api::s3::$operation> for $crate::S3 {
            type Input = $crate::OnBucket;
            type Output = $output;

            fn requirements(
                &self,
                _call: iamd_auth::Call<'_>,
                input: &$crate::OnBucket,
            ) -> Result<iamd_auth::Requirements, iamd_api::Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: iamd_auth::Permit<iamd_api::s3::$operation>,
                _call: iamd_auth::Call<'_>,
                _input: $crate::OnBucket,
            ) -> Result<$output, iamd_api::Error> {
                let find: fn(&iamd_directory::Bucket) -> Result<$output, iamd_api::Error> = $find;
                let bucket = self.directory().bucket(permit).await;
                find(&*bucket.map_err($crate::error::of_directory)?)
            }
        }
    };
}
pub(super) use finds;

/// An operation that sets a part: what it brings, and the function that makes the part of it.
macro_rules! puts {
    ($operation:ident($value:ty), $part:expr) => {
        impl iamd_auth::Perform<iamd_api::s3::$operation> for $crate::S3 {
            type Input = $crate::OnBucket<$value>;
            type Output = ();

            fn requirements(
                &self,
                _call: iamd_auth::Call<'_>,
                input: &$crate::OnBucket<$value>,
            ) -> Result<iamd_auth::Requirements, iamd_api::Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: iamd_auth::Permit<iamd_api::s3::$operation>,
                _call: iamd_auth::Call<'_>,
                input: $crate::OnBucket<$value>,
            ) -> Result<(), iamd_api::Error> {
                let part: fn(&$crate::OnBucket<$value>) -> Result<_, iamd_api::Error> = $part;
                let new = part(&input)?;
                let changed = self.directory().change_bucket(permit, |_, part| {
                    part.clone_from(&new);
                    Ok(())
                });
                changed.await.map_err($crate::error::of_directory)
            }
        }
    };
}
pub(super) use puts;

/// An operation that takes a part away. That it is there already is no fault.
macro_rules! clears {
    ($operation:ident) => {
        impl iamd_auth::Perform<iamd_api::s3::$operation> for $crate::S3 {
            type Input = $crate::OnBucket;
            type Output = ();

            fn requirements(
                &self,
                _call: iamd_auth::Call<'_>,
                input: &$crate::OnBucket,
            ) -> Result<iamd_auth::Requirements, iamd_api::Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: iamd_auth::Permit<iamd_api::s3::$operation>,
                _call: iamd_auth::Call<'_>,
                _input: $crate::OnBucket,
            ) -> Result<(), iamd_api::Error> {
                let changed = self.directory().change_bucket(permit, |_, part| {
                    *part = Default::default();
                    Ok(())
                });
                changed.await.map_err($crate::error::of_directory)
            }
        }
    };
}
pub(super) use clears;

/// An operation whose effect is not built: who may do it is told so.
macro_rules! refuses {
    ($operation:ident, $text:expr) => {
        impl iamd_auth::Perform<iamd_api::s3::$operation> for $crate::S3 {
            type Input = $crate::OnBucket;
            type Output = std::convert::Infallible;

            fn requirements(
                &self,
                _call: iamd_auth::Call<'_>,
                input: &$crate::OnBucket,
            ) -> Result<iamd_auth::Requirements, iamd_api::Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                _permit: iamd_auth::Permit<iamd_api::s3::$operation>,
                _call: iamd_auth::Call<'_>,
                _input: $crate::OnBucket,
            ) -> Result<std::convert::Infallible, iamd_api::Error> {
                Err($crate::error::not_available($text))
            }
        }
    };
}
pub(super) use refuses;

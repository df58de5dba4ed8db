//! Analytics, intelligent tiering, inventories and metrics: configurations of which a bucket has
//! several, each with an id. Put, Get, Delete and List of each kind.
//!
//! Kept without effect: they promise reports and lower costs, not access or safety.

use std::collections::BTreeMap;

use iamd_api::{Error, s3};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Error as DirectoryError;

use crate::{
    OnBucket, S3,
    error::{invalid_argument, malformed_xml, no_such_configuration, of_directory},
};

/// A configuration that is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// The id of the request.
    pub id: String,
    /// The id in the configuration itself, which must be the same.
    pub own_id: String,
    /// All of it, as a text that the caller will understand.
    pub text: String,
}

/// Configurations of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configurations {
    /// Their texts, in the order of their ids.
    pub texts: Vec<String>,
    /// What continues the list; none if this was its end.
    pub next: Option<String>,
}

/// LIMIT: configurations on a page.
///
/// SOURCE: S3 API Reference, ListBucketInventoryConfigurations.
const PAGE: usize = 100;

/// LIMIT: characters of an id.
///
/// SOURCE: S3 API Reference, PutBucketMetricsConfiguration.
const ID_CHARACTERS_MAX: usize = 64;

impl Configuration {
    fn check(&self) -> Result<(), Error> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let length = self.id.len();
        if length == 0 || length > ID_CHARACTERS_MAX || !self.id.bytes().all(fits) {
            let text = "The specified configuration id is not valid.";
            return Err(invalid_argument(text, "id", &self.id));
        }
        if self.id == self.own_id {
            Ok(())
        } else {
            Err(malformed_xml())
        }
    }
}

/// Configurations of one kind as a bucket has them, with one page of them behind an id.
fn page(kept: &BTreeMap<String, String>, after: Option<&str>) -> Configurations {
    let after = after.unwrap_or_default();
    let mut behind = kept.iter().filter(|(id, _)| id.as_str() > after);
    let shown: Vec<_> = behind.by_ref().take(PAGE).collect();
    let last = shown.last().map(|(id, _)| (*id).clone());
    Configurations {
        texts: shown.iter().map(|(_, text)| (*text).clone()).collect(),
        next: last.filter(|_| behind.next().is_some()),
    }
}

/// Writes the operations of a kind: the member of the settings, and what is done with it.
macro_rules! kinds {
    ($($member:ident: $put:ident, $get:ident, $delete:ident, $list:ident;)*) => {$(
        impl Perform<s3::$put> for S3 {
            type Input = OnBucket<Configuration>;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &OnBucket<Configuration>,
            ) -> Result<Requirements, Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: Permit<s3::$put>,
                _call: Call<'_>,
                input: OnBucket<Configuration>,
            ) -> Result<(), Error> {
                let new = input.value;
                new.check()?;
                let changed = self.directory().change_bucket(permit, |_, kept| {
                    kept.insert(new.id.clone(), new.text.clone());
                    Ok(())
                });
                changed.await.map_err(of_directory)
            }
        }

        impl Perform<s3::$get> for S3 {
            type Input = OnBucket<String>;
            type Output = String;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &OnBucket<String>,
            ) -> Result<Requirements, Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: Permit<s3::$get>,
                _call: Call<'_>,
                input: OnBucket<String>,
            ) -> Result<String, Error> {
                let bucket = self.directory().bucket(permit).await.map_err(of_directory)?;
                let text = bucket.settings.$member.get(&input.value);
                text.cloned().ok_or_else(no_such_configuration)
            }
        }

        impl Perform<s3::$delete> for S3 {
            type Input = OnBucket<String>;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &OnBucket<String>,
            ) -> Result<Requirements, Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: Permit<s3::$delete>,
                _call: Call<'_>,
                input: OnBucket<String>,
            ) -> Result<(), Error> {
                let id = input.value;
                let changed = self.directory().change_bucket(permit, |_, kept| {
                    let removed = kept.remove(&id).map(drop);
                    removed.ok_or_else(|| DirectoryError::NoSuchConfiguration { id: id.clone() })
                });
                changed.await.map_err(of_directory)
            }
        }

        impl Perform<s3::$list> for S3 {
            type Input = OnBucket<Option<String>>;
            type Output = Configurations;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &OnBucket<Option<String>>,
            ) -> Result<Requirements, Error> {
                Ok(input.requirements())
            }

            async fn run(
                &self,
                permit: Permit<s3::$list>,
                _call: Call<'_>,
                input: OnBucket<Option<String>>,
            ) -> Result<Configurations, Error> {
                let bucket = self.directory().bucket(permit).await.map_err(of_directory)?;
                Ok(page(&bucket.settings.$member, input.value.as_deref()))
            }
        }
    )*};
}

kinds! {
    analytics: PutBucketAnalyticsConfiguration, GetBucketAnalyticsConfiguration,
        DeleteBucketAnalyticsConfiguration, ListBucketAnalyticsConfigurations;
    intelligent_tiering: PutBucketIntelligentTieringConfiguration,
        GetBucketIntelligentTieringConfiguration, DeleteBucketIntelligentTieringConfiguration,
        ListBucketIntelligentTieringConfigurations;
    inventory: PutBucketInventoryConfiguration, GetBucketInventoryConfiguration,
        DeleteBucketInventoryConfiguration, ListBucketInventoryConfigurations;
    metrics: PutBucketMetricsConfiguration, GetBucketMetricsConfiguration,
        DeleteBucketMetricsConfiguration, ListBucketMetricsConfigurations;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another() {
        let ids = 0..250;
        let kept: BTreeMap<_, _> = ids
            .map(|id| (format!("{id:03}"), format!("text {id}")))
            .collect();
        let first = page(&kept, None);
        assert_eq!(
            (first.texts.len(), first.next.as_deref()),
            (100, Some("099"))
        );
        let second = page(&kept, first.next.as_deref());
        assert_eq!(second.texts.first().map(String::as_str), Some("text 100"));
        let third = page(&kept, second.next.as_deref());
        assert_eq!((third.texts.len(), third.next), (50, None));
        assert_eq!(page(&BTreeMap::new(), None), Configurations::default());
    }

    #[test]
    fn ids_are_short_and_plain() {
        let check = |id: &str| {
            let configuration = Configuration {
                id: id.to_owned(),
                own_id: id.to_owned(),
                text: String::new(),
            };
            configuration.check().is_ok()
        };
        assert!(check("a-B_c.1"));
        assert!(check(&"a".repeat(64)));
        for wrong in ["", "a b", "a/b", &"a".repeat(65)] {
            assert!(!check(wrong), "{wrong}");
        }
    }
}

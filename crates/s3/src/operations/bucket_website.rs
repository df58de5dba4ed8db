//! PutBucketWebsite, GetBucketWebsite, DeleteBucketWebsite.
//!
//! Kept without effect: websites are served at an endpoint of their own, which is not here.

use iamd_api::{Error, ErrorCode};
use iamd_directory::Bucket;

use super::record::{clears, finds, puts};
use crate::{
    OnBucket,
    error::{invalid_argument, invalid_request, malformed_xml},
};

/// A website.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutWebsite {
    /// `Suffix` of `IndexDocument`, if that is there.
    pub index_suffix: Option<String>,
    /// `Key` of `ErrorDocument`, if that is there.
    pub error_key: Option<String>,
    /// `RedirectAllRequestsTo`.
    pub redirect_all: Option<Redirect>,
    /// `Redirect` of each routing rule; none if there is no list of them.
    pub routing: Option<Vec<Redirect>>,
    /// All of it, as a text that the caller will understand.
    pub text: String,
}

/// Where requests are sent to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect {
    /// `HostName`.
    pub host: Option<String>,
    /// `Protocol`.
    pub protocol: Option<String>,
    /// Whether `ReplaceKeyWith` and `ReplaceKeyPrefixWith` are both there.
    pub replaces_twice: bool,
}

/// LIMIT: routing rules.
///
/// SOURCE: S3 User Guide, "(Optional) Configuring a webpage redirect".
const ROUTING_RULES_MAX: usize = 50;

puts!(PutBucketWebsite(PutWebsite), part);

fn part(input: &OnBucket<PutWebsite>) -> Result<Option<String>, Error> {
    check(&input.value)?;
    Ok(Some(input.value.text.clone()))
}

/// SOURCE: texts as S3 answers.
fn check(website: &PutWebsite) -> Result<(), Error> {
    if let Some(redirect) = &website.redirect_all {
        let is_alone = website.index_suffix.is_none()
            && website.error_key.is_none()
            && website.routing.is_none();
        if !is_alone {
            let name = "RedirectAllRequestsTo";
            return Err(invalid_argument(NOT_ALONE, name, "not null"));
        }
        if redirect.host.as_ref().is_none_or(String::is_empty) {
            return Err(malformed_xml());
        }
        return check_redirect(redirect);
    }
    let Some(suffix) = &website.index_suffix else {
        return Err(invalid_argument(NO_INDEX, "IndexDocument", "null"));
    };
    if suffix.is_empty() || suffix.contains('/') {
        let text = "The IndexDocument Suffix is not well formed";
        return Err(invalid_argument(text, "IndexDocument", suffix));
    }
    if website.error_key.as_ref().is_some_and(String::is_empty) {
        return Err(malformed_xml());
    }
    match &website.routing {
        None => Ok(()),
        Some(rules) if rules.is_empty() || rules.len() > ROUTING_RULES_MAX => Err(malformed_xml()),
        Some(rules) => rules.iter().try_for_each(check_redirect),
    }
}

fn check_redirect(redirect: &Redirect) -> Result<(), Error> {
    if redirect.replaces_twice {
        let text = "You can only define ReplaceKeyPrefix or ReplaceKey but not both.";
        return Err(invalid_request(text));
    }
    match redirect.protocol.as_deref() {
        None | Some("http" | "https") => Ok(()),
        Some(_) => Err(invalid_request(PROTOCOL)),
    }
}

const NOT_ALONE: &str =
    "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.";
const NO_INDEX: &str =
    "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty";
const PROTOCOL: &str = "Invalid protocol, protocol can be http or https. If not defined the \
                        protocol will be selected automatically.";

finds!(GetBucketWebsite -> String, text);

fn text(bucket: &Bucket) -> Result<String, Error> {
    bucket.settings.website.clone().ok_or_else(|| {
        let text = "The specified bucket does not have a website configuration";
        let error = Error::new(ErrorCode::NoSuchWebsiteConfiguration, text);
        error.with("BucketName", bucket.name.as_str())
    })
}

clears!(DeleteBucketWebsite);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(website: &PutWebsite, code: ErrorCode) {
        assert_eq!(check(website).map_err(|error| error.code), Err(code));
    }

    fn index(suffix: &str) -> PutWebsite {
        PutWebsite {
            index_suffix: Some(suffix.to_owned()),
            ..PutWebsite::default()
        }
    }

    #[test]
    fn a_website_has_an_index_or_is_elsewhere() {
        assert_eq!(check(&index("index.html")), Ok(()));
        refused(&PutWebsite::default(), ErrorCode::InvalidArgument);
        refused(&index(""), ErrorCode::InvalidArgument);
        refused(&index("a/b"), ErrorCode::InvalidArgument);
        let elsewhere = PutWebsite {
            redirect_all: Some(Redirect {
                host: Some("example.com".to_owned()),
                ..Redirect::default()
            }),
            ..PutWebsite::default()
        };
        assert_eq!(check(&elsewhere), Ok(()));
        let both = PutWebsite {
            redirect_all: elsewhere.redirect_all,
            ..index("index.html")
        };
        refused(&both, ErrorCode::InvalidArgument);
    }

    #[test]
    fn redirects_are_clear() {
        let routed = |redirect| PutWebsite {
            routing: Some(vec![redirect]),
            ..index("index.html")
        };
        assert_eq!(check(&routed(Redirect::default())), Ok(()));
        let ftp = Redirect {
            protocol: Some("ftp".to_owned()),
            ..Redirect::default()
        };
        refused(&routed(ftp), ErrorCode::InvalidRequest);
        let twice = Redirect {
            replaces_twice: true,
            ..Redirect::default()
        };
        refused(&routed(twice), ErrorCode::InvalidRequest);
    }
}

//! Tags of sessions.

use iamd_api::{Error, sts as shapes};
use iamd_ident::Tag;

use crate::error::parameter;

/// The tags of a request, no two of which have the same key.
///
/// SOURCE: recorded answers of AssumeRole to keys that differ in case alone; keys and values that
/// begin with `aws:` are AWS's own, and the text about them is that of AWS's common tagging library.
///
/// # Errors
/// Two keys are the same without regard to case, or one is reserved.
pub(crate) fn session_tags(tags: &[shapes::Tag]) -> Result<Vec<Tag>, Error> {
    let mut unique: Vec<Tag> = Vec::with_capacity(tags.len());
    for shapes::Tag { key, value } in tags {
        if is_reserved(key) || is_reserved(value) {
            let text = "Caller is an end user and not allowed to mutate system tags";
            return Err(parameter(text));
        }
        if unique.iter().any(|known| known.has_key(key)) {
            let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
            return Err(parameter(text));
        }
        unique.push(Tag {
            key: key.clone(),
            value: value.clone(),
        });
    }
    Ok(unique)
}

fn is_reserved(text: &str) -> bool {
    text.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

/// The keys that are to be handed on, each once, in the spelling of their tags.
///
/// SOURCE: recorded answers of AssumeRole to keys without a tag.
///
/// # Errors
/// A key has no tag.
pub(crate) fn transitive_keys(keys: &[String], tags: &[Tag]) -> Result<Vec<String>, Error> {
    let mut transitive: Vec<String> = Vec::with_capacity(keys.len());
    for key in keys {
        let Some(tag) = tags.iter().find(|tag| tag.has_key(key)) else {
            let text = "The specified transitive tag key must be included in the requested tags.";
            return Err(parameter(text));
        };
        if !transitive.contains(&tag.key) {
            transitive.push(tag.key.clone());
        }
    }
    Ok(transitive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(key: &str, value: &str) -> shapes::Tag {
        shapes::Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        }
    }

    #[track_caller]
    fn check_refused<T: std::fmt::Debug>(answer: Result<T, Error>, text: &str) {
        let error = answer.unwrap_err();
        assert_eq!(error.code.as_str(), "InvalidParameterValue");
        assert!(error.message.contains(text), "{}", error.message);
    }

    #[test]
    fn keys_are_unique_without_regard_to_case() {
        let kept = session_tags(&[shape("Team", "a"), shape("Cost", "")]).unwrap();
        assert_eq!(kept.len(), 2);
        check_refused(
            session_tags(&[shape("Team", "a"), shape("team", "b")]),
            "Duplicate tag keys found.",
        );
    }

    #[test]
    fn what_is_awss_own_is_refused() {
        for (key, value) in [("aws:team", "a"), ("AWS:x", ""), ("team", "aws:a")] {
            check_refused(session_tags(&[shape(key, value)]), "system tags");
        }
        assert!(session_tags(&[shape("awsome", "äws:")]).is_ok());
    }

    #[test]
    fn what_is_handed_on_has_a_tag() {
        let tags = session_tags(&[shape("Team", "a"), shape("Cost", "1")]).unwrap();
        let keys = ["team".to_owned(), "Team".to_owned()];
        assert_eq!(transitive_keys(&keys, &tags).unwrap(), ["Team"]);
        check_refused(
            transitive_keys(&["other".to_owned()], &tags),
            "must be included",
        );
    }
}

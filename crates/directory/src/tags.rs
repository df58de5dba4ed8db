//! What all lists of tags have in common.

use iamd_ident::Tag;

/// Adds tags, each in the place of one with the same key.
pub(crate) fn merge(tags: &mut Vec<Tag>, new: &[Tag]) {
    for tag in new {
        match tags.iter_mut().find(|old| old.has_key(&tag.key)) {
            Some(old) => *old = tag.clone(),
            None => tags.push(tag.clone()),
        }
    }
}

/// Takes away the tags with these keys.
pub(crate) fn remove(tags: &mut Vec<Tag>, keys: &[String]) {
    tags.retain(|tag| !keys.iter().any(|key| tag.has_key(key)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.into(), value: value.into() }
    }

    #[test]
    fn a_tag_takes_the_place_of_its_namesake() {
        let mut tags = vec![tag("Department", "finance")];
        merge(&mut tags, &[tag("department", "hr"), tag("team", "a")]);
        assert_eq!(tags, [tag("department", "hr"), tag("team", "a")]);
        remove(&mut tags, &["DEPARTMENT".into(), "other".into()]);
        assert_eq!(tags, [tag("team", "a")]);
    }
}

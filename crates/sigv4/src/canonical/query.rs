//! The canonical query.

use std::borrow::Cow;

use crate::{
    QUERY_PARAMETERS_MAX, SignatureError,
    escape::{self, Plus},
};

/// The one parameter that the signature cannot cover.
const SIGNATURE: &[u8] = b"X-Amz-Signature";

/// Writes the parameters of `query`, escaped and sorted by name, then by value.
pub(super) fn write(out: &mut Vec<u8>, query: &str) -> Result<(), SignatureError> {
    if query.is_empty() {
        return Ok(());
    }
    let count = query.split('&').count();
    if count > QUERY_PARAMETERS_MAX {
        let (what, max) = ("query parameters", QUERY_PARAMETERS_MAX);
        return Err(SignatureError::TooMany { what, count, max });
    }
    let mut parameters = Vec::with_capacity(count);
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        parameters.push((canonical(name)?, canonical(value)?));
    }
    parameters.retain(|(name, _)| **name != *SIGNATURE);
    parameters.sort_unstable();
    for (index, (name, value)) in parameters.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
    Ok(())
}

fn canonical(text: &str) -> Result<Cow<'_, [u8]>, SignatureError> {
    escape::canonical(text, Plus::Blank).map_err(|_| SignatureError::MalformedEscape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expect: Result<&str, SignatureError>) {
        let mut out = Vec::new();
        let got = write(&mut out, query).map(|()| String::from_utf8(out).unwrap());
        assert_eq!(got, expect.map(str::to_owned), "{query}");
    }

    #[test]
    fn parameters_are_sorted_by_name_then_by_value() {
        check("", Ok(""));
        check("b=2&a=1", Ok("a=1&b=2"));
        check("a=2&a=10&a=1", Ok("a=1&a=10&a=2"));
        check("a-=1&a=2", Ok("a=2&a-=1"));
        check("b&a", Ok("a=&b="));
        check("&&a=1&", Ok("a=1"));
        check("=x", Ok("=x"));
        check("a=b=c", Ok("a=b%3Dc"));
    }

    #[test]
    fn the_signature_is_left_out_however_it_is_written() {
        check("X-Amz-Signature=1&X-Amz-Date=2", Ok("X-Amz-Date=2"));
        check("X%2DAmz-Signature=1", Ok(""));
        check("x-amz-signature=1", Ok("x-amz-signature=1"));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        check("a=%", Err(SignatureError::MalformedEscape));
        check("%zz=1", Err(SignatureError::MalformedEscape));
        let (what, count, max) = ("query parameters", 2049, 2048);
        check(
            &"&".repeat(2048),
            Err(SignatureError::TooMany { what, count, max }),
        );
    }
}

//! Digests of bodies that `s3s` gathers: `Content-MD5` and the checksums. Those of objects are
//! compared where the object is stored.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderMap;
use iamd_api::{Error, ErrorCode};
use s3s::{
    checksum::ChecksumHasher,
    crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Md5, Sha1, Sha256},
};

/// What a body's digests are said to be, and what they are so far.
#[derive(Default)]
pub(crate) struct Digests {
    md5: Option<(Md5, Vec<u8>)>,
    hasher: ChecksumHasher,
    /// Names of headers with what they say.
    claims: Vec<(&'static str, String)>,
}

/// The headers of checksums.
///
/// SOURCE: S3 User Guide, "Checking object integrity for data uploads".
const CHECKSUMS: [&str; 5] = [
    "x-amz-checksum-crc32",
    "x-amz-checksum-crc32c",
    "x-amz-checksum-crc64nvme",
    "x-amz-checksum-sha1",
    "x-amz-checksum-sha256",
];

/// Headers of their kind that hold no checksum.
const ABOUT_CHECKSUMS: [&str; 3] = [
    "x-amz-checksum-algorithm",
    "x-amz-checksum-mode",
    "x-amz-checksum-type",
];

/// Checks that every header of a checksum is one that is known: none is passed over.
///
/// # Errors
/// `InvalidRequest`.
///
/// SOURCE: text as S3 answers.
pub(crate) fn check_names(headers: &HeaderMap) -> Result<(), Error> {
    let is_known = |name: &str| {
        !name.starts_with("x-amz-checksum-")
            || CHECKSUMS.contains(&name)
            || ABOUT_CHECKSUMS.contains(&name)
    };
    if headers.keys().all(|name| is_known(name.as_str())) {
        return Ok(());
    }
    let text = "The algorithm type you specified in x-amz-checksum- header is invalid.";
    Err(Error::new(ErrorCode::InvalidRequest, text))
}

/// Checks that what follows a body is a checksum that is known.
///
/// # Errors
/// `InvalidRequest`.
///
/// SOURCE: text as S3 answers.
pub(crate) fn check_trailers(names: &[String]) -> Result<(), Error> {
    if names.iter().all(|name| CHECKSUMS.contains(&name.as_str())) {
        return Ok(());
    }
    let text = "The value specified in the x-amz-trailer header is not supported";
    Err(Error::new(ErrorCode::InvalidRequest, text))
}

const MD5_BYTES: usize = 16;

impl Digests {
    /// What the headers say; none if they say nothing.
    ///
    /// # Errors
    /// `InvalidDigest`.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let mut digests = Self::of_md5(headers)?.unwrap_or_default();
        for name in CHECKSUMS {
            if let Some(claimed) = headers.get(name) {
                let claimed = String::from_utf8_lossy(claimed.as_bytes());
                digests.claims.push((name, claimed.into_owned()));
                digests.begin(name);
            }
        }
        let is_idle = digests.md5.is_none() && digests.claims.is_empty();
        Ok((!is_idle).then_some(digests))
    }

    /// What `Content-MD5` says alone, for a body whose checksum headers are about something else.
    ///
    /// # Errors
    /// `InvalidDigest`.
    pub(crate) fn of_md5(headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let mut digests = Self::default();
        if let Some(claimed) = headers.get("content-md5") {
            let claimed = STANDARD.decode(claimed.as_bytes()).unwrap_or_default();
            if claimed.len() != MD5_BYTES {
                let text = "The Content-MD5 you specified was invalid.";
                return Err(Error::new(ErrorCode::InvalidDigest, text));
            }
            digests.md5 = Some((Md5::new(), claimed));
        }
        Ok(digests.md5.is_some().then_some(digests))
    }

    fn begin(&mut self, name: &str) {
        let hasher = &mut self.hasher;
        match name {
            "x-amz-checksum-crc32" => hasher.crc32 = Some(Crc32::new()),
            "x-amz-checksum-crc32c" => hasher.crc32c = Some(Crc32c::new()),
            "x-amz-checksum-crc64nvme" => hasher.crc64nvme = Some(Crc64Nvme::new()),
            "x-amz-checksum-sha1" => hasher.sha1 = Some(Sha1::new()),
            _ => hasher.sha256 = Some(Sha256::new()),
        }
    }

    /// Takes the next bytes in.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        if let Some((md5, _)) = &mut self.md5 {
            md5.update(bytes);
        }
        self.hasher.update(bytes);
    }

    /// Compares what was said with what came.
    ///
    /// # Errors
    /// `BadDigest`.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if let Some((md5, claimed)) = self.md5
            && md5.finalize().as_ref() != claimed
        {
            let text = "The Content-MD5 you specified did not match what we received.";
            return Err(Error::new(ErrorCode::BadDigest, text));
        }
        let found = self.hasher.finalize();
        for (name, claimed) in self.claims {
            let found = match name {
                "x-amz-checksum-crc32" => &found.checksum_crc32,
                "x-amz-checksum-crc32c" => &found.checksum_crc32c,
                "x-amz-checksum-crc64nvme" => &found.checksum_crc64nvme,
                "x-amz-checksum-sha1" => &found.checksum_sha1,
                _ => &found.checksum_sha256,
            };
            if found.as_ref() != Some(&claimed) {
                let algorithm = name.rsplit('-').next().unwrap_or(name).to_ascii_uppercase();
                let text =
                    format!("The {algorithm} you specified did not match the calculated checksum.");
                return Err(Error::new(ErrorCode::BadDigest, text));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &'static str, claimed: &str, expect: Result<(), ErrorCode>) {
        let mut headers = HeaderMap::new();
        headers.insert(name, claimed.parse().unwrap());
        let checked = Digests::of(&headers).and_then(|digests| {
            let mut digests = digests.unwrap();
            digests.update(b"123");
            digests.update(b"456789");
            digests.finish()
        });
        assert_eq!(
            checked.map_err(|error| error.code),
            expect,
            "{name}: {claimed}"
        );
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for (name, is_header, is_trailer) in [
            ("x-amz-checksum-crc32", true, true),
            ("x-amz-checksum-mode", true, false),
            ("x-amz-checksum-md5", false, false),
            ("x-amz-checksum-", false, false),
            ("x-amz-meta-a", true, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, "a".parse().unwrap());
            assert_eq!(check_names(&headers).is_ok(), is_header, "{name}");
            let trailers = [name.to_owned()];
            assert_eq!(check_trailers(&trailers).is_ok(), is_trailer, "{name}");
        }
    }

    #[test]
    fn what_is_said_is_compared_with_what_came() {
        for (name, right) in [
            ("content-md5", "JfnnlDI7RTiF9RgfG2JNCw=="),
            ("x-amz-checksum-crc32", "y/Q5Jg=="),
            ("x-amz-checksum-crc32c", "4waSgw=="),
            ("x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
            ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
            (
                "x-amz-checksum-sha256",
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ),
        ] {
            check(name, right, Ok(()));
            let wrong = right.replace('J', "K").replace('y', "z").replace('4', "5");
            let wrong = wrong.replace('r', "s").replace('9', "8").replace('F', "G");
            check(name, &wrong, Err(ErrorCode::BadDigest));
        }
        check("content-md5", "nonsense", Err(ErrorCode::InvalidDigest));
        check("content-md5", "", Err(ErrorCode::InvalidDigest));
        assert!(Digests::of(&HeaderMap::new()).unwrap().is_none());
    }
}

//! From the fields of a form to the headers of the upload that they stand for.

use http::{HeaderMap, HeaderName, HeaderValue};
use iamd_api::{Error, ErrorCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::reader::Fields;

/// What the form wants besides the upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wishes {
    /// The key of the object, with the name of the file in it.
    pub(super) key: String,
    /// Where the browser goes afterwards.
    pub(super) redirect: Option<String>,
    /// 200, 201 or 204.
    pub(super) status: http::StatusCode,
}

/// Fields that are headers under another name, or under their own though they are not `x-amz-`.
///
/// SOURCE: S3 API Reference, "POST Object", "Form Fields".
const HEADERS: [(&str, HeaderName); 8] = [
    ("acl", HeaderName::from_static("x-amz-acl")),
    ("cache-control", http::header::CACHE_CONTROL),
    ("content-disposition", http::header::CONTENT_DISPOSITION),
    ("content-encoding", http::header::CONTENT_ENCODING),
    ("content-language", http::header::CONTENT_LANGUAGE),
    ("content-md5", HeaderName::from_static("content-md5")),
    ("content-type", http::header::CONTENT_TYPE),
    ("expires", http::header::EXPIRES),
];

/// Fields that prove who sent the form.
const PROOFS: [&str; 5] = [
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-signature",
];

impl Fields {
    /// Puts the name of the file into the fields that ask for it.
    pub(super) fn name_file(&mut self) {
        const VARIABLE: &str = "${filename}";
        for (_, value) in &mut self.pairs {
            if value.contains(VARIABLE) {
                *value = value.replace(VARIABLE, &self.filename);
            }
        }
    }

    /// The field of this name. SECURITY: of several none counts, so that nothing is used that the
    /// policy's conditions did not look at.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut named = self
            .pairs
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let (_, value) = named.next()?;
        named.next().is_none().then_some(value)
    }

    /// What the form wants.
    ///
    /// # Errors
    /// It names no key.
    pub(super) fn wishes(&self) -> Result<Wishes, Error> {
        let key = self.value("key").filter(|key| !key.is_empty());
        let key = key.ok_or_else(|| {
            let text = "Bucket POST must contain a field named 'key'.  If it is specified, please \
                        check the order of the fields.";
            Error::new(ErrorCode::InvalidArgument, text)
                .with("ArgumentName", "key")
                .with("ArgumentValue", "")
        })?;
        let redirect = self
            .value("success_action_redirect")
            .or_else(|| self.value("redirect"));
        let status = match self.value("success_action_status") {
            Some("200") => http::StatusCode::OK,
            Some("201") => http::StatusCode::CREATED,
            _ => http::StatusCode::NO_CONTENT,
        };
        Ok(Wishes {
            key: key.to_owned(),
            redirect: redirect.filter(|url| is_address(url)).map(str::to_owned),
            status,
        })
    }

    /// The headers that an upload would have in the place of the fields.
    ///
    /// # Errors
    /// A field cannot be a header, or the tags are none.
    pub(super) fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.pairs {
            let name = name.to_ascii_lowercase();
            let (header, value) = if name == "tagging" {
                (HeaderName::from_static("x-amz-tagging"), tags(value)?)
            } else if let Some((_, header)) = HEADERS.iter().find(|(field, _)| *field == name) {
                (header.clone(), value.clone())
            } else if name.starts_with("x-amz-") && !PROOFS.contains(&&*name) {
                let header = HeaderName::from_bytes(name.as_bytes());
                (header.map_err(|_| unusable(&name))?, value.clone())
            } else {
                continue;
            };
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unusable(&name))?;
            headers.append(header, value);
        }
        Ok(headers)
    }
}

fn unusable(name: &str) -> Error {
    let text = "The value of a form field cannot be used.";
    Error::new(ErrorCode::InvalidArgument, text).with("ArgumentName", name)
}

/// SOURCE: S3 API Reference, "POST Object": an address that is none is ignored.
fn is_address(url: &str) -> bool {
    let is_http = ["http", "https"].map(Some);
    let parsed = url.parse::<http::Uri>();
    parsed.is_ok_and(|uri| is_http.contains(&uri.scheme_str()) && uri.host().is_some())
}

/// What must be escaped in a query's value.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Tags as the header of an upload has them, from the XML that a form has.
fn tags(xml: &str) -> Result<String, Error> {
    let malformed = |_| {
        let text = "The XML you provided was not well-formed or did not validate against our \
                    published schema";
        Error::new(ErrorCode::MalformedXML, text)
    };
    let mut input = s3s::xml::Deserializer::new(xml.as_bytes());
    let tagging: s3s::dto::Tagging =
        s3s::xml::Deserialize::deserialize(&mut input).map_err(malformed)?;
    let pair = |tag: &s3s::dto::Tag| {
        let escaped =
            |text: Option<&str>| utf8_percent_encode(text.unwrap_or_default(), VALUE).to_string();
        format!(
            "{}={}",
            escaped(tag.key.as_deref()),
            escaped(tag.value.as_deref())
        )
    };
    let pairs: Vec<String> = tagging.tag_set.iter().map(pair).collect();
    Ok(pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut fields = Fields {
            pairs: pairs.collect(),
            filename: "a.txt".to_owned(),
        };
        fields.name_file();
        fields
    }

    #[test]
    fn fields_are_the_headers_of_an_upload() {
        let xml = "<Tagging><TagSet><Tag><Key>a b</Key><Value>1&amp;2</Value></Tag>\
                   <Tag><Key>c</Key><Value></Value></Tag></TagSet></Tagging>";
        let headers = fields(&[
            ("key", "k"),
            ("ACL", "private"),
            ("Content-Type", "text/plain"),
            ("x-amz-meta-Name", "${filename}"),
            ("X-Amz-Signature", "s"),
            ("x-amz-credential", "c"),
            ("policy", "p"),
            ("x-ignore-me", "i"),
            ("tagging", xml),
        ]);
        let mut told: Vec<_> = headers
            .headers()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        told.sort();
        let expect = [
            "content-type: text/plain",
            "x-amz-acl: private",
            "x-amz-meta-name: a.txt",
            "x-amz-tagging: a%20b=1%262&c=",
        ];
        assert_eq!(told, expect);
    }

    #[test]
    fn a_field_that_is_no_header_is_refused() {
        let error = fields(&[("x-amz-meta-a", "1\r\nb: 2")])
            .headers()
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument);
        let error = fields(&[("tagging", "nonsense")]).headers().unwrap_err();
        assert_eq!(error.code, ErrorCode::MalformedXML);
    }

    #[test]
    fn a_form_says_what_it_wants() {
        let wishes = fields(&[("key", "u/${filename}"), ("success_action_status", "201")]);
        let wishes = wishes.wishes().unwrap();
        assert_eq!(
            (wishes.key.as_str(), wishes.status.as_u16()),
            ("u/a.txt", 201)
        );
        let error = fields(&[("success_action_status", "201")])
            .wishes()
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument);
        for (url, is_kept) in [
            ("https://example.com/done?x=1", true),
            ("javascript:alert(1)", false),
            ("/done", false),
            ("ftp://example.com/", false),
        ] {
            let wishes = fields(&[("key", "k"), ("success_action_redirect", url)]);
            let wishes = wishes.wishes().unwrap();
            assert_eq!(wishes.redirect.is_some(), is_kept, "{url}");
            assert_eq!(wishes.status.as_u16(), 204);
        }
    }
}

//! Configurations that are kept as a text: the XML in which they came, as `s3s` writes it.

use iamd_api::{Error, ErrorCode};
use s3s::xml::{DeserializeContent, Deserializer, SerializeContent, Serializer};

use crate::error::INTERNAL;

/// The element around what is kept.
const ROOT: &str = "Kept";

/// The text of a configuration.
///
/// # Errors
/// It cannot be written, which is never so.
pub(crate) fn write<T: SerializeContent>(configuration: &T) -> Result<String, Error> {
    let mut xml = Vec::new();
    let written = Serializer::new(&mut xml).content(ROOT, configuration);
    let text = written.ok().and_then(|()| String::from_utf8(xml).ok());
    text.ok_or_else(|| internal("a configuration could not be written"))
}

/// The configuration of a text.
///
/// # Errors
/// The text is none that [`write()`] wrote.
pub(crate) fn read<T: for<'xml> DeserializeContent<'xml>>(text: &str) -> Result<T, Error> {
    let mut xml = Deserializer::new(text.as_bytes());
    let configuration = xml.named_element(ROOT, Deserializer::content);
    configuration.map_err(|_| internal("a configuration that is kept could not be read"))
}

/// The configurations of several texts.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_all<T>(texts: &[String]) -> Result<Vec<T>, Error>
where
    T: for<'xml> DeserializeContent<'xml>,
{
    texts.iter().map(|text| read(text)).collect()
}

fn internal(what: &'static str) -> Error {
    tracing::error!("{what}");
    Error::new(ErrorCode::InternalError, INTERNAL)
}

#[cfg(test)]
mod tests {
    use s3s::dto;

    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let website = dto::WebsiteConfiguration {
            index_document: Some(dto::IndexDocument {
                suffix: "<index> & more".to_owned(),
            }),
            ..dto::WebsiteConfiguration::default()
        };
        let text = write(&website).unwrap();
        let read: dto::GetBucketWebsiteOutput = read(&text).unwrap();
        assert_eq!(read.index_document, website.index_document);
    }

    #[test]
    fn what_was_not_written_is_an_internal_error() {
        let read = read::<dto::MetricsConfiguration>("<Kept><Id>a</Id>");
        assert_eq!(read.unwrap_err().code, ErrorCode::InternalError);
    }
}

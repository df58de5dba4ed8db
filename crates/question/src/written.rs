//! The question as it is written.

mod principal;

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{documents::WrittenDocuments, error::QuestionError, facts::Facts, object::Object};
pub(crate) use principal::WrittenPrincipal;

/// A line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenQuestion<'a> {
    #[serde(borrow)]
    pub(crate) id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) request: Object<WrittenRequest<'a>>,
    #[serde(borrow)]
    pub(crate) policies: Option<Object<WrittenPolicies<'a>>>,
    pub(crate) issuer: Option<String>,
    pub(crate) management: Option<bool>,
    #[serde(borrow)]
    pub(crate) endpoint: Option<WrittenDocuments<'a>>,
}

/// `request`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRequest<'a> {
    #[serde(borrow)]
    pub(crate) principal: WrittenPrincipal<'a>,
    #[serde(borrow)]
    pub(crate) action: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) resource: Object<WrittenResource<'a>>,
    pub(crate) context: Option<Facts>,
    pub(crate) issuer: Option<String>,
    pub(crate) management: Option<bool>,
}

/// `resource`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenResource<'a> {
    #[serde(borrow)]
    pub(crate) arn: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) account: Option<Cow<'a, str>>,
}

/// `policies`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenPolicies<'a> {
    #[serde(borrow)]
    pub(crate) identity: Option<WrittenDocuments<'a>>,
    #[serde(borrow)]
    pub(crate) resource: Option<WrittenDocuments<'a>>,
    #[serde(borrow)]
    pub(crate) boundary: Option<WrittenDocuments<'a>>,
    #[serde(borrow)]
    pub(crate) session: Option<WrittenDocuments<'a>>,
    #[serde(borrow)]
    pub(crate) scp: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) rcp: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) endpoint: Option<WrittenDocuments<'a>>,
    pub(crate) management: Option<bool>,
}

impl<'a> WrittenQuestion<'a> {
    /// Reads a line.
    pub(crate) fn read(line: &'a str) -> Result<Self, QuestionError> {
        if line.trim_ascii().is_empty() {
            return Err(QuestionError::Empty);
        }
        let Object(question) = serde_json::from_str(line).map_err(QuestionError::Shape)?;
        Ok(question)
    }
}

/// The `id` of a question, whatever else is wrong with the question: any value, as it is written.
pub(crate) fn id_of(line: &str) -> Option<&RawValue> {
    /// A line of which nothing else counts.
    #[derive(Deserialize)]
    struct WithId<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
    }
    let Object(with_id): Object<WithId<'_>> = serde_json::from_str(line).ok()?;
    with_id.id
}

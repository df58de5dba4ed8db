//! From the outputs of operations to XML.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use iamd_ident::{Secret, Timestamp};

use crate::{Operation, Xml, policy_document};

/// Something that an answer can hold: a structure writes its members, anything else its text.
pub trait Encode {
    /// Writes the content of the element that stands for the value.
    fn encode(&self, xml: &mut Xml);
}

/// The body of an operation's answer.
///
/// SOURCE: AWS's "Query protocol": `<XResponse><XResult>…</XResult><ResponseMetadata>…`, without
/// the result element where the model gives the operation no output.
pub fn encode<O: Operation>(output: &O::Output, request_id: &str) -> Vec<u8> {
    let row = O::ROW;
    let mut xml = Xml::new(row.name);
    let namespace = row.service.xml_namespace();
    xml.root(&format!("{}Response", row.name), namespace, |xml| {
        if row.has_result {
            xml.within(&format!("{}Result", row.name), |xml| output.encode(xml));
        }
        xml.within("ResponseMetadata", |xml| {
            xml.member("RequestId", request_id);
        });
    });
    xml.into_bytes()
}

/// A policy document, which answers hold percent-encoded.
#[derive(Debug)]
pub(crate) struct PolicyDocument<'a>(pub(crate) &'a str);

impl Encode for PolicyDocument<'_> {
    fn encode(&self, xml: &mut Xml) {
        xml.text(&policy_document::url_encode(self.0));
    }
}

impl Encode for () {
    fn encode(&self, _: &mut Xml) {}
}

impl Encode for str {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self);
    }
}

impl Encode for String {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self);
    }
}

impl Encode for Secret<String> {
    fn encode(&self, xml: &mut Xml) {
        xml.text(self.expose());
    }
}

impl Encode for Vec<u8> {
    fn encode(&self, xml: &mut Xml) {
        xml.raw(&BASE64_STANDARD.encode(self));
    }
}

impl Encode for Secret<Vec<u8>> {
    fn encode(&self, xml: &mut Xml) {
        self.expose().encode(xml);
    }
}

impl Encode for bool {
    fn encode(&self, xml: &mut Xml) {
        xml.raw(if *self { "true" } else { "false" });
    }
}

impl Encode for i32 {
    fn encode(&self, xml: &mut Xml) {
        xml.raw(&self.to_string());
    }
}

impl Encode for Timestamp {
    /// Whole seconds, such as `2026-01-31T00:00:00Z`.
    fn encode(&self, xml: &mut Xml) {
        let moment = self.strftime("%Y-%m-%dT%H:%M:%SZ");
        xml.raw(&moment.to_string());
    }
}

//! From the outputs of operations to the bodies of answers.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use iamd_ident::{Secret, Timestamp};

use crate::{Format, Operation, Writer, policy_document};

/// Something that an answer can hold: a structure writes its members, anything else its text.
pub trait Encode {
    /// Writes the content of the element that stands for the value.
    fn encode(&self, out: &mut Writer);
}

/// The body of an operation's answer.
///
/// SOURCE: AWS's "Query protocol": `<XResponse><XResult>…</XResult><ResponseMetadata>…`, without
/// the result element where the model gives the operation no output.
pub fn encode<O: Operation>(output: &O::Output, request_id: &str) -> Vec<u8> {
    encode_as::<O>(output, request_id, Format::Xml)
}

/// As [`encode`], in the format that the client asked for.
pub fn encode_as<O: Operation>(output: &O::Output, request_id: &str, format: Format) -> Vec<u8> {
    let row = O::ROW;
    let mut out = Writer::new(row.name, format);
    let namespace = row.service.xml_namespace();
    out.root(&format!("{}Response", row.name), namespace, |out| {
        if row.has_result {
            out.within(&format!("{}Result", row.name), |out| output.encode(out));
        }
        out.within("ResponseMetadata", |out| {
            out.member("RequestId", request_id);
        });
    });
    out.into_bytes()
}

/// A policy document, which answers hold percent-encoded.
#[derive(Debug)]
pub(crate) struct PolicyDocument<'a>(pub(crate) &'a str);

impl Encode for PolicyDocument<'_> {
    fn encode(&self, out: &mut Writer) {
        out.text(&policy_document::url_encode(self.0));
    }
}

impl Encode for () {
    fn encode(&self, _: &mut Writer) {}
}

impl Encode for str {
    fn encode(&self, out: &mut Writer) {
        out.text(self);
    }
}

impl Encode for String {
    fn encode(&self, out: &mut Writer) {
        out.text(self);
    }
}

impl Encode for Secret<String> {
    fn encode(&self, out: &mut Writer) {
        out.text(self.expose());
    }
}

impl Encode for Vec<u8> {
    fn encode(&self, out: &mut Writer) {
        out.text(&BASE64_STANDARD.encode(self));
    }
}

impl Encode for Secret<Vec<u8>> {
    fn encode(&self, out: &mut Writer) {
        self.expose().encode(out);
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut Writer) {
        out.raw(if *self { "true" } else { "false" });
    }
}

impl Encode for i32 {
    fn encode(&self, out: &mut Writer) {
        out.raw(&self.to_string());
    }
}

impl Encode for Timestamp {
    fn encode(&self, out: &mut Writer) {
        out.moment(*self);
    }
}

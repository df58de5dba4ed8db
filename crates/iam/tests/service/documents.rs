//! Policy documents.

use serde_json::{Value, json};

/// A metadata document of a SAML provider.
pub(crate) const SAML_METADATA: &str = include_str!("../saml-metadata.xml");

/// A private key that a SAML provider may have.
pub(crate) const SAML_PRIVATE_KEY: &str = include_str!("../../../provider/tests/rsa-2048.pem");

/// A document that allows one action, or all that a pattern fits.
pub(crate) fn allow(action: &str, resource: &str) -> String {
    document(&[statement("Allow", action, resource)])
}

/// A document that denies one action, or all that a pattern fits.
pub(crate) fn deny(action: &str, resource: &str) -> String {
    document(&[statement("Deny", action, resource)])
}

/// A trust policy that lets one principal assume a role.
pub(crate) fn trust(arn: &str) -> String {
    document(&[json!({
        "Effect": "Allow",
        "Principal": { "AWS": arn },
        "Action": "sts:AssumeRole",
    })])
}

/// A trust policy that lets a service assume a role.
pub(crate) fn service_trust() -> String {
    document(&[json!({
        "Effect": "Allow",
        "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:AssumeRole",
    })])
}

/// A document of these statements.
pub(crate) fn document(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// A statement.
pub(crate) fn statement(effect: &str, action: &str, resource: &str) -> Value {
    json!({ "Effect": effect, "Action": action, "Resource": resource })
}

/// A document that allows nothing of interest and counts `size` characters, white space aside.
pub(crate) fn sized(size: usize) -> String {
    let bare = allow("s3:GetObject", "arn:aws:s3:::").len();
    allow(
        "s3:GetObject",
        &format!("arn:aws:s3:::{}", "b".repeat(size - bare)),
    )
}

/// The same document with white space that no quota counts.
pub(crate) fn spread(document: &str) -> String {
    document.replace("\":", "\" :\n\t ")
}

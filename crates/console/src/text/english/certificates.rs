//! What the pages of server certificates say, in English.

use crate::text::CertificatesTexts;

pub(super) const TEXTS: CertificatesTexts = CertificatesTexts {
    flashes: &[
        ("certificate-uploaded", "The certificate {} was uploaded."),
        ("certificate-changed", "The certificate is now called {}."),
        ("certificate-deleted", "The certificate {} was deleted."),
    ],
    title: "Server certificates",
    kind: "Server certificate",
    lead: "Certificates with their private keys, for services of your own.",
    new: "Upload certificate",
    new_lead: "A certificate, its private key, and the certificates between it and a root.",
    search: "Search by name, or by path with /",
    none: "No server certificates",
    none_text: "Upload one with its private key.",
    name: "Certificate name",
    name_hint: "Letters, digits and + = , . @ _ - ; at most 128.",
    rename_hint: "Policies that contain this certificate’s ARN will no longer match.",
    path_hint: "Begins and ends with /.",
    id: "Unique ID",
    arn: "ARN",
    uploaded: "Uploaded",
    expires: "Expires",
    body: "Certificate",
    body_hint: "In PEM form.",
    private_key: "Private key",
    private_key_hint: "In PEM form, not encrypted. It is not shown again.",
    chain: "Certificate chain",
    chain_hint: "In PEM form, one after the other; empty if there are none.",
    delete: "Delete certificate",
    delete_title: "Delete the server certificate?",
    delete_lead: "This certificate and its private key will be deleted:",
    delete_warning: "A service that uses it stops working. It does not come back.",
};

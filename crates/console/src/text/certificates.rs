//! What the pages of server certificates say.

use super::Flashes;

/// The texts of the pages of server certificates.
pub(crate) struct CertificatesTexts {
    /// What was done.
    pub(crate) flashes: Flashes,
    pub(crate) title: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) new: &'static str,
    pub(crate) new_lead: &'static str,
    pub(crate) search: &'static str,
    pub(crate) none: &'static str,
    pub(crate) none_text: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_hint: &'static str,
    pub(crate) rename_hint: &'static str,
    pub(crate) path_hint: &'static str,
    pub(crate) id: &'static str,
    pub(crate) arn: &'static str,
    pub(crate) uploaded: &'static str,
    pub(crate) expires: &'static str,
    pub(crate) body: &'static str,
    pub(crate) body_hint: &'static str,
    pub(crate) private_key: &'static str,
    pub(crate) private_key_hint: &'static str,
    pub(crate) chain: &'static str,
    pub(crate) chain_hint: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) delete_title: &'static str,
    pub(crate) delete_lead: &'static str,
    pub(crate) delete_warning: &'static str,
}

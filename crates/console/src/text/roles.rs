//! What the pages of roles say.

use super::Flashes;

/// The texts of the pages of roles.
pub(crate) struct RolesTexts {
    /// What was done.
    pub(crate) flashes: Flashes,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) new: &'static str,
    pub(crate) search: &'static str,
    pub(crate) none: &'static str,
    pub(crate) none_text: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_hint: &'static str,
    pub(crate) path: &'static str,
    pub(crate) path_hint: &'static str,
    pub(crate) description: &'static str,
    pub(crate) created: &'static str,
    pub(crate) new_title: &'static str,
    pub(crate) new_lead: &'static str,
    pub(crate) create: &'static str,
    pub(crate) trust: &'static str,
    pub(crate) trust_begin: &'static str,
    pub(crate) trust_begin_hint: &'static str,
    pub(crate) trust_account: &'static str,
    pub(crate) trust_mfa: &'static str,
    pub(crate) trust_service: &'static str,
    pub(crate) trust_lead: &'static str,
    pub(crate) arn: &'static str,
    pub(crate) id: &'static str,
    pub(crate) last_used: &'static str,
    pub(crate) max_session: &'static str,
    pub(crate) max_session_value: &'static str,
    pub(crate) max_session_hint: &'static str,
    pub(crate) edit_title: &'static str,
    pub(crate) switch: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) delete_title: &'static str,
    pub(crate) delete_lead: &'static str,
}

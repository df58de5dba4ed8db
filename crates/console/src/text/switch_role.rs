//! What the pages of switching roles say.

use super::Flashes;

/// The texts of switching roles.
pub(crate) struct SwitchRoleTexts {
    /// What was done.
    pub(crate) flashes: Flashes,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) account: &'static str,
    pub(crate) account_hint: &'static str,
    pub(crate) role_name: &'static str,
    pub(crate) role_name_hint: &'static str,
    pub(crate) display_name: &'static str,
    pub(crate) display_name_hint: &'static str,
    pub(crate) switch: &'static str,
    pub(crate) no_account: &'static str,
    pub(crate) fill_in: &'static str,
    pub(crate) never: &'static str,
    pub(crate) not_root: &'static str,
    pub(crate) not_federated: &'static str,
}

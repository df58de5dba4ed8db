//! What the pages of the account say.

use iamd_api::iam::SummaryKeyType;

use super::Flashes;

/// The texts of the pages of the account.
pub(crate) struct AccountTexts {
    /// What was done.
    pub(crate) flashes: Flashes,
    /// The parts of the summary, by their keys.
    pub(crate) summary: &'static [(SummaryKeyType, &'static str)],
    /// The columns of the credential report, by their names in the file.
    pub(crate) report_columns: &'static [(&'static str, &'static str)],
    pub(crate) lead: &'static str,
    pub(crate) names: &'static str,
    pub(crate) sign_in_url: &'static str,
    pub(crate) alias_title: &'static str,
    pub(crate) alias_hint: &'static str,
    pub(crate) save_alias: &'static str,
    pub(crate) delete_alias: &'static str,
    pub(crate) delete_alias_title: &'static str,
    pub(crate) delete_alias_lead: &'static str,
    pub(crate) delete_alias_warning: &'static str,
    pub(crate) counted: &'static str,
    pub(crate) counted_lead: &'static str,
    pub(crate) of_quota: &'static str,
    pub(crate) root: &'static str,
    pub(crate) limits: &'static str,
    pub(crate) password_policy: &'static str,
    pub(crate) policy_lead: &'static str,
    pub(crate) no_policy: &'static str,
    pub(crate) no_policy_text: &'static str,
    pub(crate) length_min: &'static str,
    pub(crate) length_min_hint: &'static str,
    pub(crate) require: &'static str,
    pub(crate) change: &'static str,
    pub(crate) users_may_change: &'static str,
    pub(crate) users_may_change_hint: &'static str,
    pub(crate) hard_expiry: &'static str,
    pub(crate) hard_expiry_hint: &'static str,
    pub(crate) age_max: &'static str,
    pub(crate) age_max_hint: &'static str,
    pub(crate) reuse: &'static str,
    pub(crate) reuse_hint: &'static str,
    pub(crate) delete_policy: &'static str,
    pub(crate) delete_policy_text: &'static str,
    pub(crate) delete_policy_title: &'static str,
    pub(crate) delete_policy_lead: &'static str,
    pub(crate) delete_policy_warning: &'static str,
    pub(crate) report: &'static str,
    pub(crate) report_lead: &'static str,
    pub(crate) report_generate: &'static str,
    pub(crate) report_download: &'static str,
    pub(crate) report_generated: &'static str,
    pub(crate) report_search: &'static str,
    pub(crate) report_missing: &'static str,
    pub(crate) report_missing_text: &'static str,
    pub(crate) report_expired: &'static str,
    pub(crate) report_expired_text: &'static str,
    pub(crate) report_making: &'static str,
    pub(crate) report_making_text: &'static str,
    pub(crate) look_again: &'static str,
}

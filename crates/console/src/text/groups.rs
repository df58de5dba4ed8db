//! What the pages of groups say.

use super::Flashes;

/// The texts of the pages of groups.
pub(crate) struct GroupsTexts {
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
    pub(crate) created: &'static str,
    pub(crate) new_title: &'static str,
    pub(crate) new_lead: &'static str,
    pub(crate) create: &'static str,
    pub(crate) arn: &'static str,
    pub(crate) id: &'static str,
    pub(crate) members: &'static str,
    pub(crate) no_members: &'static str,
    pub(crate) no_members_text: &'static str,
    pub(crate) add_member: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) delete_title: &'static str,
    pub(crate) delete_lead: &'static str,
}

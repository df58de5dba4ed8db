//! What the pages of switching roles say.

use crate::text::SwitchRoleTexts;

pub(super) const TEXTS: SwitchRoleTexts = SwitchRoleTexts {
    flashes: &[
        ("role-switched", "You now act as the role {}."),
        ("role-left", "You act as yourself again."),
    ],
    title: "Switch role",
    lead: "Act with the permissions of a role for a while. You set your own aside until you switch back.",
    account: "Account",
    account_hint: "The ID or alias of the account that the role belongs to",
    role_name: "Role",
    role_name_hint: "Its name; if it has a path, path and name, such as team/Reader",
    display_name: "Display name",
    display_name_hint: "What this console calls the role while you use it",
    switch: "Switch role",
    no_account: "No account has this ID or alias.",
    fill_in: "Please fill this in.",
    never: "You cannot switch roles",
    not_root: "The root user of an account cannot act as a role. Sign in as a user who may assume the role.",
    not_federated: "A federated user cannot act as a role.",
};

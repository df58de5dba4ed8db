//! What the pages of groups say, in English.

use crate::text::GroupsTexts;

pub(super) const TEXTS: GroupsTexts = GroupsTexts {
    flashes: &[
        ("group-created", "The group {} was created."),
        ("group-changed", "The group is now called {}."),
        ("group-deleted", "The group {} was deleted."),
        ("member-added", "{} is a member now."),
        ("member-removed", "{} is no member any more."),
    ],
    title: "Groups",
    lead: "Users who share the same policies.",
    new: "Create group",
    search: "Search by name, or by path with /",
    none: "No groups",
    none_text: "This account has no groups yet.",
    name: "Group name",
    name_hint: "Letters, digits and + = , . @ _ - ; at most 128.",
    path: "Path",
    path_hint: "Begins and ends with /.",
    created: "Created",
    new_title: "Create group",
    new_lead: "Members and policies come next.",
    create: "Create group",
    arn: "ARN",
    id: "Unique ID",
    members: "Members",
    no_members: "No members",
    no_members_text: "Add users, who then have the policies of the group.",
    add_member: "Add member",
    delete: "Delete group",
    delete_title: "Delete group",
    delete_lead: "This group will be deleted:",
};

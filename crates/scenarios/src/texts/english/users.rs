//! What is said about users.

use crate::UserEvent;

pub(super) fn text(event: &UserEvent<'_>) -> String {
    match event {
        UserEvent::UserCreated { user, user_id } => {
            format!("Created the user {user} with the id {user_id}.")
        }
        UserEvent::UserRenamed { from, to } => format!("Renamed the user {from} to {to}."),
        UserEvent::Users { count, made } if made.is_empty() => {
            format!("The account lists {count} users, and the new ones not yet.")
        }
        UserEvent::Users { count, made } => format!(
            "The account has {count} users, among them {}.",
            made.join(" and ")
        ),
        UserEvent::UserDeleted { user } => format!("Deleted the user {user}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_counted_and_those_that_were_made_are_named() {
        let said = text(&UserEvent::Users {
            count: 7,
            made: vec!["author", "viewer"],
        });
        assert_eq!(
            said,
            "The account has 7 users, among them author and viewer."
        );
    }
}

//! What is said about the federation endpoint.

use crate::FederationEvent;

pub(super) fn text(event: &FederationEvent<'_>) -> String {
    match event {
        FederationEvent::SigninTokenGot {
            endpoint,
            session_seconds,
        } => format!(
            "Got a sign-in token from {endpoint}, for a console session of {} hours.",
            session_seconds / 3600
        ),
        FederationEvent::FederatedUrl { url } => format!(
            "Within a quarter of an hour, this URL opens the console for whoever has it, with the \
             rights of the role:\n\n{url}\n"
        ),
        FederationEvent::BrowserOpened { program } => format!("Had {program} open the URL."),
        FederationEvent::BrowserNotOpened { program, reason } => {
            format!("Could not have {program} open the URL ({reason}): open it yourself.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_stands_on_a_line_of_its_own() {
        let said = text(&FederationEvent::FederatedUrl { url: "https://x/" });
        assert!(said.lines().any(|line| line == "https://x/"), "{said}");
    }

    #[test]
    fn the_length_of_the_session_is_told_in_hours() {
        let said = text(&FederationEvent::SigninTokenGot {
            endpoint: "e".to_owned(),
            session_seconds: 43_200,
        });
        assert!(said.ends_with("a console session of 12 hours."), "{said}");
    }
}

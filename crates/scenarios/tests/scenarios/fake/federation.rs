//! The federation endpoint.

use serde_json::Value;

use super::{Fake, SECRET, identity::Result, request::Request};

impl Fake {
    /// A token for whoever has the credentials of a role. It tells where the request went.
    pub(super) fn exchange(&mut self, request: &Request) -> Result {
        assert_eq!(request.action, "getSigninToken");
        assert_eq!(request.get("SessionDuration"), "43200");
        let session: Value = serde_json::from_str(request.get("Session")).unwrap();
        let role = session["sessionId"].as_str().unwrap().replace("ASIA", "");
        self.roles.get(&role).ok_or("NoSuchEntity")?;
        assert_eq!(session["sessionKey"], SECRET);
        assert_eq!(session["sessionToken"], "token");
        Ok(format!(
            r#"{{"SigninToken":"{}+/="}}"#,
            request.get("Place")
        ))
    }
}

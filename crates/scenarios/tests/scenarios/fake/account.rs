//! The account: its alias, its reports, its password policy.

use super::{
    Fake, User,
    identity::Result,
    request::{Request, element},
};

/// What the account is, besides who is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccountState {
    pub(crate) alias: Option<String>,
    pub(crate) has_password_policy: bool,
    /// How often the report was asked for, and how often it has to be until it is complete.
    reports_asked: u32,
    pub(crate) reports_needed: u32,
}

const PASSWORD_POLICY: &str = "<PasswordPolicy><MinimumPasswordLength>6</MinimumPasswordLength>\
                               <RequireSymbols>false</RequireSymbols></PasswordPolicy>";
/// `user,arn,user_creation_time,password_enabled` and two lines, in base64.
const REPORT: &str = "dXNlcixhcm4sdXNlcl9jcmVhdGlvbl90aW1lLHBhc3N3b3JkX2VuYWJsZWQKPHJvb3RfYWNjb3\
                      VudD4sYTEsdDEsbm90X3N1cHBvcnRlZApCb2IsYTIsdDIsZmFsc2UK";
const SUMMARY: &str = "<SummaryMap><entry><key>Users</key><value>1</value></entry>\
                       <entry><key>Groups</key><value>0</value></entry></SummaryMap>";
const PROVIDERS: &str = "<SAMLProviderList><member>\
                         <Arn>arn:aws:iam::123456789012:saml-provider/p</Arn>\
                         <ValidUntil>2027-01-31T00:00:00Z</ValidUntil>\
                         <CreateDate>2026-01-31T00:00:00Z</CreateDate>\
                         </member></SAMLProviderList>";

impl Fake {
    /// Whether an action is about the account itself.
    pub(super) fn is_about_account(action: &str) -> bool {
        action.contains("Account") || action.contains("CredentialReport") || action.contains("SAML")
    }

    pub(super) fn perform_on_account(&mut self, request: &Request) -> Result {
        let alias = request.get("AccountAlias");
        let state = &mut self.account;
        match request.action.as_str() {
            "ListAccountAliases" => {
                let alias = state.alias.iter().map(|it| element("member", it));
                Ok(element("AccountAliases", &alias.collect::<String>()))
            }
            "CreateAccountAlias" => {
                state.alias = Some(alias.to_owned());
                Ok(String::new())
            }
            "DeleteAccountAlias" if state.alias.as_deref() == Some(alias) => {
                state.alias = None;
                Ok(String::new())
            }
            "GenerateCredentialReport" => {
                state.reports_asked += 1;
                let complete = state.reports_asked > state.reports_needed;
                let state = if complete { "COMPLETE" } else { "STARTED" };
                Ok(element("State", state))
            }
            "GetCredentialReport" => {
                let moment = element("GeneratedTime", "2026-01-31T00:00:00Z");
                Ok(element("Content", REPORT) + &moment)
            }
            "GetAccountSummary" => Ok(SUMMARY.to_owned()),
            "GetAccountAuthorizationDetails" => {
                let members = self.users.iter().map(|(name, user)| detail(name, user));
                Ok(element("UserDetailList", &members.collect::<String>()))
            }
            "GetAccountPasswordPolicy" if state.has_password_policy => {
                Ok(PASSWORD_POLICY.to_owned())
            }
            "UpdateAccountPasswordPolicy" => {
                state.has_password_policy = true;
                Ok(String::new())
            }
            "DeleteAccountPasswordPolicy" if state.has_password_policy => {
                state.has_password_policy = false;
                Ok(String::new())
            }
            "ListSAMLProviders" => Ok(PROVIDERS.to_owned()),
            _ => Err("NoSuchEntity"),
        }
    }
}

fn detail(name: &str, user: &User) -> String {
    let members = element("UserName", name) + &element("UserId", &user.id);
    element("member", &members)
}

//! What an account tells about itself: the credential report, the summary, the authorization
//! details.

use std::collections::BTreeMap;

use aws_sdk_iam::{
    Client,
    primitives::DateTime,
    types::{EntityType, GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail},
};

use crate::{Attempt, Failure};

/// A credential report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialReport {
    /// The report: a heading, then a line for the root user and one for each user; values are
    /// separated by commas.
    pub content: String,
    /// When it was generated.
    pub generated_at: Option<DateTime>,
}

impl CredentialReport {
    /// The lines of the report, each as its values. The first is the heading.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        let lines = self.content.lines().filter(|line| !line.is_empty());
        lines.map(values)
    }
}

/// The values of a line. One that has a comma in it stands between quotation marks, and a quotation
/// mark in it twice.
///
/// SOURCE: RFC 4180, section 2.
fn values(line: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let is_double = character == '"' && is_quoted && characters.peek() == Some(&'"');
        match character {
            ',' if !is_quoted => values.push(String::new()),
            '"' if !is_double => is_quoted = !is_quoted,
            other => {
                if is_double {
                    characters.next();
                }
                values.last_mut().into_iter().for_each(|it| it.push(other));
            }
        }
    }
    values
}

/// Who and what is in an account, with all that ties them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthorizationDetails {
    /// The users with their groups and policies.
    pub users: Vec<UserDetail>,
    /// The groups with their policies.
    pub groups: Vec<GroupDetail>,
    /// The roles with their policies and whom they trust.
    pub roles: Vec<RoleDetail>,
    /// The managed policies with their versions.
    pub policies: Vec<ManagedPolicyDetail>,
}

/// Has a credential report generated, and returns the state of that: `STARTED`, `INPROGRESS` or
/// `COMPLETE`. A report that is not four hours old is not generated again.
///
/// # Errors
/// The call failed.
pub async fn generate_credential_report(iam: &Client) -> Result<String, Failure> {
    let answer = iam
        .generate_credential_report()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::GenerateReport, &error))?;
    let state = answer
        .state
        .ok_or_else(|| Failure::incomplete(Attempt::GenerateReport, "State"))?;
    tracing::info!(state = state.as_str(), "generating a credential report");
    Ok(state.as_str().to_owned())
}

/// The credential report that was generated last.
///
/// # Errors
/// The call failed; `ReportNotPresent`, `ReportInProgress` or `ReportExpired` if there is none.
pub async fn get_credential_report(iam: &Client) -> Result<CredentialReport, Failure> {
    let answer = iam
        .get_credential_report()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::GetReport, &error))?;
    let content = answer
        .content
        .ok_or_else(|| Failure::incomplete(Attempt::GetReport, "Content"))?;
    tracing::info!(bytes = content.as_ref().len(), "got a credential report");
    Ok(CredentialReport {
        content: String::from_utf8_lossy(content.as_ref()).into_owned(),
        generated_at: answer.generated_time,
    })
}

/// How many there are of what, and how many there can be.
///
/// # Errors
/// The call failed.
pub async fn get_summary(iam: &Client) -> Result<BTreeMap<String, i32>, Failure> {
    let answer = iam
        .get_account_summary()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::GetSummary, &error))?;
    let values: BTreeMap<String, i32> = answer
        .summary_map
        .unwrap_or_default()
        .into_iter()
        .map(|(key, value)| (key.as_str().to_owned(), value))
        .collect();
    tracing::info!(values = values.len(), "got the account summary");
    Ok(values)
}

/// Who and what is in the account, whole; of certain kinds only, if `filter` names any.
///
/// # Errors
/// A call failed.
pub async fn get_authorization_details(
    iam: &Client,
    filter: &[EntityType],
) -> Result<AuthorizationDetails, Failure> {
    let mut pages = iam
        .get_account_authorization_details()
        .set_filter(Some(filter.to_vec()))
        .into_paginator()
        .send();
    let mut details = AuthorizationDetails::default();
    while let Some(page) = pages.next().await {
        let page = page.map_err(|error| Failure::call(Attempt::GetDetails, &error))?;
        details
            .users
            .extend(page.user_detail_list.unwrap_or_default());
        details
            .groups
            .extend(page.group_detail_list.unwrap_or_default());
        details
            .roles
            .extend(page.role_detail_list.unwrap_or_default());
        details.policies.extend(page.policies.unwrap_or_default());
    }
    tracing::info!(users = details.users.len(), "got the authorization details");
    Ok(details)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_lines_of_values() {
        let report = CredentialReport {
            content: "user,arn\n<root_account>,a\n\"B,o\"\"b\",\n".to_owned(),
            generated_at: None,
        };
        let rows: Vec<Vec<String>> = report.rows().collect();
        assert_eq!(
            rows,
            [["user", "arn"], ["<root_account>", "a"], ["B,o\"b", ""]]
        );
    }
}

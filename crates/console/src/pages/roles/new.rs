//! A new role.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};
use serde::Deserialize;

use super::LIST;
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    page::{Page, Section},
    pages::{
        holder::Holder,
        policy_document::{DocumentUse, Editor, EditorAction},
        tag_fields,
    },
    text::Texts,
    visitor::Visit,
};

/// Whom the trust policy of a new role begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Trusted {
    /// Everybody in the own account whose policies allow it.
    #[default]
    Account,
    /// The same, with MFA.
    Mfa,
    /// A service.
    Service,
}

impl Trusted {
    /// Every beginning.
    pub(crate) const ALL: [Self; 3] = [Self::Account, Self::Mfa, Self::Service];

    /// As the query of the form has it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Mfa => "mfa",
            Self::Service => "service",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Account => texts.roles.trust_account,
            Self::Mfa => texts.roles.trust_mfa,
            Self::Service => texts.roles.trust_service,
        }
    }

    /// The one that a button of the form asks for.
    fn asked(button: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.as_str() == button)
    }

    /// An editor with a trust policy to begin with.
    fn editor<P: ConsolePorts, A: Audit>(self, visit: &Visit<P, A>) -> Editor {
        let caller = visit.caller();
        let partition = caller.arn().map_or("aws", |arn| arn.partition());
        let account = caller.account().map(|account| account.to_string());
        let account = account.unwrap_or_default();
        let document = self.document(&format!("arn:{partition}:iam::{account}:root"));
        Editor::new(document, DocumentUse::Trust)
    }

    /// A trust policy to begin with.
    fn document(self, account_arn: &str) -> String {
        let (kind, name) = match self {
            Self::Account | Self::Mfa => ("AWS", account_arn),
            Self::Service => ("Service", "ec2.amazonaws.com"),
        };
        let condition = match self {
            Self::Account | Self::Service => "",
            Self::Mfa => MFA_CONDITION,
        };
        format!(
            r#"{{
    "Version": "2012-10-17",
    "Statement": [
        {{
            "Effect": "Allow",
            "Principal": {{
                "{kind}": "{name}"
            }},
            "Action": "sts:AssumeRole"{condition}
        }}
    ]
}}"#
        )
    }
}

const MFA_CONDITION: &str = r#",
            "Condition": {
                "Bool": {
                    "aws:MultiFactorAuthPresent": "true"
                }
            }"#;

/// How the form begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    trust: Trusted,
}

#[derive(Template)]
#[template(path = "pages/roles/new.html")]
struct NewRolePage {
    page: Page,
    /// The beginning that was chosen; none once the document was sent.
    trusted: Option<Trusted>,
    filled: Filled,
    editor: Editor,
}

/// The form, with a trust policy to begin with.
pub(super) async fn form<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(query): Query<NewQuery>,
) -> Answer {
    let editor = query.trust.editor(&visit);
    let filled = Filled::empty()
        .with("path", "/")
        .with("max_session_seconds", "3600");
    show(&visit, Some(query.trust), filled, editor)
}

fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    trusted: Option<Trusted>,
    filled: Filled,
    editor: Editor,
) -> Answer {
    let texts = &visit.texts().roles;
    let page = visit.page(texts.new_title).at(Section::Roles);
    visit.show(&NewRolePage {
        page: page.below(texts.title, LIST),
        trusted,
        filled,
        editor,
    })
}

/// The fields of the form by the members of `CreateRole` that they become.
const MEMBERS: [(&str, &str); 6] = [
    ("roleName", "role_name"),
    ("path", "path"),
    ("description", "description"),
    ("maxSessionDuration", "max_session_seconds"),
    ("permissionsBoundary", "boundary"),
    ("assumeRolePolicyDocument", "document"),
];

/// Checks or lays out the trust policy, or makes the role.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    if let Some(trusted) = Trusted::asked(fields.text("trust")) {
        let filled = Filled::of(&fields, &["document"]);
        return show(&visit, Some(trusted), filled, trusted.editor(&visit));
    }
    let action = EditorAction::of(fields.text("do"));
    let document = fields.text("document").to_owned();
    let mut editor = Editor::of_sent(document, DocumentUse::Trust, action);
    let mut filled = Filled::of(&fields, &["document"]);
    if action == EditorAction::Save && editor.fault.is_none() {
        let tags = tag_fields::members(&fields);
        let mut members = vec![
            ("RoleName", fields.text("role_name").trim()),
            ("AssumeRolePolicyDocument", &editor.text),
        ];
        let seconds = fields.entered("max_session_seconds");
        members.extend(seconds.map(|seconds| ("MaxSessionDuration", seconds)));
        members.extend(fields.entered("path").map(|path| ("Path", path)));
        let description = fields.entered("description");
        members.extend(description.map(|text| ("Description", text)));
        let boundary = fields.entered("boundary");
        members.extend(boundary.map(|arn| ("PermissionsBoundary", arn)));
        members.extend(tags.iter().map(|(name, value)| (&**name, &**value)));
        match visit.ask::<iam::CreateRole>(&members).await {
            Ok(made) => {
                let name = made.role.role_name;
                let link = Holder::role(name.as_str()).path(&["permissions"]);
                return visit.done(&link, "role-created", &name);
            }
            Err(refused) if editor.refused(&refused.error) => {}
            Err(refused) => filled = visit.refused_form(filled, &refused, &MEMBERS),
        }
    }
    show(&visit, None, filled, editor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_valid() {
        for trusted in Trusted::ALL {
            let document = trusted.document("arn:aws:iam::123456789012:root");
            let editor = Editor::of_sent(document, DocumentUse::Trust, EditorAction::Check);
            assert_eq!(editor.fault, None, "{trusted:?}");
        }
    }
}

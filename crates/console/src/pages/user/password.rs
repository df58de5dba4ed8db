//! Giving a user a password for the console.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, GENERATED_PASSWORD_CHARACTERS, Refused, generated_password};
use iamd_ident::Secret;

use crate::{
    form::Fields,
    pages::{holder::Holder, steps::Steps},
    visitor::Visit,
};

/// What a form says of a password: its fields are `console`, `password` and `reset_required`.
pub(crate) struct PasswordWish {
    password: Secret<String>,
    is_generated: bool,
    reset_required: bool,
}

/// A password that was set.
pub(crate) struct GivenPassword {
    /// The password, if it was made here and nobody knows it yet.
    pub(crate) generated: Option<Secret<String>>,
    /// Whether the user has to set a new one when signing in.
    pub(crate) reset_required: bool,
}

impl PasswordWish {
    /// What is wished for, if a password is. An error is what is wrong with the field `password`.
    pub(crate) async fn of<P: ConsolePorts, A: Audit>(
        visit: &Visit<P, A>,
        fields: &Fields,
    ) -> Result<Option<Self>, &'static str> {
        let (password, is_generated) = match fields.text("console") {
            "generated" => (generated(visit).await, true),
            "own" if fields.text("password").is_empty() => {
                return Err(visit.texts().users.password_missing);
            }
            "own" => (fields.secret("password"), false),
            _ => return Ok(None),
        };
        Ok(Some(Self {
            password,
            is_generated,
            reset_required: fields.is_checked("reset_required"),
        }))
    }

    /// Gives it to a user who has none.
    pub(crate) async fn give<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        user: &str,
    ) -> Result<GivenPassword, Refused> {
        let members = self.members(user);
        visit.ask::<iam::CreateLoginProfile>(&members).await?;
        Ok(self.given())
    }

    /// Gives it to a user in the place of another one.
    pub(crate) async fn replace<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        user: &str,
    ) -> Result<GivenPassword, Refused> {
        let members = self.members(user);
        visit.ask::<iam::UpdateLoginProfile>(&members).await?;
        Ok(self.given())
    }

    fn members<'a>(&'a self, user: &'a str) -> [(&'static str, &'a str); 3] {
        let reset_required = if self.reset_required { "true" } else { "false" };
        [
            ("UserName", user),
            ("Password", self.password.expose()),
            ("PasswordResetRequired", reset_required),
        ]
    }

    fn given(self) -> GivenPassword {
        GivenPassword {
            generated: self.is_generated.then_some(self.password),
            reset_required: self.reset_required,
        }
    }
}

impl GivenPassword {
    /// Lets a user who has to set a new password do so.
    ///
    /// SOURCE: IAM User Guide, "How IAM users change their own password": AWS's console attaches
    /// this policy to users who must set a new password.
    pub(crate) async fn allow_change<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        user: &str,
        steps: &mut Steps,
    ) {
        if self.reset_required {
            let partition = visit.caller().arn().map_or("aws", |arn| arn.partition());
            let arn = format!("arn:{partition}:iam::aws:policy/IAMUserChangePassword");
            let user = Holder::user(user);
            let attached = user.attach(visit, &[("PolicyArn", &arn)]).await;
            steps.note(
                visit,
                visit.texts().permissions.step_attach,
                &arn,
                &attached,
            );
        }
    }
}

/// A password that the account's policy takes, as far as it may be read.
async fn generated<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Secret<String> {
    let policy = visit.ask::<iam::GetAccountPasswordPolicy>(&[]).await;
    let length_min = policy
        .ok()
        .and_then(|policy| policy.password_policy.minimum_password_length)
        .and_then(|length| usize::try_from(length).ok());
    let length_min = length_min.unwrap_or(GENERATED_PASSWORD_CHARACTERS);
    generated_password(&*visit.arrived.backend.random, length_min)
}

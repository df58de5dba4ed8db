//! Who asks, as the question names it, and what follows from that.

mod keys;

use std::borrow::Cow;

use iamd_ident::Arn;
use iamd_policy::{Principal, PrincipalType};

use crate::{
    error::{IssuerError, PrincipalError, QuestionError},
    facts::{Fact, Facts},
    written::WrittenPrincipal,
};
use keys::{PRINCIPAL_ARN, USER_ID};

/// Whoever asks, with all names that follow from the question.
#[derive(Debug)]
pub(crate) struct Asker<'a> {
    kind: PrincipalType,
    /// Its ARN; the name of a service or of a provider; empty for an anonymous one.
    name: Cow<'a, str>,
    /// The fifth segment of the ARN.
    account: Option<String>,
    /// The name in the ARN that matters, see [`kind`].
    own_name: String,
    /// The role of a session, the issuer of a federated user's session.
    stands_for: Option<String>,
    id: Option<String>,
}

/// The word for a principal that nobody proved to be anybody.
const ANONYMOUS: &str = "anonymous";

impl<'a> Asker<'a> {
    /// Makes sense of the principal together with the context, which may know more of it, and adds
    /// to the context what follows from the principal. The issuer comes with its place.
    pub(crate) fn new(
        written: WrittenPrincipal<'a>,
        issuer: Option<(&'static str, String)>,
        facts: &mut Facts,
    ) -> Result<Self, QuestionError> {
        let mut asker = match written {
            WrittenPrincipal::Text(text) if text == ANONYMOUS => {
                Self::named(PrincipalType::Anonymous, Cow::Borrowed(""))
            }
            WrittenPrincipal::Text(text) => {
                Self::with_arn(text).map_err(QuestionError::Principal)?
            }
            WrittenPrincipal::Service(name) | WrittenPrincipal::Federated(name)
                if name.is_empty() =>
            {
                return Err(QuestionError::Principal(PrincipalError::EmptyName));
            }
            WrittenPrincipal::Service(name) => Self::named(PrincipalType::Service, name.into()),
            WrittenPrincipal::Federated(name) => Self::named(PrincipalType::Federated, name.into()),
        };
        if let Some((place, issuer)) = issuer {
            asker
                .take_issuer(issuer)
                .map_err(|error| QuestionError::Issuer { place, error })?;
        }
        asker.learn(facts)?;
        facts.add_missing(asker.keys());
        Ok(asker)
    }

    /// The principal for a decision.
    pub(crate) fn principal(&self) -> Principal<'_> {
        let name = self.name.as_ref();
        let stands_for = self.stands_for.as_deref();
        let principal = match self.kind {
            PrincipalType::Anonymous => Principal::anonymous(),
            PrincipalType::RootUser => Principal::root_user(name),
            PrincipalType::User => Principal::user(name),
            PrincipalType::RoleSession => {
                Principal::role_session(name, stands_for.unwrap_or_default())
            }
            PrincipalType::FederatedUser => Principal::federated_user(name, stands_for),
            PrincipalType::Service => Principal::service(name),
            PrincipalType::Federated => Principal::federated(name),
        };
        match &self.id {
            Some(id) => principal.with_id(id),
            None => principal,
        }
    }

    /// Somebody without an account.
    fn named(kind: PrincipalType, name: Cow<'a, str>) -> Self {
        Self {
            kind,
            name,
            account: None,
            own_name: String::new(),
            stands_for: None,
            id: None,
        }
    }

    /// Somebody with an account.
    fn with_arn(text: Cow<'a, str>) -> Result<Self, PrincipalError> {
        let arn: Arn = match text.parse() {
            Ok(arn) => arn,
            Err(error) => {
                let text = text.into_owned();
                return Err(PrincipalError::Arn { text, error });
            }
        };
        let Some((kind, own_name)) = kind(&arn) else {
            return Err(not_a_principal(&arn));
        };
        if arn.account_id().is_none() {
            let arn = text.into_owned();
            return Err(PrincipalError::Account { arn });
        }
        let account = arn.account();
        let role = || format!("arn:{}:iam::{account}:role/{own_name}", arn.partition());
        Ok(Self {
            stands_for: (kind == PrincipalType::RoleSession).then(role),
            account: Some(account.to_owned()),
            own_name: own_name.to_owned(),
            ..Self::named(kind, text)
        })
    }

    fn take_issuer(&mut self, issuer: String) -> Result<(), IssuerError> {
        if self.kind != PrincipalType::FederatedUser {
            return Err(IssuerError::NotFederatedUser);
        }
        let fits = issuer.parse().is_ok_and(|arn: Arn| {
            let is_user = kind(&arn).is_some_and(|(kind, _)| {
                matches!(kind, PrincipalType::User | PrincipalType::RootUser)
            });
            is_user && self.is_account(arn.account())
        });
        if !fits {
            let account = self.account.clone().unwrap_or_default();
            return Err(IssuerError::Kind { issuer, account });
        }
        self.stands_for = Some(issuer);
        Ok(())
    }

    /// Takes from the context what an ARN cannot say: the path of a session's role, the unique id.
    fn learn(&mut self, facts: &Facts) -> Result<(), QuestionError> {
        let id_prefix = match self.kind {
            PrincipalType::User => "AIDA",
            PrincipalType::RoleSession => "AROA",
            _ => return Ok(()),
        };
        if let Some(Fact::One(user_id)) = facts.find(USER_ID) {
            let id = user_id.split(':').next().unwrap_or_default();
            self.id = id.starts_with(id_prefix).then(|| id.to_owned());
        }
        if self.kind == PrincipalType::RoleSession
            && let Some(role) = facts.find(PRINCIPAL_ARN)
        {
            self.stands_for = Some(self.role_with_path(role)?);
        }
        Ok(())
    }

    /// The ARN of the session's role, if `fact` is that.
    fn role_with_path(&self, fact: &Fact) -> Result<String, QuestionError> {
        let is_of_session = |text: &String| {
            text.parse().is_ok_and(|arn: Arn| {
                self.is_account(arn.account()) && role_name(&arn) == Some(&self.own_name)
            })
        };
        match fact {
            Fact::One(arn) if is_of_session(arn) => Ok(arn.clone()),
            Fact::One(_) | Fact::Many(_) => Err(QuestionError::SessionRole {
                key: PRINCIPAL_ARN,
                role: self.own_name.clone(),
                account: self.account.clone().unwrap_or_default(),
            }),
        }
    }

    fn is_account(&self, account: &str) -> bool {
        self.account.as_deref() == Some(account)
    }
}

/// Which kind of principal an ARN names, and the name in it that matters: of the user, without its
/// path; of the role whose session it is; of the federated user.
fn kind(arn: &Arn) -> Option<(PrincipalType, &str)> {
    let parts: Vec<&str> = arn.resource().split('/').collect();
    match (arn.service(), arn.region(), parts.as_slice()) {
        ("iam", "", ["root"]) => Some((PrincipalType::RootUser, "")),
        ("iam", "", ["user", .., name]) if !name.is_empty() => Some((PrincipalType::User, name)),
        ("sts", "", ["assumed-role", role, session]) if !role.is_empty() && !session.is_empty() => {
            Some((PrincipalType::RoleSession, role))
        }
        ("sts", "", ["federated-user", name]) if !name.is_empty() => {
            Some((PrincipalType::FederatedUser, name))
        }
        _ => None,
    }
}

/// The name of a role without its path.
fn role_name(arn: &Arn) -> Option<&str> {
    if arn.service() != "iam" || !arn.region().is_empty() {
        return None;
    }
    arn.resource().strip_prefix("role/")?.rsplit('/').next()
}

/// Why an ARN is not that of somebody who could ask.
fn not_a_principal(arn: &Arn) -> PrincipalError {
    match role_name(arn) {
        Some(name) => PrincipalError::Role {
            arn: arn.to_string(),
            partition: arn.partition().to_owned(),
            account: arn.account().to_owned(),
            name: name.to_owned(),
        },
        None => PrincipalError::Kind {
            arn: arn.to_string(),
        },
    }
}

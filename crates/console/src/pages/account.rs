//! The account: its alias, what is in it, how its passwords have to be, its credential report, whom it
//! trusts, and its server certificates.

use iamd_auth::{Audit, ConsolePorts};

use crate::{
    page::{Page, Section},
    routes::Routes,
    text::Texts,
    visitor::Visit,
};

mod alias;
mod certificates;
mod overview;
mod password_policy;
mod providers;
mod report;
mod summary;

/// The parts of the page, and what can be done there.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(AccountPart::Overview.path(), overview::show)
        .post("/account/alias", alias::set)
        .post("/account/alias/delete", alias::delete)
        .get(AccountPart::PasswordPolicy.path(), password_policy::show)
        .post(AccountPart::PasswordPolicy.path(), password_policy::save)
        .post("/account/password-policy/delete", password_policy::delete)
        .and(report::routes())
        .and(providers::routes())
        .and(certificates::routes())
}

/// The parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountPart {
    /// Its alias, and what is in it.
    Overview,
    /// What passwords have to be like.
    PasswordPolicy,
    /// The credentials of all users.
    CredentialReport,
    /// Whose word about people the account takes.
    Providers,
    /// Server certificates.
    Certificates,
}

impl AccountPart {
    /// Every part, in the order of the tabs.
    pub(crate) const ALL: [Self; 5] = [
        Self::Overview,
        Self::PasswordPolicy,
        Self::CredentialReport,
        Self::Providers,
        Self::Certificates,
    ];

    /// Its path.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Overview => "/account",
            Self::PasswordPolicy => "/account/password-policy",
            Self::CredentialReport => "/account/credential-report",
            Self::Providers => "/account/providers",
            Self::Certificates => "/account/certificates",
        }
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Overview => texts.permissions.overview,
            Self::PasswordPolicy => texts.account.password_policy,
            Self::CredentialReport => texts.account.report,
            Self::Providers => texts.providers.title,
            Self::Certificates => texts.certificates.title,
        }
    }

    /// The frame of its page.
    fn page<P: ConsolePorts, A: Audit>(self, visit: &Visit<P, A>) -> Page {
        let account = visit.texts().frame.account;
        match self {
            Self::Overview => visit.page(account).at(Section::Account),
            part => visit
                .page(part.name(visit.texts()))
                .at(Section::Account)
                .below(account, Self::Overview.path()),
        }
    }

    /// The frame of a page below its own.
    fn page_below<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        title: impl Into<String>,
    ) -> Page {
        let mut page = self
            .page(visit)
            .below(self.name(visit.texts()), self.path());
        page.title = title.into();
        page
    }
}

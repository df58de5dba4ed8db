//! What every page has around its own content: title, navigation, breadcrumbs, a message of what was
//! just done.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::{self, Answer, Stop},
    arrived::Arrived,
    assets,
    cookies::{Cookies, Name},
    flash::Flash,
    identity::Identity,
    text::Texts,
    visitor::{Guest, Visit, add_cookie},
};

/// The frame of a page, for its template.
pub(crate) struct Page {
    /// What the page is about; the heading may be longer.
    pub(crate) title: String,
    pub(crate) texts: &'static Texts,
    pub(crate) style: &'static str,
    pub(crate) logo: &'static str,
    /// The token for forms.
    pub(crate) csrf: String,
    /// Whoever is signed in.
    pub(crate) identity: Option<Identity>,
    /// Which part of the navigation the page belongs to.
    pub(crate) section: Option<Section>,
    /// The pages above this one.
    pub(crate) crumbs: Vec<Crumb>,
    /// What the page before has done.
    pub(crate) flash: Option<String>,
}

/// A page above another one.
pub(crate) struct Crumb {
    pub(crate) text: String,
    pub(crate) link: String,
}

/// The parts of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Home,
    Security,
    Users,
    Groups,
    Policies,
    Roles,
    Buckets,
    Account,
}

impl Section {
    /// Every part, in the order of the navigation.
    pub(crate) const ALL: [Self; 8] = [
        Self::Home,
        Self::Users,
        Self::Groups,
        Self::Roles,
        Self::Policies,
        Self::Buckets,
        Self::Account,
        Self::Security,
    ];

    /// Where it begins.
    pub(crate) const fn link(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Security => "/security",
            Self::Users => "/users",
            Self::Groups => "/groups",
            Self::Policies => "/policies",
            Self::Roles => "/roles",
            Self::Buckets => "/buckets",
            Self::Account => "/account",
        }
    }

    /// The part that a path is in: the one whose first segment it shares.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let first = path.strip_prefix('/')?.split('/').next();
        let is_first = |section: &Self| section.link().strip_prefix('/') == first;
        Self::ALL.into_iter().find(is_first)
    }

    /// What it is called.
    pub(crate) const fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Home => texts.frame.home,
            Self::Security => texts.frame.security,
            Self::Users => texts.frame.users,
            Self::Groups => texts.frame.groups,
            Self::Policies => texts.frame.policies,
            Self::Roles => texts.frame.roles,
            Self::Buckets => texts.frame.buckets,
            Self::Account => texts.frame.account,
        }
    }
}

impl Page {
    /// A page without navigation.
    pub(crate) fn bare(texts: &'static Texts, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            texts,
            style: assets::style(),
            logo: assets::logo(),
            csrf: String::new(),
            identity: None,
            section: None,
            crumbs: Vec::new(),
            flash: None,
        }
    }

    /// Whether it is in a part of the navigation.
    pub(crate) fn is_at(&self, section: Section) -> bool {
        self.section == Some(section)
    }

    /// In a part of the navigation.
    #[must_use]
    pub(crate) fn at(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// Below another page.
    #[must_use]
    pub(crate) fn below(mut self, text: impl Into<String>, link: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            text: text.into(),
            link: link.into(),
        });
        self
    }
}

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// The frame of a page.
    pub(crate) fn page(&self, title: impl Into<String>) -> Page {
        let texts = self.texts();
        Page {
            csrf: self.csrf(),
            identity: Some(Identity::of(&self.visitor, &self.alias)),
            flash: flash(&self.arrived),
            ..Page::bare(texts, title)
        }
    }

    /// The texts in the language of the browser.
    pub(crate) fn texts(&self) -> &'static Texts {
        self.arrived.texts
    }

    /// Shows a page.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a handler ends with it, and handlers give an `Answer`"
    )]
    pub(crate) fn show(&self, template: &impl Template) -> Answer {
        Ok(self.shown(StatusCode::OK, template))
    }

    /// Shows a page and stops.
    pub(crate) fn stop_with(&self, status: StatusCode, template: &impl Template) -> Stop {
        self.shown(status, template).into()
    }

    /// Goes to another page, which says what was done: `code` names one of the texts' flashes, and
    /// `about` is put in its place.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a handler ends with it, and handlers give an `Answer`"
    )]
    pub(crate) fn done(&self, path: &str, code: &'static str, about: &str) -> Answer {
        let mut response = answer::see_other(path);
        let value = Flash::new(code, about).cookie();
        let cookie = self.arrived.cookies.set(Name::Flash, &value, Some(60));
        add_cookie(&mut response, cookie);
        Ok(response)
    }

    fn shown(&self, status: StatusCode, template: &impl Template) -> Response {
        let mut response = answer::html(status, template);
        forget_flash(&self.arrived.cookies, &mut response);
        response
    }
}

impl<P: ConsolePorts, A: Audit> Guest<P, A> {
    /// The frame of a page for somebody who need not be signed in.
    pub(crate) fn page(&self, title: impl Into<String>) -> Page {
        Page {
            csrf: self.csrf(),
            flash: flash(&self.arrived),
            ..Page::bare(self.arrived.texts, title)
        }
    }

    /// Shows a page.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a handler ends with it, and handlers give an `Answer`"
    )]
    pub(crate) fn show(&self, status: StatusCode, template: &impl Template) -> Answer {
        let mut response = answer::html(status, template);
        forget_flash(&self.arrived.cookies, &mut response);
        self.remember(&mut response);
        Ok(response)
    }
}

fn flash<P, A>(arrived: &Arrived<P, A>) -> Option<String> {
    let flash = Flash::parse(arrived.cookies.value(Name::Flash)?)?;
    flash.text(arrived.texts)
}

fn forget_flash(cookies: &Cookies, response: &mut Response) {
    if cookies.value(Name::Flash).is_some() {
        add_cookie(response, cookies.clear(Name::Flash));
    }
}

//! Why a call was refused, as a panel that people understand.

use askama::Template;
use http::StatusCode;
use iamd_api::{ErrorCode, Service};
use iamd_auth::{Audit, ConsolePorts, Denial, Refused};
use iamd_policy::{Layer, Outcome, SourceKind};

use crate::{
    answer::Stop,
    link,
    page::{Page, Section},
    text::{self, RefusalTexts, Texts},
    visible::visible,
    visitor::Visit,
};

/// What a panel says. In a template: `{% call ui::refusal(panel) %}{% endcall %}`.
pub(crate) struct Refusal {
    pub(crate) texts: &'static RefusalTexts,
    pub(crate) title: &'static str,
    /// AWS's text.
    pub(crate) message: String,
    /// The code of the error.
    pub(crate) code: &'static str,
    /// Which policies decided and how, in plain words.
    pub(crate) reason: Option<String>,
    /// The action and the resource of the decision.
    pub(crate) asked: Option<(&'static str, String)>,
    /// The statement that denied.
    pub(crate) statement: Option<Denied>,
    /// What the operator may have the refusal explained by.
    pub(crate) request_id: Option<String>,
}

/// A statement that denied something.
pub(crate) struct Denied {
    /// The ARN of a managed policy, the name of an inline one.
    pub(crate) policy: String,
    /// What kind of policy it is.
    pub(crate) kind: &'static str,
    /// The page of the policy, if it has one.
    pub(crate) link: Option<String>,
    /// Which statement of it; the first is 1.
    pub(crate) number: u32,
    pub(crate) sid: Option<String>,
    pub(crate) line: u32,
}

impl Refusal {
    /// What there is to say of a refused call.
    pub(crate) fn of(refused: &Refused, texts: &'static Texts) -> Self {
        let why = refused.why.as_deref().filter(|denial| !denial.is_foreign);
        let code = refused.error.code;
        let texts = &texts.refusal;
        Self {
            texts,
            title: title(code, texts),
            message: visible(&refused.error.message).into_owned(),
            code: code.as_str(),
            reason: why.map(|denial| reason(denial, texts)),
            asked: why.map(|denial| (denial.action, visible(&denial.resource).into_owned())),
            statement: why.and_then(|denial| statement(denial, texts)),
            request_id: refused.request_id.clone(),
        }
    }
}

/// The status of a page that shows nothing but a refusal.
pub(crate) fn status(refused: &Refused, service: Service) -> StatusCode {
    let status = refused.error.code.status_in(service);
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn title(code: ErrorCode, texts: &'static RefusalTexts) -> &'static str {
    match code.status() {
        403 => texts.denied,
        404 => texts.missing,
        409 => texts.conflict,
        500.. => texts.failed,
        _ => texts.wrong,
    }
}

/// The decision as a sentence.
fn reason(denial: &Denial, texts: &RefusalTexts) -> String {
    let policies = layer_name(denial.decision.layer, texts);
    let sentence = match denial.decision.outcome {
        Outcome::ExplicitlyDenied => texts.denies,
        Outcome::ImplicitlyDenied | Outcome::Allowed => texts.nothing_allows,
    };
    text::fill(sentence, [policies, denial.action])
}

fn layer_name(layer: Layer, texts: &RefusalTexts) -> &'static str {
    match layer {
        Layer::ServiceControl => texts.service_control,
        Layer::ResourceControl => texts.resource_control,
        Layer::Resource => texts.resource_policy,
        Layer::Trust => texts.trust,
        Layer::Identity | Layer::Root | Layer::Unconditional => texts.identity,
        Layer::Boundary => texts.boundary,
        Layer::Session => texts.session,
        Layer::Endpoint => texts.endpoint,
    }
}

fn statement(denial: &Denial, texts: &RefusalTexts) -> Option<Denied> {
    let is_denied = denial.decision.outcome == Outcome::ExplicitlyDenied;
    let statement = denial.decision.statement.as_ref().filter(|_| is_denied)?;
    let source = statement.source();
    let is_managed = matches!(
        source.kind,
        SourceKind::AwsManaged | SourceKind::CustomerManaged
    );
    Some(Denied {
        policy: source.id.to_string(),
        kind: kind_name(source.kind, texts),
        link: is_managed.then(|| link::with_query("/policies/view", &[("arn", &source.id)])),
        number: statement.index() + 1,
        sid: statement.sid().map(str::to_owned),
        line: statement.span().start.line,
    })
}

fn kind_name(kind: SourceKind, texts: &RefusalTexts) -> &'static str {
    match kind {
        SourceKind::AwsManaged => texts.aws_managed,
        SourceKind::CustomerManaged => texts.customer_managed,
        SourceKind::AccountSetting => texts.account_setting,
        SourceKind::UserInline => texts.user_inline,
        SourceKind::GroupInline => texts.group_inline,
        SourceKind::RoleInline => texts.role_inline,
        SourceKind::Resource => texts.of_resource,
        SourceKind::Trust => texts.of_trust,
        SourceKind::Session => texts.of_session,
        _ => texts.of_organisation,
    }
}

/// A page that shows nothing but a refusal.
#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage {
    page: Page,
    refusal: Refusal,
}

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// The panel of a refused call, to be shown within a page.
    pub(crate) fn refusal(&self, refused: &Refused) -> Refusal {
        Refusal::of(refused, self.texts())
    }

    /// The page of a refused call, where there is nothing else to show.
    pub(crate) fn stop(&self, refused: &Refused) -> Stop {
        let refusal = self.refusal(refused);
        let status = status(refused, Service::Iam);
        let mut page = self.page(refusal.title);
        page.section = Section::of_path(&self.arrived.path);
        self.stop_with(status, &RefusedPage { page, refusal })
    }
}

//! The credential report: what every user signs in and signs requests with, as a table and as a file.

use askama::Template;
use axum::{body::Body, extract::Query, response::Response};
use http::{HeaderValue, header};
use iamd_api::{ErrorCode, iam};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Timestamp;

use self::table::{Row, Table, Value};
use super::AccountPart;
use crate::{
    answer::{self, Answer},
    form::Post,
    page::Page,
    pager::Pager,
    pages::listing::ListQuery,
    refusal::Refusal,
    routes::Routes,
    text::AccountTexts,
    visitor::Visit,
};

mod table;

pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(AccountPart::CredentialReport.path(), show)
        .post("/account/credential-report/generate", generate)
        .get("/account/credential-report/download", download)
}

/// LIMIT: rows of a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "pages/account/report.html")]
struct ReportPage {
    page: Page,
    part: AccountPart,
    t: &'static AccountTexts,
    q: String,
    report: Report,
}

/// What there is of the report.
enum Report {
    Is(Shown),
    /// Nobody has had one generated.
    Missing,
    /// It is too old.
    Expired,
    /// It is being generated.
    Making,
    Refused(Refusal),
}

/// A page of a report.
struct Shown {
    generated: Option<Timestamp>,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    pager: Pager,
}

/// A page of the report. Of the rows that a search fits, or of all, some are on it; whatever the
/// report's size, no page is longer.
async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let texts = &visit.texts().account;
    let report = match visit.ask::<iam::GetCredentialReport>(&[]).await {
        Ok(found) => Report::Is(shown(&found, &query, texts)),
        Err(refused) => match refused.error.code {
            ErrorCode::ReportNotPresent => Report::Missing,
            ErrorCode::ReportExpired => Report::Expired,
            ErrorCode::ReportInProgress => Report::Making,
            _ => Report::Refused(visit.refusal(&refused)),
        },
    };
    visit.show(&ReportPage {
        page: AccountPart::CredentialReport.page(&visit),
        part: AccountPart::CredentialReport,
        t: texts,
        q: query.q,
        report,
    })
}

fn shown(
    found: &iam::GetCredentialReportResponse,
    query: &ListQuery,
    texts: &'static AccountTexts,
) -> Shown {
    let marker = query.marker.as_deref();
    let first: usize = marker
        .and_then(|marker| marker.parse().ok())
        .unwrap_or_default();
    let content = String::from_utf8_lossy(found.content.as_deref().unwrap_or_default());
    let table = Table::of(&content, texts.report_columns);
    let mut rows = table.rows(query.q.trim(), first, ROWS + 1);
    let next = (rows.len() > ROWS).then(|| first.saturating_add(ROWS).to_string());
    rows.truncate(ROWS);
    let path = AccountPart::CredentialReport.path();
    Shown {
        generated: found.generated_time,
        columns: table.columns(),
        rows,
        pager: Pager::new(path, &[("q", &query.q)], marker, next.as_deref()),
    }
}

/// Has a report generated, if the last one is too old.
async fn generate<P: ConsolePorts, A: Audit>(Post { by: visit, .. }: Post<Visit<P, A>>) -> Answer {
    let made = visit.ask::<iam::GenerateCredentialReport>(&[]).await;
    let made = made.map_err(|refused| visit.stop(&refused))?;
    let code = match made.state {
        Some(iam::ReportStateType::Complete) => "report-complete",
        Some(iam::ReportStateType::Inprogress) => "report-making",
        _ => "report-started",
    };
    visit.done(AccountPart::CredentialReport.path(), code, "")
}

/// The report as the file that programs get, byte by byte.
///
/// SECURITY: browsers keep it as a file and never show it; the names of users in it may look like
/// formulas to a spreadsheet, as they do in AWS's.
async fn download<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let found = visit.ask::<iam::GetCredentialReport>(&[]).await;
    let found = found.map_err(|refused| visit.stop(&refused))?;
    let at = found.generated_time;
    let at = at.map_or_else(String::new, |at| at.strftime("-%Y%m%dT%H%M%SZ").to_string());
    let disposition = format!("attachment; filename=\"credential-report{at}.csv\"");
    let mut response = Response::new(Body::from(found.content.unwrap_or_default()));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let disposition = HeaderValue::from_str(&disposition);
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(answer::composed(response))
}

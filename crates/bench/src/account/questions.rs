//! What is asked about the whole account.

use std::time::Duration;

use anyhow::{Result, bail};

use crate::{
    http_wire::Connection,
    requests::{Call, Key},
    setup::element,
};

/// AWS's largest page.
const PAGE: &str = "1000";
/// For how long nothing is asked, so that it can be seen how others fare then.
const QUIET: Duration = Duration::from_secs(5);
/// LIMIT: how often somebody asks whether the report is there; one that takes longer fails the measurement.
const ASKED_MAX: usize = 6000;
const PAUSE: Duration = Duration::from_millis(100);

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    Nothing,
    Report,
    ReportText,
    Summary,
    Details,
    Users,
    Members,
}

/// What was answered.
#[derive(Default)]
pub(super) struct Told {
    pub(super) answers: usize,
    pub(super) bytes: usize,
}

impl Question {
    pub(super) const ALL: [Self; 7] = [
        Self::Nothing,
        Self::Report,
        Self::ReportText,
        Self::Summary,
        Self::Details,
        Self::Users,
        Self::Members,
    ];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Report => "GenerateCredentialReport, until it is complete",
            Self::ReportText => "GetCredentialReport",
            Self::Summary => "GetAccountSummary",
            Self::Details => "GetAccountAuthorizationDetails, all pages of 1,000",
            Self::Users => "ListUsers, all pages of 1,000",
            Self::Members => "GetGroup, all pages of 1,000",
        }
    }

    /// Asks until all is told.
    pub(super) async fn ask(
        self,
        connection: &mut Connection,
        host: &str,
        key: &Key,
    ) -> Result<Told> {
        let mut asker = Asker {
            connection,
            host,
            key,
            told: Told::default(),
        };
        match self {
            Self::Nothing => tokio::time::sleep(QUIET).await,
            Self::Report => asker.wait_for_report().await?,
            Self::ReportText => drop(asker.call("GetCredentialReport", &[]).await?),
            Self::Summary => drop(asker.call("GetAccountSummary", &[]).await?),
            Self::Details => asker.pages("GetAccountAuthorizationDetails", &[]).await?,
            Self::Users => asker.pages("ListUsers", &[]).await?,
            Self::Members => asker.pages("GetGroup", &[("GroupName", "group-0")]).await?,
        }
        Ok(asker.told)
    }
}

struct Asker<'a> {
    connection: &'a mut Connection,
    host: &'a str,
    key: &'a Key,
    told: Told,
}

impl Asker<'_> {
    async fn call(&mut self, action: &'static str, members: &[(&str, &str)]) -> Result<String> {
        let number = self.told.answers;
        let request = Call::iam(action).request(self.key, self.host, number, members)?;
        let answer = self.connection.exchange(&request).await?;
        self.told.answers += 1;
        self.told.bytes += answer.total_bytes;
        answer.success().map(str::to_owned)
    }

    async fn wait_for_report(&mut self) -> Result<()> {
        for _ in 0..ASKED_MAX {
            let answer = self.call("GenerateCredentialReport", &[]).await?;
            if element(&answer, "State")? == "COMPLETE" {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("the report is not made")
    }

    async fn pages(&mut self, action: &'static str, members: &[(&str, &str)]) -> Result<()> {
        let mut marker: Option<String> = None;
        loop {
            let mut members = members.to_vec();
            members.push(("MaxItems", PAGE));
            members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
            let answer = self.call(action, &members).await?;
            if element(&answer, "IsTruncated")? != "true" {
                return Ok(());
            }
            marker = Some(element(&answer, "Marker")?.to_owned());
        }
    }
}

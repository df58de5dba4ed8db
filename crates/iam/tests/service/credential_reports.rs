//! Credential reports: asked for, made, had, and too old.

use iamd_api::iam::{self, ReportStateType};
use iamd_auth::{SystemReason, SystemWork};

use crate::{
    documents::allow,
    world::{ACCOUNT, World, refused},
};

const HOUR: i64 = 60 * 60;

async fn generate(world: &World) -> (ReportStateType, Option<String>) {
    let asked = world.ask::<iam::GenerateCredentialReport>(&world.root, &[]);
    let asked = asked.await.unwrap();
    (asked.state.unwrap(), asked.description)
}

/// What the service does in the background. Tells how many reports were made.
async fn make(world: &World) -> usize {
    let work = SystemWork::new(SystemReason::Report);
    world
        .directory
        .make_credential_reports(&work)
        .await
        .unwrap()
}

async fn report(world: &World) -> Result<String, iamd_api::Error> {
    let got = world
        .ask::<iam::GetCredentialReport>(&world.root, &[])
        .await?;
    assert_eq!(got.report_format, Some(iam::ReportFormatType::TextCsv));
    Ok(String::from_utf8(got.content.unwrap()).unwrap())
}

/// The report as it would be now.
async fn fresh_report(world: &World) -> Vec<Vec<String>> {
    assert_eq!(generate(world).await.0, ReportStateType::Started);
    assert_eq!(make(world).await, 1);
    let text = report(world).await.unwrap();
    assert!(!text.ends_with('\n') && !text.contains('\r'));
    let line = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<_> = text.lines().map(line).collect();
    for line in &lines {
        assert_eq!(line.len(), 22, "{line:?}");
    }
    lines
}

/// A world whose reports are always made anew.
async fn world() -> World {
    let mut world = World::new().await;
    world.iam = world.iam.keeping_reports(0);
    world
}

#[tokio::test]
async fn a_report_is_asked_for_made_and_had() {
    let world = World::new().await;
    refused(report(&world).await, "ReportNotPresent", "");
    let text = "No report exists. Starting a new report generation task";
    let started = (ReportStateType::Started, Some(text.to_owned()));
    assert_eq!(generate(&world).await, started);
    assert_eq!(generate(&world).await, (ReportStateType::Inprogress, None));
    refused(report(&world).await, "ReportInProgress", "");
    assert_eq!(make(&world).await, 1);
    assert_eq!(generate(&world).await, (ReportStateType::Complete, None));
    let first = report(&world).await.unwrap();

    // For four hours it stays as it is.
    world.powerless("bob").await;
    world.clock.advance_seconds(4 * HOUR - 1);
    assert_eq!(generate(&world).await, (ReportStateType::Complete, None));
    assert_eq!(report(&world).await.unwrap(), first);
    world.clock.advance_seconds(2);
    refused(report(&world).await, "ReportExpired", "");
    assert_eq!(generate(&world).await, started);
    assert_eq!(make(&world).await, 1);
    assert!(report(&world).await.unwrap().contains("\nbob,"));
}

#[tokio::test]
async fn a_report_tells_the_root_user_and_then_the_users_by_name() {
    let world = world().await;
    for name in ["bob", "Carl", "alice"] {
        let members = [("UserName", name), ("Path", "/team/")];
        world
            .ask::<iam::CreateUser>(&world.root, &members)
            .await
            .unwrap();
    }
    let lines = fresh_report(&world).await;
    let names: Vec<_> = lines.iter().map(|line| line[0].as_str()).collect();
    assert_eq!(names, ["user", "<root_account>", "alice", "bob", "Carl"]);
    let arns: Vec<_> = lines.iter().map(|line| line[1].as_str()).collect();
    assert_eq!(arns[1], format!("arn:aws:iam::{ACCOUNT}:root"));
    assert_eq!(arns[4], format!("arn:aws:iam::{ACCOUNT}:user/team/Carl"));
    // The root user has a key, which was never used, and no password.
    assert_eq!(
        lines[1][2..].join(","),
        "2026-01-31T00:00:00Z,false,no_information,N/A,not_supported,false,true,2026-01-31T00:00:00Z,\
         N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
    );
    assert_eq!(
        lines[2][2..].join(","),
        "2026-01-31T00:00:00Z,false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,\
         false,N/A,false,N/A"
    );
}

#[tokio::test]
async fn a_report_tells_the_use_of_keys_and_the_age_of_passwords() {
    let world = world().await;
    let key = world.powerless("bob").await;
    world.clock.advance_seconds(60);
    world.use_key(&key, "s3", "eu-west-1");
    let members = [("UserName", "bob"), ("Password", "aB3$efgh")];
    world
        .ask::<iam::CreateLoginProfile>(&world.root, &members)
        .await
        .unwrap();
    let line = fresh_report(&world).await.swap_remove(2);
    assert_eq!(
        line[3..13].join(","),
        "true,no_information,2026-01-31T00:01:00Z,N/A,false,true,2026-01-31T00:00:00Z,\
         2026-01-31T00:01:00Z,eu-west-1,s3"
    );

    let members = [("MaxPasswordAge", "90")];
    world
        .ask::<iam::UpdateAccountPasswordPolicy>(&world.root, &members)
        .await
        .unwrap();
    let status = [
        ("UserName", "bob"),
        ("AccessKeyId", key.as_str()),
        ("Status", "Inactive"),
    ];
    world
        .ask::<iam::UpdateAccessKey>(&world.root, &status)
        .await
        .unwrap();
    let line = fresh_report(&world).await.swap_remove(2);
    assert_eq!(line[6], "2026-05-01T00:01:00Z");
    assert_eq!(line[8..10], ["false", "2026-01-31T00:00:00Z"]);

    let members = [("UserName", "bob")];
    world
        .ask::<iam::DeleteLoginProfile>(&world.root, &members)
        .await
        .unwrap();
    let line = fresh_report(&world).await.swap_remove(2);
    assert_eq!(line[3..7].join(","), "false,N/A,N/A,N/A");
}

/// A report of a large account lies in several parts.
#[tokio::test]
async fn a_large_report_is_whole() {
    const USERS: usize = 1_500;
    let world = world().await;
    let path = format!("/{}/", "p".repeat(500));
    for number in 0..USERS {
        let name = format!("user-{number:04}");
        let members = [("UserName", name.as_str()), ("Path", &path)];
        world
            .ask::<iam::CreateUser>(&world.root, &members)
            .await
            .unwrap();
    }
    for _ in 0..2 {
        let lines = fresh_report(&world).await;
        assert_eq!(lines.len(), USERS + 2);
        for (number, line) in lines[2..].iter().enumerate() {
            assert_eq!(line[0], format!("user-{number:04}"));
        }
    }
}

/// Where each report is made anew, who asks until it is complete comes to an end, too.
#[tokio::test]
async fn who_polls_is_told_once_that_it_is_complete() {
    let world = world().await;
    assert_eq!(generate(&world).await.0, ReportStateType::Started);
    make(&world).await;
    assert_eq!(generate(&world).await.0, ReportStateType::Complete);
    assert_eq!(generate(&world).await.0, ReportStateType::Started);
    make(&world).await;
    report(&world).await.unwrap();
    assert_eq!(generate(&world).await.0, ReportStateType::Started);
    make(&world).await;
    world.clock.advance_seconds(61);
    assert_eq!(generate(&world).await.0, ReportStateType::Started);
}

#[tokio::test]
async fn a_report_survives_the_program_and_so_does_the_wish_for_one() {
    let world = World::new().await;
    generate(&world).await;
    let next = world.restarted();
    refused(report(&next).await, "ReportInProgress", "");
    let work = SystemWork::new(SystemReason::Report);
    let another = world.restarted();
    another
        .directory
        .resume_credential_reports(&work)
        .await
        .unwrap();
    assert_eq!(make(&another).await, 1);
    let made = report(&another).await.unwrap();
    // Who asked the one in between had it wanted as well: it is made by now.
    assert_eq!(make(&next).await, 0);
    let last = world.restarted();
    assert_eq!(report(&last).await.unwrap(), made);
    assert_eq!(generate(&last).await.0, ReportStateType::Complete);
}

#[tokio::test]
async fn what_has_expired_is_swept_and_stays_expired() {
    let world = World::new().await;
    generate(&world).await;
    make(&world).await;
    let sweep = async || {
        let work = SystemWork::new(SystemReason::Sweep);
        let swept = world.directory.sweep_credential_reports(&work, 0).await;
        swept.unwrap()
    };
    assert_eq!(sweep().await, 0);
    world.clock.advance_seconds(4 * HOUR + 1);
    assert_eq!(sweep().await, 1);
    assert_eq!(sweep().await, 0);
    refused(report(&world).await, "ReportExpired", "");
    generate(&world).await;
    make(&world).await;
    report(&world).await.unwrap();
}

#[tokio::test]
async fn each_of_the_two_needs_its_own_permission() {
    let world = World::new().await;
    let allowed = allow("iam:GenerateCredentialReport", "*");
    let asks = world.user("asks", &allowed).await;
    let narrow = allow("iam:*", &format!("arn:aws:iam::{ACCOUNT}:*"));
    let narrow = world.user("narrow", &narrow).await;
    let asked = world.ask::<iam::GenerateCredentialReport>(&asks, &[]).await;
    asked.unwrap();
    make(&world).await;
    let got = world.ask::<iam::GetCredentialReport>(&asks, &[]).await;
    assert_eq!(got.unwrap_err().code.as_str(), "AccessDenied");
    let asked = world
        .ask::<iam::GenerateCredentialReport>(&narrow, &[])
        .await;
    assert_eq!(asked.unwrap_err().code.as_str(), "AccessDenied");
}

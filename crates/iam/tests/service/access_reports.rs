//! Reports of access: what can be used, what was used last, by whom, and who may read it.

use iamd_api::{
    Error,
    iam::{self, AccessAdvisorUsageGranularityType as Granularity, JobStatusType},
};
use iamd_ident::AccessKeyId;
use iamd_sts::Sts;

use crate::{
    documents::allow,
    world::{ACCOUNT, OTHER_ACCOUNT, World, refused, role_arn, user_arn},
};

/// Namespace, users and roles, last use, where, and by whom.
type Service = (String, i32, Option<String>, Option<String>, Option<String>);

async fn generate(world: &World, key: &AccessKeyId, arn: &str) -> Result<String, Error> {
    let members = [("Arn", arn), ("Granularity", "ACTION_LEVEL")];
    let made = world.ask::<iam::GenerateServiceLastAccessedDetails>(key, &members);
    Ok(made.await?.job_id.unwrap())
}

async fn read(
    world: &World,
    key: &AccessKeyId,
    job: &str,
) -> Result<iam::GetServiceLastAccessedDetailsResponse, Error> {
    let members = [("JobId", job)];
    world
        .ask::<iam::GetServiceLastAccessedDetails>(key, &members)
        .await
}

/// The services of a new report about `arn`.
async fn services(world: &World, arn: &str) -> Vec<iam::ServiceLastAccessed> {
    let job = generate(world, &world.root, arn).await.unwrap();
    let members = [("JobId", job.as_str()), ("MaxItems", "1000")];
    let report = world
        .ask::<iam::GetServiceLastAccessedDetails>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(report.is_truncated, Some(false));
    assert_eq!(report.job_status, JobStatusType::Completed);
    assert_eq!(report.job_type, Some(Granularity::ActionLevel));
    report.services_last_accessed
}

async fn shown(world: &World, arn: &str) -> Vec<Service> {
    let services = services(world, arn).await.into_iter();
    let shown = services.map(|service| {
        (
            service.service_namespace,
            service.total_authenticated_entities.unwrap(),
            service.last_authenticated.map(|at| at.to_string()),
            service.last_authenticated_region,
            service.last_authenticated_entity,
        )
    });
    shown.collect()
}

fn unused(namespace: &str) -> Service {
    (namespace.to_owned(), 0, None, None, None)
}

fn used(namespace: &str, entities: i32, at: &str, by: &str) -> Service {
    let text = |text: &str| Some(text.to_owned());
    (
        namespace.to_owned(),
        entities,
        text(at),
        text("us-west-2"),
        text(by),
    )
}

/// The users and roles that a report tells of a service, with their last use.
async fn entities(world: &World, job: &str, namespace: &str) -> Vec<(String, Option<String>)> {
    let members = [("JobId", job), ("ServiceNamespace", namespace)];
    let report = world
        .ask::<iam::GetServiceLastAccessedDetailsWithEntities>(&world.root, &members)
        .await
        .unwrap();
    let entities = report.entity_details_list.into_iter();
    entities
        .map(|entity| {
            let last = entity.last_authenticated.map(|at| at.to_string());
            (entity.entity_info.name, last)
        })
        .collect()
}

fn entity(name: &str, last: Option<&str>) -> (String, Option<String>) {
    (name.to_owned(), last.map(str::to_owned))
}

#[tokio::test]
async fn a_user_is_told_by_what_it_tried_allowed_or_denied() {
    let world = World::new().await;
    let statement = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["sts:*", "iam:ListUsers", "s3:GetObject", "lambda:*"], "Resource": "*"},
        {"Effect": "Deny", "Action": "lambda:*", "Resource": "*"}]}"#;
    let bob = world.user("bob", statement).await;
    let arn = user_arn("bob");
    let none = [unused("iam"), unused("s3"), unused("sts")];
    assert_eq!(shown(&world, &arn).await, none);

    world.clock.advance_seconds(60);
    world.ask::<iam::ListUsers>(&bob, &[]).await.unwrap();
    world.clock.advance_seconds(60);
    let denied = world.ask::<iam::ListRoles>(&bob, &[]).await;
    assert_eq!(denied.unwrap_err().code.as_str(), "AccessDenied");
    let expect = [
        used("iam", 1, "2026-01-31T00:02:00Z", &arn),
        unused("s3"),
        unused("sts"),
    ];
    assert_eq!(shown(&world, &arn).await, expect);

    // Actions are told of that the policies grant.
    let services = services(&world, &arn).await;
    let actions = services[0].tracked_actions_last_accessed.iter();
    let actions: Vec<_> = actions
        .map(|action| {
            let at = action.last_accessed_time.map(|at| at.to_string());
            (action.action_name.as_deref().unwrap(), at)
        })
        .collect();
    assert_eq!(
        actions,
        [("ListUsers", Some("2026-01-31T00:01:00Z".to_owned()))]
    );
    assert_eq!(
        services[0].service_name,
        "AWS Identity and Access Management"
    );
    assert!(services[1].tracked_actions_last_accessed.is_empty());
    let of_sts = services[2].tracked_actions_last_accessed.iter();
    assert!(
        of_sts
            .clone()
            .any(|action| action.action_name.as_deref() == Some("AssumeRole"))
    );

    // What is only in memory is gone with the program, what was written down is not.
    assert_eq!(shown(&world.restarted(), &arn).await, none);
    world.flush_last_use().await;
    assert_eq!(shown(&world.restarted(), &arn).await, expect);
    world.clock.advance_seconds(400 * 24 * 60 * 60 + 1);
    assert_eq!(shown(&world, &arn).await, none);
}

#[tokio::test]
async fn a_role_is_told_by_its_sessions_and_a_policy_by_all_who_have_it() {
    let world = World::new().await;
    let everything = allow("*", "*");
    let bob = world.user("bob", &everything).await;
    let carol = world.powerless("carol").await;
    world.group("admins", &everything).await;
    let membership = [("GroupName", "admins"), ("UserName", "carol")];
    world.perform("AddUserToGroup", &membership).await;
    let policy = world.policy_with("users", &allow("iam:*", "*")).await;
    let attached = ("PolicyArn", policy.as_str());
    world
        .perform("AttachGroupPolicy", &[("GroupName", "admins"), attached])
        .await;
    world
        .perform("AttachUserPolicy", &[("UserName", "carol"), attached])
        .await;
    let session = world.session(&bob, "reader", &allow("iam:Get*", "*")).await;
    world
        .perform("AttachRolePolicy", &[("RoleName", "reader"), attached])
        .await;
    let none = [unused("iam")];
    assert_eq!(shown(&world, &policy).await, none);

    world.clock.advance_seconds(60);
    world.ask::<iam::ListUsers>(&carol, &[]).await.unwrap();
    world.clock.advance_seconds(60);
    world.ask::<iam::ListGroups>(&session, &[]).await.unwrap();
    world.clock.advance_seconds(60);
    world.ask::<iam::ListUsers>(&bob, &[]).await.unwrap();
    let (minute, two) = ("2026-01-31T00:01:00Z", "2026-01-31T00:02:00Z");
    let reader = role_arn("reader");
    assert_eq!(shown(&world, &reader).await, [used("iam", 1, two, &reader)]);
    assert_eq!(shown(&world, &policy).await, [used("iam", 2, two, &reader)]);
    let group = format!("arn:aws:iam::{ACCOUNT}:group/admins");
    let of_group = shown(&world, &group).await;
    assert!(of_group.len() > 400);
    assert!(of_group.contains(&used("iam", 1, minute, &user_arn("carol"))));

    let job = generate(&world, &world.root, &policy).await.unwrap();
    let expect = [entity("reader", Some(two)), entity("carol", Some(minute))];
    assert_eq!(entities(&world, &job, "iam").await, expect);
    assert_eq!(
        entities(&world, &job, "s3").await,
        [],
        "which it does not grant"
    );
    stays_but_for_names(&world, &job, attached, (two, minute)).await;
    let kept = read(&world, &world.root, &job).await.unwrap();
    let kept = &kept.services_last_accessed[0];
    assert_eq!(
        kept.last_authenticated_entity.as_deref(),
        Some(reader.as_str())
    );
}

/// A report stays as it was, but for names and for who is gone.
async fn stays_but_for_names(
    world: &World,
    job: &str,
    attached: (&str, &str),
    (two, minute): (&str, &str),
) {
    world
        .perform(
            "UpdateUser",
            &[("UserName", "carol"), ("NewUserName", "caroline")],
        )
        .await;
    world
        .perform("DetachUserPolicy", &[("UserName", "caroline"), attached])
        .await;
    let renamed = [
        entity("reader", Some(two)),
        entity("caroline", Some(minute)),
    ];
    assert_eq!(entities(world, job, "iam").await, renamed);
    for (operation, member) in [
        ("DetachRolePolicy", attached),
        ("DeleteRolePolicy", ("PolicyName", "rights")),
    ] {
        world
            .perform(operation, &[("RoleName", "reader"), member])
            .await;
    }
    world.perform("DeleteRole", &[("RoleName", "reader")]).await;
    assert_eq!(entities(world, job, "iam").await, renamed[1..]);
}

#[tokio::test]
async fn a_namesake_inherits_nothing() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("iam:*", "*")).await;
    world.ask::<iam::ListUsers>(&bob, &[]).await.unwrap();
    world.flush_last_use().await;
    let members = [("UserName", "bob"), ("AccessKeyId", bob.as_str())];
    world.perform("DeleteAccessKey", &members).await;
    let members = [("UserName", "bob"), ("PolicyName", "rights")];
    world.perform("DeleteUserPolicy", &members).await;
    world.perform("DeleteUser", &[("UserName", "bob")]).await;
    world.user("bob", &allow("iam:*", "*")).await;
    assert_eq!(shown(&world, &user_arn("bob")).await, [unused("iam")]);
}

#[tokio::test]
async fn a_report_is_for_whoever_made_it() {
    let world = World::new().await;
    let everything = allow("*", "*");
    let bob = world.user("bob", &everything).await;
    let same = world.key(&world.root, "bob").await;
    let carol = world.user("carol", &everything).await;
    let arn = user_arn("bob");
    let job = generate(&world, &bob, &arn).await.unwrap();
    assert!(read(&world, &same, &job).await.is_ok());
    let gone = format!("Job {job} does not exist.");
    for other in [&carol, &world.root] {
        refused(read(&world, other, &job).await, "NoSuchEntity", &gone);
    }
    let one = world.session(&bob, "admin", &everything).await;
    let other = world.assume(&bob, &role_arn("admin")).await.unwrap();
    let job = generate(&world, &one, &arn).await.unwrap();
    assert!(read(&world, &one, &job).await.is_ok());
    let gone = format!("Job {job} does not exist.");
    refused(read(&world, &other, &job).await, "NoSuchEntity", &gone);
}

#[tokio::test]
async fn a_report_is_read_for_seven_days_and_swept_then() {
    let world = World::new().await;
    world.user("bob", &allow("iam:*", "*")).await;
    let job = generate(&world, &world.root, &user_arn("bob"))
        .await
        .unwrap();
    let work = || iamd_auth::SystemWork::new(iamd_auth::SystemReason::Sweep);
    world.clock.advance_seconds(7 * 24 * 60 * 60);
    assert!(read(&world, &world.root, &job).await.is_ok());
    let swept = world.directory.sweep_access_jobs(&work()).await.unwrap();
    assert_eq!(swept, 0);
    let kept = generate(&world, &world.root, &user_arn("bob"))
        .await
        .unwrap();
    world.clock.advance_seconds(1);
    let gone = format!("Job {job} does not exist.");
    refused(read(&world, &world.root, &job).await, "NoSuchEntity", &gone);
    let swept = world.directory.sweep_access_jobs(&work()).await.unwrap();
    assert_eq!(swept, 1);
    assert!(read(&world.restarted(), &world.root, &kept).await.is_ok());
}

#[tokio::test]
async fn services_and_entities_come_in_pages() {
    let world = World::new().await;
    let statement = allow("*", "*");
    world.group("admins", &statement).await;
    for number in 0..3 {
        let name = format!("user-{number}");
        let key = world.powerless(&name).await;
        let members = [("GroupName", "admins"), ("UserName", name.as_str())];
        world.perform("AddUserToGroup", &members).await;
        world.clock.advance_seconds(60);
        world.ask::<iam::ListUsers>(&key, &[]).await.unwrap();
    }
    let group = format!("arn:aws:iam::{ACCOUNT}:group/admins");
    let job = generate(&world, &world.root, &group).await.unwrap();
    let first = read(&world, &world.root, &job).await.unwrap();
    assert_eq!(first.services_last_accessed.len(), 200);
    let mut seen = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let mut members = vec![("JobId", job.as_str()), ("MaxItems", "100")];
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = world
            .ask::<iam::GetServiceLastAccessedDetails>(&world.root, &members)
            .await
            .unwrap();
        let services = page.services_last_accessed.into_iter();
        seen.extend(services.map(|service| service.service_namespace));
        assert_eq!(page.is_truncated, Some(page.marker.is_some()));
        match page.marker {
            Some(next) => marker = Some(next),
            None => break,
        }
    }
    assert!(seen.is_sorted() && seen.len() > 400, "{}", seen.len());

    let mut names = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let mut members = vec![
            ("JobId", job.as_str()),
            ("ServiceNamespace", "iam"),
            ("MaxItems", "1"),
        ];
        members.extend(next.as_deref().map(|marker| ("Marker", marker)));
        let page = world
            .ask::<iam::GetServiceLastAccessedDetailsWithEntities>(&world.root, &members)
            .await
            .unwrap();
        let entities = page.entity_details_list.into_iter();
        names.extend(entities.map(|entity| entity.entity_info.name));
        match page.marker {
            Some(marker) => next = Some(marker),
            None => break,
        }
    }
    assert_eq!(names, ["user-2", "user-1", "user-0"]);

    // A marker is one list's of one report.
    let foreign = "The marker passed in the request was invalid.";
    for (marker, code, text) in [
        (marker.unwrap(), "InvalidInput", foreign),
        ("invalid".to_owned(), "ValidationError", "Invalid Marker."),
    ] {
        let members = [
            ("JobId", job.as_str()),
            ("ServiceNamespace", "iam"),
            ("Marker", marker.as_str()),
        ];
        let answer = world
            .ask::<iam::GetServiceLastAccessedDetailsWithEntities>(&world.root, &members)
            .await;
        refused(answer, code, text);
    }
}

#[tokio::test]
async fn what_no_report_can_be_about_is_refused_in_awss_words() {
    let world = World::new().await;
    let other = format!("arn:aws:iam::{OTHER_ACCOUNT}:user/bob");
    let root = format!("arn:aws:iam::{ACCOUNT}:root");
    let missing = user_arn("nobody");
    for (arn, code, text) in [
        (
            missing.as_str(),
            "NoSuchEntity",
            format!("ARN {missing} does not exist."),
        ),
        (
            "arn:aws:iam::aws:policy/NoSuchPolicy",
            "NoSuchEntity",
            "ARN arn:aws:iam::aws:policy/NoSuchPolicy does not exist.".to_owned(),
        ),
        (
            other.as_str(),
            "AccessDenied",
            format!("User: {root} is not authorized to perform the operation on {other}"),
        ),
        (
            root.as_str(),
            "InvalidInput",
            format!("Invalid Entity Arn: {root} is not supported."),
        ),
        (
            "arn:aws:s3::123456789012:user/bob",
            "ValidationError",
            "Invalid service in ARN".to_owned(),
        ),
        (
            "arn:aws-cn:iam::123456789012:user/bob",
            "ValidationError",
            "Invalid ARN partition".to_owned(),
        ),
    ] {
        refused(generate(&world, &world.root, arn).await, code, &text);
    }
    // The path does not count.
    world.user("bob", &allow("iam:*", "*")).await;
    let arn = user_arn("elsewhere/bob");
    assert!(generate(&world, &world.root, &arn).await.is_ok());
    let managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    let services = shown(&world, managed).await;
    let namespaces: Vec<_> = services.iter().map(|service| service.0.as_str()).collect();
    assert_eq!(namespaces, ["s3", "s3-object-lambda"]);

    let job = "00000000-0000-0000-0000-000000000000";
    let text = format!("Job {job} does not exist.");
    refused(read(&world, &world.root, job).await, "NoSuchEntity", &text);
    let job = generate(&world, &world.root, &arn).await.unwrap();
    let members = [("JobId", job.as_str()), ("ServiceNamespace", "S3")];
    let answer = world
        .ask::<iam::GetServiceLastAccessedDetailsWithEntities>(&world.root, &members)
        .await;
    let text = "Service namepace S3 is either invalid or unsupported.";
    refused(answer, "InvalidInput", text);
}

#[tokio::test]
async fn an_attempt_at_another_service_is_told_of_that_service() {
    let world = World::new().await;
    let bob = world.user("bob", &allow("*", "*")).await;
    world
        .ask_service::<iamd_api::sts::GetCallerIdentity, Sts>(&world.sts, &bob, &[])
        .await
        .unwrap();
    let arn = user_arn("bob");
    let services = shown(&world, &arn).await;
    let used_services: Vec<_> = services.iter().filter(|service| service.1 > 0).collect();
    assert_eq!(
        used_services,
        [&used("sts", 1, "2026-01-31T00:00:00Z", &arn)]
    );
}

#[tokio::test]
async fn organizations_have_no_reports_here() {
    let world = World::new().await;
    let members = [(
        "EntityPath",
        "o-a1b2c3d4e5/r-f6g7h8i9j0example/ou-rge0-awsabcde",
    )];
    let answer = world
        .ask::<iam::GenerateOrganizationsAccessReport>(&world.root, &members)
        .await;
    let text = "The account of the caller is not the management account of an organization.";
    refused(answer, "AccessDenied", text);
    let job = "00000000-0000-0000-0000-000000000000";
    let answer = world
        .ask::<iam::GetOrganizationsAccessReport>(&world.root, &[("JobId", job)])
        .await;
    refused(
        answer,
        "NoSuchEntity",
        &format!("Job {job} does not exist."),
    );
    // It is decided on before.
    let bob = world.powerless("bob").await;
    let answer = world
        .ask::<iam::GenerateOrganizationsAccessReport>(&bob, &members)
        .await;
    assert!(
        answer
            .unwrap_err()
            .message
            .contains("no identity-based policy allows")
    );
}

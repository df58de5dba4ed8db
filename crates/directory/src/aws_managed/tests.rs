use super::*;

fn policy(name: &str) -> AwsManagedPolicy {
    let arn = format!("arn:aws:iam::aws:policy/{name}");
    AwsManagedPolicies::load()
        .get(&arn.parse().unwrap())
        .unwrap()
}

#[test]
fn there_are_more_than_a_thousand_in_the_order_of_their_arns() {
    let policies = AwsManagedPolicies::load();
    let arns: Vec<Arn> = policies
        .list()
        .map(|policy| policy.arn(Partition::Aws))
        .collect();
    assert!(arns.len() > 1000);
    assert_eq!(
        arns.len(),
        policies.count(),
        "every line of the index is understood"
    );
    assert!(arns.is_sorted_by(|one, next| one.as_str() < next.as_str()));
}

#[test]
fn every_policy_is_found_by_its_arn_in_every_partition() {
    let policies = AwsManagedPolicies::load();
    for policy in policies.list() {
        for partition in Partition::ALL {
            let found = policies.get(&policy.arn(partition)).unwrap();
            assert_eq!((found.path(), found.name()), (policy.path(), policy.name()));
        }
    }
}

#[test]
fn other_arns_find_nothing() {
    for arn in [
        "arn:aws:iam::aws:policy/administratoraccess",
        "arn:aws:iam::aws:policy/NoSuchPolicy",
        "arn:aws:iam::aws:policy",
        "arn:aws:iam::aws:role/AdministratorAccess",
        "arn:aws:iam::123456789012:policy/AdministratorAccess",
        "arn:aws:s3::aws:policy/AdministratorAccess",
        "arn:aws:iam:us-east-1:aws:policy/AdministratorAccess",
    ] {
        assert!(
            AwsManagedPolicies::load()
                .get(&arn.parse().unwrap())
                .is_none(),
            "{arn}"
        );
    }
}

#[test]
fn administrator_access_is_what_aws_says() {
    let policy = policy("AdministratorAccess");
    assert_eq!(policy.path(), "/");
    assert_eq!(policy.default_version(), 1);
    assert_eq!(policy.created().to_string(), "2015-02-06T18:39:46Z");
    let expect = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*"
        }
    ]
}"#;
    assert_eq!(policy.default_document().unwrap(), expect);
    assert_eq!(policy.document(1).unwrap(), expect);
    assert_eq!(policy.document(2), None);
}

#[test]
fn read_only_policies_are_there_with_their_history() {
    let s3 = policy("AmazonS3ReadOnlyAccess");
    let document = s3.default_document().unwrap();
    for action in ["s3:Get*", "s3:List*", "s3-object-lambda:Get*"] {
        assert!(document.contains(action), "{action}");
    }
    let first = s3.document(1).unwrap();
    assert!(first.contains("s3:Get*") && !first.contains("s3-object-lambda"));

    let all = policy("ReadOnlyAccess");
    assert!(all.versions().len() > 100);
    assert!(all.default_document().unwrap().contains("iam:Get*"));
}

#[test]
fn policies_of_service_linked_roles_are_told_apart() {
    let linked = policy("aws-service-role/AWSSupportServiceRolePolicy");
    assert!(linked.is_for_service_linked_roles());
    assert!(!policy("job-function/ViewOnlyAccess").is_for_service_linked_roles());
}

#[test]
fn ids_are_of_managed_policies_and_differ() {
    let mut ids: Vec<UniqueId> = AwsManagedPolicies::load()
        .list()
        .map(|policy| policy.id())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(
        ids.iter()
            .all(|id| id.kind() == Some(iamd_ident::IdKind::ManagedPolicy))
    );
}

#[test]
fn every_document_of_every_version_is_one() {
    for policy in AwsManagedPolicies::load().list() {
        let versions = policy.versions();
        assert!(versions.is_sorted_by(|one, next| one.number > next.number));
        for version in versions {
            let text = policy.document(version.number).unwrap();
            let parsed = iamd_policy::Document::parse(&text);
            assert!(
                parsed.is_ok(),
                "{} v{}: {parsed:?}",
                policy.name(),
                version.number
            );
        }
    }
}

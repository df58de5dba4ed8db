"""Reports of access: what users, groups, roles and policies can use, and what was used last."""

import uuid

import pytest
from botocore.exceptions import ClientError

from buckets import make_bucket
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, assume, make_role, session_token

EVERYTHING = allow("*")
REPORTS = [
    "iam:GenerateServiceLastAccessedDetails",
    "iam:GetServiceLastAccessedDetails",
    "iam:GetServiceLastAccessedDetailsWithEntities",
]


def generate(caller, arn, **options):
    return caller.iam.generate_service_last_accessed_details(Arn=arn, **options)["JobId"]


def report(caller, arn, **options):
    """A new report's services, by namespace, page after page."""
    job = generate(caller, arn, **options)
    services, marker = {}, {}
    while True:
        page = caller.iam.get_service_last_accessed_details(JobId=job, **marker)
        assert page["JobStatus"] == "COMPLETED"
        assert page["JobCreationDate"] <= page["JobCompletionDate"]
        services |= {it["ServiceNamespace"]: it for it in page["ServicesLastAccessed"]}
        if not page["IsTruncated"]:
            return services
        marker = {"Marker": page["Marker"]}


def entities(caller, job, namespace):
    answer = caller.iam.get_service_last_accessed_details_with_entities(
        JobId=job, ServiceNamespace=namespace
    )
    return answer["EntityDetailsList"]


def denied(call, **members):
    with refused("AccessDenied"):
        call(**members)


def test_services_come_in_the_order_of_their_namespaces_with_awss_names(root):
    name, _ = make_user(root, allow(["sqs:SendMessage", "s3:GetObject", "iam:GetUser", "ec2:*"]))
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    found = report(root, arn)
    assert [(it["ServiceNamespace"], it["ServiceName"]) for it in found.values()] == [
        ("ec2", "Amazon EC2"),
        ("iam", "AWS Identity and Access Management"),
        ("s3", "Amazon S3"),
        ("sqs", "Amazon SQS"),
    ]
    for it in found.values():
        assert it["TotalAuthenticatedEntities"] == 0
        assert not {"LastAuthenticated", "LastAuthenticatedEntity", "LastAuthenticatedRegion"} & set(it)
        assert "TrackedActionsLastAccessed" not in it


def test_actions_are_told_of_if_it_is_asked_for(root):
    policy = allow(["s3:GetObject", "s3:ListAllMyBuckets", "iam:GetUser", "iam:TagUser", "iam:PassRole"])
    name, user = make_user(root, policy)
    user.s3.list_buckets()
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    found = report(root, arn, Granularity="ACTION_LEVEL")
    actions = {
        namespace: [it["ActionName"] for it in service.get("TrackedActionsLastAccessed", [])]
        for namespace, service in found.items()
    }
    # Neither what acts on objects, nor tags, nor PassRole.
    assert actions == {"iam": ["GetUser"], "s3": ["ListAllMyBuckets"]}
    (listing,) = found["s3"]["TrackedActionsLastAccessed"]
    assert listing["LastAccessedEntity"] == arn
    assert listing["LastAccessedRegion"] == user.region
    assert listing["LastAccessedTime"] == found["s3"]["LastAuthenticated"]
    assert set(found["iam"]["TrackedActionsLastAccessed"][0]) == {"ActionName"}


def test_attempts_count_whether_they_are_allowed_or_not(root):
    name, user = make_user(root, allow(["iam:GetUser", "iam:GetRole"]))
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]

    def attempts():
        service = report(root, arn, Granularity="ACTION_LEVEL")["iam"]
        tried = [it for it in service["TrackedActionsLastAccessed"] if "LastAccessedTime" in it]
        return service.get("LastAuthenticatedEntity"), [it["ActionName"] for it in tried]

    assert attempts() == (None, [])
    with pytest.raises(ClientError):
        user.elsewhere(secret="wrong").iam.get_user()
    assert attempts() == (None, [])
    denied(user.iam.list_users)
    assert attempts() == (arn, [])
    with refused("ValidationError"):
        user.iam.get_user(UserName="no name!")
    assert attempts() == (arn, ["GetUser"])
    with refused("NoSuchEntity"):
        user.iam.get_role(RoleName=fresh("nobody"))
    assert attempts() == (arn, ["GetRole", "GetUser"])


def last_uses(root, name, key_id):
    """What a user's key and its reports tell, by service."""
    key = root.iam.get_access_key_last_used(AccessKeyId=key_id)["AccessKeyLastUsed"]
    found = report(root, root.iam.get_user(UserName=name)["User"]["Arn"])
    told = {
        namespace: (it["LastAuthenticated"], it["LastAuthenticatedRegion"])
        for namespace, it in found.items()
        if "LastAuthenticated" in it
    }
    return key, told


def last_use_of_role(root, name):
    """What a role and its reports tell."""
    role = root.iam.get_role(RoleName=name)["Role"]
    told = [
        (it["LastAuthenticated"], it["LastAuthenticatedRegion"])
        for it in report(root, role["Arn"]).values()
        if "LastAuthenticated" in it
    ]
    used = role["RoleLastUsed"]
    return (used.get("LastUsedDate"), used.get("Region")), told


def test_all_last_uses_agree_and_outlast_the_server(own_server):
    own_server.start()
    root = own_server.root
    name, user = make_user(root, EVERYTHING)
    elsewhere = user.elsewhere(region="eu-west-1")
    bucket = make_bucket(root)
    calls = {
        "iam": user.iam.list_users,
        "sts": elsewhere.sts.get_caller_identity,
        "s3": lambda: user.s3.list_objects_v2(Bucket=bucket),
    }
    for service, call in calls.items():
        call()
        key, told = last_uses(root, name, user.key_id)
        assert key["ServiceName"] == service
        assert told[service] == (key["LastUsedDate"], key["Region"])
    assert set(told) == set(calls)
    assert told["sts"][1] == "eu-west-1"

    role_name, role_arn = make_role(root, arn_of(user), EVERYTHING)
    assert last_use_of_role(root, role_name) == ((None, None), [])
    session = assume(user, role_arn)
    for call in [session.sts.get_caller_identity, session.iam.list_roles, session.s3.list_buckets]:
        call()
        used, told = last_use_of_role(root, role_name)
        assert used == max(told)

    own_server.stop()
    own_server.start()
    root = own_server.root
    before = last_uses(root, name, user.key_id), last_use_of_role(root, role_name)
    own_server.kill()
    own_server.start()
    root = own_server.root
    after = last_uses(root, name, user.key_id), last_use_of_role(root, role_name)
    assert after == before
    (key, told), (used, of_role) = after
    # To assume the role was the user's last.
    assert (key["ServiceName"], told["sts"]) == ("sts", (key["LastUsedDate"], key["Region"]))
    assert set(told) == set(calls) and used == max(of_role)


def test_a_users_sessions_are_the_users(root):
    name, user = make_user(root, allow(["s3:*", "sts:*"]))
    session_token(user).s3.list_buckets()
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    assert report(root, arn)["s3"]["LastAuthenticatedEntity"] == arn


def test_groups_and_policies_tell_who_used_a_service(root):
    group = fresh("group")
    root.iam.create_group(GroupName=group)
    policy = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=EVERYTHING)
    policy_arn = policy["Policy"]["Arn"]
    root.iam.attach_group_policy(GroupName=group, PolicyArn=policy_arn)
    members = [make_user(root) for _ in range(3)]
    for name, _ in members:
        root.iam.add_user_to_group(GroupName=group, UserName=name)
    role_name, role_arn = make_role(root, arn_of(members[0][1]))
    root.iam.attach_role_policy(RoleName=role_name, PolicyArn=policy_arn)

    for _, user in members[:2]:
        user.s3.list_buckets()
    assume(members[0][1], role_arn).s3.list_buckets()
    group_arn = root.iam.get_group(GroupName=group)["Group"]["Arn"]
    last_member = root.iam.get_user(UserName=members[1][0])["User"]["Arn"]
    for arn, count, last in [(group_arn, 2, last_member), (policy_arn, 3, role_arn)]:
        told = report(root, arn)["s3"]
        assert (told["TotalAuthenticatedEntities"], told["LastAuthenticatedEntity"]) == (count, last)

    job = generate(root, policy_arn)
    told = entities(root, job, "s3")
    names = [it["EntityInfo"]["Name"] for it in told]
    assert names == [role_name, members[1][0], members[0][0], members[2][0]]
    assert ["LastAuthenticated" in it for it in told] == [True, True, True, False]
    assert {it["EntityInfo"]["Type"] for it in told[1:]} == {"USER"}
    role = root.iam.get_role(RoleName=role_name)["Role"]
    assert told[0]["EntityInfo"] == {
        "Arn": role_arn,
        "Name": role_name,
        "Type": "ROLE",
        "Id": role["RoleId"],
        "Path": "/",
    }
    assert all("LastAuthenticated" not in it for it in entities(root, job, "sqs"))
    # What was asked before stays as it was.
    members[2][1].s3.list_buckets()
    assert entities(root, job, "s3") == told


def test_a_denied_service_is_not_told_of(root):
    policy = document(
        statement("Allow", "*"), statement("Deny", "s3:*"), statement("Deny", "iam:GetUser")
    )
    name, _ = make_user(root, policy)
    found = report(root, root.iam.get_user(UserName=name)["User"]["Arn"])
    assert "s3" not in found and "iam" in found and len(found) > 400


def test_a_policy_of_awss_can_be_asked_about(root):
    found = report(root, "arn:aws:iam::aws:policy/IAMReadOnlyAccess")
    assert list(found) == ["iam"]


def test_a_report_is_read_by_whoever_made_it(root):
    name, user = make_user(root, allow(REPORTS))
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    key = root.iam.create_access_key(UserName=name)["AccessKey"]
    same = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    job = generate(user, arn)
    assert same.iam.get_service_last_accessed_details(JobId=job)["JobStatus"] == "COMPLETED"
    gone = f"Job {job} does not exist."
    with refused("NoSuchEntity", 404, gone):
        root.iam.get_service_last_accessed_details(JobId=job)
    with refused("NoSuchEntity", 404, gone):
        entities(root, job, "s3")
    _, stranger = make_user(root)
    denied(stranger.iam.get_service_last_accessed_details, JobId=job)


def test_what_no_report_is_about_is_refused_in_awss_words(root, account_id):
    arn = f"arn:aws:iam::{account_id}:user/{fresh('nobody')}"
    with refused("NoSuchEntity", 404, f"ARN {arn} does not exist."):
        generate(root, arn)
    arn = f"arn:aws:iam::{account_id}:root"
    with refused("InvalidInput", 400, f"Invalid Entity Arn: {arn} is not supported."):
        generate(root, arn)
    with refused("ValidationError", 400, "Invalid service in ARN"):
        generate(root, f"arn:aws:s3::{account_id}:user/bob")
    with refused("ValidationError", 400, "Invalid ARN partition"):
        generate(root, f"arn:aws-cn:iam::{account_id}:user/bob")
    foreign = "arn:aws:iam::999999999999:user/bob"
    text = f"User: {arn} is not authorized to perform the operation on {foreign}"
    with refused("AccessDenied", 403, text):
        generate(root, foreign)
    job = str(uuid.uuid4())
    with refused("NoSuchEntity", 404, f"Job {job} does not exist."):
        root.iam.get_service_last_accessed_details(JobId=job)


def test_organizations_have_no_reports(root):
    path = "o-a1b2c3d4e5/r-f6g7h8i9j0example"
    with refused("AccessDenied", 403):
        root.iam.generate_organizations_access_report(EntityPath=path)
    job = str(uuid.uuid4())
    with refused("NoSuchEntity", 404, f"Job {job} does not exist."):
        root.iam.get_organizations_access_report(JobId=job)

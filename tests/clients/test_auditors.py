"""Programs that audit accounts of AWS: Prowler and Cloudsplaining, and whether they find what was
set up for them, good and bad."""

import datetime
import json
import os
import re

import pytest

import accounts
from authenticator import device_of
from identity_matrix import PASSWORD
from identity_providers import saml_metadata
from pems import DAY, certificate, private_key
from principals import ADMINISTRATOR, allow, document, make_user, statement
from roles import make_role, trust
from server import Server
from tools import Tool, told

PROWLER = os.environ.get("PROWLER", "prowler")
CLOUDSPLAINING = os.environ.get("CLOUDSPLAINING", "cloudsplaining")
OF_AWS = "arn:aws:iam::aws:policy"
ESCALATION = allow(["iam:PassRole", "ec2:RunInstances", "ec2:AssociateIamInstanceProfile"])
EXPOSURE = allow(["s3:GetObject", "secretsmanager:GetSecretValue"])
HARMLESS = allow(["s3:ListBucket"], "arn:aws:s3:::a-bucket-of-ours")
SOON = datetime.timedelta(seconds=3)
CONFINED = trust(
    {"Service": "ec2.amazonaws.com"},
    condition={"StringEquals": {"aws:SourceAccount": "111122223333"}},
)
EC2 = trust({"Service": "ec2.amazonaws.com"})


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """A server whose only account has, of each kind, one that is in order and one that is not."""
    with Server(tmp_path_factory.mktemp("audited") / "data") as server:
        stranger, _ = accounts.create(server)
        set_up(server.root, stranger)
        yield server


@pytest.fixture(scope="module")
def auditor(audited):
    """Who may read all that an audit reads, and nothing else."""
    root = audited.root
    name, caller = make_user(root, name="auditor")
    root.iam.create_group(GroupName="auditors")
    for policy in ("SecurityAudit", "job-function/ViewOnlyAccess"):
        root.iam.attach_group_policy(GroupName="auditors", PolicyArn=f"{OF_AWS}/{policy}")
    root.iam.add_user_to_group(GroupName="auditors", UserName=name)
    return caller


def set_up(root, stranger):
    iam = root.iam
    iam.update_account_password_policy(
        MinimumPasswordLength=14,
        RequireUppercaseCharacters=True,
        RequireNumbers=True,
        MaxPasswordAge=60,
    )
    make_user(root, name="careful")
    iam.create_login_profile(UserName="careful", Password=PASSWORD)
    device_of(root, "careful")
    make_user(root, name="careless", administrator=True)
    iam.create_login_profile(UserName="careless", Password=PASSWORD)
    iam.create_access_key(UserName="careless")
    for group, policy in (("bosses", ADMINISTRATOR), ("readers", f"{OF_AWS}/IAMReadOnlyAccess")):
        iam.create_group(GroupName=group)
        iam.attach_group_policy(GroupName=group, PolicyArn=policy)
    iam.add_user_to_group(GroupName="bosses", UserName="careless")
    iam.add_user_to_group(GroupName="readers", UserName="careful")
    for name, text in (("escalation", ESCALATION), ("harmless", HARMLESS)):
        made = iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]
        make_role(root, EC2, RoleName=f"with-{name}")
        iam.attach_role_policy(RoleName=f"with-{name}", PolicyArn=made["Arn"])
    iam.create_policy(PolicyName="everything", PolicyDocument=document(statement("Allow", "*")))
    iam.put_group_policy(GroupName="readers", PolicyName="exposure", PolicyDocument=EXPOSURE)
    kms = allow("kms:*")
    for name, text in (("all-keys", kms), ("all-trails", allow("cloudtrail:*"))):
        made = iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]
        iam.attach_group_policy(GroupName="readers", PolicyArn=made["Arn"])
    any_role = iam.create_policy(PolicyName="any-role", PolicyDocument=allow("sts:AssumeRole"))
    iam.attach_group_policy(GroupName="readers", PolicyArn=any_role["Policy"]["Arn"])
    iam.put_user_policy(UserName="careless", PolicyName="all-keys", PolicyDocument=kms)
    make_role(root, EC2, RoleName="auditing")
    iam.attach_role_policy(RoleName="auditing", PolicyArn=f"{OF_AWS}/SecurityAudit")
    make_role(root, trust(stranger), RoleName="for-strangers")
    iam.attach_role_policy(RoleName="for-strangers", PolicyArn=f"{OF_AWS}/ReadOnlyAccess")
    make_role(root, CONFINED, RoleName="confined")
    iam.attach_role_policy(RoleName="confined", PolicyArn=ADMINISTRATOR)
    iam.create_saml_provider(Name="staff", SAMLMetadataDocument=saml_metadata())
    # Nobody can upload one that has expired, so this one is going to before Prowler looks.
    for name, ends_in in (("fresh", 30 * DAY), ("expired", SOON)):
        given = {"CertificateBody": certificate(ends_in), "PrivateKey": private_key()}
        iam.upload_server_certificate(ServerCertificateName=name, **given)


OWN = "all-keys all-trails any-role escalation harmless"
PEOPLE = "auditor careful careless"


def finds(good="", bad=""):
    """What passes a check, and what fails it."""
    return {"PASS": set(good.split()), "FAIL": set(bad.split())}


# What Prowler says, check by check; one that has nothing to look at says nothing.
FINDINGS = {
    "iam_administrator_access_with_mfa": finds(good="auditors readers", bad="bosses"),
    "iam_avoid_root_usage": finds(bad="root"),
    "iam_aws_attached_policy_no_administrative_privileges": finds(
        good="IAMReadOnlyAccess ReadOnlyAccess SecurityAudit ViewOnlyAccess",
        bad="AdministratorAccess",
    ),
    "iam_check_saml_providers_sts": finds(good="staff"),
    "iam_customer_attached_policy_no_administrative_privileges": finds(good=OWN),
    "iam_customer_unattached_policy_no_administrative_privileges": finds(bad="everything"),
    "iam_group_administrator_access_policy": finds(good="auditors readers", bad="bosses"),
    "iam_inline_policy_allows_privilege_escalation": finds(good="careless readers"),
    "iam_inline_policy_no_administrative_privileges": finds(good="careless readers"),
    "iam_inline_policy_no_full_access_to_cloudtrail": finds(good="careless readers"),
    "iam_inline_policy_no_full_access_to_kms": finds(good="readers", bad="careless"),
    "iam_inline_policy_no_wildcard_marketplace_subscribe": finds(good="careless readers"),
    "iam_no_custom_policy_permissive_role_assumption": finds(
        good="all-keys all-trails escalation harmless", bad="any-role"
    ),
    "iam_no_expired_server_certificates_stored": finds(good="fresh", bad="expired"),
    "iam_no_root_access_key": finds(bad="root"),
    "iam_password_policy_expires_passwords_within_90_days_or_less": finds(good="password-policy"),
    "iam_password_policy_lowercase": finds(bad="password-policy"),
    "iam_password_policy_minimum_length_14": finds(good="password-policy"),
    "iam_password_policy_number": finds(good="password-policy"),
    "iam_password_policy_reuse_24": finds(bad="password-policy"),
    "iam_password_policy_symbol": finds(bad="password-policy"),
    "iam_password_policy_uppercase": finds(good="password-policy"),
    "iam_policy_allows_privilege_escalation": finds(
        good="all-keys all-trails any-role harmless", bad="escalation"
    ),
    "iam_policy_attached_only_to_group_or_roles": finds(good="auditor careful", bad="careless"),
    "iam_policy_cloudshell_admin_not_attached": finds(good="AWSCloudShellFullAccess"),
    "iam_policy_no_agentcore_workload_access_token_wildcard": finds(good=OWN),
    "iam_policy_no_full_access_to_cloudtrail": finds(
        good="all-keys any-role escalation harmless", bad="all-trails"
    ),
    "iam_policy_no_full_access_to_kms": finds(
        good="all-trails any-role escalation harmless", bad="all-keys"
    ),
    "iam_policy_no_wildcard_marketplace_subscribe": finds(good=OWN),
    "iam_policy_passrole_to_bedrock_agentcore_restricted": finds(good=OWN),
    "iam_role_access_not_stale_to_bedrock": finds(bad="auditing confined for-strangers"),
    "iam_role_administratoraccess_policy": finds(good="for-strangers"),
    "iam_role_cross_account_readonlyaccess_policy": finds(bad="for-strangers"),
    "iam_role_cross_service_confused_deputy_prevention": finds(
        good="confined", bad="auditing with-escalation with-harmless"
    ),
    "iam_role_service_trust_restricts_source_to_account": finds(good="confined"),
    "iam_root_hardware_mfa_enabled": finds(bad="mfa"),
    "iam_root_mfa_enabled": finds(bad="root"),
    "iam_rotate_access_key_90_days": finds(good="auditor careful careless root"),
    "iam_securityaudit_role_created": finds(good="SecurityAudit"),
    "iam_support_role_created": finds(bad="AWSSupportAccess"),
    "iam_user_access_not_stale_to_bedrock": finds(bad="auditor careless"),
    "iam_user_access_not_stale_to_sagemaker": finds(bad="auditor"),
    "iam_user_accesskey_unused": finds(good="auditor careful careless root"),
    "iam_user_administrator_access_policy": finds(good="auditor careful", bad="careless"),
    "iam_user_console_access_unused": finds(good=PEOPLE),
    "iam_user_hardware_mfa_enabled": finds(bad=PEOPLE),
    "iam_user_mfa_enabled_console_access": finds(good="auditor careful", bad="careless"),
    "iam_user_no_setup_initial_access_key": finds(good="auditor root", bad="careful careless"),
    "iam_user_two_active_access_key": finds(good="auditor careful root", bad="careless"),
    "iam_user_with_temporary_credentials": finds(bad=PEOPLE),
}


@pytest.fixture(scope="module")
def scan(auditor, tmp_path_factory):
    """Prowler's answer, after it has gone through all its checks of IAM."""
    folder = tmp_path_factory.mktemp("prowler")
    prowler = Tool(auditor, folder / "home", PROWLER)
    ended = prowler.run(
        *("aws", "--service", "iam", "--region", auditor.region),
        *("--output-formats", "json-ocsf", "--output-directory", folder, "-F", "found"),
        *("--no-banner", "--no-color", "--log-level", "ERROR", "--ignore-exit-code-3"),
    )
    assert ended.returncode == 0, told(ended)
    found = json.loads((folder / "found.ocsf.json").read_text())
    return ended, found


def test_prowler_goes_through_all_checks(scan):
    ended, _ = scan
    (done,) = set(re.findall(r"(\d+/\d+) \[100%\]", ended.stdout))
    assert len(set(done.split("/"))) == 1
    # All that it complains of: it looks for regions and for an organization, which are other
    # services.
    complaints = [line for line in ended.stderr.splitlines() if "ERROR" in line or "CRIT" in line]
    refused = [re.search(r"when calling the (\w+) operation", line) for line in complaints]
    assert [it and it[1] for it in refused] == ["DescribeRegions", "DescribeOrganization"], told(
        ended
    )


def test_prowler_finds_what_was_set_up(scan):
    findings = {}
    for it in scan[1]:
        name = re.split("[:/]", it["resources"][0]["uid"])[-1]
        of_check = findings.setdefault(it["metadata"]["event_code"], {"PASS": set(), "FAIL": set()})
        of_check[it["status_code"]].add(name)
    assert findings == FINDINGS


@pytest.fixture(scope="module")
def judged(auditor, tmp_path_factory):
    """What Cloudsplaining makes of the details that it has downloaded."""
    folder = tmp_path_factory.mktemp("cloudsplaining")
    cloudsplaining = Tool(auditor, folder / "home", CLOUDSPLAINING)
    cloudsplaining("download", "--output", folder)
    details = folder / "default.json"
    cloudsplaining("scan", "--skip-open-report", "--input-file", details, "--output", folder)
    return json.loads((folder / "iam-results-default.json").read_text())


# What Cloudsplaining says of the policies of the account. What changes something is left out: it
# tells of that in all but the harmless one.
RISKS = ("PrivilegeEscalation", "DataExfiltration", "ResourceExposure", "CredentialsExposure")
GRANTS = {"ResourceExposure": "kms:CreateGrant kms:PutKeyPolicy kms:RetireGrant kms:RevokeGrant"}
JUDGEMENTS = {
    "customer_managed_policies": {
        "all-keys": GRANTS,
        "all-trails": {},
        "any-role": {"CredentialsExposure": "sts:AssumeRole"},
        "escalation": {
            "PrivilegeEscalation": "CreateEC2WithExistingIP",
            "ResourceExposure": "iam:PassRole",
        },
        "harmless": {},
    },
    "inline_policies": {
        "all-keys": GRANTS,
        "exposure": {"DataExfiltration": "s3:GetObject secretsmanager:GetSecretValue"},
    },
}


@pytest.mark.parametrize("kind", JUDGEMENTS)
def test_cloudsplaining_judges_the_policies(judged, kind):
    found = {}
    for policy in judged[kind].values():
        risks = {risk: policy[risk]["findings"] for risk in RISKS}
        found[policy["PolicyName"]] = {
            risk: " ".join(it if isinstance(it, str) else it["type"] for it in findings)
            for risk, findings in risks.items()
            if findings
        }
    assert found == JUDGEMENTS[kind]


def test_cloudsplaining_knows_who_has_them(judged):
    users = {it["name"]: it for it in judged["users"].values()}
    assert set(users) == set(PEOPLE.split())
    names = {name: set(user["groups"]) for name, user in users.items()}
    assert names == {"auditor": {"auditors"}, "careful": {"readers"}, "careless": {"bosses"}}
    assert list(users["careless"]["inline_policies"].values()) == ["all-keys"]
    roles = {it["name"]: it["customer_managed_policies"] for it in judged["roles"].values()}
    assert [*roles["with-escalation"].values()] == ["escalation"]
    assert [*roles["auditing"].values()] == []

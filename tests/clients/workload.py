"""Random changes of an account, each of which is entered into a ledger."""

import json
import random

import ledger
from identity_providers import saml_metadata
from pems import certificate, private_key
from principals import allow
from roles import trust
from workload_credentials import CredentialSteps

AWS_POLICIES = [
    f"arn:aws:iam::aws:policy/{name}"
    for name in ("AmazonS3ReadOnlyAccess", "IAMReadOnlyAccess", "AdministratorAccess")
]
DOCUMENTS = [
    allow("s3:*"),
    allow(["iam:GetUser", "iam:List*"]),
    allow(["sqs:SendMessage", "ec2:Describe*"], "*"),
    allow("sts:*"),
]
PATHS = ("/", "/team/", "/team/inner/")
ATTACHED_MAX, GROUPS_MAX, VERSIONS_MAX = 10, 10, 5
SERVER_CERTIFICATES_MAX = 5


class Workload(CredentialSteps):
    """Performs operations as the root user, and now and then as somebody."""

    def __init__(self, server, root, created, seed):
        self.server, self.root, self.iam = server, root, root.iam
        self.random = random.Random(seed)
        self.performed = 0
        account = root.sts.get_caller_identity()["Account"]
        key = ledger.Key(root.key_id, root.secret, "Active", created)
        self.books = ledger.Ledger(account, key, created)
        self.assumer = self.make_assumer()

    def make_assumer(self):
        """A user who assumes all roles, and to whom nothing else happens."""
        self.create_user()
        (user,) = self.books.users.values()
        text = allow("sts:AssumeRole")
        of = dict([self.id(user)])
        self.call("put_user_policy", **of, PolicyName="p", PolicyDocument=text)
        user.inline["p"] = json.loads(text)
        self.add_key(user)
        return user

    def run(self, operations):
        """Performs at least so many operations."""
        steps, weights = list(STEPS), list(STEPS.values())
        while self.performed < operations:
            (step,) = self.random.choices(steps, weights)
            step(self)

    def call(self, name, **members):
        """One operation of the root user."""
        self.performed += 1
        return getattr(self.iam, name)(**members)

    def pick(self, things, test=lambda thing: True):
        """One of them that passes the test, if there is any."""
        found = [it for it in things.values() if it is not self.assumer and test(it)]
        return self.random.choice(found) if found else None

    def name(self, kind):
        return f"{kind}-{self.performed}"

    # Users, groups and roles.

    def create_user(self):
        name = self.name("User")
        path = self.random.choice(PATHS)
        made = self.call("create_user", UserName=name, Path=path)["User"]
        self.books.users[name] = ledger.User(made)

    def create_group(self):
        name = self.name("Group")
        path = self.random.choice(PATHS)
        made = self.call("create_group", GroupName=name, Path=path)["Group"]
        self.books.groups[name] = ledger.Group(made)

    def create_role(self):
        name = self.name("Role")
        policy = trust({"AWS": self.books.account})
        made = self.call("create_role", RoleName=name, AssumeRolePolicyDocument=policy)["Role"]
        self.books.roles[name] = ledger.Role(made, trust=json.loads(policy))

    def rename_user(self):
        user = self.pick(self.books.users)
        if not user:
            return
        old, new = user.told["UserName"], self.name("Renamed")
        self.call("update_user", UserName=old, NewUserName=new, NewPath="/renamed/")
        arn = user.told["Arn"].split(":user")[0] + f":user/renamed/{new}"
        user.told |= {"UserName": new, "Path": "/renamed/", "Arn": arn}
        self.books.users[new] = self.books.users.pop(old)

    def delete_something(self):
        kind = self.random.choice(["user", "group", "role"])
        things = self.things(kind)
        if kind == "group":
            members = {name for user in self.books.users.values() for name in user.groups}
            found = self.pick(things, lambda it: it.is_bare and self.id(it)[1] not in members)
        else:
            found = self.pick(things, lambda it: it.is_bare)
        if found:
            member, name = self.id(found)
            self.call(f"delete_{kind}", **{member: name})
            del things[name]

    def things(self, kind):
        return getattr(self.books, f"{kind}s")

    def id(self, entity):
        """The member that names it, and its name."""
        for member in ("UserName", "GroupName", "RoleName"):
            if member in entity.told:
                return member, entity.told[member]
        raise AssertionError(entity)

    def someone(self, *kinds, test=lambda entity: True):
        """One of the kinds, one of them that passes the test, and how it is named in a call."""
        kind = self.random.choice(kinds or ("user", "group", "role"))
        found = self.pick(self.things(kind), test)
        return kind, found, dict([self.id(found)]) if found else {}

    # What is in them.

    def put_policy(self):
        kind, entity, of = self.someone()
        if entity:
            name, text = self.random.choice("pq"), self.random.choice(DOCUMENTS)
            self.call(f"put_{kind}_policy", **of, PolicyName=name, PolicyDocument=text)
            entity.inline[name] = json.loads(text)

    def delete_policy(self):
        kind, entity, of = self.someone(test=lambda it: it.inline)
        if entity:
            name = self.random.choice(sorted(entity.inline))
            self.call(f"delete_{kind}_policy", **of, PolicyName=name)
            del entity.inline[name]

    def attach(self):
        kind, entity, of = self.someone(test=lambda it: len(it.attached) < ATTACHED_MAX)
        if entity:
            arn = self.random.choice(self.policy_arns())
            self.call(f"attach_{kind}_policy", **of, PolicyArn=arn)
            entity.attached.add(arn)

    def detach(self):
        kind, entity, of = self.someone(test=lambda it: it.attached)
        if entity:
            arn = self.random.choice(sorted(entity.attached))
            self.call(f"detach_{kind}_policy", **of, PolicyArn=arn)
            entity.attached.remove(arn)

    def policy_arns(self):
        return [*AWS_POLICIES, *(it.told["Arn"] for it in self.books.policies.values())]

    def bound(self):
        kind, entity, of = self.someone("user", "role")
        if not entity:
            return
        if entity.boundary:
            self.call(f"delete_{kind}_permissions_boundary", **of)
            entity.boundary = None
        else:
            arn = self.random.choice(self.policy_arns())
            self.call(f"put_{kind}_permissions_boundary", **of, PermissionsBoundary=arn)
            entity.boundary = arn

    def tag(self):
        kind, entity, of = self.someone("user", "role")
        if entity:
            key, value = self.random.choice("abc"), str(self.performed)
            self.call(f"tag_{kind}", **of, Tags=[{"Key": key, "Value": value}])
            entity.tags[key] = value

    def untag(self):
        kind, entity, of = self.someone("user", "role", test=lambda it: it.tags)
        if entity:
            key = self.random.choice(sorted(entity.tags))
            self.call(f"untag_{kind}", **of, TagKeys=[key])
            del entity.tags[key]

    def join(self):
        _, user, of = self.someone("user", test=lambda it: len(it.groups) < GROUPS_MAX)
        group = self.pick(self.books.groups)
        if user and group:
            name = group.told["GroupName"]
            self.call("add_user_to_group", **of, GroupName=name)
            user.groups.add(name)

    def leave(self):
        _, user, of = self.someone("user", test=lambda it: it.groups)
        if user:
            name = self.random.choice(sorted(user.groups))
            self.call("remove_user_from_group", **of, GroupName=name)
            user.groups.remove(name)

    # Policies and instance profiles.

    def create_policy(self):
        name, text = self.name("Policy"), self.random.choice(DOCUMENTS)
        path = self.random.choice(PATHS)
        made = self.call("create_policy", PolicyName=name, Path=path, PolicyDocument=text)
        version = {"Document": json.loads(text), "CreateDate": made["Policy"]["CreateDate"]}
        self.books.policies[name] = ledger.Policy(made["Policy"], {"v1": version})

    def create_version(self):
        policy = self.pick(self.books.policies, lambda it: len(it.versions) < VERSIONS_MAX)
        if policy:
            text = self.random.choice(DOCUMENTS)
            is_default = self.random.random() < 0.5
            made = self.call(
                "create_policy_version",
                PolicyArn=policy.told["Arn"],
                PolicyDocument=text,
                SetAsDefault=is_default,
            )["PolicyVersion"]
            version = {"Document": json.loads(text), "CreateDate": made["CreateDate"]}
            policy.versions[made["VersionId"]] = version
            if is_default:
                policy.default = made["VersionId"]

    def delete_version(self):
        policy = self.pick(self.books.policies, lambda it: len(it.versions) > 1)
        if policy:
            version = self.random.choice(sorted(set(policy.versions) - {policy.default}))
            arn = policy.told["Arn"]
            self.call("delete_policy_version", PolicyArn=arn, VersionId=version)
            del policy.versions[version]

    def delete_managed_policy(self):
        def is_free(policy):
            arn = policy.told["Arn"]
            used = self.books.attachments(arn) + self.books.boundaries(arn)
            return len(policy.versions) == 1 and not used

        policy = self.pick(self.books.policies, is_free)
        if policy:
            self.call("delete_policy", PolicyArn=policy.told["Arn"])
            del self.books.policies[policy.told["PolicyName"]]

    def create_profile(self):
        name = self.name("Profile")
        self.call("create_instance_profile", InstanceProfileName=name)
        self.books.profiles[name] = None

    def fill_profile(self):
        free = [name for name, role in self.books.profiles.items() if role is None]
        role = self.pick(self.books.roles)
        if free and role:
            profile, name = self.random.choice(free), role.told["RoleName"]
            both = {"InstanceProfileName": profile, "RoleName": name}
            self.call("add_role_to_instance_profile", **both)
            self.books.profiles[profile] = name
            role.profiles.add(profile)

    # What an account has besides.

    def make_provider(self):
        if self.random.random() < 0.5:
            given = {"Name": self.name("saml"), "SAMLMetadataDocument": saml_metadata()}
            arn = self.call("create_saml_provider", **given)["SAMLProviderArn"]
        else:
            url = f"https://{self.name('oidc')}.example.org"
            made = self.call("create_open_id_connect_provider", Url=url)
            arn = made["OpenIDConnectProviderArn"]
        self.books.providers.add(arn)

    def delete_provider(self):
        if self.books.providers:
            arn = self.random.choice(sorted(self.books.providers))
            if ":saml-provider/" in arn:
                self.call("delete_saml_provider", SAMLProviderArn=arn)
            else:
                self.call("delete_open_id_connect_provider", OpenIDConnectProviderArn=arn)
            self.books.providers.remove(arn)

    def change_server_certificates(self):
        if len(self.books.certificates) < SERVER_CERTIFICATES_MAX:
            name = self.name("certificate")
            given = {"CertificateBody": certificate(), "PrivateKey": private_key()}
            self.call("upload_server_certificate", ServerCertificateName=name, **given)
            self.books.certificates.add(name)
        else:
            name = self.random.choice(sorted(self.books.certificates))
            self.call("delete_server_certificate", ServerCertificateName=name)
            self.books.certificates.remove(name)


STEPS = {
    Workload.create_user: 10,
    Workload.create_group: 3,
    Workload.create_role: 4,
    Workload.rename_user: 2,
    Workload.delete_something: 6,
    Workload.put_policy: 8,
    Workload.delete_policy: 5,
    Workload.attach: 10,
    Workload.detach: 6,
    Workload.bound: 5,
    Workload.tag: 6,
    Workload.untag: 3,
    Workload.join: 6,
    Workload.leave: 3,
    Workload.create_policy: 4,
    Workload.create_version: 5,
    Workload.delete_version: 4,
    Workload.delete_managed_policy: 3,
    Workload.create_profile: 2,
    Workload.fill_profile: 2,
    Workload.create_key: 8,
    Workload.turn_key: 3,
    Workload.delete_key: 3,
    Workload.use_key: 8,
    Workload.use_role: 4,
    Workload.set_password: 3,
    Workload.delete_password: 1,
    Workload.sign_in: 1,
    Workload.change_password_policy: 1,
    Workload.make_device: 3,
    Workload.take_device: 1,
    Workload.change_alias: 1,
    Workload.upload_certificate: 3,
    Workload.turn_certificate: 2,
    Workload.delete_certificate: 1,
    Workload.make_provider: 2,
    Workload.delete_provider: 1,
    Workload.change_server_certificates: 1,
}

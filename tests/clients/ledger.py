"""The books that a client keeps of an account: what it has made, as it was told, and when.

Nothing in them comes from the operations whose answers they are compared with.
"""

import datetime
import time
from dataclasses import dataclass, field

NONE = "N/A"
NEVER = "no_information"
ROOT = "<root_account>"
# Actions that policies of AWS allow: one of each service.
OF_AWS = {
    "AdministratorAccess": "*",
    "AmazonS3ReadOnlyAccess": ["s3:Get*", "s3-object-lambda:Get*"],
    "IAMReadOnlyAccess": "iam:Get*",
}


@dataclass(frozen=True)
class Moment:
    """A time that the client knows only so far: not before one call began, not after it ended."""

    earliest: float
    latest: float

    @classmethod
    def of(cls, call):
        """Calls something, and returns the moment and the answer."""
        began = time.time()
        answer = call()
        return cls(began, time.time()), answer

    def is_told_by(self, time):
        # Servers tell whole seconds.
        return int(self.earliest) <= time.timestamp() <= self.latest

    def later(self, **units):
        seconds = datetime.timedelta(**units).total_seconds()
        return Moment(self.earliest + seconds, self.latest + seconds)


@dataclass(frozen=True)
class Use:
    """A use of credentials."""

    moment: Moment
    service: str
    region: str
    action: str


@dataclass
class Key:
    key_id: str
    secret: str = field(repr=False)
    status: str
    created: datetime.datetime
    use: Use | None = None


@dataclass
class Certificate:
    """A certificate with which a user signs requests."""

    certificate_id: str
    status: str
    uploaded: datetime.datetime


@dataclass
class Password:
    text: str = field(repr=False)
    changed: Moment


@dataclass
class Entity:
    """A user, a group or a role."""

    told: dict
    inline: dict = field(default_factory=dict)
    attached: set = field(default_factory=set)
    boundary: str | None = None
    tags: dict = field(default_factory=dict)
    # The last use for each action.
    uses: dict = field(default_factory=dict)

    @property
    def last_use(self):
        return max(self.uses.values(), key=lambda use: use.moment.latest, default=None)

    @property
    def last_uses(self):
        """The last use of each service."""
        uses = sorted(self.uses.values(), key=lambda use: use.moment.latest)
        return {use.service: use for use in uses}

    def used(self, use):
        self.uses[use.action] = use


@dataclass
class User(Entity):
    keys: list = field(default_factory=list)
    password: Password | None = None
    # Kept when the password is gone.
    signed_in: Moment | None = None
    devices: list = field(default_factory=list)
    groups: set = field(default_factory=set)
    certificates: list = field(default_factory=list)

    @property
    def is_bare(self):
        """AWS deletes a user of whom nothing is left."""
        held = (self.keys, self.password, self.devices, self.certificates)
        return not any((*held, self.groups, self.inline, self.attached))


@dataclass
class Group(Entity):
    @property
    def is_bare(self):
        return not (self.inline or self.attached)


@dataclass
class Role(Entity):
    trust: dict = field(default_factory=dict)
    profiles: set = field(default_factory=set)

    @property
    def is_bare(self):
        return not (self.inline or self.attached or self.profiles)


@dataclass
class Policy:
    told: dict
    versions: dict = field(default_factory=dict)
    default: str = "v1"


@dataclass
class Ledger:
    """One account."""

    account: str
    root_key: Key
    created: Moment
    users: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    roles: dict = field(default_factory=dict)
    policies: dict = field(default_factory=dict)
    profiles: dict = field(default_factory=dict)
    devices: set = field(default_factory=set)
    providers: set = field(default_factory=set)
    certificates: set = field(default_factory=set)
    aliases: list = field(default_factory=list)
    password_days: int | None = None

    @property
    def entities(self):
        return [*self.users.values(), *self.groups.values(), *self.roles.values()]

    @property
    def used_policies(self):
        """The managed policies, AWS's as well, that are attached or a boundary."""
        attached = {arn for entity in self.entities for arn in entity.attached}
        return attached | {entity.boundary for entity in self.entities if entity.boundary}

    def attachments(self, arn):
        return sum(arn in entity.attached for entity in self.entities)

    def boundaries(self, arn):
        return sum(entity.boundary == arn for entity in self.entities)

    def granted(self, entity):
        """The services that its policies let it use; nothing, if these are all there are."""
        holders = [entity, *(self.groups[name] for name in getattr(entity, "groups", ()))]
        services = set()
        for holder in holders:
            documents = [*holder.inline.values(), *map(self._document, holder.attached)]
            for document in documents:
                services |= services_in(document)
        return None if "*" in services else services

    def _document(self, arn):
        found = [it for it in self.policies.values() if it.told["Arn"] == arn]
        if not found:
            return {"Statement": [{"Action": OF_AWS[arn.rpartition("/")[2]]}]}
        return found[0].versions[found[0].default]["Document"]

    # The account's summary.

    def counts(self):
        """What GetAccountSummary counts."""
        return {
            "Users": len(self.users),
            "Groups": len(self.groups),
            "Roles": len(self.roles),
            "Policies": len(self.policies),
            "PolicyVersionsInUse": len(self.used_policies),
            "InstanceProfiles": len(self.profiles),
            "ServerCertificates": len(self.certificates),
            "Providers": len(self.providers),
            "MFADevices": len(self.devices),
            "MFADevicesInUse": sum(len(user.devices) for user in self.users.values()),
            "AccountMFAEnabled": 0,
            "AccountAccessKeysPresent": 1,
            "AccountSigningCertificatesPresent": 0,
            "AccountPasswordPresent": 0,
        }

    # The credential report.

    def report(self):
        """The rows, each with its cells; a cell is a text or a moment."""
        rows = {ROOT: self._root_row()}
        return rows | {name: self._user_row(name) for name in self.users}

    def _root_row(self):
        return (
            {
                "user": ROOT,
                "arn": f"arn:aws:iam::{self.account}:root",
                "user_creation_time": self.created,
                "mfa_active": "false",
            }
            | self._password_cells(None, None)
            | {"password_last_used": NEVER, "password_next_rotation": "not_supported"}
            | _key_cells([self.root_key])
            | _certificate_cells([])
        )

    def _user_row(self, name):
        user = self.users[name]
        return (
            {
                "user": name,
                "arn": user.told["Arn"],
                "user_creation_time": user.told["CreateDate"],
                "mfa_active": _flag(user.devices),
            }
            | self._password_cells(user.password, user.signed_in)
            | _key_cells(user.keys)
            | _certificate_cells(user.certificates)
        )

    def _password_cells(self, password, signed_in):
        last_used = last_changed = next_rotation = NONE
        if password:
            last_used = signed_in or NEVER
            last_changed = password.changed
            if self.password_days:
                next_rotation = password.changed.later(days=self.password_days)
        return {
            "password_enabled": _flag(password),
            "password_last_used": last_used,
            "password_last_changed": last_changed,
            "password_next_rotation": next_rotation,
        }

    # The authorization details.

    def details(self):
        return {
            "UserDetailList": {name: self._user(it) for name, it in self.users.items()},
            "GroupDetailList": {name: self._group(it) for name, it in self.groups.items()},
            "RoleDetailList": {name: self._role(it) for name, it in self.roles.items()},
            "Policies": {name: self._policy(it) for name, it in self.policies.items()},
        }

    def _user(self, user):
        return _entity(user, "UserPolicyList") | {
            "GroupList": sorted(user.groups),
            "Tags": user.tags,
            "PermissionsBoundary": user.boundary,
        }

    def _group(self, group):
        return _entity(group, "GroupPolicyList")

    def _role(self, role):
        return _entity(role, "RolePolicyList") | {
            "AssumeRolePolicyDocument": role.trust,
            "InstanceProfileList": sorted(role.profiles),
            "Tags": role.tags,
            "PermissionsBoundary": role.boundary,
            "RoleLastUsed": role.last_use,
        }

    def _policy(self, policy):
        arn = policy.told["Arn"]
        names = ("PolicyName", "PolicyId", "Arn", "Path", "CreateDate")
        return {name: policy.told[name] for name in names} | {
            "DefaultVersionId": policy.default,
            "AttachmentCount": self.attachments(arn),
            "PermissionsBoundaryUsageCount": self.boundaries(arn),
            "IsAttachable": True,
            "PolicyVersionList": {
                version: document | {"IsDefaultVersion": version == policy.default}
                for version, document in policy.versions.items()
            },
        }


def services_in(document):
    """Whose actions a policy allows."""
    found = set()
    for statement in document["Statement"]:
        actions = statement["Action"]
        for action in [actions] if isinstance(actions, str) else actions:
            found.add(action.partition(":")[0])
    return found


def _entity(entity, policies):
    names = ("UserName", "UserId", "GroupName", "GroupId", "RoleName", "RoleId")
    told = {name: entity.told[name] for name in names if name in entity.told}
    return told | {
        "Path": entity.told["Path"],
        "Arn": entity.told["Arn"],
        "CreateDate": entity.told["CreateDate"],
        policies: entity.inline,
        "AttachedManagedPolicies": sorted(entity.attached),
    }


def _flag(value):
    return "true" if value else "false"


def _key_cells(keys):
    cells = {}
    # SOURCE: reports of AWS that others recorded: by their ids, however old they are.
    keys = sorted(keys, key=lambda key: key.key_id)
    for number in (1, 2):
        key = keys[number - 1] if len(keys) >= number else None
        use = key.use if key else None
        of = f"access_key_{number}_"
        cells |= {
            f"{of}active": _flag(key and key.status == "Active"),
            f"{of}last_rotated": key.created if key else NONE,
            f"{of}last_used_date": use.moment if use else NONE,
            f"{of}last_used_region": use.region if use else NONE,
            f"{of}last_used_service": use.service if use else NONE,
        }
    return cells


def _certificate_cells(certificates):
    cells = {}
    # SOURCE: the same: what is inactive stands first.
    certificates = sorted(certificates, key=lambda it: (it.status == "Active", it.uploaded))
    for number in (1, 2):
        it = certificates[number - 1] if len(certificates) >= number else None
        cells |= {
            f"cert_{number}_active": _flag(it and it.status == "Active"),
            f"cert_{number}_last_rotated": it.uploaded if it else NONE,
        }
    return cells

"""The access-key program: what a person does with keys, call by call, by boto3's resources.

Written for these tests. It makes the calls that the sample program for access keys makes, in the
same order, and returns what it saw instead of printing it.
"""


class KeyRing:
    """The access keys of whoever calls."""

    def __init__(self, iam):
        self.iam = iam
        self.owner = iam.CurrentUser().user_name

    def statuses(self):
        return {key.id: key.status for key in self.iam.User(self.owner).access_keys.all()}

    def add(self):
        return self.iam.User(self.owner).create_access_key_pair()

    def last_use(self, key_id):
        answer = self.iam.meta.client.get_access_key_last_used(AccessKeyId=key_id)
        return answer["UserName"], answer["AccessKeyLastUsed"]

    def switch(self, key_id, on):
        key = self.iam.User(self.owner).AccessKey(key_id)
        key.activate() if on else key.deactivate()

    def remove(self, key_id):
        self.iam.AccessKey(self.owner, key_id).delete()


def run(iam):
    """Goes through the life of a second key, and returns what was seen at each step."""
    ring = KeyRing(iam)
    seen = {"owner": ring.owner, "before": ring.statuses()}
    (own_key,) = seen["before"]
    added = ring.add()
    seen["added"] = (added.id, added.secret)
    seen["with both"] = ring.statuses()
    seen["last use"] = ring.last_use(own_key)
    ring.switch(added.id, on=False)
    seen["switched off"] = ring.statuses()
    ring.remove(added.id)
    seen["after"] = ring.statuses()
    return seen

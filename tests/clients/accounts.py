"""Accounts besides the first, made by whoever may use the data directory."""

import json

from server import command


def account(action, server, *arguments):
    ended = command("account", action, *arguments, "--data-dir", server.data_dir, "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def create(server, *arguments):
    """Makes an account and returns its id and its root user's key."""
    answer = account("create", server, *arguments)
    key = answer["root_key"]
    credentials = server.root.elsewhere(
        key_id=key["access_key_id"], secret=key["secret_access_key"]
    )
    return answer["account"]["account_id"], credentials

"""What a refused request looks like to boto3."""

import contextlib
import re

import pytest
from botocore.exceptions import ClientError


@contextlib.contextmanager
def refused(code, status=None, saying=None):
    """Expects AWS's error `code`, with this HTTP status and this whole message."""
    with pytest.raises(ClientError) as caught:
        yield caught
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if status is not None:
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    if isinstance(saying, re.Pattern):
        assert saying.fullmatch(error["Message"]), error["Message"]
    elif saying is not None:
        assert error["Message"] == saying

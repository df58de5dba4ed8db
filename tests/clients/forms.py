"""Uploads by a form, as a browser sends it."""

import http.client
from urllib.parse import urlsplit

from wire import SECONDS_MAX, Answer


def post_form(form, body, *, fields=None, file_name="a file"):
    """Sends a form that boto3 signed, with more fields, and the file as its last one."""
    border = "border-of-these-tests"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (form["fields"] | (fields or {})).items()
    ]
    parts.append(
        f"--{border}\r\nContent-Disposition: form-data; "
        f'name="file"; filename="{file_name}"\r\nContent-Type: text/x\r\n\r\n'
    )
    whole = "".join(parts).encode() + body + f"\r\n--{border}--\r\n".encode()
    address = urlsplit(form["url"])
    connection = http.client.HTTPConnection(address.netloc, timeout=SECONDS_MAX)
    told = {"Content-Type": f"multipart/form-data; boundary={border}"}
    connection.request("POST", address.path, whole, told)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(response.status, headers, response.read())
    connection.close()
    return answer

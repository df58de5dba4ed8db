"""The query protocol itself: forms by POST and GET, answers and errors as XML."""

import re
from urllib.parse import quote

import pytest

import wire
from principals import fresh

REQUEST_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_an_answer_has_aws_s_form(admin):
    answer = wire.call(admin, wire.form("ListUsers", MaxItems=1))
    assert answer.headers["content-type"].startswith("text/xml")
    assert answer.body.startswith(b"<")
    assert b'<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' in answer.body
    assert REQUEST_ID.fullmatch(answer.headers["x-amzn-requestid"])
    assert answer.text("RequestId") == answer.headers["x-amzn-requestid"]
    assert answer.xml.find("ResponseMetadata/RequestId") is not None
    assert len(answer.xml.findall("ListUsersResult/Users/member")) == 1


def test_an_error_has_aws_s_form(admin):
    answer = wire.call(admin, wire.form("GetUser", UserName=fresh("nobody")))
    assert answer.status == 404
    assert b'<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' in answer.body
    assert answer.xml.find("Error/Type").text == "Sender"
    assert answer.xml.find("Error/Code").text == "NoSuchEntity"
    assert answer.xml.find("RequestId").text == answer.headers["x-amzn-requestid"]


def test_sts_has_its_own_namespace(admin):
    answer = wire.call(admin, wire.form("GetCallerIdentity", "sts"), service="sts")
    assert b'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"' in answer.body


def test_every_answer_has_an_id_of_its_own(admin):
    ids = {wire.call(admin, wire.form("ListUsers")).text("RequestId") for _ in range(20)}
    assert len(ids) == 20


def test_a_request_by_get(admin):
    query = "Action=GetUser&Version=2010-05-08"
    headers = wire.sign(admin, b"", method="GET", query=query)
    answer = wire.send(admin.endpoint, method="GET", target=f"/?{query}", headers=headers)
    assert answer.status == 200
    assert answer.xml.find("GetUserResult/User/UserName") is not None


def test_an_unknown_operation(admin):
    answer = wire.call(admin, wire.form("MakeCoffee"))
    assert (answer.status, answer.code) == (400, "InvalidAction")
    assert answer.message == "Could not find operation MakeCoffee for version 2010-05-08"


def test_another_version(admin):
    body = wire.form("ListUsers").replace(b"2010-05-08", b"1999-01-01")
    answer = wire.call(admin, body)
    assert (answer.status, answer.code) == (400, "InvalidAction")
    assert answer.message == "Could not find operation ListUsers for version 1999-01-01"


def test_no_operation(admin):
    answer = wire.call(admin, b"Version=2010-05-08")
    assert answer.status in (302, 400)
    assert answer.code in ("MissingAction", "InvalidAction", "MalformedQueryString")


def test_an_operation_that_is_not_performed_yet_says_so(admin):
    answer = wire.call(admin, wire.form("SimulateCustomPolicy"))
    assert answer.status >= 400
    assert "SimulateCustomPolicy" in answer.message


@pytest.mark.parametrize("text", ["a+b=c.d@e_f-g", "  two  spaces ", "ümläut 漢字 ١٢٣", ""])
def test_text_comes_back_as_it_was_sent(root, user, text):
    tag = {"Tags.member.1.Key": "k", "Tags.member.1.Value": text}
    assert wire.call(root, wire.form("TagUser", UserName=user, **tag)).status == 200
    answer = wire.call(root, wire.form("ListUserTags", UserName=user))
    assert answer.text("Value") == text


def test_a_list_may_be_empty(admin):
    body = wire.form("UntagUser", UserName=fresh("nobody")) + b"&TagKeys="
    answer = wire.call(admin, body)
    assert answer.code in ("NoSuchEntity", "ValidationError")


def test_documents_are_percent_encoded_in_answers(root, user):
    text = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'
    body = wire.form("PutUserPolicy", UserName=user, PolicyName="p", PolicyDocument=text)
    assert wire.call(root, body).status == 200
    answer = wire.call(root, wire.form("GetUserPolicy", UserName=user, PolicyName="p"))
    assert answer.text("PolicyDocument") == quote(text, safe="")


def test_one_connection_carries_many_requests(admin):
    connection = wire.connect(admin.endpoint)
    for _ in range(50):
        assert (
            wire.call(admin, wire.form("ListUsers", MaxItems=1), connection=connection).status
            == 200
        )

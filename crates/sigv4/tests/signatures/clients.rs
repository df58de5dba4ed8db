//! Requests as real clients send them, and the examples that AWS publishes.

use iamd_sigv4::{PayloadHash, SignatureError, Signed, Streaming};

use crate::request::{Request, SECRET, at};

const FORM: &str = "Content-Type:application/x-www-form-urlencoded; charset=utf-8";
const TOKEN: &str = "X-Amz-Security-Token:IQoJb3JpZ2luX2VjEXAMPLE//token+with/odd==chars";
const DATE: &str = "X-Amz-Date:20260131T120000Z";
const IDENTITY: &str = "Action=GetCallerIdentity&Version=2011-06-15";

#[track_caller]
fn check_accepted(request: &Request, now: &str) {
    assert_eq!(request.verify(SECRET, at(now)), Ok(()), "{request:?}");
}

fn authorization(key_id: &str, scope: &str, headers: &str, signature: &str) -> String {
    format!(
        "Authorization:AWS4-HMAC-SHA256 Credential={key_id}/{scope}/aws4_request, \
         SignedHeaders={headers}, Signature={signature}"
    )
}

/// SOURCE: made with botocore 1.40.0, the library below boto3 and the AWS CLI.
#[test]
fn what_botocore_signs_in_the_header_is_accepted() {
    let post = Request::new(
        "POST /",
        &[
            "Host:iam.amazonaws.com",
            FORM,
            "User-Agent:Boto3/1.40",
            DATE,
            &authorization(
                "AKIAIOSFODNN7EXAMPLE",
                "20260131/us-east-1/iam",
                "content-type;host;x-amz-date",
                "fbf49de51d9373b1dbfc5192d034916f7ebdfa15c76b7e8c9081aac725608b3b",
            ),
        ],
        "Action=CreateUser&UserName=Bob&Version=2010-05-08",
    );
    check_accepted(&post, "2026-01-31T12:00:00Z");

    let with_token_and_port = Request::new(
        "POST /",
        &[
            "Host:127.0.0.1:4566",
            FORM,
            DATE,
            TOKEN,
            &authorization(
                "ASIAIOSFODNN7EXAMPLE",
                "20260131/eu-central-1/sts",
                "content-type;host;x-amz-date;x-amz-security-token",
                "dbe1677cddbbcb04e1b7adb6617c75b0bfa17cc26acc188cbd945c44adb1d318",
            ),
        ],
        IDENTITY,
    );
    check_accepted(&with_token_and_port, "2026-01-31T12:00:00Z");

    // It signs a blank as %20 and sends it as a plus.
    let get = Request::new(
        "GET /?Action=ListUsers&PathPrefix=%2Fa+b%2F%C3%BC%2B~%2F&Version=2010-05-08",
        &[
            "Host:iam.amazonaws.com",
            DATE,
            &authorization(
                "AKIAIOSFODNN7EXAMPLE",
                "20260131/us-east-1/iam",
                "host;x-amz-date",
                "3f4877aec2ca0aca2c595761ec0fc2cbdde50f462c0b5e2af13fc36891c500b6",
            ),
        ],
        "",
    );
    check_accepted(&get, "2026-01-31T12:00:00Z");
}

/// Vault has its clients sign a header with the name of the server.
///
/// SOURCE: made with botocore 1.40.0.
#[test]
fn a_login_to_vault_is_accepted() {
    let login = Request::new(
        "POST /",
        &[
            "Host:sts.amazonaws.com",
            FORM,
            "X-Vault-AWS-IAM-Server-ID:vault.example.com",
            DATE,
            &authorization(
                "AKIAIOSFODNN7EXAMPLE",
                "20260131/us-east-1/sts",
                "content-type;host;x-amz-date;x-vault-aws-iam-server-id",
                "a6c5121f7b70c586c67d4de8973abf3112a247b5c39faab74e1c8a82aa55f882",
            ),
        ],
        IDENTITY,
    );
    check_accepted(&login, "2026-01-31T12:00:00Z");
    let mut elsewhere = login;
    elsewhere.set_header("X-Vault-AWS-IAM-Server-ID", "other.example.com");
    let refused = elsewhere.verify(SECRET, at("2026-01-31T12:00:00Z"));
    assert_eq!(refused, Err(SignatureError::Mismatch));
}

const EKS: &str = "GET /?Action=GetCallerIdentity&Version=2011-06-15\
    &X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260131%2Feu-west-1%2Fsts%2Faws4_request\
    &X-Amz-Date=20260131T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id\
    &X-Amz-Signature=50a846ec838f98b04f4d105c9c5c1ef5a15d2610e8b110ac3e70352d669262e6";

/// A token for a Kubernetes cluster is a presigned URL. It is good for 15 minutes, whatever it says.
///
/// SOURCE: made with botocore 1.40.0.
#[test]
fn a_kubernetes_token_is_accepted_for_15_minutes() {
    let host = "host:sts.eu-west-1.amazonaws.com";
    let token = Request::new(EKS, &[host, "x-k8s-aws-id:my-cluster"], "");
    check_accepted(&token, "2026-01-31T12:00:00Z");
    check_accepted(&token, "2026-01-31T12:15:00Z");
    let late = token
        .verify(SECRET, at("2026-01-31T12:15:01Z"))
        .unwrap_err();
    assert_eq!(
        late.to_string(),
        "Signature expired: 20260131T120000Z is now earlier than 20260131T120001Z \
         (20260131T121501Z - 15 min.)"
    );
    for headers in [&[host, "x-k8s-aws-id:other-cluster"][..], &[host]] {
        let elsewhere = Request::new(EKS, headers, "");
        let refused = elsewhere.verify(SECRET, at("2026-01-31T12:00:00Z"));
        assert_eq!(refused, Err(SignatureError::Mismatch));
    }
}

/// SOURCE: made with botocore 1.40.0.
#[test]
fn a_presigned_url_carries_its_session_token() {
    let request = Request::new(
        "GET /?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20260131%2Feu-west-1%2Fsts%2Faws4_request\
         &X-Amz-Date=20260131T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host\
         &X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2Ftoken%2Bwith%2Fodd%3D%3Dchars\
         &X-Amz-Signature=d034c415534c77c88fa535ebf795e76c1b28df461b652fd0b6c3e9336ca9eb2d",
        &["Host:sts.eu-west-1.amazonaws.com"],
        "",
    );
    check_accepted(&request, "2026-01-31T12:00:00Z");
    request.with_head(|head| {
        let signed = Signed::parse(head).unwrap().unwrap();
        assert!(signed.presigned());
        assert_eq!(signed.access_key_id(), "ASIAIOSFODNN7EXAMPLE");
        assert_eq!(signed.scope().region, "eu-west-1");
        assert_eq!(signed.scope().service, "sts");
        assert_eq!(
            signed.session_token(),
            Some("IQoJb3JpZ2luX2VjEXAMPLE//token+with/odd==chars")
        );
        let debug = format!("{signed:?}");
        assert!(
            !debug.contains("IQoJ") && !debug.contains("d034c415"),
            "{debug}"
        );
    });
}

/// SOURCE: IAM user guide, "Create a signed AWS API request" (an earlier edition).
#[test]
fn the_example_of_the_iam_user_guide_is_accepted() {
    let request = Request::new(
        "GET /?Action=ListUsers&Version=2010-05-08",
        &[
            FORM,
            "Host:iam.amazonaws.com",
            "X-Amz-Date:20150830T123600Z",
            &authorization(
                "AKIDEXAMPLE",
                "20150830/us-east-1/iam",
                "content-type;host;x-amz-date",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            ),
        ],
        "",
    );
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    assert_eq!(request.verify(secret, at("2015-08-30T12:36:00Z")), Ok(()));
}

const S3_HOST: &str = "Host:examplebucket.s3.amazonaws.com";
const S3_DATE: &str = "x-amz-date:20130524T000000Z";
const S3_EMPTY: &str =
    "x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

#[track_caller]
fn check_s3(line: &str, headers: &[&str], body: &str, list: &str, signature: &str) {
    let mut request = Request::new(line, headers, body);
    let value = authorization(
        "AKIAIOSFODNN7EXAMPLE",
        "20130524/us-east-1/s3",
        list,
        signature,
    );
    request.header(
        "Authorization",
        value.strip_prefix("Authorization:").unwrap(),
    );
    check_accepted(&request, "2013-05-24T00:00:00Z");
}

/// SOURCE: S3 API reference, "Signature Calculations for the Authorization Header".
#[test]
fn the_examples_of_the_s3_reference_are_accepted() {
    check_s3(
        "GET /test.txt",
        &[S3_HOST, "Range:bytes=0-9", S3_EMPTY, S3_DATE],
        "",
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
    check_s3(
        "PUT /test$file.text",
        &[
            S3_HOST,
            "Date:Fri, 24 May 2013 00:00:00 GMT",
            S3_DATE,
            "x-amz-storage-class:REDUCED_REDUNDANCY",
            "x-amz-content-sha256:44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        ],
        "Welcome to Amazon S3.",
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    );
    check_s3(
        "GET /?lifecycle",
        &[S3_HOST, S3_EMPTY, S3_DATE],
        "",
        "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    );
    check_s3(
        "GET /?max-keys=2&prefix=J",
        &[S3_HOST, S3_EMPTY, S3_DATE],
        "",
        "host;x-amz-content-sha256;x-amz-date",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    );
}

/// SOURCE: S3 API reference, "Transferring Payload in Multiple Chunks": the seed signature.
#[test]
fn a_streamed_upload_is_accepted_for_its_head() {
    let mut request = Request::new(
        "PUT /examplebucket/chunkObject.txt",
        &[
            "Host:s3.amazonaws.com",
            S3_DATE,
            "x-amz-storage-class:REDUCED_REDUNDANCY",
            "x-amz-content-sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "Content-Encoding:aws-chunked",
            "x-amz-decoded-content-length:66560",
            "Content-Length:66824",
        ],
        "",
    );
    let value = authorization(
        "AKIAIOSFODNN7EXAMPLE",
        "20130524/us-east-1/s3",
        "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;\
         x-amz-decoded-content-length;x-amz-storage-class",
        "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
    );
    request.header(
        "Authorization",
        value.strip_prefix("Authorization:").unwrap(),
    );
    check_accepted(&request, "2013-05-24T00:00:00Z");
    request.with_head(|head| {
        let declared = Signed::parse(head).unwrap().unwrap().declared_payload();
        assert_eq!(declared, Some(PayloadHash::Streaming(Streaming::Signed)));
    });
}

/// SOURCE: S3 API reference, "Authenticating Requests: Using Query Parameters"; and botocore 1.40.0.
#[test]
fn presigned_urls_of_s3_are_good_for_as_long_as_they_say() {
    let example = Request::new(
        "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
         &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        &[S3_HOST],
        "",
    );
    check_accepted(&example, "2013-05-24T00:00:00Z");
    check_accepted(&example, "2013-05-25T00:00:00Z");
    let late = example
        .verify(SECRET, at("2013-05-25T00:00:01Z"))
        .unwrap_err();
    assert_eq!(
        (late.code(), late.to_string().as_str()),
        ("AccessDenied", "Request has expired")
    );

    let unnormalised = Request::new(
        "GET /a//b/../%2B?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260131%2Feu-west-1%2Fs3%2Faws4_request\
         &X-Amz-Date=20260131T120000Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=a81947f577be5023f7086a5d883f2b1675c5e212e9ef69baddf6a34dec2451e5",
        &["Host:bucket.s3.amazonaws.com"],
        "",
    );
    check_accepted(&unnormalised, "2026-02-07T12:00:00Z");
}

/// SOURCE: made with botocore 1.40.0.
#[test]
fn the_body_must_be_the_one_that_the_header_speaks_of() {
    let upload = Request::new(
        "PUT /a%20b/%2B~/./../%C3%BC%3D",
        &[
            "Host:bucket.s3.amazonaws.com",
            DATE,
            "X-Amz-Content-SHA256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            &authorization(
                "AKIAIOSFODNN7EXAMPLE",
                "20260131/eu-west-1/s3",
                "host;x-amz-content-sha256;x-amz-date",
                "2882a3760f512a431e2c8002cdc236832c565f2503f8453305a2fdb0f036411b",
            ),
        ],
        "hello",
    );
    let now = at("2026-01-31T12:00:00Z");
    assert_eq!(upload.verify(SECRET, now), Ok(()));
    let mut changed = upload;
    changed.body.push(b'!');
    let refused = changed.verify(SECRET, now).unwrap_err();
    assert_eq!(
        (refused.code(), refused.status()),
        ("XAmzContentSHA256Mismatch", 400)
    );
}

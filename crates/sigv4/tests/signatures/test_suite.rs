//! The vectors of AWS's test suite, header and query.

use crate::request::{Request, at};

const SUITE: &str = include_str!("../data/signing_test_suite.txt");
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const CREDENTIAL: &str = "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";

/// Headers that a presigned URL has in its query instead.
const MOVED: [&str; 3] = ["x-amz-date", "x-amz-security-token", "x-amz-content-sha256"];

#[derive(Debug, Default)]
struct Vector {
    name: &'static str,
    request: Request,
    header: (&'static str, &'static str),
    query: (&'static str, &'static str),
}

#[test]
fn every_vector_is_accepted() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 30);
    for vector in vectors {
        let now = at("2015-08-30T12:36:00Z");
        let in_header = signed_in_header(&vector).verify(SECRET, now);
        assert_eq!(in_header, Ok(()), "{} in the header", vector.name);
        let in_query = presigned(&vector).verify(SECRET, now);
        assert_eq!(in_query, Ok(()), "{} in the query", vector.name);
        assert!(
            signed_in_header(&vector)
                .verify("another secret", now)
                .is_err()
        );
        assert!(presigned(&vector).verify("another secret", now).is_err());
    }
}

fn vectors() -> Vec<Vector> {
    let mut vectors: Vec<Vector> = Vec::new();
    for line in SUITE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(name) = line.strip_prefix('[') {
            vectors.push(Vector {
                name: name.trim_end_matches(']'),
                ..Vector::default()
            });
            continue;
        }
        let vector = vectors.last_mut().unwrap();
        if vector.request.method.is_empty() {
            vector.request = Request::new(line, &[], "");
        } else if let Some(body) = line.strip_prefix("> ") {
            vector.request.body = body.into();
        } else if let Some(signature) = line.strip_prefix("header ") {
            vector.header = signature.split_once(' ').unwrap();
        } else if let Some(signature) = line.strip_prefix("query ") {
            vector.query = signature.split_once(' ').unwrap();
        } else {
            let (name, value) = line.split_once(':').unwrap();
            vector.request.header(name, &value.replace("\\n", "\n"));
        }
    }
    vectors
}

fn signed_in_header(vector: &Vector) -> Request {
    let mut request = vector.request.clone();
    let (headers, signature) = vector.header;
    request.header(
        "Authorization",
        &format!(
            "AWS4-HMAC-SHA256 Credential={CREDENTIAL}, SignedHeaders={headers}, \
             Signature={signature}"
        ),
    );
    request
}

fn presigned(vector: &Vector) -> Request {
    let mut request = vector.request.clone();
    let token = request
        .headers
        .iter()
        .find(|(name, _)| name == "X-Amz-Security-Token")
        .cloned();
    request
        .headers
        .retain(|(name, _)| !MOVED.contains(&name.to_ascii_lowercase().as_str()));
    let (headers, signature) = vector.query;
    let mut parameters = vec![
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256".to_owned()),
        ("X-Amz-Credential", CREDENTIAL.replace('/', "%2F")),
        ("X-Amz-Date", "20150830T123600Z".to_owned()),
        ("X-Amz-SignedHeaders", headers.replace(';', "%3B")),
        ("X-Amz-Expires", "3600".to_owned()),
        ("X-Amz-Signature", signature.to_owned()),
    ];
    if let Some((_, token)) = token {
        let token = String::from_utf8(token).unwrap();
        let token = token
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        parameters.push(("X-Amz-Security-Token", token));
    }
    let plain = (!request.query.is_empty()).then(|| request.query.clone());
    let parameters = parameters
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    request.query = plain
        .into_iter()
        .chain(parameters)
        .collect::<Vec<_>>()
        .join("&");
    request
}

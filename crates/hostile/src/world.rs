//! What is in the server before anything is forged: who may do what, and what there is to take.

use anyhow::{Context, Result, ensure};
use iamd_ident::{Secret, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    request::{Key, Place, Request},
    server::Server,
    wire::{Answer, Wire},
};

/// The bucket, its object and what is in that.
pub(crate) const BUCKET: &str = "treasure";
pub(crate) const OBJECT: &str = "chest";
const CONTENT: &str = "gold";

const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// A server and the keys of those who live there.
pub(crate) struct World {
    pub(crate) server: Server,
    root: Key,
    /// May do everything.
    pub(crate) alice: Key,
    /// May do nothing.
    pub(crate) bob: Key,
    /// A session of a role that may do everything, and another one of the same.
    pub(crate) session: Key,
    pub(crate) other_session: Key,
}

impl World {
    pub(crate) fn make(server: Server) -> Result<Self> {
        let root = server.root_key()?;
        let mut wire = Wire::to(server.address);
        let mut call = |key: &Key, service, members: &[(&str, &str)]| {
            let answer = ask(&mut wire, form(service, members), key)?;
            ensure!(answer.status == 200, "{members:?}: {answer:?}");
            Ok(answer)
        };
        let mut user = |name: &str| -> Result<Key> {
            call(
                &root,
                "iam",
                &[("Action", "CreateUser"), ("UserName", name)],
            )?;
            let members = [("Action", "CreateAccessKey"), ("UserName", name)];
            key(&call(&root, "iam", &members)?)
        };
        let (alice, bob) = (user("alice")?, user("bob")?);
        let members = [
            ("Action", "PutUserPolicy"),
            ("UserName", "alice"),
            ("PolicyName", "everything"),
            ("PolicyDocument", EVERYTHING),
        ];
        call(&root, "iam", &members)?;
        let caller = call(&alice, "sts", &[("Action", "GetCallerIdentity")])?;
        let arn = caller.element("Arn").context("no ARN")?;
        let trust = EVERYTHING
            .replace(
                r#""Action":"*","Resource":"*""#,
                r#""Action":"sts:AssumeRole""#,
            )
            .replace("}}", &format!(r#","Principal":{{"AWS":"{arn}"}}}}}}"#));
        let members = [
            ("Action", "CreateRole"),
            ("RoleName", "keeper"),
            ("AssumeRolePolicyDocument", &trust),
        ];
        let role = call(&root, "iam", &members)?;
        let members = [
            ("Action", "PutRolePolicy"),
            ("RoleName", "keeper"),
            ("PolicyName", "everything"),
            ("PolicyDocument", EVERYTHING),
        ];
        call(&root, "iam", &members)?;
        let role = role.element("Arn").context("no ARN")?.to_owned();
        let mut session = |name: &str| -> Result<Key> {
            let members = [
                ("Action", "AssumeRole"),
                ("RoleArn", role.as_str()),
                ("RoleSessionName", name),
                ("DurationSeconds", "3600"),
            ];
            key(&call(&alice, "sts", &members)?)
        };
        let (session, other_session) = (session("one")?, session("other")?);
        let world = Self {
            server,
            root,
            alice,
            bob,
            session,
            other_session,
        };
        let place = "<CreateBucketConfiguration><LocationConstraint>us-west-2</LocationConstraint>\
                     </CreateBucketConfiguration>";
        world.put(&format!("/{BUCKET}"), place)?;
        world.put(&format!("/{BUCKET}/{OBJECT}"), CONTENT)?;
        Ok(world)
    }

    /// Whether all is as it was: who lives there, and what there is.
    pub(crate) fn is_as_it_was(&self) -> Result<bool> {
        let mut wire = Wire::to(self.server.address);
        let users = form("iam", &[("Action", "ListUsers")]);
        let users = ask(&mut wire, users, &self.root)?;
        let list = object("GET", &format!("/{BUCKET}"), "list-type=2", "");
        let objects = ask(&mut wire, list, &self.root)?;
        let chest = object("GET", &format!("/{BUCKET}/{OBJECT}"), "", "");
        let chest = ask(&mut wire, chest, &self.root)?;
        Ok(users.body.matches("<member>").count() == 2
            && objects.body.matches("<Contents>").count() == 1
            && chest.body == CONTENT)
    }

    fn put(&self, path: &str, body: &str) -> Result<()> {
        let mut wire = Wire::to(self.server.address);
        let answer = ask(&mut wire, object("PUT", path, "", body), &self.root)?;
        ensure!(answer.status == 200, "{path}: {answer:?}");
        Ok(())
    }
}

/// An operation of IAM or STS as a form.
pub(crate) fn form(service: &'static str, members: &[(&str, &str)]) -> Request {
    Request {
        service,
        region: "us-east-1",
        place: Place::Header,
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: String::new(),
        headers: vec![
            ("host".to_owned(), format!("{service}.localhost")),
            (
                "content-type".to_owned(),
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ],
        body: text(service, members).into_bytes(),
    }
}

/// The same as a query that is to be presigned.
pub(crate) fn query(service: &'static str, members: &[(&str, &str)]) -> Request {
    Request {
        place: Place::Query,
        method: "GET".to_owned(),
        query: text(service, members),
        headers: vec![("host".to_owned(), format!("{service}.localhost"))],
        body: Vec::new(),
        ..form(service, members)
    }
}

/// An operation of S3.
pub(crate) fn object(method: &str, path: &str, query: &str, body: &str) -> Request {
    Request {
        service: "s3",
        region: "us-west-2",
        place: Place::Header,
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: vec![("host".to_owned(), "localhost".to_owned())],
        body: body.into(),
    }
}

fn text(service: &str, members: &[(&str, &str)]) -> String {
    let version = match service {
        "sts" => "2011-06-15",
        _ => "2010-05-08",
    };
    let mut text = format!("Version={version}");
    for (name, value) in members {
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
        text.extend(["&", name, "="].into_iter().chain(value));
    }
    text
}

fn ask(wire: &mut Wire, request: Request, key: &Key) -> Result<Answer> {
    wire.exchange(&request.sign(key, now())?.bytes())
}

/// The key in an answer.
fn key(answer: &Answer) -> Result<Key> {
    let value = |name| answer.element(name).map(str::to_owned);
    Ok(Key {
        id: value("AccessKeyId").context("no key")?,
        secret: Secret::new(value("SecretAccessKey").context("no secret")?),
        token: value("SessionToken"),
    })
}

/// The time.
#[expect(
    clippy::disallowed_methods,
    reason = "a client signs for the time that it is"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

//! What stands in the server before it is measured: a caller with ten attached policies, and a role
//! that trusts it.

use anyhow::{Context, Result};
use iamd_ident::Secret;

use crate::{
    http_wire::Connection,
    requests::{Call, Key},
};

/// The user that calls, and on which `GetUser` is called.
pub(crate) const CALLER: &str = "bench-caller";

/// The role that it may assume.
const ROLE: &str = "bench-role";

/// Who calls, and the role that it may assume.
pub(crate) struct Caller {
    pub(crate) key: Key,
    pub(crate) role_arn: String,
}

/// AWS lets as many managed policies be attached to a user.
const POLICIES: usize = 10;

/// Makes the caller and its role.
pub(crate) async fn make_caller(address: &str, root: &Key) -> Result<Caller> {
    let mut client = Client {
        connection: Connection::open(address).await?,
        address,
        root,
    };
    let made = client.call("CreateUser", &[("UserName", CALLER)]).await?;
    let trust = trust_policy(element(&made, "Arn")?);
    let members = [
        ("RoleName", ROLE),
        ("AssumeRolePolicyDocument", trust.as_str()),
    ];
    let made = client.call("CreateRole", &members).await?;
    let role_arn = element(&made, "Arn")?.to_owned();
    for number in 0..POLICIES {
        let document = policy(number);
        let name = format!("bench-policy-{number}");
        let members = [
            ("PolicyName", name.as_str()),
            ("PolicyDocument", document.as_str()),
        ];
        let made = client.call("CreatePolicy", &members).await?;
        let arn = element(&made, "Arn")?;
        client
            .call(
                "AttachUserPolicy",
                &[("UserName", CALLER), ("PolicyArn", arn)],
            )
            .await?;
    }
    let made = client
        .call("CreateAccessKey", &[("UserName", CALLER)])
        .await?;
    Ok(Caller {
        key: Key {
            access_key_id: element(&made, "AccessKeyId")?.to_owned(),
            secret: Secret::new(element(&made, "SecretAccessKey")?.to_owned()),
            region: root.region.clone(),
        },
        role_arn,
    })
}

/// A trust policy that lets one principal in.
fn trust_policy(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}}}"#
    )
}

/// A policy of five statements; only the last policy's last statement allows what is measured.
fn policy(number: usize) -> String {
    let services = ["kms", "ec2", "sqs", "dynamodb"];
    let mut statements: Vec<String> = services
        .iter()
        .map(|service| {
            let resource = format!("arn:aws:{service}:*:*:bench-{number}/*");
            statement(
                &format!("\"{service}:Get*\",\"{service}:List*\""),
                &resource,
            )
        })
        .collect();
    if number + 1 == POLICIES {
        statements.drain(..2);
        statements.push(statement("\"s3:*\"", "arn:aws:s3:::bench-bucket*"));
        let role = format!("arn:aws:iam::*:role/{ROLE}");
        statements.push(statement("\"sts:AssumeRole\"", &role));
    }
    statements.push(if number + 1 == POLICIES {
        statement(
            "\"iam:GetUser\",\"iam:CreateUser\"",
            "arn:aws:iam::*:user/*",
        )
    } else {
        statement("\"iam:GetRole\"", "arn:aws:iam::*:role/*")
    });
    let statements = statements.join(",");
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn statement(actions: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":[{actions}],"Resource":"{resource}"}}"#)
}

/// Calls one operation after the other as the root user.
struct Client<'a> {
    connection: Connection,
    address: &'a str,
    root: &'a Key,
}

impl Client<'_> {
    async fn call(&mut self, action: &'static str, members: &[(&str, &str)]) -> Result<String> {
        let request = Call::iam(action).request(self.root, self.address, 0, members)?;
        let answer = self.connection.exchange(&request).await?;
        answer
            .success()
            .map(str::to_owned)
            .with_context(|| action.to_owned())
    }
}

/// The text of the first element of that name.
pub(crate) fn element<'a>(xml: &'a str, name: &str) -> Result<&'a str> {
    let text = xml
        .split_once(&format!("<{name}>"))
        .and_then(|(_, rest)| rest.split_once('<'));
    text.map(|(text, _)| text)
        .with_context(|| format!("no <{name}> in {xml}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_json() {
        for number in 0..POLICIES {
            let document: serde_json::Value = serde_json::from_str(&policy(number)).unwrap();
            assert_eq!(document["Statement"].as_array().unwrap().len(), 5);
        }
    }

    #[test]
    fn elements_are_found() {
        assert_eq!(element("<a><Arn>x</Arn></a>", "Arn").unwrap(), "x");
        assert!(element("<a/>", "Arn").is_err());
    }
}

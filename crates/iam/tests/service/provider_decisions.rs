//! What operations on identity providers are decided on: ARNs and tags.

use serde_json::{Value, json};

use crate::{
    documents::{SAML_METADATA, document, statement},
    world::{ACCOUNT, Members, World, oidc_provider_arn, refused, saml_provider_arn, user_arn},
};

const TAG: [(&str, &str); 2] = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];

/// A kind of identity providers.
struct Kind {
    /// What its operations are called.
    name: &'static str,
    /// The member that names one.
    arn_member: &'static str,
    /// The ARN of the one that tests make, and of all.
    arn: String,
    all: String,
    /// The members that make it.
    new: Members<'static>,
}

fn kinds() -> [Kind; 2] {
    [
        Kind {
            name: "SAMLProvider",
            arn_member: "SAMLProviderArn",
            arn: saml_provider_arn("corporate"),
            all: saml_provider_arn("*"),
            new: &[
                ("Name", "corporate"),
                ("SAMLMetadataDocument", SAML_METADATA),
            ],
        },
        Kind {
            name: "OpenIDConnectProvider",
            arn_member: "OpenIDConnectProviderArn",
            arn: oidc_provider_arn("token.example.com/a"),
            all: oidc_provider_arn("*"),
            new: &[("Url", "https://token.example.com/a")],
        },
    ]
}

impl Kind {
    fn named(&self) -> (&str, &str) {
        (self.arn_member, &self.arn)
    }

    fn operation(&self, verb: &str) -> String {
        format!("{verb}{}", self.name)
    }

    /// The operations on one that need nothing else, and what they need.
    fn operations(&self) -> Vec<(String, Vec<(&str, &str)>)> {
        let named = self.named();
        vec![
            (self.operation("Create"), self.new.to_vec()),
            (self.operation("Get"), vec![named]),
            (self.operation("Tag"), vec![named, TAG[0], TAG[1]]),
            (
                self.operation("Untag"),
                vec![named, ("TagKeys.member.1", "team")],
            ),
            (format!("List{}Tags", self.name), vec![named]),
            (self.operation("Delete"), vec![named]),
        ]
    }
}

fn allow_if(action: &str, condition: &Value) -> Value {
    json!({ "Effect": "Allow", "Action": action, "Resource": "*", "Condition": condition })
}

#[tokio::test]
async fn a_refusal_names_the_arn() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    for kind in kinds() {
        let list = (format!("List{}s", kind.name), Vec::new());
        for (operation, members) in kind.operations().into_iter().chain([list]) {
            let lists = operation == format!("List{}s", kind.name);
            let resource = if lists { &kind.all } else { &kind.arn };
            let answer = world.ask_by_name(&bob, &operation, &members).await;
            let text = format!(
                "User: {} is not authorized to perform: iam:{operation} on resource: {resource} \
                 because no identity-based policy allows the iam:{operation} action",
                user_arn("bob"),
            );
            refused(answer, "AccessDenied", &text);
        }
    }
}

/// Who may manage one provider may not another, and sees no list.
#[tokio::test]
async fn a_policy_may_name_one_provider() {
    let world = World::new().await;
    for kind in kinds() {
        let action = format!("iam:*{}*", kind.name);
        let one = world
            .user(
                &format!("one-{}", kind.name),
                &document(&[statement("Allow", &action, &kind.arn)]),
            )
            .await;
        let another = world
            .user(
                &format!("another-{}", kind.name),
                &document(&[statement("Allow", &action, &format!("{}b", kind.arn))]),
            )
            .await;
        let of_kind = world
            .user(
                &format!("kind-{}", kind.name),
                &document(&[statement("Allow", &action, &kind.all)]),
            )
            .await;
        let list = format!("List{}s", kind.name);
        for key in [&one, &another] {
            let answer = world.ask_by_name(key, &list, &[]).await;
            assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
        }
        world.ask_by_name(&of_kind, &list, &[]).await.unwrap();
        for (operation, members) in kind.operations() {
            let answer = world.ask_by_name(&another, &operation, &members).await;
            assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
            world.ask_by_name(&one, &operation, &members).await.unwrap();
        }
    }
}

#[tokio::test]
async fn tagging_while_creating_is_tagging() {
    let world = World::new().await;
    for kind in kinds() {
        let (create, tag) = (kind.operation("Create"), kind.operation("Tag"));
        let members = [kind.new, &TAG].concat();
        let just = document(&[statement("Allow", &format!("iam:{create}"), "*")]);
        let bob = world.user(&format!("bob-{}", kind.name), &just).await;
        let answer = world.ask_by_name(&bob, &create, &members).await;
        let text = answer.unwrap_err().message;
        assert!(text.contains(&format!("iam:{tag} on resource")), "{text}");
        let both = document(&[
            statement("Allow", &format!("iam:{create}"), "*"),
            statement("Allow", &format!("iam:{tag}"), "*"),
        ]);
        let eve = world.user(&format!("eve-{}", kind.name), &both).await;
        world.ask_by_name(&eve, &create, &members).await.unwrap();
    }
}

/// The tags of the request and of the provider are condition keys, as they are of all that has tags.
#[tokio::test]
async fn tags_decide() {
    let world = World::new().await;
    for kind in kinds() {
        let named = kind.named();
        world
            .perform(&kind.operation("Create"), &[kind.new, &TAG].concat())
            .await;
        let tag = |key: &'static str, value: &'static str| {
            vec![
                named,
                ("Tags.member.1.Key", key),
                ("Tags.member.1.Value", value),
            ]
        };
        let untag = |key: &'static str| vec![named, ("TagKeys.member.1", key)];
        let equals = |key: &str, value: &str| json!({ "StringEquals": { key: value } });
        let request = |value: &str| equals("aws:RequestTag/team", value);
        let resource = |value: &str| equals("aws:ResourceTag/team", value);
        let keys = json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } });
        let of_iam = equals("iam:ResourceTag/team", "b");
        let rows = [
            ("Tag", request("b"), tag("team", "b"), true),
            ("Tag", request("b"), tag("team", "c"), false),
            ("Tag", keys.clone(), tag("team", "b"), true),
            ("Tag", keys.clone(), tag("other", "b"), false),
            ("Untag", keys.clone(), untag("other"), false),
            ("Untag", resource("z"), untag("x"), false),
            ("Tag", resource("b"), tag("x", ""), true),
            ("Get", resource("b"), vec![named], true),
            ("Get", resource("a"), vec![named], false),
            ("Get", of_iam, vec![named], false),
            ("Untag", keys, untag("team"), true),
            ("Get", resource("b"), vec![named], false),
        ];
        for (number, (verb, condition, members, expected)) in rows.into_iter().enumerate() {
            let operation = kind.operation(verb);
            let policy = document(&[allow_if(&format!("iam:{operation}"), &condition)]);
            let name = format!("user-{}-{number}", kind.name);
            let key = world.user(&name, &policy).await;
            let answer = world.ask_by_name(&key, &operation, &members).await;
            assert_eq!(answer.is_ok(), expected, "{operation} {condition}");
        }
    }
}

/// Nobody reaches into another account, whatever its own policies allow.
#[tokio::test]
async fn a_provider_of_another_account_is_not_reached() {
    let world = World::new().await;
    let outsider = world.account("210987654321").await;
    for kind in kinds() {
        world.perform(&kind.operation("Create"), kind.new).await;
        assert!(kind.arn.contains(ACCOUNT));
        for (operation, members) in kind.operations().into_iter().skip(1) {
            let answer = world.ask_by_name(&outsider, &operation, &members).await;
            let code = answer.unwrap_err().code;
            assert_eq!(code.as_str(), "AccessDenied", "{operation}");
        }
    }
}

/// SOURCE: recorded answers to empty lists.
#[tokio::test]
async fn no_tag_and_no_key_are_refused() {
    let world = World::new().await;
    for kind in kinds() {
        world.perform(&kind.operation("Create"), kind.new).await;
        for (verb, empty) in [("Tag", "Tags"), ("Untag", "TagKeys")] {
            let members = [kind.named(), (empty, "")];
            let answer = world.ask_as_root(&kind.operation(verb), &members).await;
            let text = "At least one tag or tag key is needed.";
            refused(answer, "InvalidInput", text);
        }
    }
}

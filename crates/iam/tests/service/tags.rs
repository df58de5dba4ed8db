//! Tags of users and roles, whose keys are the same without regard to case, and of managed policies,
//! instance profiles and identity providers, whose keys are not.

use crate::{
    credential_files::{RSA, RSA_KEY},
    documents::{SAML_METADATA, service_trust},
    pages::texts,
    world::{World, oidc_provider_arn, policy_arn, refused, saml_provider_arn},
};

/// Something that can be tagged.
struct Tagged {
    world: World,
    name: (&'static str, String),
    kind: &'static str,
}

impl Tagged {
    async fn user() -> Self {
        let world = World::new().await;
        world.powerless("bob").await;
        Self {
            world,
            name: ("UserName", "bob".to_owned()),
            kind: "User",
        }
    }

    async fn role() -> Self {
        let world = World::new().await;
        world.role("role", &service_trust()).await;
        Self {
            world,
            name: ("RoleName", "role".to_owned()),
            kind: "Role",
        }
    }

    async fn policy() -> Self {
        let world = World::new().await;
        world.policy("policy").await;
        Self {
            world,
            name: ("PolicyArn", policy_arn("policy")),
            kind: "Policy",
        }
    }

    async fn instance_profile() -> Self {
        let world = World::new().await;
        let name = ("InstanceProfileName", "profile".to_owned());
        let members = [(name.0, name.1.as_str())];
        world
            .ask_by_name(&world.root, "CreateInstanceProfile", &members)
            .await
            .unwrap();
        Self {
            world,
            name,
            kind: "InstanceProfile",
        }
    }

    async fn saml_provider() -> Self {
        let world = World::new().await;
        let members = [
            ("Name", "corporate"),
            ("SAMLMetadataDocument", SAML_METADATA),
        ];
        world.perform("CreateSAMLProvider", &members).await;
        Self {
            world,
            name: ("SAMLProviderArn", saml_provider_arn("corporate")),
            kind: "SAMLProvider",
        }
    }

    async fn oidc_provider() -> Self {
        let world = World::new().await;
        let members = [("Url", "https://token.example.com")];
        world.perform("CreateOpenIDConnectProvider", &members).await;
        Self {
            world,
            name: (
                "OpenIDConnectProviderArn",
                oidc_provider_arn("token.example.com"),
            ),
            kind: "OpenIDConnectProvider",
        }
    }

    async fn server_certificate() -> Self {
        let world = World::new().await;
        let name = ("ServerCertificateName", "certificate");
        let members = [name, ("CertificateBody", RSA), ("PrivateKey", RSA_KEY)];
        world.perform("UploadServerCertificate", &members).await;
        Self {
            world,
            name: (name.0, name.1.to_owned()),
            kind: "ServerCertificate",
        }
    }

    /// One of each kind.
    async fn all() -> [Self; 7] {
        [
            Self::user().await,
            Self::role().await,
            Self::policy().await,
            Self::instance_profile().await,
            Self::server_certificate().await,
            Self::saml_provider().await,
            Self::oidc_provider().await,
        ]
    }

    async fn tag(&self, tags: &[(&str, &str)]) -> Result<String, iamd_api::Error> {
        let members = numbered(tags);
        let members = members
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let members: Vec<_> = [(self.name.0, self.name.1.as_str())]
            .into_iter()
            .chain(members)
            .collect();
        self.world
            .ask_by_name(&self.world.root, &format!("Tag{}", self.kind), &members)
            .await
    }

    async fn untag(&self, keys: &[&str]) -> Result<String, iamd_api::Error> {
        let names: Vec<_> = (1..=keys.len())
            .map(|at| format!("TagKeys.member.{at}"))
            .collect();
        let members = names.iter().map(String::as_str).zip(keys.iter().copied());
        let members: Vec<_> = [(self.name.0, self.name.1.as_str())]
            .into_iter()
            .chain(members)
            .collect();
        self.world
            .ask_by_name(&self.world.root, &format!("Untag{}", self.kind), &members)
            .await
    }

    async fn listed(&self) -> Vec<(String, String)> {
        let members = [(self.name.0, self.name.1.as_str())];
        let operation = format!("List{}Tags", self.kind);
        let root = &self.world.root;
        let xml = self.world.ask_by_name(root, &operation, &members).await;
        let xml = xml.unwrap().replace("<Value/>", "<Value></Value>");
        let keys = texts(&xml, "Key").into_iter();
        keys.zip(texts(&xml, "Value")).collect()
    }

    #[track_caller]
    fn check(listed: &[(String, String)], expected: &[(&str, &str)]) {
        let listed: Vec<_> = listed
            .iter()
            .map(|(key, value)| (&**key, &**value))
            .collect();
        assert_eq!(listed, expected);
    }
}

fn numbered(tags: &[(&str, &str)]) -> Vec<(String, String)> {
    let members = tags.iter().enumerate().flat_map(|(index, (key, value))| {
        let at = index + 1;
        [
            (format!("Tags.member.{at}.Key"), (*key).to_owned()),
            (format!("Tags.member.{at}.Value"), (*value).to_owned()),
        ]
    });
    members.collect()
}

#[tokio::test]
async fn tags_are_set_changed_and_taken_away() {
    for tagged in Tagged::all().await {
        Tagged::check(&tagged.listed().await, &[]);
        tagged
            .tag(&[("team", "a"), ("empty", ""), ("Été", "ü : /=+-@_.")])
            .await
            .unwrap();
        let all = [("empty", ""), ("team", "a"), ("Été", "ü : /=+-@_.")];
        Tagged::check(&tagged.listed().await, &all);
        tagged.tag(&[("team", "b")]).await.unwrap();
        tagged.untag(&["Été", "never-there"]).await.unwrap();
        Tagged::check(&tagged.listed().await, &[("empty", ""), ("team", "b")]);
    }
}

#[tokio::test]
async fn the_case_of_keys_of_users_and_roles_does_not_count() {
    for tagged in [Tagged::user().await, Tagged::role().await] {
        tagged.tag(&[("team", "a")]).await.unwrap();
        tagged.tag(&[("TEAM", "b")]).await.unwrap();
        Tagged::check(&tagged.listed().await, &[("TEAM", "b")]);
        let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
        let answer = tagged.tag(&[("k", "1"), ("K", "2")]).await;
        refused(answer, "InvalidInput", text);
        let answer = tagged.tag(&[("k", "1"), ("k", "1")]).await;
        refused(answer, "InvalidInput", text);
        tagged.untag(&["tEaM"]).await.unwrap();
        Tagged::check(&tagged.listed().await, &[]);

        let trusting = service_trust();
        let tags = numbered(&[("k", "1"), ("K", "2")]);
        let tags = tags.iter().map(|(name, value)| (&**name, &**value));
        let new = [
            (tagged.name.0, "another"),
            ("AssumeRolePolicyDocument", &trusting),
        ];
        let members: Vec<_> = new.into_iter().chain(tags).collect();
        let operation = format!("Create{}", tagged.kind);
        let root = &tagged.world.root;
        let answer = tagged.world.ask_by_name(root, &operation, &members).await;
        refused(answer, "InvalidInput", text);
    }
}

#[tokio::test]
async fn the_case_of_other_keys_counts() {
    for tagged in Tagged::all().await.into_iter().skip(2) {
        tagged.tag(&[("a", "lower"), ("A", "upper")]).await.unwrap();
        Tagged::check(&tagged.listed().await, &[("A", "upper"), ("a", "lower")]);
        tagged.untag(&["a"]).await.unwrap();
        Tagged::check(&tagged.listed().await, &[("A", "upper")]);
        let text = "Duplicate tag keys found.";
        let answer = tagged.tag(&[("k", "1"), ("k", "2")]).await;
        refused(answer, "InvalidInput", text);
    }
}

#[tokio::test]
async fn there_are_fifty_tags_at_most() {
    for tagged in Tagged::all().await {
        let keys: Vec<_> = (0..51).map(|number| format!("key-{number:02}")).collect();
        let tags: Vec<_> = keys.iter().map(|key| (key.as_str(), "")).collect();
        let too_many = tagged.tag(&tags).await.unwrap_err();
        assert_eq!(too_many.code.as_str(), "ValidationError");
        tagged.tag(&tags[..50]).await.unwrap();
        tagged.tag(&[("key-00", "changed")]).await.unwrap();
        let text = "The number of tags has reached the maximum limit.";
        refused(tagged.tag(&tags[50..]).await, "LimitExceeded", text);
        assert_eq!(tagged.listed().await.len(), 50);
        tagged.untag(&["key-00"]).await.unwrap();
        tagged.tag(&tags[50..]).await.unwrap();
    }
}

#[tokio::test]
async fn what_begins_with_aws_is_not_for_users() {
    let subject = Tagged::user().await;
    for tag in [
        ("aws:owner", "me"),
        ("AWS:owner", "me"),
        ("owner", "aws:me"),
    ] {
        let answer = subject.tag(&[tag]).await;
        refused(
            answer,
            "InvalidInput",
            "Caller is an end user and not allowed to mutate system tags",
        );
    }
    subject.tag(&[("owner:aws:", "not aws:")]).await.unwrap();
}

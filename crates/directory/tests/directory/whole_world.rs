//! A world with a record of every kind.

use iamd_api::{Action, iam};
use iamd_auth::{
    Access, AccessedBy, Credentials, KeyUse, Permit, SystemReason, SystemWork, Target, TokenKeys,
    Used,
};
use iamd_directory::{
    AccessSubject, AccountPropertiesUpdate, CredentialService, Error, GlobalEndpointTokenVersion,
    JobOwner, KeyHolder, NewServerCertificate, NewServiceLinkedRole, PasswordPolicy,
    ServerCertificateTexts, service_linked_role,
};
use iamd_ident::{Clock, Path, Secret, UserName};

use crate::{
    bucket_world::bucket_name,
    mfa_world::Phone,
    password_world::PASSWORD,
    role_world::{aws, role_name},
    world::{ALLOW_ALL, World, account, user_name},
};

const RSA: &str = include_str!("../../../certificate/tests/files/rsa.pem");
const RSA_KEY: &str = include_str!("../../../certificate/tests/files/rsa.key");
const P256: &str = include_str!("../../../certificate/tests/files/p256.pem");
const SSH: &str = include_str!("../../../certificate/tests/files/rsa.pub");

fn work(reason: SystemReason) -> SystemWork {
    SystemWork::new(reason)
}

impl World {
    /// A world with a record of every kind, two users and two roles.
    pub(crate) async fn whole() -> Self {
        let world = Self::new().await;
        let (ann, bob) = (user_name("ann"), user_name("Bob"));
        let key = world.user(&bob).await;
        world.user(&ann).await;
        world.directory.sealing_keys().await.unwrap();
        world.policies(&ann, &bob).await;
        world.roles(&bob).await;
        world.other_credentials(&bob).await;
        world.settings().await;
        world.bucket("the-bucket").await;
        let arn = format!("arn:aws:iam::{}:user/Bob", account());
        world
            .put_policy("the-bucket", &bucket_policy(&arn))
            .await
            .unwrap();
        world.used(&key).await;
        world.reports(&bob).await;
        world
    }

    async fn on_any<O, F, Done, T>(&self, act: F) -> T
    where
        O: Action,
        F: Fn(Permit<O>) -> Done + Send + Sync,
        Done: Future<Output = Result<T, Error>> + Send,
        T: Send,
    {
        self.with_permit::<O, _, _, _>(Target::Any, act)
            .await
            .unwrap()
    }

    async fn policies(&self, ann: &UserName, bob: &UserName) {
        self.group("Readers").await;
        self.group("empty").await;
        self.add(bob, "Readers").await.unwrap();
        self.add(ann, "Readers").await.unwrap();
        self.put(bob, "inline", ALLOW_ALL).await;
        self.put_group("Readers", "inline", ALLOW_ALL).await;
        let policy = self.policy("Managed").await;
        self.attach_user(bob, &policy).await.unwrap();
        self.attach_group("Readers", &policy).await.unwrap();
        self.bound(bob, Some(&policy)).await.unwrap();
        let aws = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
        self.attach_user(bob, &aws).await.unwrap();
        self.bound(ann, Some(&aws)).await.unwrap();
        self.policy("Unused").await;
    }

    async fn roles(&self, bob: &UserName) {
        let arn = format!("arn:aws:iam::{}:user/{bob}", account());
        self.role("Worker", &aws(&arn)).await;
        let (name, inline) = (role_name("Worker"), "inline".parse().unwrap());
        let text = crate::holder_world::text(ALLOW_ALL);
        let act = |permit| {
            self.directory
                .put_role_policy(permit, &name, &inline, text.clone())
        };
        let put = self.with_permit::<iam::PutRolePolicy, _, _, _>(Target::Role(name.clone()), act);
        put.await.unwrap();
        self.create_profile("Machines").await.unwrap();
        self.create_profile("none").await.unwrap();
        self.put_in("Machines", "Worker").await.unwrap();
        for service in ["ecs.amazonaws.com", "autoscaling.amazonaws.com"] {
            let new = NewServiceLinkedRole {
                service: service.to_owned(),
                suffix: None,
                description: None,
            };
            let (path, name) = service_linked_role(service, None).unwrap();
            let act = |permit| {
                self.directory
                    .create_service_linked_role(permit, new.clone())
            };
            let target = Target::NewRole(path, name);
            let made = self.with_permit::<iam::CreateServiceLinkedRole, _, _, _>(target, act);
            made.await.unwrap();
        }
        let name = role_name("AWSServiceRoleForECS");
        let act = |permit| self.directory.delete_service_linked_role(permit, &name);
        let target = Target::Role(name.clone());
        let gone = self.with_permit::<iam::DeleteServiceLinkedRole, _, _, _>(target, act);
        gone.await.unwrap();
    }

    async fn other_credentials(&self, bob: &UserName) {
        let (user, holder) = (Target::User(bob.clone()), KeyHolder::User(bob.clone()));
        let act = |permit| {
            self.directory
                .upload_signing_certificate(permit, &holder, P256)
        };
        let done = self.with_permit::<iam::UploadSigningCertificate, _, _, _>(user.clone(), act);
        done.await.unwrap();
        let act = |permit| self.directory.upload_ssh_public_key(permit, bob, SSH);
        let done = self.with_permit::<iam::UploadSSHPublicKey, _, _, _>(user.clone(), act);
        done.await.unwrap();
        let service = CredentialService::find("codecommit.amazonaws.com").unwrap();
        let act = |permit| {
            self.directory
                .create_service_credential(permit, bob, service, None)
        };
        let done = self.with_permit::<iam::CreateServiceSpecificCredential, _, _, _>(user, act);
        done.await.unwrap();
        let new = NewServerCertificate {
            name: "Web".parse().unwrap(),
            path: Path::root(),
            tags: Vec::new(),
            texts: ServerCertificateTexts {
                body: RSA.to_owned(),
                chain: None,
            },
            private_key: Secret::new(RSA_KEY.to_owned()),
        };
        let target = Target::NewServerCertificate(Path::root(), new.name.clone());
        let act = |permit| {
            self.directory
                .upload_server_certificate(permit, new.clone())
        };
        let done = self.with_permit::<iam::UploadServerCertificate, _, _, _>(target, act);
        done.await.unwrap();
        self.give_password(bob, PASSWORD).await.unwrap();
        self.set_root_password(PASSWORD).await.unwrap();
        self.sign_in(None, PASSWORD).await.unwrap();
        self.enabled(&holder, "phone").await;
        self.enabled(&KeyHolder::RootUser, "roots").await;
        Phone::try_new(self, &"/of/nobody/".parse().unwrap(), "spare")
            .await
            .unwrap();
    }

    async fn settings(&self) {
        let alias = "the-company".parse().unwrap();
        self.on_any::<iam::CreateAccountAlias, _, _, _>(|permit| {
            self.directory.create_account_alias(permit, &alias)
        })
        .await;
        let update = AccountPropertiesUpdate {
            role_manager_enabled: Some(true),
        };
        self.on_any::<iam::PutAccountProperties, _, _, _>(|permit| {
            self.directory.put_account_properties(permit, update)
        })
        .await;
        let version = GlobalEndpointTokenVersion::V2;
        self.on_any::<iam::SetSecurityTokenServicePreferences, _, _, _>(|permit| {
            self.directory
                .set_global_endpoint_token_version(permit, version)
        })
        .await;
        self.on_any::<iam::EnableOutboundWebIdentityFederation, _, _, _>(|permit| {
            self.directory.enable_web_identity_issuer(permit)
        })
        .await;
        self.set_policy(PasswordPolicy::default()).await;
        self.create_saml("Corporate").await.unwrap();
        self.create_oidc("example.com/Tenant").await.unwrap();
    }

    async fn used(&self, key: &iamd_ident::AccessKeyId) {
        let key_use = || KeyUse {
            at: self.clock.now(),
            region: "us-west-2".to_owned(),
            service: "iam".to_owned(),
        };
        let user = self.caller(key).await.user_id().parse().ok();
        let role = self.get_role("Worker").await.unwrap();
        self.directory
            .record_use(Used::AccessKey(key.clone()), key_use());
        self.directory
            .record_use(Used::Role(account(), role.id), key_use());
        self.directory
            .record_use(Used::Password(account(), user), key_use());
        self.directory
            .record_use(Used::Password(account(), None), key_use());
        let access = || Access {
            action: "iam:GetUser",
            at: self.clock.now(),
            region: "us-west-2",
        };
        self.directory
            .record_access(AccessedBy::Role(account(), role.id), access());
        if let Some(user) = user {
            self.directory
                .record_access(AccessedBy::User(account(), user), access());
        }
        let work = work(SystemReason::LastUse);
        self.directory.flush_last_use(&work).await.unwrap();
    }

    async fn reports(&self, bob: &UserName) {
        let subject = AccessSubject::User(bob.clone());
        let root = self.caller(&self.root).await;
        let act = |permit| {
            let owner = JobOwner::of(&root);
            self.directory
                .generate_access_report(permit, &subject, true, owner)
        };
        let target = Target::User(bob.clone());
        let made =
            self.with_permit::<iam::GenerateServiceLastAccessedDetails, _, _, _>(target, act);
        made.await.unwrap();
        self.on_any::<iam::GenerateCredentialReport, _, _, _>(|permit| {
            self.directory.generate_credential_report(permit, 0)
        })
        .await;
        let work = work(SystemReason::Report);
        self.directory.make_credential_reports(&work).await.unwrap();
    }
}

fn bucket_policy(principal: &str) -> String {
    let bucket = bucket_name("the-bucket");
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}]}}"#
    )
}

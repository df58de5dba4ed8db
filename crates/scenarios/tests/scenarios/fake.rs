//! As much of IAM and STS as the programs call, behind the SDK's HTTP client: no socket, no clock.

use std::{
    collections::{BTreeMap, VecDeque},
    io::{self, Write},
    sync::{Arc, Mutex},
};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_iam::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_http_client::test_util::infallible_client_fn;
use iamd_scenarios::{Consent, Ended, Format, Interrupt, Output, SCENARIOS, Setting, texts};
use tokio::sync::watch;

/// The key with which the person calls.
pub(crate) const CALLER_KEY: &str = "AKIACALLER";
/// The user that stands in for the root user.
pub(crate) const STAND_IN: &str = "stand-in";

/// What happens at a call of an action.
#[derive(Clone, Copy)]
pub(crate) enum Trouble {
    /// Nothing; what follows in the list waits for this call.
    None,
    /// It is refused with this code.
    Refuse(&'static str),
    /// It is done, and meanwhile the person presses Ctrl-C.
    Interrupt,
}

/// A service with its users.
#[derive(Default)]
pub(crate) struct Fake {
    /// Who calls with [`CALLER_KEY`], as `user/NAME`, `root` or something else.
    caller: &'static str,
    /// The keys of each user, with their statuses.
    pub(crate) users: BTreeMap<String, Vec<(String, String)>>,
    /// The user that has the attached policy.
    pub(crate) attached: Option<String>,
    /// Actions in trouble; each trouble happens once, in this order.
    troubles: VecDeque<(&'static str, Trouble)>,
    /// `Action` and key id of each call.
    pub(crate) calls: Vec<(String, String)>,
    keys_made: u32,
}

/// What a run left to look at.
pub(crate) struct Outcome {
    pub(crate) ended: Ended,
    pub(crate) output: String,
    pub(crate) fake: Fake,
}

impl Outcome {
    /// The actions that were called, in their order.
    pub(crate) fn actions(&self) -> Vec<&str> {
        self.fake
            .calls
            .iter()
            .map(|(action, _)| action.as_str())
            .collect()
    }
}

impl Fake {
    /// A service in which the user `Bob` calls, who has `keys` keys.
    pub(crate) fn called_by_bob(keys: usize) -> Self {
        let keys = [CALLER_KEY, "AKIASECOND"].iter().take(keys);
        let keys = keys
            .map(|id| ((*id).to_owned(), "Active".to_owned()))
            .collect();
        let users = BTreeMap::from([("Bob".to_owned(), keys)]);
        Self {
            caller: "user/Bob",
            users,
            ..Self::default()
        }
    }

    /// A service without users, in which somebody else calls: `root`, for example.
    pub(crate) fn called_by(caller: &'static str) -> Self {
        Self {
            caller,
            ..Self::default()
        }
    }

    /// The same, with trouble.
    pub(crate) fn with(mut self, action: &'static str, trouble: Trouble) -> Self {
        self.troubles.push_back((action, trouble));
        self
    }

    /// Runs the program `access-keys` against the service.
    pub(crate) async fn run(self, consent: Consent, format: Format) -> Outcome {
        let (hand, interrupt) = Interrupt::by_hand();
        let fake = Arc::new(Mutex::new(self));
        let written = Written::default();
        let setting = Setting {
            configuration: configuration(&fake, hand),
            stand_in: STAND_IN.to_owned(),
            consent,
            show_secret: false,
            output: Output::new(format, &texts::ENGLISH, written.clone()),
            interrupt,
        };
        let ended = iamd_scenarios::run(&SCENARIOS[0], &setting).await;
        let output = String::from_utf8(std::mem::take(&mut *written.0.lock().unwrap())).unwrap();
        let fake = std::mem::take(&mut *fake.lock().unwrap());
        Outcome {
            ended,
            output,
            fake,
        }
    }

    fn answer(&mut self, key_id: &str, form: &Form, hand: &watch::Sender<u32>) -> (u16, String) {
        let action = form.get("Action").to_owned();
        self.calls.push((action.clone(), key_id.to_owned()));
        let here = self
            .troubles
            .front()
            .is_some_and(|(troubled, _)| *troubled == action);
        match self
            .troubles
            .pop_front_if(|_| here)
            .map(|(_, trouble)| trouble)
        {
            Some(Trouble::Refuse(code)) => return refusal(code),
            Some(Trouble::Interrupt) => hand.send_modify(|times| *times += 1),
            Some(Trouble::None) | None => {}
        }
        match self.perform(&action, key_id, form) {
            Ok(result) => {
                let result = format!("<{action}Result>{result}</{action}Result>");
                (
                    200,
                    format!("<{action}Response>{result}</{action}Response>"),
                )
            }
            Err(code) => refusal(code),
        }
    }

    fn perform(&mut self, action: &str, key_id: &str, form: &Form) -> Result<String, &'static str> {
        let user = form.get("UserName").to_owned();
        match action {
            "GetCallerIdentity" => Ok(format!(
                "<Arn>arn:aws:iam::123456789012:{}</Arn>",
                self.caller
            )),
            "GetUser" => {
                let owner = self.owner(key_id).ok_or("InvalidClientTokenId")?;
                Ok(format!("<User>{}</User>", user_members(owner)))
            }
            "CreateUser" => {
                self.users.insert(user.clone(), Vec::new());
                Ok(format!("<User>{}</User>", user_members(&user)))
            }
            "AttachUserPolicy" => {
                self.attached = Some(user);
                Ok(String::new())
            }
            "ListAttachedUserPolicies" => {
                self.users.get(&user).ok_or("NoSuchEntity")?;
                let policy = "<member><PolicyArn>the-policy</PolicyArn></member>";
                let policies = if self.attached.is_some() { policy } else { "" };
                Ok(format!("<AttachedPolicies>{policies}</AttachedPolicies>"))
            }
            "DetachUserPolicy" => self
                .attached
                .take()
                .map(|_| String::new())
                .ok_or("NoSuchEntity"),
            "DeleteUser" => {
                let idle = self.attached.is_none() && self.users.get(&user) == Some(&Vec::new());
                self.users
                    .remove(&user)
                    .filter(|_| idle)
                    .ok_or("DeleteConflict")?;
                Ok(String::new())
            }
            "GetAccessKeyLastUsed" => Ok(LAST_USE.to_owned()),
            _ => self.perform_on_key(action, &user, form.get("AccessKeyId"), form.get("Status")),
        }
    }

    fn perform_on_key(
        &mut self,
        action: &str,
        user: &str,
        id: &str,
        status: &str,
    ) -> Result<String, &'static str> {
        let keys = self.users.get_mut(user).ok_or("NoSuchEntity")?;
        let place = keys
            .iter()
            .position(|(existing, _)| existing == id)
            .ok_or("NoSuchEntity");
        match action {
            "ListAccessKeys" => {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|(id, status)| {
                        let (id, status) = (element("AccessKeyId", id), element("Status", status));
                        element("member", &(id + &status))
                    })
                    .collect();
                Ok(element("AccessKeyMetadata", &keys.concat()))
            }
            "CreateAccessKey" => {
                self.keys_made += 1;
                let id = format!("AKIANEW{}", self.keys_made);
                keys.push((id.clone(), "Active".to_owned()));
                Ok(format!(
                    "<AccessKey><UserName>{user}</UserName><AccessKeyId>{id}</AccessKeyId>\
                     <Status>Active</Status><SecretAccessKey>hush</SecretAccessKey></AccessKey>"
                ))
            }
            "UpdateAccessKey" => {
                status.clone_into(&mut keys[place?].1);
                Ok(String::new())
            }
            "DeleteAccessKey" => {
                keys.remove(place?);
                Ok(String::new())
            }
            _ => Err("InvalidAction"),
        }
    }

    fn owner(&self, key_id: &str) -> Option<&str> {
        let has = |keys: &[(String, String)]| keys.iter().any(|(id, _)| id == key_id);
        self.users
            .iter()
            .find(|(_, keys)| has(keys))
            .map(|(name, _)| name.as_str())
    }
}

const LAST_USE: &str = "<UserName>Bob</UserName><AccessKeyLastUsed><ServiceName>iam</ServiceName>\
                        <Region>us-east-1</Region>\
                        <LastUsedDate>2026-01-31T00:00:00Z</LastUsedDate></AccessKeyLastUsed>";

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

fn user_members(name: &str) -> String {
    format!(
        "<Path>/</Path><UserName>{name}</UserName><UserId>AIDA</UserId><Arn>arn</Arn>\
         <CreateDate>2026-01-31T00:00:00Z</CreateDate>"
    )
}

fn refusal(code: &str) -> (u16, String) {
    let error = format!("<Error><Code>{code}</Code><Message>No.</Message></Error>");
    (403, format!("<ErrorResponse>{error}</ErrorResponse>"))
}

fn configuration(fake: &Arc<Mutex<Fake>>, hand: watch::Sender<u32>) -> SdkConfig {
    let fake = Arc::clone(fake);
    let client = infallible_client_fn(move |request| {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let key_id = authorization.split(['=', '/']).nth(1).unwrap();
        let form = Form::read(request.body().bytes().unwrap());
        let (status, body) = fake.lock().unwrap().answer(key_id, &form, &hand);
        let response = http::Response::builder()
            .status(status)
            .header("x-amzn-requestid", "4-2");
        response.body(body).unwrap()
    });
    let credentials = Credentials::new(CALLER_KEY, "secret", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(client)
        .build()
}

/// The members of a request.
struct Form(BTreeMap<String, String>);

impl Form {
    fn read(body: &[u8]) -> Self {
        let decode = |text: &str| {
            percent_encoding::percent_decode_str(text)
                .decode_utf8()
                .unwrap()
                .into_owned()
        };
        let pairs = str::from_utf8(body)
            .unwrap()
            .split('&')
            .filter_map(|it| it.split_once('='));
        Self(
            pairs
                .map(|(name, value)| (decode(name), decode(value)))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// A writer whose bytes can be looked at.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

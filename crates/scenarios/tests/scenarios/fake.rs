//! As much of IAM, STS and S3 as the programs call, behind the SDK's HTTP client: no socket, no
//! clock.

mod account;
mod device;
mod federation;
mod identity;
mod request;
mod role;
mod storage;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    io::{self, Write},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_iam::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_http_client::test_util::infallible_client_fn;
use iamd_scenarios::{
    ALL, Clock, Consent, Ended, FederationSetting, Format, Interrupt, Names, Output, Profile,
    SCENARIOS, Setting, texts,
};
use serde_json::Value;
use tokio::sync::watch;

use account::AccountState;
use device::Device;
use request::{Answer, Request, Service};
use role::Role;

/// The key with which the person calls.
pub(crate) const CALLER_KEY: &str = "AKIACALLER";
/// The key with which the person makes roles in another account.
pub(crate) const OTHER_KEY: &str = "AKIAOTHER";
/// The accounts of both.
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const OTHER_ACCOUNT: &str = "210987654321";
/// When each run begins: ten seconds after a step of the codes.
pub(crate) const START: Duration = Duration::from_secs(1_800_000_010);
/// The secret of every key that is made.
pub(crate) const SECRET: &str = "hush";
/// The random number of a run.
pub(crate) const NAMES: u64 = 7;

/// What happens at a call of an action.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trouble {
    /// Nothing; what follows in the list waits for this call.
    None,
    /// It is refused with this code.
    Refuse(&'static str),
    /// It is done, but the answer is lost.
    Lose,
    /// It is done, and meanwhile the person presses Ctrl-C.
    Interrupt,
}

/// A user.
#[derive(Clone, Debug, Default)]
pub(crate) struct User {
    /// Its id.
    id: String,
    /// Its keys, with their statuses.
    pub(crate) keys: Vec<(String, String)>,
}

/// A service with its users, policies and buckets.
#[derive(Default)]
pub(crate) struct Fake {
    /// Who calls with [`CALLER_KEY`], as `user/NAME`, `root` or something else.
    caller: &'static str,
    pub(crate) users: BTreeMap<String, User>,
    /// The documents of policies by their ARNs.
    pub(crate) policies: BTreeMap<String, String>,
    /// The names of users and the ARNs of their policies.
    pub(crate) attachments: BTreeSet<(String, String)>,
    /// The objects of each bucket.
    pub(crate) buckets: BTreeMap<String, BTreeMap<String, String>>,
    /// The devices by their ARNs.
    pub(crate) devices: BTreeMap<String, Device>,
    /// The roles by their names.
    pub(crate) roles: BTreeMap<String, Role>,
    /// The names of users and of the policies in them.
    pub(crate) user_policies: BTreeSet<(String, String)>,
    pub(crate) account: AccountState,
    /// Whether everybody may do everything.
    is_lax: bool,
    makes_roles_elsewhere: bool,
    clock: Option<Clock>,
    shows_secrets: bool,
    federation: FederationSetting,
    /// What the federation endpoint answers whoever asks, if it has gone mad: status and body.
    signin_answer: Option<(u16, &'static str)>,
    /// Actions in trouble; each trouble happens once, in this order.
    troubles: VecDeque<(&'static str, Trouble)>,
    /// `Action` and key id of each call.
    pub(crate) calls: Vec<(String, String)>,
    users_made: u32,
    keys_made: u32,
}

/// What a run left to look at.
pub(crate) struct Outcome {
    pub(crate) ended: Ended,
    pub(crate) output: String,
    /// How many files there are.
    pub(crate) files: usize,
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

    /// The lines of the output as data, or panics on prose.
    pub(crate) fn events(&self) -> Vec<Value> {
        self.output
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Fake {
    /// A service in which the user `Bob` calls, who has `keys` keys.
    pub(crate) fn called_by_bob(keys: usize) -> Self {
        let keys = [CALLER_KEY, "AKIASECOND"].iter().take(keys);
        let bob = User {
            id: "AIDABOB".to_owned(),
            keys: keys
                .map(|id| ((*id).to_owned(), "Active".to_owned()))
                .collect(),
        };
        Self {
            caller: "user/Bob",
            users: BTreeMap::from([("Bob".to_owned(), bob)]),
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

    /// The same, in which roles are made in another account.
    pub(crate) fn with_roles_elsewhere(mut self) -> Self {
        self.makes_roles_elsewhere = true;
        self
    }

    /// The same, in which no policy is asked.
    pub(crate) fn lax(mut self) -> Self {
        self.is_lax = true;
        self
    }

    /// The same, and the program is run with `--show-secret`.
    pub(crate) fn showing_secrets(mut self) -> Self {
        self.shows_secrets = true;
        self
    }

    /// The same, and the program is run with these flags of `federated-url`.
    pub(crate) fn with_federation(mut self, federation: FederationSetting) -> Self {
        self.federation = federation;
        self
    }

    /// The same, whose federation endpoint answers only this.
    pub(crate) fn signing_in_with(mut self, status: u16, body: &'static str) -> Self {
        self.signin_answer = Some((status, body));
        self
    }

    /// Runs a program against the service.
    pub(crate) async fn run(mut self, program: &str, consent: Consent, format: Format) -> Outcome {
        let (hand, interrupt) = Interrupt::by_hand();
        let folder = tempfile::tempdir().unwrap();
        let show_secret = self.shows_secrets;
        let federation = self.federation.clone();
        let clock = Clock::starting_at(SystemTime::UNIX_EPOCH + START);
        self.clock = Some(clock);
        let makes_roles_elsewhere = self.makes_roles_elsewhere;
        let fake = Arc::new(Mutex::new(self));
        let written = Written::default();
        let mut setting = Setting {
            role_profile: makes_roles_elsewhere.then(|| Profile {
                name: "other".to_owned(),
                configuration: configuration(&fake, hand.clone(), OTHER_KEY),
            }),
            configuration: configuration(&fake, hand, CALLER_KEY),
            names: Names::new(NAMES),
            consent,
            show_secret,
            federation,
            folder: folder.path().to_owned(),
            clock,
            output: Output::new(format, &texts::ENGLISH, written.clone()),
            interrupt,
        };
        let ended = if program == ALL {
            iamd_scenarios::run_all(&mut setting).await
        } else {
            let program = SCENARIOS.iter().find(|it| it.name == program).unwrap();
            iamd_scenarios::run(program, &setting).await
        };
        let files = std::fs::read_dir(&folder).unwrap().count();
        let output = String::from_utf8(std::mem::take(&mut *written.0.lock().unwrap())).unwrap();
        let fake = std::mem::take(&mut *fake.lock().unwrap());
        Outcome {
            ended,
            output,
            files,
            fake,
        }
    }

    fn answer(&mut self, request: &Request, hand: &watch::Sender<u32>) -> Answer {
        let call = (request.action.clone(), request.key_id.clone());
        self.calls.push(call);
        let here = |troubled: &mut (&str, Trouble)| troubled.0 == request.action;
        let trouble = self.troubles.pop_front_if(here);
        let trouble = trouble.map_or(Trouble::None, |(_, trouble)| trouble);
        if let Trouble::Refuse(code) = trouble {
            return request.refusal(code);
        }
        let outcome = match request.service {
            Service::Identity => self.perform(request),
            Service::Storage => self.perform_on_storage(request),
            Service::Federation => match self.signin_answer {
                Some((status, body)) => return Answer::of_status(status, body),
                None => self.exchange(request),
            },
        };
        match trouble {
            Trouble::Lose => return Answer::nonsense(),
            Trouble::Interrupt => hand.send_modify(|times| *times += 1),
            Trouble::None | Trouble::Refuse(_) => {}
        }
        outcome.map_or_else(
            |code| request.refusal(code),
            |result| request.success(result),
        )
    }

    /// The name of the user that has a key.
    fn owner(&self, key_id: &str) -> Option<&str> {
        let has = |user: &User| user.keys.iter().any(|(id, _)| id == key_id);
        self.users
            .iter()
            .find(|(_, user)| has(user))
            .map(|(name, _)| name.as_str())
    }
}

fn configuration(fake: &Arc<Mutex<Fake>>, hand: watch::Sender<u32>, key_id: &str) -> SdkConfig {
    let fake = Arc::clone(fake);
    let client = infallible_client_fn(move |request| {
        let request = Request::read(&request);
        fake.lock().unwrap().answer(&request, &hand).into_http()
    });
    let credentials = Credentials::new(key_id, "secret", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url("https://fake.example")
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(client)
        .build()
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

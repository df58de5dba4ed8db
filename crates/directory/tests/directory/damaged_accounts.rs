//! What is done for all accounts is done for those behind one that is damaged, too.

use iamd_api::{Action, iam};
use iamd_auth::{Permit, SystemReason, SystemWork, Target};
use iamd_directory::{CredentialReport, Error, ReportState};
use iamd_ident::{AccessKeyId, AccountId};
use iamd_store::{Key, KeyRange, Scope, Table, Txn};

use crate::world::{World, account, user_name};

/// The first account of the store, and one behind it.
struct Accounts {
    world: World,
    /// The key of the other account's root user.
    other_root: AccessKeyId,
}

/// Behind [`account`], in the order in which accounts are gone through.
fn other() -> AccountId {
    "210987654321".parse().unwrap()
}

impl Accounts {
    async fn new() -> Self {
        let world = World::new().await;
        let key = world.directory.fresh_key(other());
        let other_root = key.id.clone();
        let work = SystemWork::new(SystemReason::FirstStart);
        let made = world.directory.create_account(&work, other(), key);
        made.await.unwrap();
        Self { world, other_root }
    }

    fn restarted(&self) -> Self {
        Self {
            world: self.world.restarted(),
            other_root: self.other_root.clone(),
        }
    }

    /// Acts as the root user of an account.
    async fn act<O, F, Done, T>(&self, whose: AccountId, act: F) -> Result<T, Error>
    where
        O: Action,
        F: Fn(Permit<O>) -> Done + Send + Sync,
        Done: Future<Output = Result<T, Error>> + Send,
        T: Send,
    {
        let is_first = whose == account();
        let root = if is_first {
            &self.world.root
        } else {
            &self.other_root
        };
        let caller = self.world.caller(root).await;
        self.world.acting(&caller, Target::Any, act).await.unwrap()
    }

    async fn generate(&self, whose: AccountId) -> ReportState {
        let directory = &self.world.directory;
        self.act::<iam::GenerateCredentialReport, _, _, _>(whose, |permit| {
            directory.generate_credential_report(permit, 0)
        })
        .await
        .unwrap()
    }

    async fn report(&self, whose: AccountId) -> Result<CredentialReport, Error> {
        let directory = &self.world.directory;
        self.act::<iam::GetCredentialReport, _, _, _>(whose, |permit| {
            directory.get_credential_report(permit, 0)
        })
        .await
    }

    async fn make(&self) -> Result<usize, Error> {
        let work = SystemWork::new(SystemReason::Report);
        self.world.directory.make_credential_reports(&work).await
    }

    async fn places(&self, table: &'static str, of: AccountId) -> Vec<Key> {
        let range = KeyRange::under(&Key::new(Scope::Account(of), Table::new(table)));
        let records = self.world.store.scan(&range, 10).await.unwrap();
        records.into_iter().map(|(key, _)| key).collect()
    }

    async fn put(&self, place: Key, bytes: Vec<u8>) {
        let txn = Txn::new().put(place, bytes);
        self.world.store.commit(txn).await.unwrap();
    }

    async fn damage_report(&self) {
        let [place] =
            <[Key; 1]>::try_from(self.places("credential-report", account()).await).unwrap();
        self.put(place, b"garbage".to_vec()).await;
    }
}

#[tokio::test]
async fn a_report_about_a_damaged_user_is_given_up_and_the_others_are_made() {
    let accounts = Accounts::new().await;
    accounts.world.user(&user_name("bob")).await;
    let place = accounts.places("users", account()).await.pop().unwrap();
    let whole = accounts
        .world
        .store
        .get(&place)
        .await
        .unwrap()
        .unwrap()
        .value;
    accounts.put(place.clone(), b"garbage".to_vec()).await;
    for whose in [account(), other()] {
        assert_eq!(accounts.generate(whose).await, ReportState::Started);
    }
    let failed = accounts.make().await;
    assert!(matches!(failed, Err(Error::Corrupt { .. })), "{failed:?}");
    accounts.report(other()).await.unwrap();
    let none = accounts.report(account()).await;
    assert!(matches!(none, Err(Error::NoCredentialReport)), "{none:?}");
    assert_eq!(accounts.make().await.unwrap(), 0, "nobody asked again");

    accounts.put(place, whole).await;
    let state = accounts.generate(account()).await;
    assert_eq!(state, ReportState::Started);
    assert_eq!(accounts.make().await.unwrap(), 1);
    let report = accounts.report(account()).await.unwrap();
    assert!(report.text.contains("\nbob,"), "{}", report.text);
}

#[tokio::test]
async fn reports_behind_a_damaged_one_are_resumed_and_swept() {
    let accounts = Accounts::new().await;
    for whose in [account(), other()] {
        accounts.generate(whose).await;
    }
    accounts.damage_report().await;
    let accounts = accounts.restarted();
    let directory = &accounts.world.directory;
    let work = SystemWork::new(SystemReason::Report);
    let resumed = directory.resume_credential_reports(&work).await;
    assert!(matches!(resumed, Err(Error::Corrupt { .. })));
    assert_eq!(accounts.make().await.unwrap(), 1);
    accounts.report(other()).await.unwrap();

    let parts = async || accounts.places("credential-report-parts", other()).await;
    assert_eq!(parts().await.len(), 1);
    accounts.world.clock.advance_seconds(4 * 60 * 60 + 1);
    let work = SystemWork::new(SystemReason::Sweep);
    let swept = directory.sweep_credential_reports(&work, 0).await;
    assert!(matches!(swept, Err(Error::Corrupt { .. })));
    assert!(parts().await.is_empty());
}

#[tokio::test]
async fn issuers_behind_a_damaged_one_get_new_keys() {
    let accounts = Accounts::new().await;
    let directory = &accounts.world.directory;
    let enable = |permit| directory.enable_web_identity_issuer(permit);
    let enabled = accounts
        .act::<iam::EnableOutboundWebIdentityFederation, _, _, _>(account(), enable)
        .await;
    let issuer = enabled.unwrap();
    // No id is before this one.
    let first = Key::new(Scope::Global, Table::new("web-identity-issuers")).with("");
    accounts.put(first.unwrap(), b"garbage".to_vec()).await;
    accounts.world.clock.advance_seconds(89 * 86_400);
    let work = SystemWork::new(SystemReason::Rotation);
    let rotated = directory.rotate_web_identity_keys(&work).await;
    assert!(matches!(rotated, Err(Error::Corrupt { .. })));
    let keys = directory.published_web_identity_keys(&issuer).await;
    assert_eq!(keys.unwrap().unwrap().len(), 4, "two of each algorithm");
}

//! The operations of STS, through `Guard::perform`, over a store in memory.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics is a test that fails"
)]

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use futures::executor::block_on;
use iamd_api::{Error, Form, Operation, decode, sts};
use iamd_auth::{
    Audit, AuditError, AuditEvent, Call, Caller, Credentials, Guard, Perform, RequestFacts,
    SystemReason, SystemWork,
};
use iamd_directory::{ChosenKey, Directory, DirectoryParts};
use iamd_ident::{AccessKeyId, AccountId, Clock, Partition, Secret};
use iamd_seal::{KeyRing, MasterKey, Purpose};
use iamd_store::Memory;
use iamd_sts::Sts;
use iamd_testkit::{ManualClock, SeededRandom};

/// Writes nothing down.
struct NoAudit;

impl Audit for NoAudit {
    fn is_writable(&self) -> bool {
        true
    }

    async fn record(&self, _event: AuditEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}

/// Two accounts: one with an ordinary key, and one with a key whose id says nothing.
struct World {
    guard: Guard<Directory, NoAudit>,
    sts: Sts,
    root: AccessKeyId,
    test: AccessKeyId,
}

impl World {
    fn new() -> Self {
        let master = MasterKey::from_bytes([7; MasterKey::BYTES].into());
        let directory = Directory::new(DirectoryParts {
            store: Memory::new(master.checksum_key(Purpose::new("records"))).store(),
            keys: KeyRing::new(master.sealing_key(Purpose::new("secrets"))),
            partition: Partition::Aws,
            clock: Arc::new(ManualClock::default()) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::new(1)),
        });
        let account: AccountId = "123456789012".parse().unwrap();
        let fresh = directory.fresh_key(account);
        let chosen = ChosenKey {
            id: "test".parse().unwrap(),
            secret: Secret::new("test".to_owned()),
        };
        let (root, test) = (fresh.id.clone(), chosen.id.clone());
        let work = SystemWork::new(SystemReason::FirstStart);
        block_on(directory.create_account(&work, account, fresh)).unwrap();
        let dev = "000000000000".parse().unwrap();
        block_on(directory.create_account(&work, dev, chosen)).unwrap();
        Self {
            sts: Sts::new(directory.clone()),
            guard: Guard::new(directory, NoAudit),
            root,
            test,
        }
    }

    fn ask<O>(&self, key: &AccessKeyId, members: &[(&str, &str)]) -> Result<O::Output, Error>
    where
        O: Operation,
        Sts: Perform<O, Input = O::Input, Output = O::Output>,
    {
        let credential = block_on(self.guard.ports().credential(key))
            .unwrap()
            .unwrap();
        let caller = Caller::new(credential.principal, key.clone());
        let request = RequestFacts {
            request_id: "a request".to_owned(),
            received_at: "2026-01-31T00:00:00Z".parse().unwrap(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            secure_transport: false,
            tls: None,
            host: None,
            user_agent: None,
            referer: None,
            region: "us-west-2".to_owned(),
            signature: None,
            parameters: serde_json::Value::Null,
        };
        let input = decode::<O>(&Form::from_members(members.iter().copied())?)?;
        let call = Call {
            caller: &caller,
            request: &request,
        };
        block_on(self.guard.perform(&self.sts, call, input))
    }
}

#[test]
fn a_caller_is_told_who_it_is() {
    let world = World::new();
    for (key, account) in [(&world.root, "123456789012"), (&world.test, "000000000000")] {
        let identity = world.ask::<sts::GetCallerIdentity>(key, &[]).unwrap();
        assert_eq!(identity.account.as_deref(), Some(account));
        assert_eq!(
            identity.user_id.as_deref(),
            Some(account),
            "the root user's id"
        );
        assert_eq!(identity.arn, Some(format!("arn:aws:iam::{account}:root")));
    }
}

/// The account of any key can be told, whether the key exists or not, where its id holds it.
///
/// SOURCE of the foreign id: published research into the form of AWS's key ids.
#[test]
fn the_account_of_a_key_is_told() {
    let world = World::new();
    for (id, account) in [
        (world.root.as_str(), "123456789012"),
        ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
        ("AKIAQNZGKIQY56JQ7WML", "029608264753"),
    ] {
        let found = world.ask::<sts::GetAccessKeyInfo>(&world.test, &[("AccessKeyId", id)]);
        assert_eq!(found.unwrap().account.as_deref(), Some(account), "{id}");
    }
}

#[test]
fn what_is_no_key_has_no_account() {
    let world = World::new();
    for id in ["AKIA0000000000000000", "nothing_of_the_kind"] {
        let answer = world.ask::<sts::GetAccessKeyInfo>(&world.root, &[("AccessKeyId", id)]);
        let error = answer.unwrap_err();
        assert_eq!(error.code.as_str(), "ValidationError", "{id}");
        assert_eq!(error.message, format!("Invalid Access Key ID: {id}"));
    }
    let short = world.ask::<sts::GetAccessKeyInfo>(&world.root, &[("AccessKeyId", "test")]);
    assert_eq!(short.unwrap_err().code.as_str(), "ValidationError");
}

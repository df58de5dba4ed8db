//! How a credential report is made: user by user, from one snapshot, in the order of their names.

use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::{AccessKeyId, AccountId, Arn, Timestamp};
use iamd_store::{KeyRange, Snapshot, StoreError, Txn};

use super::{
    WantedReports,
    line::{Certificate, HEADER, Key, KeyUsed, Line, NextRotation, Password, ROOT_USER},
};
use crate::{
    AccessKeyStatus, Directory, Error, KeyOwner, PasswordPolicy,
    draft::{load, load_from, parse, transact},
    entity::entity_in,
    keyspace,
    records::{
        AccessKeyRecord, CredentialReportPartRecord, CredentialReportRecord, MadeReportEntry,
        NameRecord, PasswordEntry, RootUserRecord, SigningEntry, UserRecord, encode,
    },
};

/// LIMIT: how much text waits in memory until it is written down.
const PART_BYTES: usize = 256 * 1024;

/// How many names are read at once.
const NAMES_AT_ONCE: usize = 500;

/// How many users are looked at before others get a turn.
const USERS_AT_ONCE: usize = 16;

const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Directory {
    /// Tells when a report is to be made.
    pub fn wanted_credential_reports(&self) -> WantedReports {
        self.report_requests().wanted()
    }

    /// Looks for reports that were asked for and not made when the program ended.
    ///
    /// # Errors
    /// The store does not answer. What went wrong with one account keeps the others from nothing.
    pub async fn resume_credential_reports(&self, work: &SystemWork) -> Result<(), Error> {
        debug_assert_eq!(work.reason(), SystemReason::Report);
        let mut failed = None;
        for account in self.list_accounts(work).await? {
            let place = keyspace::credential_report(account.id);
            match load::<CredentialReportRecord>(self.store(), &place).await {
                Ok(found) => {
                    if found.is_some_and(|(record, _)| record.is_pending) {
                        self.report_requests().want(account.id);
                    }
                }
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Makes the reports that were asked for, one after the other. Tells how many.
    ///
    /// # Errors
    /// One could not be made; the others are. It is tried again the next time, unless what it tells of
    /// is damaged: then it is given up.
    pub async fn make_credential_reports(&self, work: &SystemWork) -> Result<usize, Error> {
        debug_assert_eq!(work.reason(), SystemReason::Report);
        let (mut count, mut failed, mut again) = (0, None, Vec::new());
        while let Some(account) = self.report_requests().take() {
            match self.make_or_give_up(account).await {
                Ok(is_made) => count += usize::from(is_made),
                Err(error) => {
                    if !is_damage(&error) {
                        again.push(account);
                    }
                    failed = Some(error);
                }
            }
        }
        self.report_requests().put_back(again);
        failed.map_or(Ok(count), Err)
    }

    /// What is damaged is so the next time, too: whoever asks must not be told for ever that the report
    /// is in progress, and each time have all users looked at in vain.
    async fn make_or_give_up(&self, account: AccountId) -> Result<bool, Error> {
        let made = self.make_credential_report(account).await;
        if made.as_ref().is_err_and(is_damage) {
            self.give_up_report(account).await?;
        }
        made
    }

    async fn give_up_report(&self, account: AccountId) -> Result<(), Error> {
        let place = keyspace::credential_report(account);
        transact!(self, |draft| {
            let record: Option<CredentialReportRecord> = draft.read(&place).await?;
            let Some(mut record) = record.filter(|record| record.is_pending) else {
                return Ok(());
            };
            record.is_pending = false;
            draft.put(place.clone(), &record)
        });
        Ok(())
    }

    async fn make_credential_report(&self, account: AccountId) -> Result<bool, Error> {
        let place = keyspace::credential_report(account);
        let found = load::<CredentialReportRecord>(self.store(), &place).await?;
        let Some((record, _)) = found.filter(|(record, _)| record.is_pending) else {
            return Ok(false);
        };
        let number = record.last;
        // A program that ended in the middle has left parts behind.
        let known = record.made.map(|made| made.number);
        self.drop_report_parts(account, |part| Some(part) != known)
            .await?;
        let generated = self.clock().now();
        let mut text = Text::new(self, account, number);
        self.write_lines(account, &mut text).await?;
        let made = MadeReportEntry {
            number,
            generated,
            parts: text.end().await?,
        };
        // Before it can be found, so that nobody takes it for one that was told.
        self.report_requests().made(account, number);
        transact!(self, |draft| {
            let record: Option<CredentialReportRecord> = draft.read(&place).await?;
            let Some(mut record) = record.filter(|record| record.last == number) else {
                return Ok(());
            };
            record.is_pending = false;
            record.made = Some(made.clone());
            draft.put(place.clone(), &record)
        });
        self.drop_report_parts(account, |part| part != number)
            .await?;
        Ok(true)
    }

    /// SOURCE: recorded of AWS: the root user first, then the users by name, whatever its case.
    ///
    /// LIMIT: the snapshot lives for as long as this takes, some seconds for 100,000 users.
    async fn write_lines(&self, account: AccountId, text: &mut Text<'_>) -> Result<(), Error> {
        let snapshot = self.snapshot().await?;
        let place = keyspace::password_policy(account);
        let policy = load_from::<PasswordPolicy>(&snapshot, &place).await?;
        text.buffer.push_str(HEADER);
        if let Some(root) = load_from(&snapshot, &keyspace::root_user(account)).await? {
            let line = self.line_of_root_user(&snapshot, account, root).await?;
            line.write(&mut text.buffer);
        }
        let mut range = KeyRange::under(&keyspace::names(account, keyspace::USER_NAMES));
        loop {
            let names = snapshot.scan(&range, NAMES_AT_ONCE).await;
            let names = names.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = names.last() else {
                return Ok(());
            };
            range = range.after(last);
            for (index, (_, stored)) in names.iter().enumerate() {
                let (name, _) = parse::<NameRecord>(stored)?;
                let user = entity_in::<UserRecord>(&snapshot, account, name.id).await?;
                if let Some(user) = user {
                    let line = self.line_of_user(&snapshot, account, user, policy.as_ref());
                    line.await?.write(&mut text.buffer);
                }
                if index % USERS_AT_ONCE == 0 {
                    text.write_down().await?;
                    tokio::task::yield_now().await;
                }
            }
        }
    }

    async fn line_of_root_user(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        root: RootUserRecord,
    ) -> Result<Line, Error> {
        let owner = KeyOwner::RootUser;
        let password = self.reported_password(account, owner, root.password.as_ref());
        Ok(Line {
            user: ROOT_USER.to_owned(),
            arn: Arn::root_user(self.partition(), account).to_string(),
            created: root.created,
            password: password.await?,
            next_rotation: NextRotation::NotSupported,
            has_mfa: !root.mfa_devices.is_empty(),
            keys: self
                .reported_keys(snapshot, account, root.access_keys)
                .await?,
            certificates: reported_certificates(&root.signing_certificates),
        })
    }

    async fn line_of_user(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        user: UserRecord,
        policy: Option<&PasswordPolicy>,
    ) -> Result<Line, Error> {
        let owner = KeyOwner::User(user.id);
        let password = self.reported_password(account, owner, user.password.as_ref());
        Ok(Line {
            arn: self.entity_arn(account, &user).to_string(),
            user: user.name.to_string(),
            created: user.created,
            password: password.await?,
            next_rotation: next_rotation(user.password.as_ref(), policy),
            has_mfa: !user.mfa_devices.is_empty(),
            keys: self
                .reported_keys(snapshot, account, user.access_keys)
                .await?,
            certificates: reported_certificates(&user.signing_certificates),
        })
    }

    async fn reported_password(
        &self,
        account: AccountId,
        owner: KeyOwner,
        password: Option<&PasswordEntry>,
    ) -> Result<Option<Password>, Error> {
        let Some(password) = password else {
            return Ok(None);
        };
        Ok(Some(Password {
            last_used: self.password_last_used(account, owner).await?,
            changed: password.changed,
        }))
    }

    /// SOURCE: reports that others recorded agree with the order of the keys' ids, and not with that
    /// of their making.
    async fn reported_keys(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        mut ids: Vec<AccessKeyId>,
    ) -> Result<Vec<Key>, Error> {
        ids.sort();
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            let place = keyspace::access_key(account, &id)?;
            let Some(key) = load_from::<AccessKeyRecord>(snapshot, &place).await? else {
                continue;
            };
            let used = self.key_last_used(account, &id).await?;
            keys.push(Key {
                is_active: key.status == AccessKeyStatus::Active,
                created: key.created,
                last_used: used.map(|used| KeyUsed {
                    at: used.at,
                    region: used.region,
                    service: used.service,
                }),
            });
        }
        Ok(keys)
    }
}

/// SOURCE: reports that others recorded have the inactive one of two certificates first. The order of
/// two that are alike is iamd's own: that of their upload.
fn reported_certificates(entries: &[SigningEntry]) -> Vec<Certificate> {
    let certificate = |entry: &SigningEntry| Certificate {
        is_active: entry.status == AccessKeyStatus::Active,
        uploaded: entry.uploaded,
    };
    let mut certificates: Vec<_> = entries.iter().map(certificate).collect();
    certificates.sort_by_key(|certificate| certificate.is_active);
    certificates
}

fn next_rotation(
    password: Option<&PasswordEntry>,
    policy: Option<&PasswordPolicy>,
) -> NextRotation {
    let days = policy.and_then(|policy| policy.age_max_days);
    let at = password.zip(days).and_then(|(password, days)| {
        let age = i64::from(days).saturating_mul(DAY_SECONDS);
        Timestamp::from_second(password.changed.as_second().saturating_add(age)).ok()
    });
    at.map_or(NextRotation::None, NextRotation::At)
}

/// Whether a record is damaged, so that whoever tries again fails again.
fn is_damage(error: &Error) -> bool {
    match error {
        Error::Corrupt { .. } => true,
        Error::Store(source) => matches!(
            source.downcast_ref(),
            Some(StoreError::Corrupt { .. } | StoreError::Format { .. })
        ),
        _ => false,
    }
}

/// The text of a report on its way into the store.
struct Text<'a> {
    directory: &'a Directory,
    account: AccountId,
    number: u64,
    parts: u32,
    buffer: String,
}

impl<'a> Text<'a> {
    fn new(directory: &'a Directory, account: AccountId, number: u64) -> Self {
        Self {
            directory,
            account,
            number,
            parts: 0,
            buffer: String::new(),
        }
    }

    /// Writes down what has gathered, if it is much.
    async fn write_down(&mut self) -> Result<(), Error> {
        if self.buffer.len() < PART_BYTES {
            return Ok(());
        }
        self.write_part().await
    }

    /// Writes down the rest, and tells how many parts there are.
    async fn end(mut self) -> Result<u32, Error> {
        self.write_part().await?;
        Ok(self.parts)
    }

    async fn write_part(&mut self) -> Result<(), Error> {
        let place = keyspace::credential_report_part(self.account, self.number, self.parts)?;
        let text = std::mem::take(&mut self.buffer);
        let bytes = encode(&CredentialReportPartRecord { text });
        let bytes = bytes.map_err(|error| Error::Corrupt {
            what: "a part of a credential report",
            source: Box::new(error),
        })?;
        let written = self.directory.store().commit(Txn::new().put(place, bytes));
        written
            .await
            .map_err(|error| Error::Store(Box::new(error)))?;
        self.parts = self.parts.saturating_add(1);
        Ok(())
    }
}

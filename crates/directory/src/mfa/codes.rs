//! Codes: each counts once.
//!
//! A device shows one code in each step of 30 seconds. The step whose code was accepted last stands
//! in a record; only later ones are accepted. Checking a code reads that record, using the code up
//! writes it under the condition that it is still what was read: of many who show one code at the
//! same time one gets through, and a restart forgets nothing.
//!
//! INVARIANT: enabling, synchronising and every other use of codes go through this one record, which
//! lives as long as the device.

use std::ops::RangeInclusive;

use iamd_api::iam::{EnableMFADevice, ResyncMFADevice};
use iamd_auth::{
    Caller, MfaFault, MfaStep, Permit, Principal,
    mfa::{
        guesses::{Guessed, Guesses},
        totp::{SKEW, Seed, matching_pair, matching_step, step_of},
    },
};
use iamd_ident::{AccountId, Secret, Timestamp};
use iamd_store::Key;

use super::owned;
use crate::{
    Directory, Error, KeyHolder, KeyOwner, Quota,
    draft::{load, transact},
    records::{EnabledRecord, MfaDeviceRecord, MfaEntry, MfaStepRecord},
};

/// LIMIT: devices that are enabled for a user, and for the root user.
/// SOURCE: IAM User Guide, "AWS Multi-factor authentication in IAM".
const DEVICES_MAX: usize = 8;

/// LIMIT: how many steps the clock of a device that is synchronised may be off, either way: half an
/// hour.
const RESYNC_SKEW: u64 = 60;

/// Two codes that a device showed one after the other.
#[derive(Clone, Debug)]
pub struct CodePair {
    /// The earlier one.
    pub first: Secret<String>,
    /// The later one.
    pub second: Secret<String>,
}

impl Directory {
    /// Enables a device for a user who shows that they have it.
    ///
    /// # Errors
    /// There is no such user or device, the device is enabled, the user has as many as they may
    /// have, or the codes are not those of the step that is now or one beside it.
    pub async fn enable_mfa_device(
        &self,
        permit: Permit<EnableMFADevice>,
        holder: &KeyHolder,
        serial_number: &str,
        codes: &CodePair,
    ) -> Result<(), Error> {
        let account = permit.account();
        let at = self.clock().now();
        let guessed = transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let (places, mut device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            if device.enabled.is_some() {
                return Err(Error::MfaDeviceEnabled {
                    serial_number: serial_number.to_owned(),
                });
            }
            if user.mfa_devices().len() >= DEVICES_MAX {
                return Err(Error::Quota(Quota::MfaDevicesPerUser));
            }
            // Whoever enables a device anew may have put its clock right.
            device.drift_steps = 0;
            let seed = self.open_seed(&places.device, &device)?;
            let shown = pair(&seed, codes, steps_around(at, 0, SKEW));
            let known = draft.read(&places.step).await?;
            let owner = user.as_owner();
            let guessed = guessed(account, serial_number, &device, owner);
            let shown = fresh(self.mfa_enabling_guesses(), &guessed, at, (shown, known))?;
            draft.put(places.step, &shown.as_used())?;
            device.enabled = Some(EnabledRecord { owner, at });
            user.mfa_devices_mut().push(MfaEntry {
                serial_number: serial_number.to_owned(),
                enabled: at,
            });
            draft.put(places.device, &device)?;
            user.put(&mut draft, account)?;
            Ok(guessed)
        });
        self.mfa_enabling_guesses().proved(&guessed);
        Ok(())
    }

    /// Takes note of how far the clock of a device is off.
    ///
    /// # Errors
    /// There is no such user or device, it is not enabled for this user, or it shows these codes at
    /// no time that is half an hour away or nearer.
    pub async fn resync_mfa_device(
        &self,
        permit: Permit<ResyncMFADevice>,
        holder: &KeyHolder,
        serial_number: &str,
        codes: &CodePair,
    ) -> Result<(), Error> {
        let account = permit.account();
        let now = self.clock().now();
        let guessed = transact!(self, |draft| {
            let user = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let (places, mut device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            owned(&device, user.as_owner(), serial_number)?;
            let seed = self.open_seed(&places.device, &device)?;
            let shown = pair(&seed, codes, steps_around(now, 0, RESYNC_SKEW));
            let known = draft.read(&places.step).await?;
            let guessed = guessed(account, serial_number, &device, user.as_owner());
            let shown = fresh(self.mfa_guesses(), &guessed, now, (shown, known))?;
            draft.put(places.step, &shown.as_used())?;
            device.drift_steps = drift_steps(now, shown.last);
            draft.put(places.device, &device)?;
            Ok(guessed)
        });
        self.mfa_guesses().proved(&guessed);
        Ok(())
    }

    /// The step in which a device of the caller's shows a code, if it was not used yet.
    pub(crate) async fn step_of_code(
        &self,
        caller: &Caller,
        serial_number: &str,
        code: &Secret<String>,
        now: Timestamp,
    ) -> Result<Result<MfaStep, MfaFault>, Error> {
        let Some((account, owner)) = owner(caller) else {
            return Ok(Err(MfaFault::UnknownDevice));
        };
        let Some(places) = self.mfa_places(account, serial_number)? else {
            return Ok(Err(MfaFault::UnknownDevice));
        };
        let device = load::<MfaDeviceRecord>(self.store(), &places.device).await?;
        let device = device.filter(|(device, _)| owned(device, owner, serial_number).is_ok());
        let Some((device, _)) = device else {
            return Ok(Err(MfaFault::UnknownDevice));
        };
        let seed = self.open_seed(&places.device, &device)?;
        let steps = steps_around(now, device.drift_steps, SKEW);
        let shown = matching_step(&seed, code, steps).map(Steps::one);
        let used = load(self.store(), &places.step).await?;
        let used = used.map(|(used, _)| used);
        let guessed = guessed(account, serial_number, &device, owner);
        let Ok(shown) = fresh(self.mfa_guesses(), &guessed, now, (shown, used)) else {
            return Ok(Err(MfaFault::WrongCode));
        };
        Ok(Ok(MfaStep {
            device: guessed,
            step: shown.last,
        }))
    }

    /// Uses a step up. Says whether it was still there to be used. Only then are the device's wrong
    /// codes forgotten.
    pub(crate) async fn use_step_up(&self, step: &MfaStep) -> Result<bool, Error> {
        match self.try_to_use_up(step).await {
            Ok(()) => {
                self.mfa_guesses().proved(&step.device);
                Ok(true)
            }
            Err(Error::InvalidAuthenticationCode | Error::NoSuchMfaDevice { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// SECURITY: it must be the device whose code was checked, not a namesake that was made since,
    /// and still that holder's.
    async fn try_to_use_up(&self, step: &MfaStep) -> Result<(), Error> {
        let (account, serial_number) = (step.device.account, &step.device.serial_number);
        transact!(self, |draft| {
            let (places, device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            let owner = device.enabled.as_ref().map(|enabled| enabled.owner);
            let found = owner.map(|owner| guessed(account, serial_number, &device, owner));
            if found.as_ref() != Some(&step.device) {
                return Err(Error::InvalidAuthenticationCode);
            }
            let shown = Steps::one(step.step);
            if shown.were_used(draft.read(&places.step).await?) {
                return Err(Error::InvalidAuthenticationCode);
            }
            draft.put(places.step, &shown.as_used())
        });
        Ok(())
    }

    fn open_seed(&self, place: &Key, device: &MfaDeviceRecord) -> Result<Seed, Error> {
        self.open_secret(place, &device.sealed_seed)
            .map(Seed::from_bytes)
    }
}

/// Whose devices a caller may show: their own. Sessions of roles and federated users have none.
fn owner(caller: &Caller) -> Option<(AccountId, KeyOwner)> {
    match caller.principal() {
        Principal::RootUser(root) => Some((root.account, KeyOwner::RootUser)),
        Principal::User(user) => Some((user.account, KeyOwner::User(user.id))),
        Principal::RoleSession(_) | Principal::FederatedUser(_) | Principal::Anonymous => None,
    }
}

/// What somebody guesses at who shows a code of a device that is enabled for `owner`, or is to be.
fn guessed(
    account: AccountId,
    serial_number: &str,
    device: &MfaDeviceRecord,
    owner: KeyOwner,
) -> Guessed {
    Guessed {
        account,
        serial_number: serial_number.to_owned(),
        made: device.created,
        holder: match owner {
            KeyOwner::RootUser => None,
            KeyOwner::User(id) => Some(id),
        },
    }
}

/// The steps that were shown, if they count: none was used before, and the device has not to wait
/// after too many wrong codes. Trying the same plan again counts as another guess, which a right one
/// takes back.
///
/// SECURITY: the wrong codes before stay counted until the steps are used up. A code that was used
/// before is no guess, right or wrong.
fn fresh(
    counted: &Guesses,
    guessed: &Guessed,
    now: Timestamp,
    (shown, used): (Option<Steps>, Option<MfaStepRecord>),
) -> Result<Steps, Error> {
    if shown.is_some_and(|shown| shown.were_used(used)) {
        return Err(Error::InvalidAuthenticationCode);
    }
    counted
        .attempt(guessed, now, || shown)
        .ok_or(Error::InvalidAuthenticationCode)
}

/// The steps around a moment by the clock of a device.
fn steps_around(now: Timestamp, drift_steps: i64, skew: u64) -> RangeInclusive<u64> {
    let middle = step_of(now).saturating_add_signed(drift_steps);
    middle.saturating_sub(skew)..=middle.saturating_add(skew)
}

/// By how many steps a device is ahead that showed the code of `shown` a moment ago. One step is not
/// much: it may have passed while somebody typed.
fn drift_steps(now: Timestamp, shown: u64) -> i64 {
    let drift_steps = shown.wrapping_sub(step_of(now)).cast_signed();
    if drift_steps.unsigned_abs() <= SKEW {
        return 0;
    }
    drift_steps
}

fn pair(seed: &Seed, codes: &CodePair, steps: RangeInclusive<u64>) -> Option<Steps> {
    let last = matching_pair(seed, &codes.first, &codes.second, steps)?;
    Some(Steps {
        first: last.saturating_sub(1),
        last,
    })
}

/// The steps of codes that were shown together.
#[derive(Clone, Copy)]
struct Steps {
    first: u64,
    last: u64,
}

impl Steps {
    fn one(step: u64) -> Self {
        Self {
            first: step,
            last: step,
        }
    }

    /// Whether one of them is not later than the last one that was used.
    fn were_used(self, used: Option<MfaStepRecord>) -> bool {
        used.is_some_and(|used| self.first <= used.last)
    }

    fn as_used(self) -> MfaStepRecord {
        MfaStepRecord { last: self.last }
    }
}

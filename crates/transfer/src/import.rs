//! Makes an account of what was read.

use iamd_auth::SystemWork;
use iamd_directory::{ChosenKey, Directory, ImportError, ImportPlan, PortableList, Remark};
use iamd_ident::{AccountId, BucketId};
use iamd_objects::Objects;

use crate::{Incoming, TransferError, place::Origins};

/// What came of an import.
#[derive(Debug)]
pub struct Outcome {
    /// The account.
    pub account: AccountId,
    /// How many things of each list were told.
    pub counts: Vec<(PortableList, usize)>,
    /// What an operator ought to know.
    pub remarks: Vec<Remark>,
    /// The access key that the root user got, if it brought none along. Told this once.
    pub root_key: Option<ChosenKey>,
    /// How many records were written, or would have been.
    pub records: usize,
    /// Whether the account was made.
    pub is_made: bool,
}

/// Makes the account. With `is_dry_run` everything is checked and nothing is written. `progress` is told
/// how many records of how many are written.
///
/// # Errors
/// There is the account already, what was read contradicts itself, or the stores cannot be written. Then
/// nothing was changed, unless the error says that this is in doubt.
pub async fn import(
    (directory, objects): (&Directory, &Objects),
    work: &SystemWork,
    incoming: Incoming,
    is_dry_run: bool,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Outcome, TransferError> {
    let Incoming {
        portable,
        mut remarks,
        origins,
    } = incoming;
    let counts = counts(&portable);
    let plan = directory.plan_import(work, portable).await;
    let plan = plan.map_err(|error| told(error, &origins))?;
    remarks.extend_from_slice(plan.remarks());
    remarks.sort_by_key(|remark| remark.kind);
    let records = plan.records();
    let mut outcome = Outcome {
        account: plan.account(),
        counts,
        remarks,
        root_key: None,
        records,
        is_made: false,
    };
    if is_dry_run {
        return Ok(outcome);
    }
    outcome.root_key = plan.root_key().map(|key| ChosenKey {
        id: key.id.clone(),
        secret: key.secret.clone(),
    });
    let buckets = plan.buckets().to_vec();
    let progress = |written| progress(written, records);
    let made = make((directory, objects), work, plan, &progress).await;
    if let Err(error) = made {
        // INVARIANT: a bucket that there may be keeps its room.
        if !matches!(error, Failure::Import(ImportError::InDoubt(_))) {
            discard(objects, work, &buckets).await;
        }
        return Err(told(error, &origins));
    }
    outcome.is_made = true;
    Ok(outcome)
}

/// Objects are told of buckets before there are these.
async fn make(
    (directory, objects): (&Directory, &Objects),
    work: &SystemWork,
    plan: ImportPlan,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Failure> {
    for bucket in plan.buckets() {
        objects.admit_bucket(work, bucket).await?;
    }
    directory.import_account(work, plan, progress).await?;
    Ok(())
}

/// What is left is nothing but rooms that no bucket leads to.
async fn discard(objects: &Objects, work: &SystemWork, buckets: &[BucketId]) {
    for bucket in buckets {
        let _discarded = objects.discard_bucket(work, bucket).await.is_ok();
    }
}

/// Why an account was not made.
enum Failure {
    Import(ImportError),
    Objects(iamd_objects::Error),
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<iamd_objects::Error> for Failure {
    fn from(error: iamd_objects::Error) -> Self {
        Self::Objects(error)
    }
}

/// An error with its place in what was read.
fn told(error: impl Into<Failure>, origins: &Origins) -> TransferError {
    match error.into() {
        Failure::Import(ImportError::Fault { place, what }) => TransferError::Fault {
            place: origins.path(&place),
            what,
        },
        Failure::Import(ImportError::TakenMeanwhile { what }) => {
            TransferError::TakenMeanwhile { what }
        }
        Failure::Import(ImportError::InDoubt(error)) => TransferError::InDoubt(error),
        Failure::Import(ImportError::Directory(error)) => error.into(),
        Failure::Objects(error) => error.into(),
    }
}

fn counts(portable: &iamd_directory::Portable) -> Vec<(PortableList, usize)> {
    let count = |list| match list {
        PortableList::Policies => portable.policies.len(),
        PortableList::Groups => portable.groups.len(),
        PortableList::Roles => portable.roles.len(),
        PortableList::InstanceProfiles => portable.instance_profiles.len(),
        PortableList::Users => portable.users.len(),
        PortableList::MfaDevices => portable.mfa_devices.len(),
        PortableList::SamlProviders => portable.saml_providers.len(),
        PortableList::OidcProviders => portable.oidc_providers.len(),
        PortableList::ServerCertificates => portable.server_certificates.len(),
        PortableList::Buckets => portable.buckets.len(),
    };
    let lists = PortableList::ALL.into_iter();
    lists.map(|list| (list, count(list))).collect()
}

//! The console, with what it asks of the server.

use std::{error::Error, iter, sync::Arc};

use axum::body::Body;
use bytes::Bytes;
use futures::{FutureExt, TryStreamExt, future::BoxFuture};
use iamd_auth::Guard;
use iamd_console::{Console, ConsoleParts, Gather, NotGathered};
use iamd_iam::Iam;
use iamd_ident::Random;
use iamd_s3::{Ports, S3};
use iamd_sts::Sts;

use super::{audit::AuditPort, work::InWork};
use crate::{
    listen::{BodyError, Bounds},
    rates::Rates,
    serve::Parts,
};

/// The services that the console's pages call.
pub(super) struct Services {
    pub(super) iam: Iam,
    pub(super) sts: Sts,
    pub(super) s3: S3,
}

/// The console over the service's own guard.
pub(super) fn make(
    parts: &Parts,
    guard: &Arc<Guard<Ports, AuditPort>>,
    services: Services,
    ids: &Arc<dyn Random>,
    (work, pace): (&InWork, &Arc<Rates>),
) -> Console<Ports, AuditPort> {
    let Services { iam, sts, s3 } = services;
    Console::new(ConsoleParts {
        guard: Arc::clone(guard),
        iam,
        sts,
        s3,
        clock: Arc::clone(&parts.clock),
        random: Arc::clone(&parts.random),
        ids: Arc::clone(ids),
        endpoint_url: parts.endpoint_url.clone(),
        domain: parts.config.domain.as_ref().map(ToString::to_string),
        region: parts.config.region.to_string(),
        work: Arc::new(work.clone()),
        pace: Arc::clone(pace) as _,
        bodies: Arc::new(parts.terms.bodies()),
    })
}

impl Gather for Bounds {
    fn gather(&self, body: Body, bytes_max: u64) -> BoxFuture<'_, Result<Bytes, NotGathered>> {
        let pieces = body.into_data_stream();
        let pieces = pieces.map_err(|error| said(&error).map_or(NotGathered::Broken, Into::into));
        self.gather(pieces, bytes_max).boxed()
    }
}

/// What the listener said of a body. Layers of axum have wrapped it since.
fn said(error: &axum::Error) -> Option<&BodyError> {
    let mut causes = iter::successors(Some(error as &dyn Error), |error| (*error).source());
    causes.find_map(|cause| cause.downcast_ref())
}

impl From<BodyError> for NotGathered {
    fn from(error: BodyError) -> Self {
        Self::from(&error)
    }
}

impl From<&BodyError> for NotGathered {
    fn from(error: &BodyError) -> Self {
        match error {
            BodyError::TooLarge { .. } => Self::TooLarge,
            BodyError::TooSlow { .. } => Self::TooSlow,
            BodyError::NoRoom | BodyError::NoPlace => Self::NoRoom,
            BodyError::Broken { .. } => Self::Broken,
        }
    }
}

//! The credential: key id, date, region, service, terminator.

use std::borrow::Cow;

use super::clipped;
use crate::{Scope, ScopeFault, SignatureError, stamp::Stamp};

/// LIMIT: how long a region or a service may be. AWS's longest region has 14 letters.
const NAME_BYTES_MAX: usize = 64;

/// What a credential says, decoded and not yet checked.
#[derive(Debug, Clone)]
pub(crate) struct Credential<'r> {
    pub(crate) access_key_id: Cow<'r, str>,
    date: Cow<'r, str>,
    region: Cow<'r, str>,
    pub(crate) service: Cow<'r, str>,
    terminator: Cow<'r, str>,
}

impl<'r> Credential<'r> {
    pub(crate) fn parse(text: Cow<'r, str>) -> Result<Self, SignatureError> {
        match text {
            Cow::Borrowed(text) => Self::split(text, Cow::Borrowed),
            Cow::Owned(text) => Self::split(&text, |part| Cow::Owned(part.to_owned())),
        }
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope {
            date: &self.date,
            region: &self.region,
            service: &self.service,
        }
    }

    /// Whether the scope is one, and for the day of the request. All faults are told at once.
    pub(crate) fn check(&self, stamp: &Stamp<'_>) -> Result<(), SignatureError> {
        let mut faults = Vec::new();
        if !is_name(&self.region) {
            faults.push(ScopeFault::Region {
                region: clipped(&self.region),
            });
        }
        if self.terminator != Scope::TERMINATOR {
            faults.push(ScopeFault::Terminator {
                terminator: clipped(&self.terminator),
            });
        }
        if self.date != stamp.date() {
            faults.push(ScopeFault::Date {
                scope: clipped(&self.date),
                date: stamp.date().to_owned(),
                stamp: stamp.text.clone().into_owned(),
            });
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(SignatureError::WrongScope { faults })
        }
    }

    fn split<'t>(
        text: &'t str,
        keep: impl Fn(&'t str) -> Cow<'r, str>,
    ) -> Result<Self, SignatureError> {
        let mut parts = text.split('/');
        let mut next = || parts.next();
        match (next(), next(), next(), next(), next(), next()) {
            (Some(id), Some(date), Some(region), Some(service), Some(terminator), None)
                if !id.is_empty() && is_name(service) =>
            {
                Ok(Self {
                    access_key_id: keep(id),
                    date: keep(date),
                    region: keep(region),
                    service: keep(service),
                    terminator: keep(terminator),
                })
            }
            _ => Err(SignatureError::MalformedCredential {
                credential: clipped(text),
            }),
        }
    }
}

fn is_name(text: &str) -> bool {
    (1..=NAME_BYTES_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

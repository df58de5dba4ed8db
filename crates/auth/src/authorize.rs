//! May the caller? The only place where permits come from.

use std::sync::Arc;

use iamd_api::{Action, Error, ErrorCode, Gate, OperationRow};

use crate::{
    Call, Further, MfaFault, MfaStep, Permit, Ports, Requirements, Resource, Target, Unresolved,
    perform::Seen,
    permit::{Granted, Others},
};

mod asked;

use asked::Asked;

/// Decides all that an operation asks for, and makes the permit. With it comes the step of the
/// caller's MFA device that was shown, which counts once it is used up.
pub(crate) async fn authorize<O: Action>(
    ports: &impl Ports,
    call: Call<'_>,
    requirements: &Requirements,
    seen: &mut Seen<'_>,
) -> Result<(Permit<O>, Option<MfaStep>), Error> {
    let action = requirements.action.unwrap_or(O::ROW.action);
    let resource = resolve(ports, call, &requirements.target).await?;
    seen.resource = Some(Arc::clone(&resource));
    if O::ROW.gate == Gate::Proof {
        let text = "The proof that this operation asks for cannot be verified.";
        return Err(Error::new(ErrorCode::AccessDenied, text));
    }
    let step = shown_step(ports, call, requirements).await?;
    let mfa_at = step.as_ref().map(|_| call.request.received_at);
    // Every caller may perform such an operation, whatever policies say.
    if O::ROW.gate == Gate::Signature {
        let granted = granted(action, resource, 0);
        let permit = Permit::new(granted, Others::default());
        return Ok((permit.with_mfa_at(mfa_at), step));
    }
    let policies = ports.policies(call.caller).await;
    let policies = policies.map_err(|error| error.answer())?;
    let mut inquiry = Inquiry {
        ports,
        asked: Asked {
            call,
            requirements,
            policies: &policies,
            shows_mfa: step.is_some(),
        },
        resource: &resource,
        seen,
    };
    inquiry.decide_own(action).await?;
    let others = Others {
        further: inquiry.decide_further().await?,
        items: inquiry.decide_items().await?,
    };
    let granted = granted(action, Arc::clone(&resource), policies.revision);
    Ok((Permit::new(granted, others).with_mfa_at(mfa_at), step))
}

/// The step of the device whose code the request shows, if it shows one.
async fn shown_step(
    ports: &impl Ports,
    call: Call<'_>,
    requirements: &Requirements,
) -> Result<Option<MfaStep>, Error> {
    let Some(proof) = &requirements.mfa else {
        return Ok(None);
    };
    let now = call.request.received_at;
    let checked = ports.check_code(call.caller, &proof.serial_number, &proof.code, now);
    let checked = checked.await.map_err(|error| error.answer())?;
    checked.map(Some).map_err(MfaFault::answer)
}

/// What must be allowed before the caller is told that the resource does not exist.
fn unseen<'f>(resource: &Resource, absence: Option<&'f Further>) -> Option<&'f Further> {
    absence.filter(|_| !resource.exists)
}

/// What a target stands for, unless there is nothing to decide on.
async fn resolve(
    ports: &impl Ports,
    call: Call<'_>,
    target: &Target,
) -> Result<Arc<Resource>, Error> {
    let resource = ports.resource(call.caller, target).await;
    let mut resource = resource.map_err(|unresolved| match unresolved {
        Unresolved::Refused(error) => error,
        Unresolved::Failed(error) => error.answer(),
    })?;
    if let Target::Object { version, .. } = target {
        resource.version.clone_from(version);
    }
    Ok(Arc::new(resource))
}

fn granted(action: &'static str, resource: Arc<Resource>, revision: u64) -> Granted {
    Granted {
        action,
        resource,
        revision,
    }
}

/// The decisions of one operation, one after the other.
struct Inquiry<'a, 'g, P> {
    ports: &'a P,
    asked: Asked<'a>,
    /// What the operation's own target stands for.
    resource: &'a Arc<Resource>,
    seen: &'a mut Seen<'g>,
}

impl<P: Ports> Inquiry<'_, '_, P> {
    /// The operation's own decision, unless its items alone are decided on.
    async fn decide_own(&mut self, action: &'static str) -> Result<(), Error> {
        let requirements = self.asked.requirements;
        if !requirements.is_of_items {
            self.asked.put(action, self.resource, self.seen, true)?;
        }
        self.decide_absence(self.resource, requirements.absence.as_ref())
            .await
    }

    /// What the operation needs besides, as long as it is allowed.
    async fn decide_further(&mut self) -> Result<Vec<(&'static OperationRow, Granted)>, Error> {
        let mut permitted = Vec::new();
        for further in &self.asked.requirements.further {
            let resource = self.resolved(&further.target).await?;
            self.asked
                .put(further.action, &resource, self.seen, false)?;
            self.decide_absence(&resource, further.absence.as_deref())
                .await?;
            if let Some(row) = further.operation {
                let revision = self.asked.policies.revision;
                permitted.push((row, granted(further.action, resource, revision)));
            }
        }
        Ok(permitted)
    }

    /// What may be done to each item of a list.
    async fn decide_items(
        &mut self,
    ) -> Result<Vec<(&'static OperationRow, Result<Granted, Error>)>, Error> {
        let mut decided = Vec::new();
        for item in &self.asked.requirements.items {
            let Some(row) = item.operation else { continue };
            let resource = self.resolved(&item.target).await?;
            let allowed = if item.is_quiet {
                self.asked.put_quietly(item.action, &resource)
            } else {
                self.asked.put(item.action, &resource, self.seen, false)
            };
            let revision = self.asked.policies.revision;
            decided.push((
                row,
                allowed.map(|()| granted(item.action, resource, revision)),
            ));
        }
        Ok(decided)
    }

    /// What must be allowed to be told that a resource does not exist.
    async fn decide_absence(
        &mut self,
        resource: &Resource,
        absence: Option<&Further>,
    ) -> Result<(), Error> {
        let Some(absence) = unseen(resource, absence) else {
            return Ok(());
        };
        let container = self.resolved(&absence.target).await?;
        self.asked.put(absence.action, &container, self.seen, false)
    }

    /// INVARIANT: what an operation names twice is looked up once, so that all its decisions are on
    /// the same: a role's trust policy allows the session and its tags, or neither.
    async fn resolved(&self, target: &Target) -> Result<Arc<Resource>, Error> {
        if *target == self.asked.requirements.target {
            return Ok(Arc::clone(self.resource));
        }
        resolve(self.ports, self.asked.call, target).await
    }
}

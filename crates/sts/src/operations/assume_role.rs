//! AssumeRole.

use iamd_api::{
    Error,
    sts::{AssumeRole, AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser},
};
use iamd_auth::{Call, Inherited, MfaProof, NewSession, Perform, Permit, Requirements, Target};
use iamd_directory::Error as Unassumable;
use iamd_ident::{Arn, Tag};
use serde_json::{Value, json};

use crate::{
    Sts,
    error::{internal, unsupported, validation},
    session::{
        SessionPolicies, chained, credentials, session_tags, switched, token_bytes,
        token_bytes_min, token_percent, told, transitive_keys, within,
    },
};

impl Perform<AssumeRole> for Sts {
    type Input = AssumeRoleRequest;
    type Output = AssumeRoleResponse;

    /// SOURCE: IAM User Guide, "IAM and AWS STS condition context keys"; "Pass session tags in AWS
    /// STS" and "Monitor and control actions taken with assumed roles" for what tags and a source
    /// identity ask for besides, also where they are inherited.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &AssumeRoleRequest,
    ) -> Result<Requirements, Error> {
        unsupported("ProvidedContexts", !input.provided_contexts.is_empty())?;
        let proof = MfaProof::of(input.serial_number.as_deref(), input.token_code.as_ref())?;
        let role = role_arn(&input.role_arn)?;
        let asked = Asked::of(call, input)?;
        let inherited = Inherited::of(call.caller);
        let tags = inherited.tags(&asked.tags);
        let tags = tags.map_err(|error| error.answer())?;
        let transitive = inherited.transitive_tag_keys(&asked.transitive_tag_keys);
        let identity = source_identity(call, input)?;
        let target = Target::AssumedRole(role);
        let mut requirements = Requirements::on(target.clone())
            .with_text("sts:rolesessionname", input.role_session_name.as_str())
            .with_text_of("sts:externalid", input.external_id.as_deref())
            .with_text_of("sts:sourceidentity", identity.as_deref())
            .with_texts("sts:transitivetagkeys", transitive)
            .shows_mfa(proof);
        if !tags.is_empty() {
            requirements = requirements.also("sts:TagSession", target.clone());
        }
        if identity.is_some() {
            requirements = requirements.also("sts:SetSourceIdentity", target);
        }
        Ok(requirements.tags(tags))
    }

    async fn run(
        &self,
        permit: Permit<AssumeRole>,
        call: Call<'_>,
        input: AssumeRoleRequest,
    ) -> Result<AssumeRoleResponse, Error> {
        let asked = Asked::of(call, &input)?;
        let role = self.directory().assumable_role(&permit).await;
        let role = role.map_err(|error| unassumable(call, &permit, &error))?;
        within(role.max_session_seconds, asked.duration_seconds)?;
        let switched = switched(call, input.duration_seconds, role.max_session_seconds);
        self.check_policies(permit.account(), &asked.policies)
            .await?;
        let identity = source_identity(call, &input)?;
        let session = NewSession {
            token_characters_min: token_bytes_min(input.minimum_session_token_size),
            name: Some(input.role_session_name),
            duration_seconds: switched.unwrap_or(asked.duration_seconds),
            tags: asked.tags,
            transitive_tag_keys: asked.transitive_tag_keys,
            source_identity: input.source_identity,
            policy: asked.policies.document,
            policy_arns: asked.policies.arns,
        };
        let issued = self.issue(permit, call, session).await?;
        Ok(AssumeRoleResponse {
            credentials: Some(credentials(&issued)),
            assumed_role_user: issued.subject.as_ref().map(|subject| AssumedRoleUser {
                assumed_role_id: subject.id.clone(),
                arn: subject.arn.to_string(),
            }),
            packed_policy_size: issued.packed_policy_size.map(Into::into),
            source_identity: identity,
            session_token_utilization: token_percent(&issued),
            session_token_size: token_bytes(&issued),
        })
    }

    fn told(&self, output: &AssumeRoleResponse) -> Option<Value> {
        let user = output.assumed_role_user.as_ref();
        let user = user.map(|user| json!({"assumedRoleId": user.assumed_role_id, "arn": user.arn}));
        let subject = user.map(|user| ("assumedRoleUser", user));
        told(output.credentials.as_ref(), subject)
    }
}

/// What is asked of the session, as far as it can be checked without the role.
struct Asked {
    duration_seconds: u32,
    tags: Vec<Tag>,
    transitive_tag_keys: Vec<String>,
    policies: SessionPolicies,
}

impl Asked {
    fn of(call: Call<'_>, input: &AssumeRoleRequest) -> Result<Self, Error> {
        let tags = session_tags(&input.tags)?;
        Ok(Self {
            duration_seconds: chained(call, input.duration_seconds)?,
            transitive_tag_keys: transitive_keys(&input.transitive_tag_keys, &tags)?,
            tags,
            policies: SessionPolicies::of(input.policy.as_deref(), &input.policy_arns)?,
        })
    }
}

/// The source identity that the session will have: the request's, or else the one that is handed on.
fn source_identity(call: Call<'_>, input: &AssumeRoleRequest) -> Result<Option<String>, Error> {
    let inherited = Inherited::of(call.caller);
    let identity = inherited.source_identity(input.source_identity.as_deref());
    identity.map_err(|error| error.answer())
}

/// A role that went after it was decided on is none that anybody may assume.
fn unassumable(call: Call<'_>, permit: &Permit<AssumeRole>, error: &Unassumable) -> Error {
    match error {
        Unassumable::NoSuchRole(_) | Unassumable::Permit(_) => permit.gone(call.caller),
        _ => internal(error),
    }
}

/// SOURCE: recorded answers of AssumeRole to what is no ARN. What is the ARN of something else is
/// denied as any role that trusts nobody.
fn role_arn(text: &str) -> Result<Arn, Error> {
    text.parse()
        .map_err(|_| validation(format!("{text} is invalid")))
}

//! AcquireRole and GetRoleTemplateVersion: roles by AWS's own templates, of which this server has
//! none. So no template is found.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        AcquireRole, AcquireRoleRequest, AcquireRoleResponse, GetRoleTemplateVersion,
        GetRoleTemplateVersionRequest, GetRoleTemplateVersionResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::Iam;

impl Perform<AcquireRole> for Iam {
    type Input = AcquireRoleRequest;
    type Output = AcquireRoleResponse;

    /// The template would say what the role is called; without one it may be any.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AcquireRoleRequest,
    ) -> Result<Requirements, Error> {
        check(&input.template_arn)?;
        Ok(Requirements::on(Target::Roles("/*".to_owned())))
    }

    async fn run(
        &self,
        _permit: Permit<AcquireRole>,
        _call: Call<'_>,
        input: AcquireRoleRequest,
    ) -> Result<AcquireRoleResponse, Error> {
        Err(missing(&input.template_arn))
    }
}

impl Perform<GetRoleTemplateVersion> for Iam {
    type Input = GetRoleTemplateVersionRequest;
    type Output = GetRoleTemplateVersionResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetRoleTemplateVersionRequest,
    ) -> Result<Requirements, Error> {
        check(&input.template_arn)?;
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        _permit: Permit<GetRoleTemplateVersion>,
        _call: Call<'_>,
        input: GetRoleTemplateVersionRequest,
    ) -> Result<GetRoleTemplateVersionResponse, Error> {
        Err(missing(&input.template_arn))
    }
}

/// SOURCE: IAM API Reference, `GetRoleTemplateVersion`, the example, for what such an ARN looks like.
fn check(arn: &str) -> Result<(), Error> {
    let is_template = arn
        .parse::<iamd_ident::Arn>()
        .is_ok_and(|arn| arn.service() == "iam" && arn.resource().starts_with("role-template/"));
    if is_template {
        return Ok(());
    }
    let text = format!("ARN {arn} is not valid.");
    Err(Error::new(ErrorCode::InvalidInput, text))
}

/// Nobody recorded AWS's text: it is like that of other things.
fn missing(arn: &str) -> Error {
    let text = format!("Role template {arn} was not found.");
    Error::new(ErrorCode::NoSuchEntity, text)
}

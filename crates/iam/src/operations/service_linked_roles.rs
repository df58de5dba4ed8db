//! CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        CreateServiceLinkedRole, CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse,
        DeleteServiceLinkedRole, DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse,
        DeletionTaskStatusType, GetServiceLinkedRoleDeletionStatus,
        GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{NewServiceLinkedRole, role_of_deletion, service_linked_role};

use crate::{Iam, error::answer, input, output};

impl Perform<CreateServiceLinkedRole> for Iam {
    type Input = CreateServiceLinkedRoleRequest;
    type Output = CreateServiceLinkedRoleResponse;

    /// SOURCE: service authorization reference of IAM: the role that is made is the resource, and
    /// `iam:AWSServiceName` the service.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateServiceLinkedRoleRequest,
    ) -> Result<Requirements, Error> {
        let suffix = input.custom_suffix.as_deref();
        let role = service_linked_role(&input.aws_service_name, suffix);
        let (path, name) = role.map_err(answer)?;
        Ok(Requirements::on(Target::NewRole(path, name))
            .with_text("iam:awsservicename", &*input.aws_service_name))
    }

    async fn run(
        &self,
        permit: Permit<CreateServiceLinkedRole>,
        _call: Call<'_>,
        input: CreateServiceLinkedRoleRequest,
    ) -> Result<CreateServiceLinkedRoleResponse, Error> {
        let new = NewServiceLinkedRole {
            service: input.aws_service_name,
            suffix: input.custom_suffix,
            description: input.description,
        };
        let role = self.directory().create_service_linked_role(permit, new);
        Ok(CreateServiceLinkedRoleResponse {
            role: Some(output::created_role(role.await.map_err(answer)?)),
        })
    }
}

impl Perform<DeleteServiceLinkedRole> for Iam {
    type Input = DeleteServiceLinkedRoleRequest;
    type Output = DeleteServiceLinkedRoleResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteServiceLinkedRoleRequest,
    ) -> Result<Requirements, Error> {
        input::on_role(&input.role_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteServiceLinkedRole>,
        _call: Call<'_>,
        input: DeleteServiceLinkedRoleRequest,
    ) -> Result<DeleteServiceLinkedRoleResponse, Error> {
        let name = input::name(&input.role_name)?;
        let task = self.directory().delete_service_linked_role(permit, &name);
        Ok(DeleteServiceLinkedRoleResponse {
            deletion_task_id: task.await.map_err(answer)?,
        })
    }
}

impl Perform<GetServiceLinkedRoleDeletionStatus> for Iam {
    type Input = GetServiceLinkedRoleDeletionStatusRequest;
    type Output = GetServiceLinkedRoleDeletionStatusResponse;

    /// The role is gone, so what it was called is read from the task's id.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetServiceLinkedRoleDeletionStatusRequest,
    ) -> Result<Requirements, Error> {
        let (path, name) = role_of_deletion(&input.deletion_task_id).ok_or_else(|| {
            let text = format!("Deletion Task Id {} is not valid.", input.deletion_task_id);
            Error::new(ErrorCode::InvalidInput, text)
        })?;
        Ok(Requirements::on(Target::NewRole(path, name)))
    }

    async fn run(
        &self,
        permit: Permit<GetServiceLinkedRoleDeletionStatus>,
        _call: Call<'_>,
        input: GetServiceLinkedRoleDeletionStatusRequest,
    ) -> Result<GetServiceLinkedRoleDeletionStatusResponse, Error> {
        let deletion = self
            .directory()
            .service_linked_role_deletion(permit, &input.deletion_task_id);
        deletion.await.map_err(answer)?;
        // No service is asked whether it still uses the role: what was accepted is done.
        Ok(GetServiceLinkedRoleDeletionStatusResponse {
            status: DeletionTaskStatusType::Succeeded,
            reason: None,
        })
    }
}

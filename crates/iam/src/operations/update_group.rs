//! UpdateGroup.

use iamd_api::{
    Error,
    iam::{UpdateGroup, UpdateGroupRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::GroupUpdate;
use iamd_ident::GroupName;

use crate::{Iam, error::answer, input};

impl Perform<UpdateGroup> for Iam {
    type Input = UpdateGroupRequest;
    type Output = ();

    /// SOURCE: IAM API Reference, `UpdateGroup`: permission is needed on both the source object and
    /// the target object.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateGroupRequest,
    ) -> Result<Requirements, Error> {
        let name: GroupName = input::name(&input.group_name)?;
        let renamed = Target::RenamedGroup {
            name: name.clone(),
            new_path: input::optional_name(input.new_path.as_deref())?,
            new_name: input::optional_name(input.new_group_name.as_deref())?,
        };
        Ok(Requirements::on(Target::Group(name)).also("iam:UpdateGroup", renamed))
    }

    async fn run(
        &self,
        permit: Permit<UpdateGroup>,
        _call: Call<'_>,
        input: UpdateGroupRequest,
    ) -> Result<(), Error> {
        let update = GroupUpdate {
            name: input::optional_name(input.new_group_name.as_deref())?,
            path: input::optional_name(input.new_path.as_deref())?,
        };
        let name = input::name(&input.group_name)?;
        let updated = self.directory().update_group(permit, &name, update);
        updated.await.map_err(answer)
    }
}

//! PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy, GetBucketPolicyStatus.

use s3s::dto;

use super::on_bucket::on_bucket;

on_bucket!(
    put_bucket_policy: PutBucketPolicy(PutBucketPolicyInput) -> PutBucketPolicyOutput,
    |asked| asked.policy,
    |()| dto::PutBucketPolicyOutput {}
);

on_bucket!(
    get_bucket_policy: GetBucketPolicy(GetBucketPolicyInput) -> GetBucketPolicyOutput,
    |policy| dto::GetBucketPolicyOutput { policy: Some(policy) }
);

on_bucket!(
    delete_bucket_policy: DeleteBucketPolicy(DeleteBucketPolicyInput) -> DeleteBucketPolicyOutput
);

on_bucket!(
    get_bucket_policy_status:
        GetBucketPolicyStatus(GetBucketPolicyStatusInput) -> GetBucketPolicyStatusOutput,
    |status| dto::GetBucketPolicyStatusOutput {
        policy_status: Some(dto::PolicyStatus {
            is_public: Some(status.is_public),
        }),
    }
);

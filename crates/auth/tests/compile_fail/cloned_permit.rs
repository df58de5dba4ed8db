//! A permit has no copies.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;

fn act(permit: &Permit<DeleteUser>) -> Permit<DeleteUser> {
    permit.clone()
}

fn main() {}

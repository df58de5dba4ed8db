//! The permit of one operation is not good for another.

use iamd_api::iam::{CreateUser, DeleteUser};
use iamd_auth::Permit;

fn delete_user(_permit: Permit<DeleteUser>) {}

fn act(permit: Permit<CreateUser>) {
    delete_user(permit);
}

fn main() {}

//! A permit is used up.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;

fn delete_user(_permit: Permit<DeleteUser>) {}

fn act(permit: Permit<DeleteUser>) {
    delete_user(permit);
    delete_user(permit);
}

fn main() {}

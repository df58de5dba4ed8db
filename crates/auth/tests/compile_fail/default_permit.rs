//! A permit does not come from nothing.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;

fn act() -> Permit<DeleteUser> {
    Default::default()
}

fn main() {}

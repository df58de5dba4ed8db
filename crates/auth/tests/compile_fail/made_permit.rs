//! A permit cannot be made where no decision is.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;

fn main() {
    let _make = Permit::<DeleteUser>::new;
}

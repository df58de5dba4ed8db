//! A permit cannot be put together from the parts of another.

use std::marker::PhantomData;

use iamd_api::iam::{DeleteUser, GetUser};
use iamd_auth::Permit;

fn forge(given: Permit<GetUser>) -> Permit<DeleteUser> {
    Permit {
        granted: given.granted,
        others: given.others,
        mfa_at: given.mfa_at,
        operation: PhantomData,
    }
}

fn main() {}

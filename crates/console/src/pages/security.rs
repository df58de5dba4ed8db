//! One's own security: password, access keys, MFA devices.

mod devices;
mod keys;
mod new_key;
mod overview;
mod own;
mod password;

use iamd_auth::{Audit, ConsolePorts};

pub(crate) use self::password::{Rules, rules as password_rules, set as set_password};
use crate::routes::Routes;

/// Where these pages begin.
const HOME: &str = "/security";

/// The pages of one's own security.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(HOME, overview::show)
        .post("/security/password", password::change)
        .post("/security/keys/new", new_key::create)
        .post("/security/keys/csv", new_key::download)
        .post("/security/keys/status", keys::set_status)
        .get("/security/keys/delete", keys::ask_to_delete)
        .post("/security/keys/delete", keys::delete)
        .post("/security/mfa/new", devices::create)
        .get("/security/mfa/enable", devices::show_enable)
        .post("/security/mfa/enable", devices::enable)
        .get("/security/mfa/resync", devices::show_resync)
        .post("/security/mfa/resync", devices::resync)
        .get("/security/mfa/deactivate", devices::ask_to_deactivate)
        .post("/security/mfa/deactivate", devices::deactivate)
        .get("/security/mfa/delete", devices::ask_to_delete)
        .post("/security/mfa/delete", devices::delete)
}

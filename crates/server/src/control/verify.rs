//! The command that looks at everything.

use serde::{Deserialize, Serialize};

use crate::verify::Depth;

/// Say whether everything is what was written. The findings are sent as lines of JSON.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyCommand {
    /// How closely to look.
    pub depth: Depth,
}

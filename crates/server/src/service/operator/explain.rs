//! Why a request was denied.

use serde_json::json;

use super::Deed;
use crate::{
    control::{ExplainCommand, Explained},
    service::Service,
};

pub(super) fn deed(command: &ExplainCommand) -> Deed {
    Deed {
        name: "ExplainRequest",
        parameters: Some(json!({ "requestId": command.request_id })),
        ..Deed::default()
    }
}

impl Service {
    pub(super) fn explain(&self, command: &ExplainCommand) -> Explained {
        Explained {
            denial: self.0.denials.find(&command.request_id).map(Box::new),
        }
    }
}

//! Client ids: the audiences that an OpenID Connect provider's tokens are taken for.

use serde::{Deserialize, Serialize};

/// The most client ids that a provider may have.
///
/// LIMIT, SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub const CLIENT_IDS_MAX: usize = 100;

/// The client ids of a provider, each once, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientIds(Vec<String>);

/// There would be more than [`CLIENT_IDS_MAX`] client ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a provider has at most {CLIENT_IDS_MAX} client ids")]
pub struct TooManyClientIds;

impl ClientIds {
    /// Adds a client id that may be there already.
    ///
    /// # Errors
    /// It is not there, and there are as many as may be.
    pub fn add(&mut self, id: String) -> Result<(), TooManyClientIds> {
        if self.0.contains(&id) {
            return Ok(());
        }
        if self.0.len() >= CLIENT_IDS_MAX {
            return Err(TooManyClientIds);
        }
        self.0.push(id);
        Ok(())
    }

    /// Takes away a client id that may not be there.
    pub fn remove(&mut self, id: &str) {
        self.0.retain(|known| known != id);
    }

    /// The client ids as texts.
    pub fn into_texts(self) -> Vec<String> {
        self.0
    }
}

impl TryFrom<Vec<String>> for ClientIds {
    type Error = TooManyClientIds;

    /// Counts what was asked for, one that is written twice included.
    fn try_from(ids: Vec<String>) -> Result<Self, TooManyClientIds> {
        if ids.len() > CLIENT_IDS_MAX {
            return Err(TooManyClientIds);
        }
        let mut unique = Self::default();
        for id in ids {
            unique.add(id)?;
        }
        Ok(unique)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize) -> Vec<String> {
        (0..count).map(|number| number.to_string()).collect()
    }

    #[test]
    fn each_stands_once() {
        let ids = ["b", "a", "b"].map(str::to_owned).to_vec();
        let mut ids = ClientIds::try_from(ids).unwrap();
        ids.add("a".to_owned()).unwrap();
        ids.add("A".to_owned()).unwrap();
        ids.remove("b");
        ids.remove("none");
        assert_eq!(ids.into_texts(), ["a", "A"]);
    }

    #[test]
    fn there_are_a_hundred_at_most() {
        assert_eq!(
            ClientIds::try_from(numbered(CLIENT_IDS_MAX + 1)),
            Err(TooManyClientIds)
        );
        let mut full = ClientIds::try_from(numbered(CLIENT_IDS_MAX)).unwrap();
        assert_eq!(full.add("one more".to_owned()), Err(TooManyClientIds));
        assert_eq!(full.add("7".to_owned()), Ok(()), "it is there");
    }
}

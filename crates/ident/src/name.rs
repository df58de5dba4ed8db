//! The names of IAM's entities.

use std::{fmt, str::FromStr};

/// The text is not a name of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind} has 1 to {length_max} characters of letters, digits and {marks}")]
pub struct InvalidName {
    /// What it should have named, such as `a user name`.
    pub kind: &'static str,
    /// How many characters such a name may have.
    pub length_max: usize,
    /// What else stands in such a name.
    pub marks: &'static str,
}

/// Serializes a type as the text that it shows, and reads it back through `TryFrom<String>`.
macro_rules! serde_as_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_as_text;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $length_max:literal, $marks:path) => {
        $(#[$doc])*
        ///
        /// Names are kept as written, compared by AWS without regard to case: [`Self::folded`] is
        /// the form in which two names are the same.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// The most characters that such a name may have.
            pub const LENGTH_MAX: usize = $length_max;

            /// The name as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name in lower case, in which it is unique.
            pub fn folded(&self) -> String {
                self.0.to_ascii_lowercase()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let length_fits = (1..=Self::LENGTH_MAX).contains(&text.len());
                if length_fits && text.bytes().all(|byte| is_in_name(byte, $marks)) {
                    Ok(Self(text.into()))
                } else {
                    Err(InvalidName {
                        kind: $kind,
                        length_max: Self::LENGTH_MAX,
                        marks: $marks,
                    })
                }
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.to_owned().try_into()
            }
        }

        serde_as_text!($name);
    };
}

/// SOURCE: IAM API Reference: names match `[\w+=,.@-]+`, where `\w` is ASCII.
const ENTITY_MARKS: &str = "_+=,.@-";

/// SOURCE: IAM API Reference, type `SAMLProviderNameType`: `[\w._-]+`.
const SAML_PROVIDER_MARKS: &str = "_.-";

fn is_in_name(byte: u8, marks: &str) -> bool {
    byte.is_ascii_alphanumeric() || marks.as_bytes().contains(&byte)
}

name!(
    /// The name of an IAM user. New names are held to 64 characters by the operations that give
    /// them; older ones of AWS's have up to 128, and look-ups take those.
    UserName, "a user name", 128, ENTITY_MARKS
);
name!(
    /// The name of a group.
    GroupName, "a group name", 128, ENTITY_MARKS
);
name!(
    /// The name of a role.
    RoleName, "a role name", 64, ENTITY_MARKS
);
name!(
    /// The name of a policy, managed or inline.
    PolicyName, "a policy name", 128, ENTITY_MARKS
);
name!(
    /// The name of an instance profile.
    InstanceProfileName, "an instance profile name", 128, ENTITY_MARKS
);
name!(
    /// The name of a server certificate.
    ServerCertificateName, "a server certificate name", 128, ENTITY_MARKS
);
name!(
    /// The name of a virtual MFA device.
    MfaDeviceName, "a virtual MFA device name", 226, ENTITY_MARKS
);
name!(
    /// The name of a SAML provider.
    SamlProviderName, "a SAML provider name", 128, SAML_PROVIDER_MARKS
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_to_the_alphabet_of_iam() {
        for right in ["a", "Bob", "a_b+c=d,e.f@g-h", &"x".repeat(128)] {
            assert_eq!(right.parse::<UserName>().unwrap().as_str(), right);
        }
        for wrong in ["", "a b", "a/b", "é", "a\0", "*", &"x".repeat(129)] {
            assert!(wrong.parse::<UserName>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn each_kind_of_name_has_its_own_marks() {
        assert!("a_b.c-d".parse::<SamlProviderName>().is_ok());
        let error = "a@b".parse::<SamlProviderName>().unwrap_err();
        let text = "a SAML provider name has 1 to 128 characters of letters, digits and _.-";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn names_are_the_same_without_regard_to_case() {
        let one: UserName = "Bob".parse().unwrap();
        let other: UserName = "BOB".parse().unwrap();
        assert_ne!(one, other);
        assert_eq!(one.folded(), other.folded());
    }
}

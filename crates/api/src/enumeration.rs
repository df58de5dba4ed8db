//! The enums that the model defines.

/// An enum of the model.
pub trait Enumeration: Copy + Sized + 'static {
    /// The values as the wire writes them, in the order of the model.
    const NAMES: &'static [&'static str];

    /// The value with this name.
    fn named(name: &str) -> Option<Self>;
}

/// The text is not the name of any value of the enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no value has this name")]
pub struct ParseEnumError;

/// Defines an enum whose values have these names on the wire.
macro_rules! enumeration {
    ($name:ident, $($variant:ident = $text:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl $crate::enumeration::Enumeration for $name {
            const NAMES: &'static [&'static str] = &[$($text,)*];

            fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ParseEnumError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::enumeration::Enumeration::named(text).ok_or($crate::ParseEnumError)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, xml: &mut $crate::Writer) {
                $crate::Encode::encode(self.as_str(), xml);
            }
        }
    };
}
pub(crate) use enumeration;

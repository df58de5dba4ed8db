//! What makes a list of error codes an enum.

/// Who is at fault: the `Type` of an error's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Whoever sent the request.
    Sender,
    /// The service.
    Receiver,
}

impl Fault {
    /// The fault as error bodies write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "Sender",
            Self::Receiver => "Receiver",
        }
    }
}

/// Defines the enum of error codes from code, status and fault, and the services in which a code
/// has another status.
macro_rules! error_codes {
    ($($code:ident $status:literal $fault:ident $($service:ident $elsewhere:literal)*,)*) => {
        /// The code of an error on the wire: those of the service models and the common ones.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorCode {
            $(
                #[doc = concat!("`", stringify!($code), "`, status ", $status, ".")]
                $code,
            )*
        }

        impl ErrorCode {
            /// Every code, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The code as error bodies write it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => stringify!($code),)*
                }
            }

            /// The status of the HTTP answer, but for services that have another one: see
            /// [`Self::status_in`].
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$code => $status,)*
                }
            }

            /// The status of the HTTP answer of a service.
            pub const fn status_in(self, service: $crate::Service) -> u16 {
                match (service, self) {
                    $($(($crate::Service::$service, Self::$code) => $elsewhere,)*)*
                    _ => self.status(),
                }
            }

            /// Who is at fault.
            pub const fn fault(self) -> $crate::Fault {
                match self {
                    $(Self::$code => $crate::Fault::$fault,)*
                }
            }
        }

        impl std::fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use error_codes;

//! The planted faults: what real evaluators get wrong, as switches of this one.

/// How a fault shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// In the answer to one question
    Decision,
    /// In a request that needs several decisions, as a copy from one object to another does
    Several,
    /// In how the size of inline policies is counted
    Size,
}

macro_rules! faults {
    ($($(#[doc = $what:literal])+ $name:ident = $edge:expr, $shows:ident;)+) => {
        /// One planted fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault {
            $($(#[doc = $what])+ $name,)+
        }

        impl Fault {
            /// Every fault, in the order of the list of edge cases; then those of choice.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name of the switch.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// What the faulty evaluator does.
            pub fn what(self) -> &'static str {
                match self { $(Self::$name => concat!($($what),+),)+ }
            }

            /// The number of the edge case, from 1 to 28; none for the faults of choice.
            pub fn edge(self) -> Option<u8> {
                match self { $(Self::$name => $edge,)+ }
            }

            /// How the fault shows itself.
            pub fn shows(self) -> Shows {
                match self { $(Self::$name => Shows::$shows,)+ }
            }
        }
    };
}

faults! {
    /// A negated operator fails when its key is absent
    NegatedAbsentFails = Some(1), Decision;
    /// `ForAnyValue` with a negated operator holds when its key is absent
    AnyNegatedAbsentHolds = Some(2), Decision;
    /// `ForAllValues` fails when its key is absent
    AllAbsentFails = Some(3), Decision;
    /// A negated operator holds as soon as one of its values differs
    NegatedValuesOrEd = Some(4), Decision;
    /// A star that a variable brings is a wildcard
    VariableStarIsWild = Some(5), Decision;
    /// Variables are replaced in documents of the old version
    VariablesInOldVersion = Some(6), Decision;
    /// `ArnLike` matches across colons, as `StringLike` does
    ArnLikeCrossesColons = Some(7), Decision;
    /// An absent `aws:MultiFactorAuthPresent` is read as `false`
    MfaAbsentIsFalse = Some(8), Decision;
    /// A resource policy that names the role is as strong as one that names the session
    RoleArnUnlimited = Some(9), Decision;
    /// A resource policy that names the account grants without an identity policy
    AccountSuffices = Some(10), Decision;
    /// A unique id matches a namesake that was made again
    AnyUniqueIdMatches = Some(11), Decision;
    /// `NotPrincipal` spares only a caller whose whole chain of names is listed
    NotPrincipalWholeChain = Some(12), Decision;
    /// A boundary does not bring a Deny with `NotPrincipal` to match
    NotPrincipalBoundaryForgotten = Some(13), Decision;
    /// An explicit deny does not stop the root user
    RootPassesDenies = Some(14), Decision;
    /// `sts:GetCallerIdentity` can be denied
    CallerIdentityDeniable = Some(15), Decision;
    /// One level of service control policies that allows is enough
    ScpAnyLevel = Some(16), Decision;
    /// Resource control policies do not reach anonymous callers
    RcpSparesAnonymous = Some(17), Decision;
    /// A statement of a resource policy without a principal matches everyone
    NoPrincipalIsEveryone = Some(18), Decision;
    /// A request without a resource matches every `Resource`
    NoResourceMatchesAll = Some(19), Decision;
    /// Of several required decisions only the first counts
    FirstDecisionCounts = Some(20), Several;
    /// A federated session without session policies is not limited by them
    FederatedNeedsNoSession = Some(21), Decision;
    /// A star at the end of a resource's segment stops at the colon
    TrailingStarStops = Some(22), Decision;
    /// The role's path is not known: its ARN is made from the session's
    RolePathLost = Some(23), Decision;
    /// The tag's name in a key is case sensitive
    TagKeyCaseSensitive = Some(24), Decision;
    /// JSON numbers and booleans match nothing
    ScalarsMatchNothing = Some(25), Decision;
    /// Of duplicate JSON keys the last one counts
    DuplicatesLastCounts = Some(26), Decision;
    /// White space is counted
    WhiteSpaceCounted = Some(27), Size;
    /// Each inline policy is measured alone
    SizesNotAdded = Some(28), Size;
    /// A plain operator matches a list if one of its elements matches
    PlainOperatorSearchesLists = None, Decision;
    /// `IfExists` changes nothing
    IfExistsIgnored = None, Decision;
    /// Actions are case sensitive
    ActionCaseSensitive = None, Decision;
    /// `StringEquals` reads stars and question marks
    StringEqualsGlobs = None, Decision;
    /// The default of a variable is not used
    DefaultIgnored = None, Decision;
    /// Wildcards inside a principal's ARN match
    PrincipalGlobs = None, Decision;
    /// Numbers are compared as text
    NumbersAsText = None, Decision;
    /// The host's bits of an address range are not masked
    RangeNotMasked = None, Decision;
    /// The resource policy's grant suffices across accounts
    CrossAccountShortcut = None, Decision;
    /// A Deny with an unknown operator never matches
    UnknownOperatorDenyFails = None, Decision;
    /// The names of condition keys are case sensitive
    KeysCaseSensitive = None, Decision;
    /// Service control policies do not bind the root user
    ScpSparesRoot = None, Decision;
    /// `NotPrincipal` spares all of an account that is named beside one of its users
    NotPrincipalAccountSparesAll = None, Decision;
}

/// Which faults are switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults(u64);

impl Faults {
    /// The honest evaluator.
    pub const NONE: Self = Self(0);

    /// One fault alone.
    pub fn one(fault: Fault) -> Self {
        Self(1 << fault as u64)
    }

    /// Whether the fault is switched on.
    pub(crate) fn has(self, fault: Fault) -> bool {
        self.0 & (1 << fault as u64) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_one_faults_cover_the_twenty_eight_edge_cases_once() {
        assert_eq!(Fault::ALL.len(), 41);
        let edges: Vec<u8> = Fault::ALL.iter().filter_map(|fault| fault.edge()).collect();
        assert_eq!(edges, (1..=28).collect::<Vec<u8>>());
    }
}

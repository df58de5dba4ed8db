//! What a password has to be like, and how long it is good: functions of their arguments.

use std::fmt;

use iamd_auth::PasswordState;
use iamd_ident::{Secret, Timestamp};

use crate::{PasswordPolicy, records::PasswordEntry};

/// LIMIT: characters of a password. SOURCE: IAM API Reference, type `passwordType`.
pub(crate) const LENGTH_MAX: usize = 128;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What AWS asks of passwords where an account asks for nothing.
///
/// SOURCE: IAM User Guide, "Set an account password policy for IAM users", default password policy.
/// That a password must not be the account's name or email address has no meaning here: accounts
/// have neither.
const DEFAULT_LENGTH_MIN: u32 = 8;
const DEFAULT_CLASSES_MIN: usize = 3;

/// What is wrong with a new password. It shows AWS's words.
///
/// SOURCE: observed at CreateLoginProfile and ChangePassword for the length, upper-case letters,
/// symbols, the default policy and reuse. The words for lower-case letters and numbers follow those.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It is too short, or characters of some class are missing.
    #[error("{}", List(.0))]
    Misses(Vec<PasswordNeed>),
    /// There are not enough classes of characters in it.
    #[error("Password should meet {classes} more of the following requirements: {}", List(.missing))]
    TooSimple {
        /// How many classes more are needed.
        classes: usize,
        /// Those that are not there.
        missing: Vec<PasswordNeed>,
    },
    /// It is too long, or has characters that not everybody can type. An operation of IAM never gets
    /// such a password, so the words are iamd's own.
    #[error(
        "Password should have at most {LENGTH_MAX} characters, all of them of ASCII or Latin-1"
    )]
    NotTypable,
    /// It is the password of today, or one of the last ones.
    #[error("Policy constraint violation with password reuse prevention during password change.")]
    Reused,
}

/// Something that a password must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordNeed {
    /// So many characters.
    #[error("Password should have a minimum length of {0}")]
    Length(u32),
    /// A letter from A to Z.
    #[error("Password should have at least one uppercase letter")]
    Uppercase,
    /// A letter from a to z.
    #[error("Password should have at least one lowercase letter")]
    Lowercase,
    /// A digit.
    #[error("Password should have at least one number")]
    Number,
    /// Another character of a set.
    #[error("Password should have at least one symbol")]
    Symbol,
}

impl PasswordNeed {
    const CLASSES: [Self; 4] = [Self::Uppercase, Self::Lowercase, Self::Number, Self::Symbol];

    fn is_met_by(self, password: &str) -> bool {
        /// SOURCE: IAM API Reference, `UpdateAccountPasswordPolicy`, `RequireSymbols`.
        const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";
        match self {
            Self::Length(min) => u32::try_from(password.chars().count()).is_ok_and(|n| n >= min),
            Self::Uppercase => password.contains(|c: char| c.is_ascii_uppercase()),
            Self::Lowercase => password.contains(|c: char| c.is_ascii_lowercase()),
            Self::Number => password.contains(|c: char| c.is_ascii_digit()),
            Self::Symbol => password.contains(|c: char| SYMBOLS.contains(c)),
        }
    }
}

struct List<'a>(&'a [PasswordNeed]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, need) in self.0.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{need}")?;
        }
        Ok(())
    }
}

/// Checks what a password looks like. Whether it was used before is for others to say.
///
/// # Errors
/// It is not what the policy asks for or, without one, what AWS asks for.
pub(crate) fn check(
    password: &Secret<String>,
    policy: Option<&PasswordPolicy>,
) -> Result<(), PasswordFault> {
    let password = password.expose();
    if !is_typable(password) {
        return Err(PasswordFault::NotTypable);
    }
    let unmet = |needs: &[PasswordNeed]| -> Vec<PasswordNeed> {
        let needs = needs.iter().copied();
        needs.filter(|need| !need.is_met_by(password)).collect()
    };
    let missing = match policy {
        Some(policy) => unmet(&needs(policy)),
        None => unmet(&[PasswordNeed::Length(DEFAULT_LENGTH_MIN)]),
    };
    if !missing.is_empty() {
        return Err(PasswordFault::Misses(missing));
    }
    if policy.is_some() {
        return Ok(());
    }
    let missing = unmet(&PasswordNeed::CLASSES);
    let classes = (missing.len() + DEFAULT_CLASSES_MIN).saturating_sub(PasswordNeed::CLASSES.len());
    if classes > 0 {
        return Err(PasswordFault::TooSimple { classes, missing });
    }
    Ok(())
}

/// What a policy asks for.
fn needs(policy: &PasswordPolicy) -> Vec<PasswordNeed> {
    let classes = [
        (policy.requires_uppercase, PasswordNeed::Uppercase),
        (policy.requires_lowercase, PasswordNeed::Lowercase),
        (policy.requires_numbers, PasswordNeed::Number),
        (policy.requires_symbols, PasswordNeed::Symbol),
    ];
    let classes = classes.into_iter().filter(|(required, _)| *required);
    std::iter::once(PasswordNeed::Length(policy.length_min))
        .chain(classes.map(|(_, need)| need))
        .collect()
}

/// SOURCE: IAM API Reference, type `passwordType`: `[\u0009\u000A\u000D\u0020-\u00FF]+`.
fn is_typable(password: &str) -> bool {
    let is_in = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}');
    (1..=LENGTH_MAX).contains(&password.chars().count()) && password.chars().all(is_in)
}

/// What a right password is good for.
///
/// SOURCE: IAM User Guide, "Set an account password policy for IAM users", password expiration.
pub(crate) fn state(
    password: &PasswordEntry,
    policy: Option<&PasswordPolicy>,
    now: Timestamp,
) -> PasswordState {
    let age_seconds = now.as_second().saturating_sub(password.changed.as_second());
    let age_max_days = policy.and_then(|policy| policy.age_max_days);
    let is_too_old =
        age_max_days.is_some_and(|days| age_seconds >= i64::from(days).saturating_mul(DAY_SECONDS));
    let is_hard = policy.and_then(|policy| policy.hard_expiry) == Some(true);
    match (is_too_old, is_hard, password.reset_required) {
        (true, true, _) => PasswordState::Expired,
        (true, false, _) | (false, _, true) => PasswordState::MustChange,
        (false, _, false) => PasswordState::Good,
    }
}

#[cfg(test)]
mod tests {
    use iamd_auth::PasswordStamp;
    use iamd_testkit::SeededRandom;

    use super::*;

    #[track_caller]
    fn check_text(password: &str, policy: Option<&PasswordPolicy>, expect: Result<(), &str>) {
        let found = check(&Secret::new(password.to_owned()), policy);
        let found = found.map_err(|fault| fault.to_string());
        assert_eq!(found, expect.map_err(str::to_owned), "{password:?}");
    }

    #[test]
    fn without_a_policy_aws_asks_for_eight_characters_of_three_classes() {
        for right in [
            "Password1",
            "password1!",
            "PASSWORD1|",
            "Pass word'",
            "Pässword12",
        ] {
            check_text(right, None, Ok(()));
        }
        let short = "Password should have a minimum length of 8";
        check_text("Passw0!", None, Err(short));
        check_text("a", None, Err(short));
        check_text(
            "password1",
            None,
            Err(
                "Password should meet 1 more of the following requirements: Password should have \
                 at least one uppercase letter, Password should have at least one symbol",
            ),
        );
        check_text(
            "password",
            None,
            Err(
                "Password should meet 2 more of the following requirements: Password should have \
                 at least one uppercase letter, Password should have at least one number, Password \
                 should have at least one symbol",
            ),
        );
        // Letters outside of ASCII and other signs are of no class.
        check_text(
            "ÄÖÜäöü\"/",
            None,
            Err(
                "Password should meet 3 more of the following requirements: Password should have \
                 at least one uppercase letter, Password should have at least one lowercase \
                 letter, Password should have at least one number, Password should have at least \
                 one symbol",
            ),
        );
    }

    #[test]
    fn a_policy_asks_for_what_it_says_and_nothing_else() {
        let policy = PasswordPolicy::default();
        check_text("aaaaaa", Some(&policy), Ok(()));
        check_text("ääääää", Some(&policy), Ok(()));
        let short = "Password should have a minimum length of 6";
        check_text("aaaaa", Some(&policy), Err(short));
        let policy = PasswordPolicy {
            length_min: 10,
            requires_symbols: true,
            requires_numbers: true,
            requires_uppercase: true,
            requires_lowercase: true,
            ..policy
        };
        check_text("Password1!", Some(&policy), Ok(()));
        let all = "Password should have a minimum length of 10, Password should have at least one \
                   uppercase letter, Password should have at least one lowercase letter, Password \
                   should have at least one number, Password should have at least one symbol";
        check_text("~", Some(&policy), Err(all));
        let symbol = "Password should have at least one symbol";
        check_text("Password12", Some(&policy), Err(symbol));
        let digit = "Password should have at least one number";
        check_text("Password!!", Some(&policy), Err(digit));
        let lower = "Password should have at least one lowercase letter";
        check_text("PASSWORD1!", Some(&policy), Err(lower));
    }

    #[test]
    fn what_aws_does_not_take_is_no_password() {
        let fault = PasswordFault::NotTypable.to_string();
        for wrong in [
            "",
            "Password1\0",
            "Passw€rd1",
            "Password1\u{b}",
            &"aA1".repeat(43),
        ] {
            check_text(wrong, None, Err(&fault));
        }
        check_text(&"aA1\u{ff}".repeat(32), None, Ok(()));
    }

    #[test]
    fn a_password_is_good_until_it_is_too_old() {
        let at = |second: i64| Timestamp::from_second(1_000_000 + second).unwrap();
        let password = |reset_required| PasswordEntry {
            stamp: PasswordStamp::fresh(&SeededRandom::new(1)),
            created: at(-DAY_SECONDS),
            changed: at(0),
            reset_required,
        };
        let policy = |age_max_days, hard_expiry| PasswordPolicy {
            age_max_days,
            hard_expiry,
            ..PasswordPolicy::default()
        };
        let old = policy(Some(2), None);
        let hard = policy(Some(2), Some(true));
        let (young_at, old_at) = (at(2 * DAY_SECONDS - 1), at(2 * DAY_SECONDS));
        for (reset_required, policy, now, expect) in [
            (false, None, old_at, PasswordState::Good),
            (true, None, young_at, PasswordState::MustChange),
            (
                false,
                Some(&policy(None, Some(true))),
                old_at,
                PasswordState::Good,
            ),
            (false, Some(&old), young_at, PasswordState::Good),
            (false, Some(&old), old_at, PasswordState::MustChange),
            (true, Some(&old), old_at, PasswordState::MustChange),
            (false, Some(&hard), young_at, PasswordState::Good),
            (true, Some(&hard), young_at, PasswordState::MustChange),
            (false, Some(&hard), old_at, PasswordState::Expired),
            (true, Some(&hard), old_at, PasswordState::Expired),
            // A clock that goes back makes nothing old.
            (
                false,
                Some(&hard),
                at(-DAY_SECONDS * 10),
                PasswordState::Good,
            ),
        ] {
            let found = state(&password(reset_required), policy, now);
            assert_eq!(found, expect, "{reset_required} {policy:?} {now}");
        }
    }
}

//! The lines of a credential report.
//!
//! SOURCE: IAM User Guide, "Generate credential reports for your AWS account", for what each column
//! means; for their number and order, the small letters of truth values, moments that end in `Z`, line
//! feeds without one at the end, and that what is inactive has its moments all the same: a report of
//! AWS of September 2026, as others recorded it. The guide has one column more, for a third key or
//! certificate, which nobody can have.

use iamd_ident::Timestamp;

/// The first line.
pub(super) const HEADER: &str = "user,arn,user_creation_time,\
    password_enabled,password_last_used,password_last_changed,password_next_rotation,\
    mfa_active,\
    access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
    access_key_1_last_used_region,access_key_1_last_used_service,\
    access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
    access_key_2_last_used_region,access_key_2_last_used_service,\
    cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

/// What the root user is called.
pub(super) const ROOT_USER: &str = "<root_account>";

const NOT_APPLICABLE: &str = "N/A";
const NO_INFORMATION: &str = "no_information";
const NOT_SUPPORTED: &str = "not_supported";

/// How many keys, and how many certificates, a line has room for.
const SLOTS: usize = 2;

/// What a line tells of a user.
pub(super) struct Line {
    pub(super) user: String,
    pub(super) arn: String,
    pub(super) created: Timestamp,
    pub(super) password: Option<Password>,
    pub(super) next_rotation: NextRotation,
    pub(super) has_mfa: bool,
    pub(super) keys: Vec<Key>,
    pub(super) certificates: Vec<Certificate>,
}

/// A password.
pub(super) struct Password {
    pub(super) last_used: Option<Timestamp>,
    pub(super) changed: Timestamp,
}

/// When a password is too old.
pub(super) enum NextRotation {
    /// The root user's never is.
    NotSupported,
    /// Never, or there is no password.
    None,
    At(Timestamp),
}

/// An access key.
pub(super) struct Key {
    pub(super) is_active: bool,
    pub(super) created: Timestamp,
    pub(super) last_used: Option<KeyUsed>,
}

/// The last use of an access key.
pub(super) struct KeyUsed {
    pub(super) at: Timestamp,
    pub(super) region: String,
    pub(super) service: String,
}

/// A signing certificate.
pub(super) struct Certificate {
    pub(super) is_active: bool,
    pub(super) uploaded: Timestamp,
}

impl Line {
    /// Writes the line, with the end of the one before.
    pub(super) fn write(&self, out: &mut String) {
        out.push('\n');
        push_text(out, &self.user);
        push(out, &self.arn);
        push(out, &moment(self.created));
        self.write_password(out);
        push(out, truth(self.has_mfa));
        for slot in 0..SLOTS {
            write_key(out, self.keys.get(slot));
        }
        for slot in 0..SLOTS {
            let certificate = self.certificates.get(slot);
            push(out, truth(certificate.is_some_and(|it| it.is_active)));
            push(
                out,
                &moment_or(certificate.map(|it| it.uploaded), NOT_APPLICABLE),
            );
        }
    }

    fn write_password(&self, out: &mut String) {
        push(out, truth(self.password.is_some()));
        if let Some(password) = &self.password {
            push(out, &moment_or(password.last_used, NO_INFORMATION));
            push(out, &moment(password.changed));
        } else {
            // Nobody recorded a root user without a password. Programs that audit accounts read a
            // moment here, or that there is no information.
            let is_root = self.user == ROOT_USER;
            let last_used = if is_root {
                NO_INFORMATION
            } else {
                NOT_APPLICABLE
            };
            push(out, last_used);
            push(out, NOT_APPLICABLE);
        }
        match self.next_rotation {
            NextRotation::NotSupported => push(out, NOT_SUPPORTED),
            NextRotation::None => push(out, NOT_APPLICABLE),
            NextRotation::At(at) => push(out, &moment(at)),
        }
    }
}

fn write_key(out: &mut String, key: Option<&Key>) {
    push(out, truth(key.is_some_and(|key| key.is_active)));
    push(out, &moment_or(key.map(|key| key.created), NOT_APPLICABLE));
    match key.and_then(|key| key.last_used.as_ref()) {
        Some(used) => {
            push(out, &moment(used.at));
            push(out, &used.region);
            push(out, &used.service);
        }
        None => (0..3).for_each(|_| push(out, NOT_APPLICABLE)),
    }
}

fn push(out: &mut String, value: &str) {
    out.push(',');
    push_text(out, value);
}

/// RFC 4180: what has a comma or a quotation mark in it stands between quotation marks, and those in it
/// are doubled. Names may have commas, and paths both.
fn push_text(out: &mut String, value: &str) {
    if value.contains([',', '"']) {
        out.push('"');
        out.push_str(&value.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(value);
    }
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn moment_or(at: Option<Timestamp>, otherwise: &str) -> String {
    at.map_or_else(|| otherwise.to_owned(), moment)
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + second).unwrap()
    }

    fn bare(user: &str) -> Line {
        Line {
            user: user.to_owned(),
            arn: format!("arn:aws:iam::123456789012:user/{user}"),
            created: at(0),
            password: None,
            next_rotation: NextRotation::None,
            has_mfa: false,
            keys: Vec::new(),
            certificates: Vec::new(),
        }
    }

    #[track_caller]
    fn check(line: &Line, expect: &str) {
        let mut out = String::new();
        line.write(&mut out);
        assert_eq!(out.strip_prefix('\n'), Some(expect));
    }

    #[test]
    fn a_line_has_as_many_values_as_the_header() {
        let mut out = String::new();
        bare("bob").write(&mut out);
        assert_eq!(HEADER.split(',').count(), 22);
        assert_eq!(out.split(',').count(), 22);
        assert!(!HEADER.contains(' '));
    }

    #[test]
    fn what_there_is_not_is_said_so() {
        check(
            &bare("bob"),
            "bob,arn:aws:iam::123456789012:user/bob,2026-01-01T00:00:00Z,false,N/A,N/A,N/A,false,\
             false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
        );
    }

    #[test]
    fn what_there_is_has_its_moments() {
        let used = KeyUsed {
            at: at(3),
            region: "eu-west-1".to_owned(),
            service: "s3".to_owned(),
        };
        let key = |is_active, last_used| Key {
            is_active,
            created: at(2),
            last_used,
        };
        let line = Line {
            password: Some(Password {
                last_used: None,
                changed: at(1),
            }),
            next_rotation: NextRotation::At(at(86_400)),
            has_mfa: true,
            keys: vec![key(true, Some(used)), key(false, None)],
            certificates: vec![Certificate {
                is_active: true,
                uploaded: at(4),
            }],
            ..bare("bob")
        };
        check(
            &line,
            "bob,arn:aws:iam::123456789012:user/bob,2026-01-01T00:00:00Z,true,no_information,\
             2026-01-01T00:00:01Z,2026-01-02T00:00:00Z,true,true,2026-01-01T00:00:02Z,\
             2026-01-01T00:00:03Z,eu-west-1,s3,false,2026-01-01T00:00:02Z,N/A,N/A,N/A,true,\
             2026-01-01T00:00:04Z,false,N/A",
        );
    }

    #[test]
    fn a_comma_in_a_name_parts_nothing() {
        let line = Line {
            arn: "arn:aws:iam::123456789012:user/a\"b/x,y".to_owned(),
            next_rotation: NextRotation::NotSupported,
            ..bare("x,y")
        };
        check(
            &line,
            "\"x,y\",\"arn:aws:iam::123456789012:user/a\"\"b/x,y\",2026-01-01T00:00:00Z,false,N/A,N/A,\
             not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
        );
    }
}

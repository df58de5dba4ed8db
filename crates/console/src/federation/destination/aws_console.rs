//! The pages of AWS's console, and those of this one that stand for them.
//!
//! SOURCE: the addresses that AWS's console shows, and that programs and documents link to.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::Destination;
use crate::sign_in;

/// The names below which AWS's console is, in each partition: `console.` and `REGION.console.`.
const PARTITIONS: &[&str] = &["aws.amazon.com", "amazonaws-us-gov.com", "amazonaws.cn"];

/// What a host of AWS is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host<'a> {
    /// The console, of some region or service.
    Console,
    /// The place to sign in, of some region or account.
    SigningIn(Option<&'a str>),
}

/// This console's page for a page of AWS's. None for what is not on AWS's console.
pub(super) fn page(host: &str, rest: &str) -> Option<Destination> {
    match host_below(PARTITIONS, host)? {
        Host::Console => Some(of_console(rest)),
        Host::SigningIn(of) => Some(of_signing_in(rest, of)),
    }
}

/// The region or account in the name of a host at which one signs in: AWS's, or `domain`'s own.
pub(super) fn signing_in_of<'a>(host: &'a str, domain: Option<&str>) -> Option<&'a str> {
    let own = domain.and_then(|domain| host_below(&[domain], host));
    match own.or_else(|| host_below(PARTITIONS, host))? {
        Host::SigningIn(of) => of,
        Host::Console => None,
    }
}

/// What a host is below one of these names.
fn host_below<'a>(names: &[&str], host: &'a str) -> Option<Host<'a>> {
    let below = names
        .iter()
        .find_map(|name| host.strip_suffix(name)?.strip_suffix('.'))?;
    let (of, kind) = match below.rsplit_once('.') {
        Some((of, kind)) => (Some(of), kind),
        None => (None, below),
    };
    let is_label = |text: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !text.is_empty() && text.bytes().all(is_plain)
    };
    if !of.is_none_or(is_label) {
        return None;
    }
    match kind {
        "console" => Some(Host::Console),
        "signin" => Some(Host::SigningIn(of)),
        _ => None,
    }
}

/// The parts of an address behind its host.
struct Parts<'a> {
    path: Vec<Cow<'a, str>>,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    fn of(rest: &'a str) -> Self {
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = segments(path);
        Self {
            path,
            query,
            fragment,
        }
    }

    fn parameter(&self, wanted: &str) -> Cow<'a, str> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(name, _)| name == wanted)
            .map_or(Cow::Borrowed(""), |(_, value)| value)
    }
}

/// The segments of a path that are not empty, decoded.
fn segments(path: &str) -> Vec<Cow<'_, str>> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy())
        .collect()
}

fn of_console(rest: &str) -> Destination {
    let parts = Parts::of(rest);
    let path: Vec<&str> = parts.path.iter().map(AsRef::as_ref).collect();
    match path.as_slice() {
        ["iam", ..] => of_iam(parts.fragment),
        ["s3"] | ["s3", "home" | "buckets" | "get-started"] => Destination::page(&["buckets"], &[]),
        ["s3", "bucket", "create"] => Destination::page(&["new-bucket"], &[]),
        ["s3", "buckets" | "object", bucket] => bucket_page(bucket, &parts.parameter("prefix")),
        ["s3", "buckets", bucket, folders @ ..] => {
            bucket_page(bucket, &format!("{}/", folders.join("/")))
        }
        _ => Destination::home(),
    }
}

/// The page of a bucket, at the folder that a prefix or a key lies in.
fn bucket_page(bucket: &str, prefix: &str) -> Destination {
    let folder = prefix.rfind('/').and_then(|slash| prefix.get(..=slash));
    Destination::page(
        &["buckets", bucket],
        &[("prefix", folder.unwrap_or_default())],
    )
}

/// IAM's pages stand in the fragment, which arrives decoded or not.
fn of_iam(fragment: &str) -> Destination {
    let (path, _) = fragment.split_once('?').unwrap_or((fragment, ""));
    let segments = segments(path);
    let path: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    match path.as_slice() {
        ["policies", "details", arn @ ..] | ["policies", arn @ ..] if is_arn(arn) => {
            let arn = arn.join("/");
            let (arn, _) = arn.split_once('$').unwrap_or((&arn, ""));
            Destination::page(&["policies", "view"], &[("arn", arn)])
        }
        [list @ ("users" | "roles"), "details", name, ..] | [list @ ("users" | "roles"), name]
            if is_name(name) =>
        {
            Destination::page(&[list, name], &[])
        }
        ["users", ..] => Destination::page(&["users"], &[]),
        ["roles", ..] => Destination::page(&["roles"], &[]),
        ["policies", ..] => Destination::page(&["policies"], &[]),
        ["security_credential" | "security_credentials", ..] => {
            Destination::page(&["security"], &[])
        }
        _ => Destination::home(),
    }
}

fn is_arn(segments: &[&str]) -> bool {
    segments
        .first()
        .is_some_and(|first| first.starts_with("arn:"))
}

/// A browser resolves dots away; AWS's own forms are no names.
fn is_name(segment: &str) -> bool {
    !["create", "details", ".", ".."].contains(&segment)
}

/// The page for one of the place to sign in, which has the account or region `of` in its name.
pub(super) fn of_signing_in(rest: &str, of: Option<&str>) -> Destination {
    let parts = Parts::of(rest);
    let path: Vec<&str> = parts.path.iter().map(AsRef::as_ref).collect();
    match path.as_slice() {
        ["switchrole" | "switch-role"] => {
            let named = SWITCH_PARAMETERS.map(|name| (name, parts.parameter(name)));
            let named = named
                .each_ref()
                .map(|(name, value)| (*name, value.as_ref()));
            Destination::page(&["switch-role"], &named)
        }
        ["federation" | "oauth"] => {
            let again = format!("/federation?{}", parts.query);
            Destination::own(&again).unwrap_or_else(|_| Destination::home())
        }
        [] | ["console", ..] => match of.filter(|of| !is_region(of)) {
            Some(account) => {
                let path = sign_in::path_of_account(account);
                Destination::own(&path).unwrap_or_else(|_| Destination::home())
            }
            None => Destination::home(),
        },
        _ => Destination::home(),
    }
}

/// Whether it is a region's name, such as `us-west-2` or `us-gov-east-1`, not an account's.
fn is_region(label: &str) -> bool {
    let words: Vec<&str> = label.split('-').collect();
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |word: &str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [area, middle @ .., number] => {
            let has_middle = (1..=2).contains(&middle.len()) && middle.iter().all(|it| is_word(it));
            area.len() == 2 && is_word(area) && has_middle && is_number(number)
        }
        _ => false,
    }
}

/// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)": the parameters of a link.
const SWITCH_PARAMETERS: [&str; 3] = ["account", "roleName", "displayName"];

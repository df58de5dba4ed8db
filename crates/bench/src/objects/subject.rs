//! What is measured, and the requests for it.

use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;

use super::traffic::Request;
use crate::requests::{Key, signed};

const BUCKET: &str = "bench-bucket";
const SMALL: usize = 1024;
const LARGE: usize = 64 << 20;
/// As many keys as a page has.
const LISTED: usize = 1000;

/// LIMIT: requests that are signed for one second; a server that needs more ends its row early.
const SMALL_PER_SECOND: u64 = 30_000;
const LARGE_PER_SECOND: u64 = 100;

/// One kind of request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    GetSmall,
    PutSmall,
    List,
    GetLarge,
    PutLarge,
}

impl Subject {
    pub(crate) const ALL: [Self; 5] = [
        Self::GetSmall,
        Self::PutSmall,
        Self::List,
        Self::GetLarge,
        Self::PutLarge,
    ];

    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::GetSmall => "GetObject, 1 KiB",
            Self::PutSmall => "PutObject, 1 KiB",
            Self::List => "ListObjectsV2, 1,000 keys",
            Self::GetLarge => "GetObject, 64 MiB",
            Self::PutLarge => "PutObject, 64 MiB",
        }
    }

    /// The bytes of an object that pass with each request, where that is what counts.
    pub(crate) fn large_bytes(self) -> Option<usize> {
        matches!(self, Self::GetLarge | Self::PutLarge).then_some(LARGE)
    }

    /// How many connections there are at once, one row each.
    pub(super) fn connections(self) -> &'static [usize] {
        match self {
            Self::GetSmall | Self::PutSmall => &[1, 16, 64],
            Self::List => &[1, 16],
            Self::GetLarge | Self::PutLarge => &[1, 4],
        }
    }

    /// How many requests are made for a row.
    pub(super) fn requests_max(self, time: Duration) -> usize {
        let per_second = match self.large_bytes() {
            Some(_) => LARGE_PER_SECOND,
            None => SMALL_PER_SECOND,
        };
        let number = per_second * u64::try_from(time.as_millis()).unwrap_or(u64::MAX) / 1000;
        usize::try_from(number).unwrap_or(usize::MAX)
    }

    /// A request that is like no other; `cell` keeps the keys of rows apart.
    pub(super) fn request(
        self,
        key: &Key,
        host: &str,
        cell: &str,
        number: usize,
    ) -> Result<Request> {
        let get = |path: &str, query: &str| request(key, host, ("GET", path, query), number, 0);
        let put = |path: String, bytes| request(key, host, ("PUT", &path, ""), number, bytes);
        match self {
            Self::GetSmall => get(&format!("/{BUCKET}/small"), ""),
            Self::GetLarge => get(&format!("/{BUCKET}/large"), ""),
            Self::List => get(&format!("/{BUCKET}"), "list-type=2&prefix=listed%2F"),
            Self::PutSmall => put(format!("/{BUCKET}/put/{cell}/{number}"), SMALL),
            // A few keys in turn, so that the disk does not fill.
            Self::PutLarge => put(format!("/{BUCKET}/put-large/{}", number % 8), LARGE),
        }
    }
}

/// What makes the bucket and fills it.
pub(super) fn of_setup(key: &Key, host: &str) -> Result<Vec<Request>> {
    let put = |path: String, number, bytes| request(key, host, ("PUT", &path, ""), number, bytes);
    let mut requests = vec![
        put(format!("/{BUCKET}"), 0, 0)?,
        put(format!("/{BUCKET}/small"), 1, SMALL)?,
        put(format!("/{BUCKET}/large"), 2, LARGE)?,
    ];
    for number in 0..LISTED {
        let path = format!("/{BUCKET}/listed/{number:06}");
        requests.push(put(path, number, SMALL)?);
    }
    Ok(requests)
}

fn request(
    key: &Key,
    host: &str,
    target: (&str, &str, &str),
    number: usize,
    body_bytes: usize,
) -> Result<Request> {
    Ok(Request {
        head: signed(key, host, target, number, body_bytes)?,
        body: body(body_bytes),
    })
}

/// A body of this length; all of one length are the same bytes.
fn body(bytes: usize) -> Bytes {
    static LARGE_BODY: std::sync::OnceLock<Bytes> = std::sync::OnceLock::new();
    let large = LARGE_BODY.get_or_init(|| {
        let pattern = (0_u8..=250).cycle();
        pattern.take(LARGE).collect::<Vec<u8>>().into()
    });
    large.slice(..bytes.min(LARGE))
}

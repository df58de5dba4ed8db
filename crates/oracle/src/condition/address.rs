//! Addresses and ranges of addresses; the two families are kept apart.

use std::net::IpAddr;

/// Whether an address is within a range. A range without a length is one address. With `masks`
/// off the range's host bits are left as they are written.
pub(super) fn is_within(address: &str, range: &str, masks: bool) -> bool {
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let (first, length) = match range.split_once('/') {
        Some((first, length)) => (first, Some(length)),
        None => (range, None),
    };
    let Ok(first) = first.parse::<IpAddr>() else {
        return false;
    };
    let (address, first, width) = match (address, first) {
        (IpAddr::V4(address), IpAddr::V4(first)) => (
            u128::from(u32::from(address)),
            u128::from(u32::from(first)),
            32,
        ),
        (IpAddr::V6(address), IpAddr::V6(first)) => (u128::from(address), u128::from(first), 128),
        _ => return false,
    };
    let length = match length {
        None => width,
        Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().unwrap_or(u32::MAX)
        }
        Some(_) => return false,
    };
    if length > width {
        return false;
    }
    // A shift by the whole width of 128 bits leaves nothing: every address is within.
    let host_bits = width - length;
    let network = |address: u128| address.checked_shr(host_bits).unwrap_or(0);
    let mask_kept = masks || first == network(first).checked_shl(host_bits).unwrap_or(0);
    network(address) == network(first) && mask_kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (address, range, expected) in [
            ("10.1.2.3", "10.0.0.0/8", true),
            ("10.1.2.3", "10.9.9.9/8", true),
            ("11.1.2.3", "10.0.0.0/8", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "0.0.0.0/0", true),
            ("10.1.2.3", "::/0", false),
            ("::1", "::/0", true),
            ("2001:db8::1", "2001:DB8::/32", true),
            ("2001:db9::1", "2001:db8::/32", false),
            ("10.1.2.3", "10.0.0.0/33", false),
            ("10.1.2.3", "10.0.0.0/", false),
            ("10.1.2.3", "nonsense", false),
            ("nonsense", "0.0.0.0/0", false),
        ] {
            assert_eq!(
                is_within(address, range, true),
                expected,
                "{address} in {range}"
            );
        }
    }
}

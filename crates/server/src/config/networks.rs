//! Lists of addresses and networks.

use std::{fmt, net::IpAddr, str::FromStr};

use super::InvalidValue;

/// Addresses and networks, such as those of the proxies before the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

impl Networks {
    /// Whether an address is one of these, or of one of these networks. An address of version 4 is
    /// the same however it is written.
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, network) in self.0.iter().enumerate() {
            let before = if number == 0 { "" } else { "," };
            write!(f, "{before}{network}")?;
        }
        Ok(())
    }
}

/// Texts with commas between them; the empty text is the empty list.
impl FromStr for Networks {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let networks = text.split(',').map(|network| network.trim().parse());
        networks.collect::<Result<_, _>>().map(Self)
    }
}

/// The addresses that begin with the first `bits` bits of `address`, whose other bits are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= self.bits
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= self.bits
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

const fn bits_of(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => u32::BITS,
        IpAddr::V6(_) => u128::BITS,
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, bits } = self;
        if *bits == bits_of(*address) {
            write!(f, "{address}")
        } else {
            write!(f, "{address}/{bits}")
        }
    }
}

/// `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
impl FromStr for Network {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| InvalidValue)?;
        // Addresses are compared as version 4 where they are.
        if address.to_canonical() != address {
            return Err(InvalidValue);
        }
        let all = bits_of(address);
        let is_number = |bits: &&str| bits.bytes().all(|byte| byte.is_ascii_digit());
        let bits = match bits {
            None => all,
            Some(bits) => Some(bits)
                .filter(is_number)
                .and_then(|bits| bits.parse().ok())
                .ok_or(InvalidValue)?,
        };
        // SECURITY: no bits at all are everybody's addresses, and whoever trusts everybody believes
        // every header.
        if !(1..=all).contains(&bits) {
            return Err(InvalidValue);
        }
        let trailing_zeros = match address {
            IpAddr::V4(address) => address.to_bits().trailing_zeros(),
            IpAddr::V6(address) => address.to_bits().trailing_zeros(),
        };
        // `10.0.0.7/8` may be meant as either.
        if trailing_zeros < all - bits {
            return Err(InvalidValue);
        }
        Ok(Self { address, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(networks: &str, address: &str, expect: bool) {
        let parsed: Networks = networks.parse().unwrap();
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(parsed.contain(address), expect, "{networks} {address}");
    }

    #[test]
    fn an_address_is_in_a_network_that_begins_alike() {
        check("10.0.0.7", "10.0.0.7", true);
        check("10.0.0.7", "10.0.0.8", false);
        check("10.0.0.0/8", "10.255.0.1", true);
        check("10.0.0.0/8", "11.0.0.1", false);
        check("10.0.0.128/25", "10.0.0.127", false);
        check("10.0.0.128/25", "10.0.0.255", true);
        check("128.0.0.0/1", "255.0.0.1", true);
        check("fd00::/8", "fdff::1", true);
        check("fd00::/8", "fe00::1", false);
        check("::1", "::1", true);
        check("::1,10.0.0.0/8", "10.0.0.1", true);
        check("", "10.0.0.1", false);
    }

    #[test]
    fn the_versions_are_kept_apart_but_for_mapped_addresses() {
        check("10.0.0.0/8", "::ffff:10.0.0.1", true);
        check("8000::/1", "255.0.0.1", false);
        check("128.0.0.0/1", "8000::1", false);
    }

    #[test]
    fn what_is_written_can_be_read_back() {
        for (given, shown) in [
            ("", ""),
            (" ", ""),
            ("10.0.0.7/32", "10.0.0.7"),
            (" 10.0.0.0/8 , ::1 ", "10.0.0.0/8,::1"),
            ("FD00::/8", "fd00::/8"),
        ] {
            let networks: Networks = given.parse().unwrap();
            assert_eq!(networks.to_string(), shown);
            assert_eq!(shown.parse::<Networks>().unwrap(), networks);
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in [
            "proxy.example.com",
            "10.0.0.0/33",
            "::/129",
            "0.0.0.0/0",
            "::/0",
            "10.0.0.7/8",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
            "/8",
            "10.0.0.7,",
            "10.0.0.7 10.0.0.8",
            "[::1]",
            "::ffff:10.0.0.0/104",
            "fe80::1%eth0",
            "10.0.0.7:80",
        ] {
            assert_eq!(wrong.parse::<Networks>(), Err(InvalidValue), "{wrong}");
        }
    }
}

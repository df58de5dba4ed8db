//! Networks of addresses.

use std::net::IpAddr;

/// The addresses that have the first bits in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Network {
    address: IpAddr,
    prefix_bits: u32,
}

impl Network {
    /// Reads `ADDRESS/BITS`, or an address alone, which is a network of one. `None` if the text is
    /// neither. Bits behind the prefix need not be zero.
    ///
    /// SOURCE: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address
    /// condition operators.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = bits_of(address);
        let prefix_bits = match bits {
            None => most,
            Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => bits.parse().ok()?,
            Some(_) => return None,
        };
        (prefix_bits <= most).then_some(Self {
            address,
            prefix_bits,
        })
    }

    /// Whether its prefix has at least so many bits, of an IPv4 and of an IPv6 network.
    pub(crate) fn has_bits(&self, (v4_min, v6_min): (u32, u32)) -> bool {
        match self.address {
            IpAddr::V4(_) => self.prefix_bits >= v4_min,
            IpAddr::V6(_) => self.prefix_bits >= v6_min,
        }
    }

    /// Whether an address is in it. The two families have nothing in common: an IPv4 address that
    /// is written as an IPv6 one is one of those.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differ = network.to_bits() ^ address.to_bits();
                differ.leading_zeros() >= self.prefix_bits
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differ = network.to_bits() ^ address.to_bits();
                differ.leading_zeros() >= self.prefix_bits
            }
            _ => false,
        }
    }
}

fn bits_of(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(network: &str, address: &str, expect: bool) {
        let network = Network::parse(network).unwrap();
        assert_eq!(
            network.contains(address.parse().unwrap()),
            expect,
            "{network:?} {address}"
        );
    }

    #[test]
    fn addresses_are_in_their_networks() {
        check("203.0.113.0/24", "203.0.113.7", true);
        check("203.0.113.9/24", "203.0.113.7", true);
        check("203.0.113.0/24", "203.0.114.7", false);
        check("203.0.113.7", "203.0.113.7", true);
        check("203.0.113.7", "203.0.113.8", false);
        check("0.0.0.0/0", "203.0.113.7", true);
        check("::/0", "2001:db8::1", true);
        check("2001:db8::/32", "2001:db8:ffff::1", true);
        check("2001:db8::/33", "2001:db8:ffff::1", false);
        check("2001:DB8::1", "2001:db8:0::1", true);
        check("::/0", "203.0.113.7", false);
        check("0.0.0.0/0", "::ffff:203.0.113.7", false);
    }

    #[test]
    fn what_is_no_network_is_none() {
        for text in [
            "",
            "a",
            "1.2.3",
            "1.2.3.4/33",
            "1.2.3.4/",
            "1.2.3.4/+8",
            "::/129",
            "1.2.3.4/-1",
            "1.2.3.04",
        ] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
    }
}

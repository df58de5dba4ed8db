//! Where requests come from: addresses, as people share them.

use std::net::{IpAddr, Ipv6Addr};

/// The addresses that count as one where wrong passwords are counted, and where many wait: an address
/// of IPv4, or a /48 of IPv6.
///
/// SECURITY: a /48 is what one customer of a provider may well have. Were it less, that customer
/// would have thousands of networks to guess from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

const PREFIX_BITS_OF_6: u32 = 48;

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let kept = u128::MAX << (Ipv6Addr::BITS - PREFIX_BITS_OF_6);
                Ipv6Addr::from_bits(address.to_bits() & kept).into()
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_what_one_customer_has() {
        let of = |address: &str| Network::of(address.parse().unwrap());
        for (one, other, is_same) in [
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("2001:db8::1", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:db8::1", "2001:db8:1::1", false),
        ] {
            assert_eq!(of(one) == of(other), is_same, "{one} {other}");
        }
    }
}

//! Sizes, as people read them.

/// The units above a byte, each 1024 of the one before.
const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/// A size with at most three digits and its unit, such as `1.5 MiB`.
pub(crate) fn shown(bytes: u64) -> String {
    let Some((tenths, unit)) = in_unit(bytes) else {
        return format!("{bytes} B");
    };
    if tenths < 100 {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    } else {
        format!("{} {unit}", tenths / 10)
    }
}

/// How many tenths of the largest unit that the size has at least one of; none below the first.
fn in_unit(bytes: u64) -> Option<(u128, &'static str)> {
    let reached = (1_u32..)
        .zip(UNITS)
        .take_while(|(exponent, _)| bytes >> (10 * exponent) > 0);
    let (exponent, unit) = reached.last()?;
    Some(((u128::from(bytes) * 10) >> (10 * exponent), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_few_digits() {
        for (bytes, expect) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (1536, "1.5 KiB"),
            (10 * 1024, "10 KiB"),
            (1024 * 1024 - 1, "1023 KiB"),
            (20 * 1024 * 1024, "20 MiB"),
            (5 << 30, "5.0 GiB"),
            (u64::MAX, "15 EiB"),
        ] {
            assert_eq!(shown(bytes), expect);
        }
    }
}

//! Decodes floats of 16 bits (RFC 8949, appendix D). `minicbor` could, with a feature that needs a procedural macro.

/// Converts a float of 16 bits (IEEE 754 `binary16`).
pub(super) fn half_to_f64(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => fraction * f64::powi(2.0, -24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1024.0 + fraction) * f64::powi(2.0, exponent - 25),
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}

#[cfg(test)]
mod tests {
    use super::half_to_f64;

    /// The examples of RFC 8949, appendix A.
    #[test]
    fn the_examples_of_the_specification_are_decoded() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0x3e00, 1.5),
            (0x7bff, 65_504.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0x0400, 0.000_061_035_156_25),
            (0xc400, -4.0),
            (0x7c00, f64::INFINITY),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half_to_f64(bits), value, "{bits:#x}");
        }
        assert!(half_to_f64(0x8000).is_sign_negative() && half_to_f64(0x7e00).is_nan());
    }
}

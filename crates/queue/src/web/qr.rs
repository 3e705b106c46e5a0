//! A QR code as one shape of an SVG.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// A QR code to draw: the side in modules with its quiet zone, and the path of the dark ones.
pub(super) struct Qr {
    /// Modules along one side.
    pub(super) side: usize,
    /// The `d` of a path.
    pub(super) path: String,
}

/// Modules of white around the code.
const QUIET: usize = 4;

/// The code of an address; nothing when it is too long for one.
pub(super) fn of(address: &str) -> Option<Qr> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
        for (column, _) in modules.iter().enumerate().filter(|(_, module)| module.value()) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", column + QUIET, row + QUIET);
        }
    }
    Some(Qr { side: code.size + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_its_first_corner() {
        let qr = of("https://motcua.example/so/AB23CD45").unwrap();
        assert!(qr.path.starts_with("M4 4h1v1h-1z") && qr.side > 25);
        assert!(of(&"x".repeat(4000)).is_none());
    }
}

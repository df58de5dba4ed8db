//! QR codes that a phone's authenticator scans.

use iamd_ident::{AccountId, MfaDeviceName, Secret};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use png::{BitDepth, ColorType, Encoder};
use qrcodegen::{QrCode, QrCodeEcc};

/// Who the codes are for, as authenticators show it above the name of the device.
const ISSUER: &str = "iamd";

/// The border that readers need around a code, in modules.
///
/// SOURCE: ISO/IEC 18004, "Quiet zone".
const QUIET_ZONE: i32 = 4;

/// How many pixels a module is wide and high: as many as a byte has bits, one for each pixel. A code
/// is so between 400 and 800 pixels wide, which phones read from a screen.
const PIXELS_PER_MODULE: u32 = u8::BITS;

/// A row of eight pixels of one bit each.
const WHITE: u8 = 0xff;
const BLACK: u8 = 0x00;

/// What stands as it is in a label. All else that names may have is written in percent form: a plus
/// sign is a space to some readers.
const IN_LABELS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'@');

/// The picture could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum QrCodeError {
    /// The text is longer than a code can hold.
    #[error("no QR code can hold the text")]
    Text(#[from] qrcodegen::DataTooLong),
    /// The picture is not one that a PNG can hold.
    #[error("no PNG can hold the QR code")]
    Picture(#[from] png::EncodingError),
}

/// A PNG of the code from which an authenticator learns a seed.
pub(crate) fn of_seed(
    name: &MfaDeviceName,
    account: AccountId,
    seed: &Secret<String>,
) -> Result<Secret<Vec<u8>>, QrCodeError> {
    let uri = uri(name, account, seed);
    let code = QrCode::encode_text(uri.expose(), QrCodeEcc::Medium)?;
    Ok(Secret::new(png(&code)?))
}

/// The text of the code.
///
/// SOURCE: the "Key URI Format" that authenticators understand. Algorithm, digits and period are left
/// out, as AWS leaves them out: there are readers that know the usual ones alone.
fn uri(name: &MfaDeviceName, account: AccountId, seed: &Secret<String>) -> Secret<String> {
    let name = utf8_percent_encode(name.as_str(), IN_LABELS);
    let seed = seed.expose();
    Secret::new(format!(
        "otpauth://totp/{ISSUER}:{name}@{account}?secret={seed}&issuer={ISSUER}"
    ))
}

fn png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    let shown = -QUIET_ZONE..code.size() + QUIET_ZONE;
    let width = u32::try_from(shown.len()).unwrap_or(0) * PIXELS_PER_MODULE;
    let mut pixels = Vec::new();
    for y in shown.clone() {
        for _ in 0..PIXELS_PER_MODULE {
            // What lies outside of the code is light.
            let modules = shown.clone().map(|x| code.get_module(x, y));
            pixels.extend(modules.map(|is_dark| if is_dark { BLACK } else { WHITE }));
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, width);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use png::{Decoder, Transformations};
    use rqrr::PreparedImage;

    use super::*;

    const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn code_of(name: &str) -> Vec<u8> {
        let account = "123456789012".parse().unwrap();
        let seed = Secret::new(SEED.to_owned());
        let png = of_seed(&name.parse().unwrap(), account, &seed).unwrap();
        png.expose().clone()
    }

    /// What a reader that knows nothing of us sees.
    fn read(png: &[u8]) -> (u32, String) {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(info.width, info.height);
        let side = info.width as usize;
        let mut image =
            PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        (info.width, grids[0].decode().unwrap().1)
    }

    #[test]
    fn a_reader_gets_the_seed_with_issuer_and_label() {
        let (side, text) = read(&code_of("bobs-phone"));
        let expected =
            format!("otpauth://totp/iamd:bobs-phone@123456789012?secret={SEED}&issuer=iamd");
        assert_eq!(text, expected);
        assert!((400..=800).contains(&side), "{side}");
    }

    #[test]
    fn the_longest_name_and_every_character_of_names_can_be_read() {
        let (_, text) = read(&code_of("a_b+c=d,e.f@g-h"));
        assert!(
            text.contains("iamd:a_b%2Bc%3Dd%2Ce.f@g-h@123456789012?"),
            "{text}"
        );
        let long = "=".repeat(MfaDeviceName::LENGTH_MAX);
        let (side, text) = read(&code_of(&long));
        assert!(text.contains(SEED));
        assert!(side <= 1200, "{side}");
    }

    #[test]
    fn there_is_a_quiet_zone() {
        let png = code_of("bob");
        let mut decoder = Decoder::new(Cursor::new(png.as_slice()));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let side = reader.next_frame(&mut pixels).unwrap().width as usize;
        let border = 4 * 8;
        let is_inside = |at: usize| (border..side - border).contains(&at);
        for (index, pixel) in pixels.iter().enumerate() {
            let (x, y) = (index % side, index / side);
            assert!(*pixel == 255 || (is_inside(x) && is_inside(y)), "{x} {y}");
        }
        assert_eq!(
            pixels[border * side + border],
            0,
            "the code begins behind it"
        );
    }
}

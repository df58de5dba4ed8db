//! QR codes: read from a picture, and shown in a terminal.

use std::{fmt::Write as _, io::Cursor};

use png::{ColorType, Decoder, Limits, Transformations};
use rqrr::{BitGrid, PreparedImage};

/// The most bytes that a decoded picture may have.
///
/// LIMIT: a small file can describe a huge picture.
const PICTURE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// How many light modules stand around a QR code, so that readers find it.
///
/// SOURCE: ISO/IEC 18004, "Quiet zone".
const QUIET_MODULES: usize = 4;

/// A QR code that was read.
pub struct QrCode {
    /// What it says.
    pub content: String,
    /// Its modules, row by row; true is dark.
    modules: Vec<Vec<bool>>,
}

/// Why no QR code could be read.
#[derive(Debug, thiserror::Error)]
pub enum QrFault {
    /// It is no PNG picture, or too large a one.
    #[error("it is no PNG picture that can be read: {0}")]
    Picture(#[from] png::DecodingError),
    /// There is no QR code in the picture, or more than one.
    #[error("there are {count} QR codes in the picture instead of one")]
    Count {
        /// How many there are.
        count: usize,
    },
    /// The QR code is damaged.
    #[error("the QR code is damaged: {0}")]
    Damaged(#[from] rqrr::DeQRError),
    /// The QR code is not that of an authenticator.
    #[error("it does not hold a seed for codes that change with time")]
    NoSeed,
}

impl QrCode {
    /// Reads the one QR code in a PNG picture.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn read(png: &[u8]) -> Result<Self, QrFault> {
        let picture = Picture::read(png)?;
        let grey = |x, y| picture.grey(x, y);
        let mut prepared =
            PreparedImage::prepare_from_greyscale(picture.width, picture.height, grey);
        let grids = prepared.detect_grids();
        let [found] = grids.as_slice() else {
            return Err(QrFault::Count { count: grids.len() });
        };
        let (_, content) = found.decode()?;
        let places = 0..found.grid.size();
        let row = |y| places.clone().map(|x| found.grid.bit(y, x)).collect();
        Ok(Self {
            content,
            modules: places.clone().map(row).collect(),
        })
    }

    /// The QR code in half blocks, two rows of modules a line. Light modules are drawn and dark ones
    /// left free, because most terminals have a dark ground.
    pub fn half_blocks(&self) -> String {
        let size = self.modules.len() + 2 * QUIET_MODULES;
        let mut lines = String::new();
        for y in (0..size).step_by(2) {
            for x in 0..size {
                lines.push(match (self.is_light(x, y), self.is_light(x, y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            // To a string nothing fails to be written.
            let _ = writeln!(lines);
        }
        lines
    }

    /// A QR code that says this and is not to be looked at.
    #[cfg(test)]
    pub(crate) fn with_content(content: &str) -> Self {
        Self {
            content: content.to_owned(),
            modules: Vec::new(),
        }
    }

    /// Whether a module is light, counted from the corner of the quiet zone.
    fn is_light(&self, x: usize, y: usize) -> bool {
        let place = x
            .checked_sub(QUIET_MODULES)
            .zip(y.checked_sub(QUIET_MODULES));
        let module = place.and_then(|(x, y)| self.modules.get(y)?.get(x));
        !module.is_some_and(|is_dark| *is_dark)
    }
}

/// A decoded picture with eight bits a sample.
struct Picture {
    width: usize,
    height: usize,
    color: ColorType,
    bytes: Vec<u8>,
}

impl Picture {
    fn read(png: &[u8]) -> Result<Self, QrFault> {
        let limits = Limits {
            bytes: PICTURE_BYTES_MAX,
        };
        let mut decoder = Decoder::new_with_limits(Cursor::new(png), limits);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let size = reader.output_buffer_size().unwrap_or(usize::MAX);
        if size > PICTURE_BYTES_MAX {
            return Err(png::DecodingError::LimitsExceeded.into());
        }
        let mut bytes = vec![0; size];
        let info = reader.next_frame(&mut bytes)?;
        Ok(Self {
            width: usize::try_from(info.width).unwrap_or(0),
            height: usize::try_from(info.height).unwrap_or(0),
            color: info.color_type,
            bytes,
        })
    }

    /// How light a pixel is. What is transparent shows a white ground.
    fn grey(&self, x: usize, y: usize) -> u8 {
        const WHITE: u8 = u8::MAX;
        let samples = self.color.samples();
        let start = (y * self.width + x) * samples;
        let pixel = self.bytes.get(start..start + samples).unwrap_or_default();
        match *pixel {
            [_, 0] | [_, _, _, 0] => WHITE,
            [grey] | [grey, _] => grey,
            [red, green, blue] | [red, green, blue, _] => {
                let sum = u16::from(red) + u16::from(green) + u16::from(blue);
                u8::try_from(sum / 3).unwrap_or(WHITE)
            }
            _ => WHITE,
        }
    }
}

#[cfg(test)]
mod tests {
    use qrcodegen::{QrCode as Encoded, QrCodeEcc};

    use super::*;

    const SAID: &str = "otpauth://totp/Example:Bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// A picture of a QR code, `scale` pixels a module.
    fn picture(said: &str, color: ColorType, scale: usize) -> Vec<u8> {
        let code = Encoded::encode_text(said, QrCodeEcc::Medium).unwrap();
        let quiet = i32::try_from(QUIET_MODULES).unwrap();
        let size = code.size() + 2 * quiet;
        let mut bytes = Vec::new();
        let pixels = usize::try_from(size).unwrap() * scale;
        for y in 0..pixels {
            for x in 0..pixels {
                let [x, y] = [x, y].map(|at| i32::try_from(at / scale).unwrap() - quiet);
                let grey = if code.get_module(x, y) { 0 } else { 255 };
                let mut pixel = vec![grey; color.samples()];
                if matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba) {
                    *pixel.last_mut().unwrap() = 255;
                }
                bytes.extend(pixel);
            }
        }
        let mut png = Vec::new();
        let pixels = u32::try_from(pixels).unwrap();
        let mut encoder = png::Encoder::new(&mut png, pixels, pixels);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&bytes).unwrap();
        writer.finish().unwrap();
        png
    }

    #[test]
    fn a_code_is_read_from_pictures_of_every_kind() {
        for color in [
            ColorType::Grayscale,
            ColorType::GrayscaleAlpha,
            ColorType::Rgb,
            ColorType::Rgba,
        ] {
            for scale in [3, 4, 8] {
                let read = QrCode::read(&picture(SAID, color, scale)).unwrap();
                assert_eq!(read.content, SAID, "{color:?}, {scale}");
            }
        }
    }

    #[test]
    fn half_blocks_are_the_code_that_was_read() {
        let code = QrCode::read(&picture(SAID, ColorType::Grayscale, 4)).unwrap();
        let shown = code.half_blocks();
        let rows: Vec<Vec<bool>> = shown
            .lines()
            .flat_map(|line| {
                let upper = line.chars().map(|it| "█▀".contains(it)).collect();
                let lower = line.chars().map(|it| "█▄".contains(it)).collect();
                [upper, lower]
            })
            .collect();
        let expect = Encoded::encode_text(SAID, QrCodeEcc::Medium).unwrap();
        for (y, row) in (-4..).zip(&rows) {
            for (x, is_light) in (-4..).zip(row) {
                assert_eq!(*is_light, !expect.get_module(x, y), "{x} {y}");
            }
        }
        assert_eq!(rows[0].len(), code.modules.len() + 2 * QUIET_MODULES);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        assert!(matches!(QrCode::read(b"GIF89a"), Err(QrFault::Picture(_))));
        let whole = picture(SAID, ColorType::Grayscale, 4);
        assert!(QrCode::read(&whole[..whole.len() / 2]).is_err());
        let mut blank = Vec::new();
        let mut encoder = png::Encoder::new(&mut blank, 64, 64);
        encoder.set_color(ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[255; 64 * 64]).unwrap();
        writer.finish().unwrap();
        assert!(matches!(
            QrCode::read(&blank),
            Err(QrFault::Count { count: 0 })
        ));
    }

    #[test]
    fn a_huge_picture_is_not_decoded() {
        let mut huge = Vec::new();
        let mut encoder = png::Encoder::new(&mut huge, 60_000, 60_000);
        encoder.set_color(ColorType::Rgba);
        drop(encoder.write_header().unwrap());
        assert!(matches!(QrCode::read(&huge), Err(QrFault::Picture(_))));
    }
}

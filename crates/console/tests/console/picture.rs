//! Pictures, as a camera reads them.

use std::io::Cursor;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use png::{Decoder, Transformations};
use rqrr::PreparedImage;

/// The text of the QR code in a `data:` address.
pub(crate) fn read_qr_code(address: &str) -> String {
    let data = address.strip_prefix("data:image/png;base64,").unwrap();
    let bytes = BASE64_STANDARD.decode(data).unwrap();
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let side = info.width as usize;
    assert!((400..=800).contains(&side), "{side}");
    let mut image = PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

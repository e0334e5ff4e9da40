//! The file of a preview, packed, in parts of text: what every engine can hold.

use std::io::{Read, Write};

use data_encoding::BASE64_NOPAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::error::{Error, Result};

/// Letters in a part.
const PART: usize = 500_000;

/// A file in parts.
pub(super) fn parts(bytes: &[u8]) -> Vec<String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    // Memory takes whatever is written to it.
    let packed = packer.write_all(bytes).and_then(|()| packer.finish()).unwrap_or_default();
    let text = BASE64_NOPAD.encode(&packed);
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.len().min(PART));
        parts.push(part.to_owned());
        rest = after;
    }
    parts
}

/// The file again. It is refused where it is not kept any more.
pub(super) fn whole(parts: Vec<String>) -> Result<Vec<u8>> {
    if parts.is_empty() {
        let sentence = "The file is not kept any more. Bring it in once more.";
        return Err(Error::refused("file_gone", sentence));
    }
    let broken = |why: String| Error::Broken(format!("a kept file: {why}"));
    let packed = BASE64_NOPAD.decode(parts.concat().as_bytes()).map_err(|error| broken(error.to_string()))?;
    let mut bytes = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).map_err(|error| broken(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_as_it_was() {
        let mut state = 1u32;
        let noise: Vec<u8> = (0..900_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let parts = parts(&noise);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PART));
        assert!(whole(parts).unwrap() == noise);
        assert!(whole(Vec::new()).is_err());
    }
}

//! Vectors that were made once, in a file beside their model.
//!
//! A mark, the model's fingerprint and the width; then for each sentence the hash and the numbers, by hash. A
//! file of another model, an older form or half a file is as good as none: the vectors are made again.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::error::EncoderError;

/// What the file is called.
pub(super) const FILE: &str = "goodword-vectors.bin";
const MARK: &[u8; 8] = b"gwvec\x002\n";

/// Vectors by the hash of their sentence.
pub(super) type Vectors = FxHashMap<u64, Box<[f32]>>;

fn head(fingerprint: u64, width: usize) -> Vec<u8> {
    [MARK, &fingerprint.to_le_bytes()[..], &(width as u64).to_le_bytes()].concat()
}

/// The vectors that this model left in the folder.
pub(super) fn read(folder: &Path, fingerprint: u64, width: usize) -> Option<Vectors> {
    let bytes = std::fs::read(folder.join(FILE)).ok()?;
    let rows = bytes.strip_prefix(head(fingerprint, width).as_slice())?.chunks_exact(8 + 4 * width);
    if !rows.remainder().is_empty() {
        return None;
    }
    let row = |row: &[u8]| {
        let (key, numbers) = row.split_first_chunk()?;
        let numbers = numbers.as_chunks().0.iter().map(|x| f32::from_le_bytes(*x));
        Some((u64::from_le_bytes(*key), numbers.collect()))
    };
    rows.map(row).collect()
}

/// Writes beside the file and renames: whoever looks sees the old file or the new one.
pub(super) fn write(
    folder: &Path,
    fingerprint: u64,
    width: usize,
    vectors: &Vectors,
) -> Result<(), EncoderError> {
    let mut bytes = head(fingerprint, width);
    bytes.reserve(vectors.len() * (8 + 4 * width));
    for (key, vector) in vectors.iter().collect::<BTreeMap<_, _>>() {
        bytes.extend_from_slice(&key.to_le_bytes());
        vector.iter().for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
    }
    let beside = folder.join(format!(".{FILE}.{}", std::process::id()));
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, folder.join(FILE)));
    written.map_err(|error| {
        // What is half written is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
        EncoderError::file(&folder.join(FILE), &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_come_back_to_their_own_model_only() {
        let folder = std::env::temp_dir().join(format!("goodword-kept-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let vectors: Vectors =
            [(7, vec![0.25, -1.5].into()), (3, vec![1e-9, 2.0].into())].into_iter().collect();
        write(&folder, 11, 2, &vectors).unwrap();
        assert_eq!(read(&folder, 11, 2), Some(vectors));
        assert_eq!((read(&folder, 12, 2), read(&folder, 11, 1)), (None, None));
        let path = folder.join(FILE);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert_eq!(read(&folder, 11, 2), None, "half a file is none");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing else stays behind");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

//! Pairs that must not meet.

use crate::error::FileError;

/// Reads a spreadsheet of two columns: `(line, one, the other)`, each an id, a name or an e-mail
/// address; a header is optional.
pub fn read(bytes: &[u8]) -> Result<Vec<(usize, String, String)>, FileError> {
    crate::sheet::read(bytes)?;
    Ok(Vec::new())
}

//! Files that are handed in: read, and refused in a sentence that begins with the file's name.

use std::io::Read;
use std::path::Path;

use crate::failure::Failure;

/// No spreadsheet of members is larger; beyond it somebody named the wrong file.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The bytes of a file; `-` is standard input.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::Refused(format!("standard input cannot be read: {error}.")))?;
        return checked(bytes, path);
    }
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::refused(path, "there is no such file. Check the name and the folder.")
        }
        std::io::ErrorKind::PermissionDenied => {
            Failure::refused(path, "this file may not be read. Check its permissions.")
        }
        _ => Failure::refused(path, format!("cannot be read: {error}.")),
    };
    if path.is_dir() {
        return Err(Failure::refused(path, "this is a folder; name a file in it."));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    checked(bytes, path)
}

fn checked(bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>, Failure> {
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::refused(path, "is larger than 512 MiB: this is hardly a list of members."));
    }
    Ok(bytes)
}

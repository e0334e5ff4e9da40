//! Files that appear whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::failure::Failure;

/// Writes to a file, or to standard output when there is none.
pub fn write(bytes: &[u8], out: Option<&Path>) -> Result<(), Failure> {
    match out {
        Some(path) => replace(bytes, path).map_err(|error| {
            Failure::refused(
                path,
                format!("cannot be written: {error}. Check the folder and its permissions."),
            )
        }),
        None => print(bytes),
    }
}

/// Prints to standard output; a reader that has gone is no error.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::NobodyListens),
        Err(error) => Err(Failure::Refused(format!("standard output cannot be written: {error}"))),
    }
}

/// Writes beside the target and renames: whoever looks sees the old file or the new one.
fn replace(bytes: &[u8], path: &Path) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut beside = tempfile::Builder::new();
    #[cfg(unix)]
    let beside = {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask takes away what it must, as for any new file.
        beside.permissions(std::fs::Permissions::from_mode(0o666))
    };
    let mut file = beside.prefix(".goodword-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("round.json");
        write(b"old", Some(&path)).unwrap();
        write(b"new and longer", Some(&path)).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new and longer");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_a_refusal_that_names_the_file() {
        let error = write(b"x", Some(Path::new("no/such/folder/round.json"))).unwrap_err();
        let Failure::Refused(text) = error else { panic!("refused, not something else") };
        assert!(text.contains("round.json") && text.contains("cannot be written"), "{text}");
    }
}

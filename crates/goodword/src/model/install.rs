//! Putting a model in its place, whole or not at all.
//!
//! The model is loaded, tried and taught where it lies; then its files are copied beside the place, loaded once
//! more, and the folder is renamed into it. Whoever looks sees the old model or the new one.

use std::path::{Path, PathBuf};

use goodword_language::{Encoder, EncoderError, Language};

use super::folder;
use crate::failure::Failure;
use crate::language;

/// Installs the model of one folder in another; its name.
pub fn install(from: &Path, to: &Path, threads: usize) -> Result<String, Failure> {
    if !from.is_dir() {
        return Err(Failure::refused(
            from,
            "there is no such folder. Name the folder that holds the model's files.",
        ));
    }
    may_replace(to)?;
    let encoder = Encoder::load(from).map_err(refused)?;
    encoder.check().map_err(refused)?;
    let taught = language::teach(Language::standard(), encoder, threads);
    let encoder = taught.encoder().ok_or_else(|| Failure::refused(from, "the model was not taken."))?;
    let beside = copy(from, to).map_err(|error| unwritable(to, &error))?;
    encoder.keep(beside.path()).map_err(refused)?;
    let copied = Encoder::load(beside.path()).map_err(refused)?;
    if copied.fingerprint() != encoder.fingerprint() || copied.n_known() != encoder.n_known() {
        return Err(Failure::refused(from, "changed while it was copied. Try again."));
    }
    put(beside, to).map_err(|error| unwritable(to, &error))?;
    Ok(encoder.name())
}

/// Removes an installed model.
pub fn remove(to: &Path) -> Result<(), Failure> {
    if !folder::is_model(to) {
        return Err(Failure::refused(
            to,
            "no sentence model is installed here. `goodword doctor` says where one is.",
        ));
    }
    may_replace(to)?;
    std::fs::remove_dir_all(to).map_err(|error| unwritable(to, &error))
}

fn refused(error: EncoderError) -> Failure {
    Failure::Refused(error.to_string())
}

fn unwritable(to: &Path, error: &std::io::Error) -> Failure {
    Failure::refused(
        to,
        format!("cannot be written: {error}. Check the folder, its permissions and the room on the disk."),
    )
}

/// A folder that holds anything else than a model is left alone.
fn may_replace(to: &Path) -> Result<(), Failure> {
    if to.exists() && !to.is_dir() {
        return Err(Failure::refused(to, "is a file. Name a folder with --to."));
    }
    match folder::stranger(to) {
        Some(name) => Err(Failure::refused(
            to,
            format!(
                "holds {name}, which belongs to no installed model, so this folder is left as it is. Name another one with --to."
            ),
        )),
        None => Ok(()),
    }
}

/// The model's files in a new folder beside the place; it vanishes again unless it is put there.
fn copy(from: &Path, to: &Path) -> std::io::Result<tempfile::TempDir> {
    let parent = to.parent().unwrap_or(Path::new("/"));
    std::fs::create_dir_all(parent)?;
    let mut beside = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask takes away what it must, as for any new folder.
        beside.permissions(std::fs::Permissions::from_mode(0o777));
    }
    let beside = beside.prefix(".goodword-model-").tempdir_in(parent)?;
    for name in Encoder::FILES.iter().filter(|name| from.join(name).is_file()) {
        let mut bytes = std::fs::File::open(from.join(name))?;
        let mut file = std::fs::File::create(beside.path().join(name))?;
        std::io::copy(&mut bytes, &mut file)?;
        file.sync_all()?;
    }
    Ok(beside)
}

/// Renames the new folder into its place; what stood there comes back when that fails.
fn put(beside: tempfile::TempDir, to: &Path) -> std::io::Result<()> {
    let old: PathBuf = beside.path().with_extension("old");
    let had_one = to.exists();
    if had_one {
        std::fs::rename(to, &old)?;
    }
    if let Err(error) = std::fs::rename(beside.path(), to) {
        if had_one {
            std::fs::rename(&old, to)?;
        }
        return Err(error);
    }
    // Its name is gone, so there is nothing left to clean up.
    let _ = beside.keep();
    if had_one { std::fs::remove_dir_all(&old) } else { Ok(()) }
}

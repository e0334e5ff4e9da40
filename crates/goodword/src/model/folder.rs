//! Where an installed model lives, and whether a folder is one of ours.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use goodword_language::Encoder;

use crate::failure::Failure;
use crate::language::ModelArg;

/// The folder that was named, or that of the variable, or the standard one; made absolute.
pub fn named(to: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    let said = || match ModelArg::from(std::env::var_os("GOODWORD_MODEL")?) {
        ModelArg::Folder(folder) => Some(folder),
        ModelArg::Auto | ModelArg::None => None,
    };
    let folder = to.cloned().or_else(said).or_else(standard).ok_or_else(|| {
        Failure::Usage("there is no folder of data for this user. Name a folder with --to.".to_owned())
    })?;
    std::path::absolute(&folder).map_err(|error| Failure::refused(&folder, format!("is no folder: {error}.")))
}

/// `goodword/model` in the user's folder of data.
pub fn standard() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|said: &OsString| Path::new(said).is_absolute());
    let home = || named("HOME").map(|home| Path::new(&home).join(".local").join("share"));
    let data = named("XDG_DATA_HOME").map(PathBuf::from).or_else(home);
    data.or_else(|| named("LOCALAPPDATA").map(PathBuf::from)).map(|data| data.join("goodword").join("model"))
}

/// Somebody put a model here.
pub fn is_model(folder: &Path) -> bool {
    folder.join(Encoder::FILES[0]).is_file()
}

/// A file in the folder that no model has, if there is one: such a folder is not ours to replace or remove.
pub fn stranger(folder: &Path) -> Option<String> {
    let names = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    let ours = |name: &OsString| Encoder::FILES.iter().any(|file| name == file) || name == Encoder::KEPT;
    names.filter(|name| !ours(name)).map(|name| name.to_string_lossy().into_owned()).min()
}

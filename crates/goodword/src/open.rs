//! Opening the house: the folder, its lock, the database brought up to date, with a copy put aside before that.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use goodword_app::outside::{MachineChance, MachineClock};
use goodword_app::{App, Clock, House};
use goodword_store::{Db, Pending, Place, backup};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::Notify;

use crate::failure::Failure;
use crate::settings::Settings;

/// How many copies of the same upgrade are kept: a start that fails again and again must not fill the disk.
const COPIES: usize = 5;

/// Who opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// `goodword serve`, which has the data to itself and makes it where there is none.
    Server,
    /// A verb that works on the data that is there, perhaps beside a server.
    Verb,
}

/// Kept for as long as this process serves a folder's file.
pub struct Lock(#[expect(dead_code, reason = "the lock ends with the file handle")] File);

/// Now.
pub fn now() -> Timestamp {
    MachineClock.now()
}

/// Threads for whatever waits.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Failure::Refused(format!("no threads can be started: {error}.")))
}

/// Makes the data folder for its owner alone, if it is missing, and takes its lock.
pub fn serve_alone(settings: &Settings) -> Result<Option<Lock>, Failure> {
    let Some(folder) = &settings.place.data else { return Ok(None) };
    make_folder(folder)?;
    match settings.place()? {
        Place::Sqlite(file) => {
            let lock = lock(folder)?.ok_or_else(|| {
                let said =
                    "another goodword serve works on this folder. Stop it first, or name another folder.";
                Failure::refused(folder, said)
            })?;
            private_file(&file).map_err(|error| Failure::refused(&file, format!("{error}.")))?;
            Ok(Some(lock))
        }
        Place::Postgres(_) => Ok(None),
    }
}

/// The folder's lock; none while somebody else has it.
pub fn lock(folder: &Path) -> Result<Option<Lock>, Failure> {
    let path = folder.join("serve.lock");
    let file = private_file(&path)
        .map_err(|error| Failure::refused(&path, format!("cannot be opened: {error}.")))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => {
            Err(Failure::refused(&path, format!("cannot be locked: {error}.")))
        }
    }
}

/// Makes a folder that only its owner sees.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Failure::refused(folder, format!("cannot be made: {error}.")))
}

/// Makes an empty file that only its owner reads, unless it is there.
pub fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens the database, brought up to date.
pub async fn database(settings: &Settings, opener: Opener) -> Result<Db, Failure> {
    let place = settings.place()?;
    if let (Place::Sqlite(file), Opener::Verb) = (&place, opener)
        && !file.exists()
    {
        return Err(Failure::refused(file, "there is no data here. goodword serve --data DIR makes it."));
    }
    let keep = async |pending| put_aside(settings, &place, opener, pending).await;
    Db::open(&place, keep).await.map_err(told)
}

/// The house as verbs know it.
pub fn app(db: Db, house: House) -> App {
    App {
        db,
        clock: Arc::new(MachineClock),
        chance: Arc::new(MachineChance),
        house: Arc::new(house),
        wake: Arc::new(Notify::new()),
        readings: Arc::default(),
    }
}

/// What went wrong below, in full: it is the operator who reads this.
pub fn told(error: goodword_store::Error) -> Failure {
    Failure::Refused(error.to_string())
}

/// What a verb refused.
pub fn refused(error: goodword_app::Error) -> Failure {
    match error {
        goodword_app::Error::Busy(why) => Failure::Refused(format!("the database does not answer: {why}")),
        goodword_app::Error::NoRoom(why) => Failure::Refused(format!("the disk is full: {why}")),
        goodword_app::Error::Broken(why) => Failure::Refused(format!("something is broken: {why}")),
        other => Failure::Refused(other.to_string()),
    }
}

/// Puts a copy aside before an upgrade.
async fn put_aside(
    settings: &Settings,
    place: &Place,
    opener: Opener,
    pending: Pending,
) -> goodword_store::Result<()> {
    let refuse = |said: String| Err(goodword_store::Error::WrongData(said));
    let Some(folder) = &settings.place.data else {
        return refuse(
            "This data is older than this program, and a copy must be put aside before it is changed: say where with \
             --data DIR."
                .to_owned(),
        );
    };
    let server = match (place, opener) {
        (Place::Sqlite(_), Opener::Verb) => lock(folder),
        _ => Ok(None),
    };
    if let (Place::Sqlite(_), Opener::Verb, Ok(None)) = (place, opener, &server) {
        return refuse(
            "An older Goodword serves this data. Stop it before this one changes the data.".to_owned(),
        );
    }
    let kept = async {
        let folder = folder.join("backups");
        make_folder(&folder)?;
        let before = format!("before-step-{}-", pending.from + 1);
        let when = now().to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ");
        let path = folder.join(format!("{before}{when}.goodword"));
        copy(place, &path).await?;
        forget_oldest(&folder, &before);
        Ok::<PathBuf, Failure>(path)
    };
    match kept.await {
        Ok(path) => {
            let path = path.display().to_string();
            tracing::info!(
                from = pending.from,
                to = pending.to,
                path,
                "a copy was put aside before the upgrade"
            );
            Ok(())
        }
        Err(failure) => refuse(format!("No copy could be put aside before the upgrade: {}", failure.text())),
    }
}

fn forget_oldest(folder: &Path, before: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let same =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(before));
    let mut copies: Vec<PathBuf> = entries.filter(same).collect();
    copies.sort();
    for oldest in copies.iter().rev().skip(COPIES) {
        let _ = fs::remove_file(oldest);
    }
}

/// Writes a backup to a file: whole, durable and for its owner alone, or not at all.
pub async fn copy(place: &Place, path: &Path) -> Result<backup::Contents, Failure> {
    let unwritable = |error: std::io::Error| Failure::refused(path, format!("cannot be written: {error}."));
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Temporary files are for their owner alone from the start.
    let beside = tempfile::Builder::new().prefix(".goodword-").tempfile_in(folder).map_err(unwritable)?;
    let mut out = std::io::BufWriter::new(beside.as_file());
    let contents = backup::write(place, &mut out, now(), env!("CARGO_PKG_VERSION")).await.map_err(told)?;
    out.flush().map_err(unwritable)?;
    drop(out);
    beside.as_file().sync_all().map_err(unwritable)?;
    beside.persist(path).map_err(|error| unwritable(error.error))?;
    // The name must last as well as the bytes.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(contents)
}

//! A megabyte set aside beside a database's file, for the day when the disk is full.
//!
//! Then it is given away, so that access can still be taken away: signing out, ending tokens. Everything else that would be written
//! is refused until the megabyte can be set aside again: so room that somebody freed is noticed without a restart.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How much is set aside, in bytes.
const ASIDE: usize = 1 << 20;
/// How often it is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// The room beside one file.
pub(crate) struct Room {
    file: PathBuf,
    /// Since when the disk was full when last looked at.
    full: Option<Instant>,
}

impl Room {
    /// Sets room aside, if it is not there yet.
    pub(crate) fn beside(database: &Path) -> Room {
        let file = database.with_added_extension("room");
        let there = fs::metadata(&file).is_ok_and(|kept| kept.len() >= ASIDE as u64);
        let full = (!there && set_aside(&file).is_err()).then(Instant::now);
        Room { file, full }
    }

    /// Gives the room away: the disk is full.
    pub(crate) fn give_away(&mut self) {
        if self.full.is_none() {
            tracing::error!("the disk is full: nothing is written until there is room again; free some");
        }
        let _ = fs::remove_file(&self.file);
        self.full = Some(Instant::now());
    }

    /// Whether there is room for whatever is to be written.
    pub(crate) fn is_there(&mut self) -> bool {
        let Some(looked) = self.full else { return true };
        if looked.elapsed() < AGAIN {
            return false;
        }
        self.full = set_aside(&self.file).is_err().then(Instant::now);
        if self.full.is_none() {
            tracing::info!("there is room on the disk again");
        }
        self.full.is_none()
    }
}

/// Whole, or not at all.
fn set_aside(file: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Bytes that no file system makes smaller.
    let mut sign = 1_u64;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        sign = sign.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (sign >> 56) as u8
    })
    .take(ASIDE)
    .collect();
    let written = options.open(file).and_then(|mut open| {
        open.write_all(&bytes)?;
        open.sync_all()
    });
    written.inspect_err(|_| drop(fs::remove_file(file)))
}

//! `goodword backup`: everything at one instant, into one file, while others go on.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use goodword_store::backup::{self, Contents};

use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::open;
use crate::screen::tell;
use crate::settings::{Settings, Where};

/// What `goodword backup` takes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File to write, whole or not at all; - writes to standard output
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Where,
}

/// Writes the backup, and says what is in it.
pub fn run(args: &BackupArgs) -> Result<(), Failure> {
    let place = Settings::from(args.place.clone()).gathered()?.place()?;
    let watch = Stopwatch::start();
    let contents = open::runtime()?.block_on(async {
        if let goodword_store::Place::Sqlite(file) = &place
            && !file.exists()
        {
            return Err(Failure::refused(file, "there is no data here."));
        }
        if args.file == Path::new("-") {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            let made = backup::write(&place, &mut out, open::now(), env!("CARGO_PKG_VERSION")).await;
            out.flush().map_err(|error| Failure::Refused(format!("standard output: {error}.")))?;
            made.map_err(open::told)
        } else {
            open::copy(&place, &args.file).await
        }
    })?;
    tell(format_args!("{}", summary(&contents, "Kept", watch.seconds())));
    Ok(())
}

/// What is in a backup, in a sentence.
pub fn summary(contents: &Contents, verb: &str, seconds: f64) -> String {
    let rows: u64 = contents.end.tables.iter().map(|table| table.rows).sum();
    format!(
        "{verb} {rows} rows in {seconds:.1} s: {} communities with {} members, {} people, {} letters.",
        contents.rows("communities"),
        contents.rows("members"),
        contents.rows("people"),
        contents.rows("outbox")
    )
}

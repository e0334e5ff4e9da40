//! `goodword restore`: a backup brought back into an empty place, or tried out.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use goodword_store::backup::{self, Afterwards, Contents};
use goodword_store::{Db, Place, checks};

use crate::backup::summary;
use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::open::{self, told};
use crate::settings::{Settings, Where};
use crate::{operate, output};

/// What `goodword restore` takes.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// File that goodword backup wrote; - reads standard input
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Where,
    /// Try it out in a temporary file, say what is in it, and throw that away
    #[arg(long, conflicts_with_all = ["data", "database_url", "keep_sessions"])]
    pub check: bool,
    /// File of those who were erased, whom the copy must forget again [default: DIR/erasures.log, if it is there]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub erasures: Option<PathBuf>,
    /// Leave people signed in, and tokens good: those that were ended since the backup are good again, too
    #[arg(long)]
    pub keep_sessions: bool,
}

/// Restores, or checks.
pub fn run(args: &RestoreArgs) -> Result<(), Failure> {
    let runtime = open::runtime()?;
    let said = match args.check {
        true => runtime.block_on(check(&args.file))?,
        false => runtime.block_on(bring_back(args))?,
    };
    output::print(said.as_bytes())
}

async fn bring_back(args: &RestoreArgs) -> Result<String, Failure> {
    let settings = Settings::from(args.place.clone()).gathered()?;
    if let Some(erasures) = args.erasures.as_ref().filter(|file| !file.exists()) {
        return Err(Failure::refused(erasures, "there is no such file."));
    }
    let watch = Stopwatch::start();
    let afterwards = Afterwards { keep_sessions: args.keep_sessions, held_at: open::now() };
    let (contents, replayed) = match settings.place()? {
        Place::Sqlite(file) => into_file(args, &settings, &file, afterwards).await?,
        place @ Place::Postgres(_) => {
            let contents = fill(&place, &args.file, afterwards).await?;
            let replayed = finish(&place, &settings, args).await?;
            (contents, replayed)
        }
    };
    let mut said = summary(&contents, "Restored", watch.seconds());
    said += &format!("\nThey are as they were at {}.\n", contents.header.made_at);
    said += &replayed;
    if !args.keep_sessions {
        said += "Everybody signs in anew, and makes their tokens anew: those that were ended since would be good again.\n";
    }
    said += "This copy is quiet: it sends no letter until you say goodword outbox release.\n";
    Ok(said)
}

/// Fills a file beside the right one, and gives it the right name at the very end: whole, or not there.
async fn into_file(
    args: &RestoreArgs,
    settings: &Settings,
    file: &Path,
    afterwards: Afterwards,
) -> Result<(Contents, String), Failure> {
    let folder = file.parent().unwrap_or(Path::new("."));
    open::make_folder(folder)?;
    let Some(_alone) = open::lock(folder)? else {
        return Err(Failure::refused(folder, "a goodword serve works on this folder. Stop it first."));
    };
    if file.exists() {
        let said = "there is data already. Name another folder, or move this file away (and goodword.db-wal with it).";
        return Err(Failure::refused(file, said));
    }
    let part = folder.join("goodword.db.part");
    clear(&part);
    let unwritable = |error: std::io::Error| Failure::refused(&part, format!("{error}."));
    // Made here for its owner alone; what SQLite puts beside it is like it. An empty file is no data yet.
    let place = Place::Sqlite(part.clone());
    let filled = async {
        let contents = fill(&place, &args.file, afterwards).await?;
        let replayed = finish(&place, settings, args).await?;
        Ok((contents, replayed))
    };
    match filled.await {
        Ok(done) => {
            private(&part).map_err(unwritable)?;
            File::open(&part).and_then(|part| part.sync_all()).map_err(unwritable)?;
            std::fs::rename(&part, file).map_err(unwritable)?;
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
            Ok(done)
        }
        Err(failure) => {
            clear(&part);
            Err(failure)
        }
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

#[cfg(not(unix))]
fn private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes a half-filled file with what SQLite put beside it.
fn clear(part: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = part.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

async fn fill(place: &Place, from: &Path, afterwards: Afterwards) -> Result<Contents, Failure> {
    match from == Path::new("-") {
        true => backup::restore(place, std::io::stdin(), Some(afterwards)).await.map_err(told),
        false => {
            let file = File::open(from).map_err(|error| Failure::refused(from, format!("{error}.")))?;
            backup::restore(place, file, Some(afterwards))
                .await
                .map_err(|error| Failure::refused(from, error))
        }
    }
}

/// Takes the tables to this program's step, and erases again whoever asked for that since. What there is to say of it.
async fn finish(place: &Place, settings: &Settings, args: &RestoreArgs) -> Result<String, Failure> {
    // What is older than this program is still in the backup itself.
    let db = Db::open(place, async |_| Ok(())).await.map_err(told)?;
    let app = open::app(db, settings.house(settings.listen())?);
    let said = match args.erasures.as_ref().or(app.house.erasures.as_ref()) {
        Some(file) => operate::replay(&app, file).await,
        None => Ok(String::new()),
    };
    app.db.close().await;
    said
}

async fn check(file: &Path) -> Result<String, Failure> {
    let watch = Stopwatch::start();
    let folder =
        tempfile::tempdir().map_err(|error| Failure::Refused(format!("no temporary folder: {error}.")))?;
    let place = Place::Sqlite(folder.path().join("goodword.db"));
    let contents = fill(&place, file, Afterwards { keep_sessions: true, held_at: open::now() }).await?;
    let db = Db::open(&place, async |_| Ok(())).await.map_err(told)?;
    db.close().await;
    let wrong = checks::look(&place).await.map_err(told)?.wrong;
    if !wrong.is_empty() {
        return Err(Failure::refused(file, format!("this backup is damaged: {}.", wrong.join("; "))));
    }
    let header = &contents.header;
    let mut said = format!(
        "This backup is whole. Goodword {} made it at {} from {}, step {}.\n{}\n",
        header.made_by,
        header.made_at,
        header.engine,
        header.step,
        summary(&contents, "Tried", watch.seconds())
    );
    for table in &contents.end.tables {
        said += &format!("{:>12}  {}\n", table.rows, table.name);
    }
    Ok(said)
}

//! Bringing a spreadsheet of members in: look at it first, apply it, take it back.
//!
//! A preview changes nothing and says what every row would do. Applying adds members as *invited*, without any mail. Members
//! are told apart by their address, then by the id in an earlier list; what somebody who has joined says of themselves
//! goes before any list. Applying the same list twice changes nothing the second time. Undoing takes back what
//! was not changed since, row by row.

mod applying;
mod kept_file;
mod merging;
mod reading;

use std::collections::BTreeMap;

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_store::Tx;
use goodword_store::imports::{self, Outcome, Stage};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::change::{Change, Once};
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{self, Task};

pub(crate) use applying::Which;
pub use goodword_formats::members::FIELDS as COLUMNS;

/// How long an import that does not go on is kept, with what is needed to undo it.
const KEPT: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What there is to say about the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Report {
    /// How the file is written: letters, separator.
    pub written: String,
    /// Our name and the file's header for each column that is used.
    pub columns: Vec<(String, String)>,
    /// Headers of the columns that are not used.
    pub unused_columns: Vec<String>,
    /// Sentences about the file and its columns.
    pub notes: Vec<String>,
    /// Blank rows.
    pub n_blank: u32,
}

/// An import as its community's organisers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Import {
    /// Its id.
    pub id: String,
    /// The file's name.
    pub file_name: String,
    /// reading, previewed, applying, stopped, applied, undoing or undone.
    pub stage: String,
    /// How many rows there are.
    pub n_rows: u32,
    /// How many of those that change something are applied, or taken back.
    pub n_done: u32,
    /// How many rows have each outcome: new, changed, same, set_aside; added, updated; taken_back, kept.
    pub outcomes: BTreeMap<String, u32>,
    /// About the file as a whole.
    pub report: Report,
    /// Since when it is here.
    #[schemars(with = "String")]
    pub created: Timestamp,
}

/// What becomes of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Row {
    /// 1-based line of the file where it begins.
    pub line: u32,
    /// new, changed, same or set_aside; then added, updated; then taken_back, kept.
    pub outcome: String,
    /// The name in it.
    pub name: String,
    /// Whom it is about, once they are known here.
    pub member: Option<MemberId>,
    /// The fields that it changes.
    pub fields: Vec<String>,
    /// What there is to know about it, with the remedy.
    pub notes: Vec<String>,
}

/// A spreadsheet, and how to read it.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for the report.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// (our name of a column, the file's header) pairs that go before every guess.
    pub columns: Vec<(String, String)>,
}

/// Reads a spreadsheet and says of every row what it would change. Organisers do. Nothing is changed by it.
pub async fn preview(app: &App, actor: &Actor, community: &CommunityId, file: File) -> Result<Import> {
    actor.may_write()?;
    seat_as(&mut app.look().await?, actor, community, Role::Organiser).await?;
    let fingerprint = reading::fingerprint(&file);
    let name = goodword_domain::words::line("file_name", &file.name, 200)?;
    let parts = kept_file::parts(&file.bytes);
    let read = reading::read(file).await?;
    let mut change = begin(app, actor, community).await?;
    let id = match change.once("imports.preview", (&community.0, &name, fingerprint)).await? {
        Once::First(id) => {
            reading::open(&mut change, actor, community, &id, name, &read).await?;
            imports::keep_file(&mut change.tx, community, &id, &parts).await?;
            change.commit().await?;
            id
        }
        Once::Again(id) => {
            drop(change);
            let there = find(app, actor, community, &id).await?;
            if there.stage != Stage::Reading.word() {
                return Ok(there);
            }
            id
        }
    };
    reading::stage(app, actor, community, &id, read).await?;
    find(app, actor, community, &id).await
}

/// Reads the file of a preview once more, with other columns: (our name, the file's header) pairs, `unused` for one that is to
/// be left alone. Organisers do.
pub async fn read_again(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    columns: Vec<(String, String)>,
) -> Result<Import> {
    actor.may_write()?;
    find(app, actor, community, id).await?;
    let bytes = kept_file::whole(imports::file(&mut app.look().await?, community, id).await?)?;
    let read = reading::read(File { name: String::new(), bytes, columns }).await?;
    let (mut change, mut import) = part(app, actor, community, id).await?;
    if import.stage != Stage::Previewed {
        return Err(not_from(import.stage));
    }
    reading::open_again(&change, &mut import, &read)?;
    imports::save(&mut change.tx, &import).await?;
    change.commit().await?;
    reading::stage(app, actor, community, id, read).await?;
    find(app, actor, community, id).await
}

/// An import of the actor's community. Organisers see it.
pub async fn find(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<Import> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let import = imports::find_for(&mut tx, actor.person()?, community, id).await?;
    shown(&mut tx, import.ok_or(Error::NotFound)?).await
}

/// The latest imports of the actor's community. Organisers see them.
pub async fn all(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Import>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let mut all = Vec::new();
    for import in imports::all_for(&mut tx, actor.person()?, community, 50).await? {
        all.push(shown(&mut tx, import).await?);
    }
    Ok(all)
}

/// What becomes of the rows after a line, in the order of the file; those of one outcome, or all.
pub async fn rows(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    outcome: Option<&str>,
    after: u32,
    limit: u32,
) -> Result<Vec<Row>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let outcome = outcome.map(str::parse::<Outcome>).transpose();
    let outcome = outcome.map_err(|()| {
        let words = "new, changed, same, set_aside, added, updated, taken_back or kept";
        Error::field("outcome", format!("An outcome is one of {words}."))
    })?;
    imports::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    let rows = imports::rows_after(&mut tx, community, id, outcome, after, limit.clamp(1, 500)).await?;
    rows.into_iter().map(reading::shown_row).collect()
}

/// Begins, or goes on, to apply an import. Organisers do.
pub async fn apply(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<Import> {
    set_going(app, actor, community, id, &[Stage::Previewed, Stage::Stopped], Stage::Applying).await
}

/// Begins to take back what an import did. Organisers do.
pub async fn undo(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<Import> {
    set_going(app, actor, community, id, &[Stage::Applied, Stage::Stopped], Stage::Undoing).await
}

/// Stops an import that is being applied. What is applied stays until it is undone; what is not can still be.
pub async fn stop(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<Import> {
    let (mut change, mut import) = part(app, actor, community, id).await?;
    match import.stage {
        Stage::Applying => import.stage = Stage::Stopped,
        Stage::Stopped => {}
        other => return Err(not_from(other)),
    }
    import.changed = change.now;
    imports::save(&mut change.tx, &import).await?;
    change.happened("import.stopped", Some(community), id, ()).await?;
    let shown = shown(&mut change.tx, import).await?;
    change.commit().await?;
    Ok(shown)
}

/// Removes a preview, or the memory of an import: it can not be undone then. Organisers do.
pub async fn forget(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<()> {
    let (mut change, import) = part(app, actor, community, id).await?;
    if matches!(import.stage, Stage::Applying | Stage::Undoing) {
        return Err(not_from(import.stage));
    }
    imports::remove(&mut change.tx, community, id).await?;
    change.happened("import.forgotten", Some(community), id, ()).await?;
    change.commit().await
}

/// Forgets imports that have not gone on for 60 days: they hold names and addresses.
pub(crate) async fn tidy(change: &mut Change) -> Result<()> {
    let cutoff = change.now - KEPT;
    imports::forget_before(&mut change.tx, cutoff).await?;
    Ok(())
}

async fn begin(app: &App, actor: &Actor, community: &CommunityId) -> Result<Change> {
    let mut change = app.change(actor, &community.0).await?;
    seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    Ok(change)
}

async fn part(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
) -> Result<(Change, imports::Import)> {
    let mut change = begin(app, actor, community).await?;
    let import = imports::find_for(&mut change.tx, actor.person()?, community, id).await?;
    Ok((change, import.ok_or(Error::NotFound)?))
}

async fn set_going(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    from: &[Stage],
    to: Stage,
) -> Result<Import> {
    let (mut change, mut import) = part(app, actor, community, id).await?;
    if import.stage == to {
        return shown(&mut change.tx, import).await;
    }
    if !from.contains(&import.stage) {
        return Err(not_from(import.stage));
    }
    (import.stage, import.changed) = (to, change.now);
    if to == Stage::Undoing {
        import.n_done = 0;
    }
    imports::forget_file(&mut change.tx, community, id).await?;
    imports::save(&mut change.tx, &import).await?;
    change.happened(&format!("import.{}", to.word()), Some(community), id, ()).await?;
    queue(&mut change, &import).await?;
    let shown = shown(&mut change.tx, import).await?;
    change.commit().await?;
    Ok(shown)
}

async fn queue(change: &mut Change, import: &imports::Import) -> Result<()> {
    let which = Which { community: import.community.clone(), import: import.id.clone() };
    let now = change.now;
    change.job("imports.go_on", which, now, None).await
}

/// The job: a part of what is to be applied or taken back. It queues the next part.
pub(crate) async fn go_on(task: &Task) -> jobs::Outcome {
    let which: Which = task.body()?;
    let mut change = task.change(&which.community.0).await?;
    if let Some(import) = imports::find(&mut change.tx, &which.community, &which.import).await? {
        a_part(&mut change, import).await?;
    }
    change.commit().await?;
    Ok(())
}

async fn a_part(change: &mut Change, mut import: imports::Import) -> Result<()> {
    let (more, done) = match import.stage {
        Stage::Applying => (applying::apply_some(change, &mut import).await?, "import.applied"),
        Stage::Undoing => (applying::undo_some(change, &mut import).await?, "import.undone"),
        _ => return Ok(()),
    };
    if more {
        return queue(change, &import).await;
    }
    let counts = imports::counts(&mut change.tx, &import.community, &import.id).await?;
    let facts: BTreeMap<&str, u32> = counts.into_iter().map(|(outcome, n)| (outcome.word(), n)).collect();
    let community = import.community.clone();
    change.happened(done, Some(&community), &import.id, facts).await
}

async fn shown(tx: &mut Tx, import: imports::Import) -> Result<Import> {
    let counts = imports::counts(tx, &import.community, &import.id).await?;
    Ok(Import {
        outcomes: counts.into_iter().map(|(outcome, n)| (outcome.word().to_owned(), n)).collect(),
        report: serde_json::from_str(&import.report)?,
        stage: import.stage.word().to_owned(),
        id: import.id,
        file_name: import.file_name,
        n_rows: import.n_rows,
        n_done: import.n_done,
        created: import.created,
    })
}

fn not_from(stage: Stage) -> Error {
    let sentence = match stage {
        Stage::Reading => "This file is still being read. Wait a moment, or bring it in once more.",
        Stage::Previewed => "Nothing of this import is applied yet.",
        Stage::Applying => "This import is being applied. Stop it first, or wait until it is done.",
        Stage::Stopped => "This import was stopped. Apply the rest of it, or undo it.",
        Stage::Applied => "This import is applied. It can be undone.",
        Stage::Undoing => "This import is being undone. Wait until that is done.",
        Stage::Undone => "This import was undone. To apply it, bring the file in once more.",
    };
    Error::refused("wrong_stage", sentence)
}

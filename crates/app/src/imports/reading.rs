//! A spreadsheet to rows in the store, each with what it would change.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::CommunityId;
use goodword_domain::words::folded;
use goodword_formats::members::{Duplicate, MemberRow, MembersRead, Note, ReadReport, Skipped};
use goodword_store::Tx;
use goodword_store::imports::{self, Import, Outcome, Row, Stage};
use sha2::Digest;

use super::applying::known;
use super::merging::{Content, fit, merge};
use super::{File, Report};
use crate::actor::Actor;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;

/// How many rows one transaction takes: others write in between.
const PART: usize = 500;

/// What tells a file from every other.
pub(super) fn fingerprint(file: &File) -> String {
    let mut all = sha2::Sha256::new();
    all.update(&file.bytes);
    for (ours, theirs) in &file.columns {
        all.update(format!("\0{ours}\0{theirs}"));
    }
    data_encoding::HEXLOWER.encode(&all.finalize())
}

/// Reads a file, away from the threads that answer others.
pub(super) async fn read(file: File) -> Result<MembersRead> {
    let read = tokio::task::spawn_blocking(move || {
        let File { bytes, columns, .. } = file;
        let sheet = goodword_formats::sheet::read(&bytes).map_err(|error| error.to_string())?;
        drop(bytes);
        goodword_formats::members::of_sheet(sheet, &columns).map_err(|error| error.to_string())
    });
    let read = read.await.map_err(|error| Error::Broken(format!("reading a spreadsheet: {error}")))?;
    read.map_err(|sentence| Error::refused("bad_file", sentence))
}

/// Writes down that a file came.
pub(super) async fn open(
    change: &mut Change,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    name: String,
    read: &MembersRead,
) -> Result<()> {
    let import = Import {
        community: community.clone(),
        id: id.to_owned(),
        by: Some(actor.person()?.clone()),
        file_name: name,
        stage: Stage::Reading,
        n_rows: u32::try_from(read.report.n_rows).unwrap_or(u32::MAX),
        n_done: 0,
        report: serde_json::to_string(&report(&read.report))?,
        created: change.now,
        changed: change.now,
    };
    Ok(imports::add(&mut change.tx, &import).await?)
}

/// Writes down that a file is read once more.
pub(super) fn open_again(change: &Change, import: &mut Import, read: &MembersRead) -> Result<()> {
    import.stage = Stage::Reading;
    import.n_rows = u32::try_from(read.report.n_rows).unwrap_or(u32::MAX);
    import.report = serde_json::to_string(&report(&read.report))?;
    import.changed = change.now;
    Ok(())
}

fn report(read: &ReadReport) -> Report {
    let whole = read.notes.iter().filter(|note| note.line.is_none());
    Report {
        written: read.dialect.to_string(),
        columns: read.mapping.clone(),
        unused_columns: read.unused_columns.clone(),
        notes: whole.map(Note::to_string).collect(),
        n_blank: u32::try_from(read.n_blank).unwrap_or(u32::MAX),
    }
}

/// Writes the rows down, a few hundred at a time, each with what it would change.
pub(super) async fn stage(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    read: MembersRead,
) -> Result<()> {
    let mut change = super::begin(app, actor, community).await?;
    imports::clear_rows(&mut change.tx, community, id).await?;
    change.commit().await?;
    let MembersRead { members, report } = read;
    let stay: BTreeSet<usize> = report.duplicates.iter().map(|row| row.of_line).collect();
    let stay = members.iter().filter(|row| stay.contains(&row.line));
    let keys: BTreeMap<usize, Option<String>> =
        stay.map(|row| (row.line, row.email.as_ref().map(|email| email.to_lowercase()))).collect();
    let mut notes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for Note { line, column, sentence } in report.notes {
        let said = column.map(|column| format!("column “{column}”: {sentence}")).unwrap_or(sentence);
        if let Some(line) = line {
            notes.entry(line).or_default().push(said);
        }
    }
    let mut rows = members.into_iter().map(|row| Staged::Member(Box::new(row))).peekable();
    let repeated = report.duplicates.into_iter().map(|row| {
        let key = keys.get(&row.of_line).cloned().flatten();
        Staged::Repeated(row, key)
    });
    let mut aside = repeated.chain(report.skipped.into_iter().map(Staged::Skipped)).peekable();
    while rows.peek().is_some() || aside.peek().is_some() {
        let mut change = super::begin(app, actor, community).await?;
        for staged in rows.by_ref().chain(aside.by_ref()).take(PART) {
            let row = staged.row(&mut change.tx, community, id, &mut notes).await?;
            add(&mut change.tx, community, id, &row).await?;
        }
        change.commit().await?;
    }
    finish(app, actor, community, id).await
}

async fn add(tx: &mut Tx, community: &CommunityId, id: &str, row: &Row) -> Result<()> {
    imports::add_row(tx, community, id, row).await.map_err(|error| match error {
        goodword_store::Error::Taken => Error::Busy("the same file is being read already".to_owned()),
        other => other.into(),
    })
}

async fn finish(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<()> {
    let mut change = super::begin(app, actor, community).await?;
    let Some(mut import) = imports::find(&mut change.tx, community, id).await? else {
        return Err(Error::NotFound);
    };
    let counts = imports::counts(&mut change.tx, community, id).await?;
    (import.stage, import.changed) = (Stage::Previewed, change.now);
    import.n_rows = counts.iter().map(|(_, n)| n).sum();
    imports::save(&mut change.tx, &import).await?;
    let facts: BTreeMap<&str, u32> = counts.into_iter().map(|(outcome, n)| (outcome.word(), n)).collect();
    change.happened("import.previewed", Some(community), id, facts).await?;
    change.commit().await
}

/// A row on its way into the store.
enum Staged {
    Member(Box<MemberRow>),
    /// With the address of the row that stays.
    Repeated(Duplicate, Option<String>),
    Skipped(Skipped),
}

impl Staged {
    async fn row(
        self,
        tx: &mut Tx,
        community: &CommunityId,
        import: &str,
        notes: &mut BTreeMap<usize, Vec<String>>,
    ) -> Result<Row> {
        match self {
            Staged::Member(row) => {
                let (line, name) = (row.line, row.name.clone());
                let said = notes.remove(&line).unwrap_or_default();
                match fit(*row) {
                    Ok((content, more)) => {
                        let said = said.into_iter().chain(more).collect();
                        looked_up(tx, community, import, line, content, said).await
                    }
                    Err(why) => Ok(aside(line, &name, None, why)),
                }
            }
            Staged::Repeated(row, key) => {
                let why = format!("This row has {} and was left aside.", row.why);
                Ok(aside(row.line, &row.name, key, why))
            }
            Staged::Skipped(row) => Ok(aside(row.line, "", None, row.why)),
        }
    }
}

fn aside(line: usize, name: &str, address_key: Option<String>, why: String) -> Row {
    Row {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        outcome: Outcome::SetAside,
        member: None,
        address_key,
        name_key: folded(name),
        listed_as: None,
        content: serde_json::json!({ "name": name }).to_string(),
        fields: Vec::new(),
        notes: vec![why],
        before: None,
        after_hash: None,
    }
}

/// The row with whom it is about and what it would change.
async fn looked_up(
    tx: &mut Tx,
    community: &CommunityId,
    import: &str,
    line: usize,
    content: Content,
    notes: Vec<String>,
) -> Result<Row> {
    let mut row = Row {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        outcome: Outcome::New,
        member: None,
        address_key: content.address.as_ref().map(|address| address.to_lowercase()),
        name_key: folded(&content.profile.name),
        listed_as: Some(content.id.clone()),
        content: serde_json::to_string(&content)?,
        fields: Vec::new(),
        notes,
        before: None,
        after_hash: None,
    };
    let Some(known) = known(tx, community, &content).await? else { return Ok(row) };
    let id = known.member.id.clone();
    if let Some(line) = imports::line_about(tx, community, import, &id).await? {
        row.outcome = Outcome::SetAside;
        row.notes.push(format!("Line {line} is about the same member; this row was left aside."));
        return Ok(row);
    }
    let merged = merge(known, &content);
    if !merged.left.is_empty() {
        let left = merged.left.join(", ");
        row.notes.push(format!(
            "Left as the member says it: {left}. They have joined; the list fills only what is empty."
        ));
    }
    row.outcome = if merged.fields.is_empty() { Outcome::Same } else { Outcome::Changed };
    row.fields = merged.fields;
    row.member = Some(id);
    Ok(row)
}

/// The row as organisers see it.
pub(super) fn shown_row(row: Row) -> Result<super::Row> {
    let content: serde_json::Value = serde_json::from_str(&row.content)?;
    let name = content.pointer("/profile/name").or_else(|| content.get("name"));
    Ok(super::Row {
        line: row.line,
        outcome: row.outcome.word().to_owned(),
        name: name.and_then(|name| name.as_str()).unwrap_or_default().to_owned(),
        member: row.member,
        fields: row.fields,
        notes: row.notes,
    })
}

//! Spreadsheets of members on their way in: the file, and what became of each of its rows.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{Query, at, q, text};
use crate::{Error, Result, Tx};

/// Declares an enum whose cases are words in a table.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$case_doc])* $case),*
        }

        impl $name {
            /// The word in tables and JSON.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$case => $word),*
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> std::result::Result<$name, ()> {
                match word {
                    $($word => Ok($name::$case),)*
                    _ => Err(()),
                }
            }
        }
    };
}

words! {
    /// How far an import has come.
    Stage {
        /// Its rows are being written down.
        Reading = "reading",
        /// Everybody can see what it would change; nothing is changed.
        Previewed = "previewed",
        /// Its rows are being applied.
        Applying = "applying",
        /// Somebody stopped it half way; it can go on, or be undone.
        Stopped = "stopped",
        /// All its rows are applied.
        Applied = "applied",
        /// What it did is being taken back.
        Undoing = "undoing",
        /// What it did was taken back, where nothing was changed since.
        Undone = "undone",
    }
}

words! {
    /// What becomes of a row.
    Outcome {
        /// Would add a member.
        New = "new",
        /// Would change one.
        Changed = "changed",
        /// Changes nothing.
        Same = "same",
        /// Is not used.
        SetAside = "set_aside",
        /// Added a member.
        Added = "added",
        /// Changed one.
        Updated = "updated",
        /// What it did was taken back.
        TakenBack = "taken_back",
        /// What it did was not taken back.
        Kept = "kept",
    }
}

/// A spreadsheet on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Where.
    pub community: CommunityId,
    /// Its id.
    pub id: String,
    /// Who brought it; unknown once they were erased.
    pub by: Option<PersonId>,
    /// The file's name.
    pub file_name: String,
    /// How far it has come.
    pub stage: Stage,
    /// How many rows it has.
    pub n_rows: u32,
    /// How many of them are applied, or taken back.
    pub n_done: u32,
    /// What there is to say about the file as a whole, as JSON.
    pub report: String,
    /// Since when it is here.
    pub created: Timestamp,
    /// When it last went on.
    pub changed: Timestamp,
}

/// A row of the spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// 1-based line of the file where it begins.
    pub line: u32,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Whom it is about.
    pub member: Option<MemberId>,
    /// The address in it, comparable.
    pub address_key: Option<String>,
    /// The name in it, folded.
    pub name_key: String,
    /// The id in it.
    pub listed_as: Option<String>,
    /// What it says, as JSON.
    pub content: String,
    /// Which fields it changes.
    pub fields: Vec<String>,
    /// What there is to say about it.
    pub notes: Vec<String>,
    /// The member before, as JSON.
    pub before: Option<String>,
    /// A hash of the member after.
    pub after_hash: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    community_id: String,
    id: String,
    person_id: Option<String>,
    file_name: String,
    stage: String,
    n_rows: i64,
    n_done: i64,
    report: String,
    created_at: i64,
    changed_at: i64,
}

impl TryFrom<ImportRow> for Import {
    type Error = Error;

    fn try_from(row: ImportRow) -> Result<Import> {
        let odd = |()| Error::Broken(format!("import {} has an unknown stage", row.id));
        Ok(Import {
            stage: row.stage.parse().map_err(odd)?,
            community: CommunityId(row.community_id),
            id: row.id,
            by: row.person_id.map(PersonId),
            file_name: row.file_name,
            n_rows: u32::try_from(row.n_rows).unwrap_or(0),
            n_done: u32::try_from(row.n_done).unwrap_or(0),
            report: row.report,
            created: at(row.created_at),
            changed: at(row.changed_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct RowRow {
    line: i64,
    outcome: String,
    member_id: Option<String>,
    address_key: Option<String>,
    name_key: String,
    listed_as: Option<String>,
    content: String,
    fields: String,
    notes: String,
    before: Option<String>,
    after_hash: Option<String>,
}

impl TryFrom<RowRow> for Row {
    type Error = Error;

    fn try_from(row: RowRow) -> Result<Row> {
        let odd = |()| Error::Broken(format!("line {} of an import has an unknown outcome", row.line));
        Ok(Row {
            line: u32::try_from(row.line).unwrap_or(0),
            outcome: row.outcome.parse().map_err(odd)?,
            member: row.member_id.map(MemberId),
            address_key: row.address_key,
            name_key: row.name_key,
            listed_as: row.listed_as,
            content: row.content,
            fields: serde_json::from_str(&row.fields)?,
            notes: serde_json::from_str(&row.notes)?,
            before: row.before,
            after_hash: row.after_hash,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select i.community_id, i.id, i.person_id, i.file_name, i.stage, i.n_rows, i.n_done, i.report,
               i.created_at, i.changed_at from imports i ",
            $rest
        ))
    };
}

macro_rules! select_rows {
    ($rest:literal) => {
        q(concat!(
            "select r.line, r.outcome, r.member_id, r.address_key, r.name_key, r.listed_as, r.content, r.fields,
               r.notes, r.before, r.after_hash from import_rows r ",
            $rest
        ))
    };
}

/// Adds an import.
pub async fn add(tx: &mut Tx, import: &Import) -> Result<()> {
    q("insert into imports (community_id, id, person_id, file_name, stage, n_rows, n_done, report, created_at,
       changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(&import.community)
    .bind(&import.id)
    .bind(text(import.by.as_ref()))
    .bind(&import.file_name)
    .bind(import.stage.word())
    .bind(import.n_rows)
    .bind(import.n_done)
    .bind(&import.report)
    .bind(import.created)
    .bind(import.changed)
    .run(tx)
    .await
    .map(drop)
}

/// Writes down how far an import has come.
pub async fn save(tx: &mut Tx, import: &Import) -> Result<()> {
    q("update imports set stage = $3, n_rows = $4, n_done = $5, report = $6, changed_at = $7
       where community_id = $1 and id = $2")
    .bind(&import.community)
    .bind(&import.id)
    .bind(import.stage.word())
    .bind(import.n_rows)
    .bind(import.n_done)
    .bind(&import.report)
    .bind(import.changed)
    .run(tx)
    .await
    .map(drop)
}

/// The import, for an organiser of its community.
pub async fn find_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    id: &str,
) -> Result<Option<Import>> {
    let query = select!(
        "join members me on me.community_id = i.community_id and me.person_id = $3 and me.standing = 'active'
           and me.role in ('organiser', 'owner')
         where i.community_id = $1 and i.id = $2"
    );
    one(query.bind(community).bind(id).bind(viewer), tx).await
}

/// The imports of a community for its organisers, latest first.
pub async fn all_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    limit: u32,
) -> Result<Vec<Import>> {
    let query = select!(
        "join members me on me.community_id = i.community_id and me.person_id = $2 and me.standing = 'active'
           and me.role in ('organiser', 'owner')
         where i.community_id = $1 order by i.created_at desc, i.id limit $3"
    );
    let rows: Vec<ImportRow> = query.bind(community).bind(viewer).bind(limit).all(tx).await?;
    rows.into_iter().map(Import::try_from).collect()
}

/// The import, for the job that works on it.
pub async fn find(tx: &mut Tx, community: &CommunityId, id: &str) -> Result<Option<Import>> {
    one(select!("where i.community_id = $1 and i.id = $2").bind(community).bind(id), tx).await
}

async fn one(query: Query, tx: &mut Tx) -> Result<Option<Import>> {
    query.maybe::<ImportRow>(tx).await?.map(Import::try_from).transpose()
}

/// Removes an import with its rows.
pub async fn remove(tx: &mut Tx, community: &CommunityId, id: &str) -> Result<()> {
    let sql = "delete from imports where community_id = $1 and id = $2";
    q(sql).bind(community).bind(id).run(tx).await.map(drop)
}

/// Removes imports that have not gone on since `cutoff`, with their rows. How many.
pub async fn forget_before(tx: &mut Tx, cutoff: Timestamp) -> Result<u64> {
    q("delete from imports where changed_at < $1").bind(cutoff).run(tx).await
}

/// Keeps the parts of an import's file, so that it can be read once more.
pub async fn keep_file(tx: &mut Tx, community: &CommunityId, import: &str, parts: &[String]) -> Result<()> {
    let sql = "insert into import_files (community_id, import_id, part, body) values ($1, $2, $3, $4)";
    for (part, body) in (0i64..).zip(parts) {
        q(sql).bind(community).bind(import).bind(part).bind(body).run(tx).await?;
    }
    Ok(())
}

/// The parts of an import's file; none once it is gone.
pub async fn file(tx: &mut Tx, community: &CommunityId, import: &str) -> Result<Vec<String>> {
    let sql = "select body from import_files where community_id = $1 and import_id = $2 order by part";
    let rows: Vec<(String,)> = q(sql).bind(community).bind(import).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Forgets an import's file: it is not read again.
pub async fn forget_file(tx: &mut Tx, community: &CommunityId, import: &str) -> Result<()> {
    let sql = "delete from import_files where community_id = $1 and import_id = $2";
    q(sql).bind(community).bind(import).run(tx).await.map(drop)
}

/// Removes all rows of an import: it is read once more.
pub async fn clear_rows(tx: &mut Tx, community: &CommunityId, import: &str) -> Result<()> {
    let sql = "delete from import_rows where community_id = $1 and import_id = $2";
    q(sql).bind(community).bind(import).run(tx).await.map(drop)
}

/// Adds a row; taken when the line is there already.
pub async fn add_row(tx: &mut Tx, community: &CommunityId, import: &str, row: &Row) -> Result<()> {
    q("insert into import_rows (community_id, import_id, line, outcome, member_id, address_key, name_key, listed_as,
       content, fields, notes, before, after_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(community)
    .bind(import)
    .bind(row.line)
    .bind(row.outcome.word())
    .bind(text(row.member.as_ref()))
    .bind(text(row.address_key.as_ref()))
    .bind(&row.name_key)
    .bind(text(row.listed_as.as_ref()))
    .bind(&row.content)
    .bind(serde_json::to_string(&row.fields)?)
    .bind(serde_json::to_string(&row.notes)?)
    .bind(text(row.before.as_ref()))
    .bind(text(row.after_hash.as_ref()))
    .run(tx)
    .await
    .map(drop)
}

/// Writes down what became of a row.
pub async fn save_row(tx: &mut Tx, community: &CommunityId, import: &str, row: &Row) -> Result<()> {
    q("update import_rows set outcome = $4, member_id = $5, fields = $6, notes = $7, before = $8, after_hash = $9
       where community_id = $1 and import_id = $2 and line = $3")
    .bind(community)
    .bind(import)
    .bind(row.line)
    .bind(row.outcome.word())
    .bind(text(row.member.as_ref()))
    .bind(serde_json::to_string(&row.fields)?)
    .bind(serde_json::to_string(&row.notes)?)
    .bind(text(row.before.as_ref()))
    .bind(text(row.after_hash.as_ref()))
    .run(tx)
    .await
    .map(drop)
}

/// Rows after a line, in the order of the file; those of one outcome, or all.
pub async fn rows_after(
    tx: &mut Tx,
    community: &CommunityId,
    import: &str,
    outcome: Option<Outcome>,
    after: u32,
    limit: u32,
) -> Result<Vec<Row>> {
    let query = match outcome {
        None => select_rows!(
            "where r.community_id = $1 and r.import_id = $2 and r.line > $3 order by r.line limit $4"
        ),
        Some(_) => select_rows!(
            "where r.community_id = $1 and r.import_id = $2 and r.line > $3 and r.outcome = $5
             order by r.line limit $4"
        ),
    };
    let query = query.bind(community).bind(import).bind(after).bind(limit);
    let query = match outcome {
        None => query,
        Some(outcome) => query.bind(outcome.word()),
    };
    query.all::<RowRow>(tx).await?.into_iter().map(Row::try_from).collect()
}

/// The first rows of either of two outcomes: what is still to be done.
pub async fn first_rows(
    tx: &mut Tx,
    community: &CommunityId,
    import: &str,
    outcomes: (Outcome, Outcome),
    limit: u32,
) -> Result<Vec<Row>> {
    // One outcome after the other: so the index gives the first ones, and nothing is sorted.
    let mut rows = rows_after(tx, community, import, Some(outcomes.0), 0, limit).await?;
    rows.extend(rows_after(tx, community, import, Some(outcomes.1), 0, limit).await?);
    rows.sort_by_key(|row| row.line);
    rows.truncate(limit as usize);
    Ok(rows)
}

/// How many rows have each outcome.
pub async fn counts(tx: &mut Tx, community: &CommunityId, import: &str) -> Result<Vec<(Outcome, u32)>> {
    let sql = "select outcome, count(*) from import_rows where community_id = $1 and import_id = $2
               group by outcome order by outcome";
    let rows: Vec<(String, i64)> = q(sql).bind(community).bind(import).all(tx).await?;
    let counted = |(word, n): (String, i64)| Some((word.parse().ok()?, u32::try_from(n).ok()?));
    Ok(rows.into_iter().filter_map(counted).collect())
}

/// The member whom a row is about: first who was invited at its address, then who signs in with it, then who came
/// from a list with its id.
pub async fn known(
    tx: &mut Tx,
    community: &CommunityId,
    address_key: Option<&str>,
    listed_as: &str,
) -> Result<Option<MemberId>> {
    let sql = "select id from (
                 select 1 as how, m.id as id from members m where m.community_id = $1 and m.address_key = $2
                 union all
                 select 2 as how, m.id as id from people p
                   join members m on m.community_id = $1 and m.person_id = p.id where p.address_key = $2
                 union all
                 select 3 as how, m.id as id from members m where m.community_id = $1 and m.listed_as = $3
               ) found order by how, id limit 1";
    let query = q(sql).bind(community).bind(text(address_key)).bind(listed_as);
    Ok(query.maybe::<(String,)>(tx).await?.map(|row| MemberId(row.0)))
}

/// The line of the same import that is about this member already.
pub async fn line_about(
    tx: &mut Tx,
    community: &CommunityId,
    import: &str,
    member: &MemberId,
) -> Result<Option<u32>> {
    let sql = "select line from import_rows where community_id = $1 and member_id = $3 and import_id = $2
               order by line limit 1";
    let row: Option<(i64,)> = q(sql).bind(community).bind(import).bind(member).maybe(tx).await?;
    Ok(row.and_then(|row| u32::try_from(row.0).ok()))
}

/// The id of a member in the list they came from.
pub async fn listed_as(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Option<String>> {
    let sql = "select listed_as from members where community_id = $1 and id = $2";
    let row: Option<(Option<String>,)> = q(sql).bind(community).bind(member).maybe(tx).await?;
    Ok(row.and_then(|row| row.0))
}

/// Writes down under which id a member stands in the organiser's list.
pub async fn list_as(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    listed_as: Option<&str>,
) -> Result<()> {
    let sql = "update members set listed_as = $3 where community_id = $1 and id = $2";
    q(sql).bind(community).bind(member).bind(text(listed_as)).run(tx).await.map(drop)
}

/// How many invitations a member was sent.
pub async fn n_invitations(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<i64> {
    let sql = "select count(*) from invitations where community_id = $1 and member_id = $2";
    q(sql).bind(community).bind(member).number(tx).await
}

/// Makes a member's invitations void: they went to another address.
pub async fn void_invitations(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    let sql = "delete from invitations where community_id = $1 and member_id = $2";
    q(sql).bind(community).bind(member).run(tx).await.map(drop)
}

/// On which sides a member ever said something, closed entries included: asks, offers.
pub async fn spoke(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<(bool, bool)> {
    let sql = "select side, count(*) from entries where community_id = $1 and member_id = $2 group by side";
    let rows: Vec<(String, i64)> = q(sql).bind(community).bind(member).all(tx).await?;
    let said = |side: &str| rows.iter().any(|row| row.0 == side);
    Ok((said("ask"), said("offer")))
}

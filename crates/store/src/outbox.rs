//! Letters on their way out.
//!
//! `queued → sending → sent`, or queued again, or failed, or unknown. Whoever sends has a lease and a fence, as with
//! [jobs](crate::jobs). Before the last byte goes out, `data_began_at` is written durably: so that whoever finds a letter
//! whose sender vanished knows whether it may have arrived. What was written is erased as soon as a letter has ended.

use goodword_domain::communities::CommunityId;
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{at, passing_by_locked, q, text};
use crate::{Result, Tx, instance};

/// A rendered letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// On behalf of which community.
    pub community: Option<CommunityId>,
    /// To which person, where it is one.
    pub person: Option<PersonId>,
    /// Whether it may come twice rather than never.
    pub must_arrive: bool,
    /// What it is, a closed word.
    pub what: String,
    /// To which address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// As text.
    pub plain: String,
    /// As HTML.
    pub html: String,
    /// `id@host`, the same for ever.
    pub message_id: String,
    /// Further headers, as a JSON list of pairs.
    pub headers: String,
    /// What calendars are told with it: a `text/calendar` part.
    pub calendar: Option<String>,
    /// When it was written.
    pub created: Timestamp,
}

/// A letter that somebody is sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The letter.
    pub letter: Letter,
    /// How often it was begun, this time included.
    pub attempts: u32,
    /// Raised by every lease.
    pub fence: i64,
    /// An earlier sender vanished, or heard nothing more, after the letter may have arrived.
    pub may_have_arrived: bool,
}

/// A letter that has not gone out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The letter.
    pub letter: Letter,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub due: Timestamp,
    /// Why it did not go out, a closed word.
    pub last_error: Option<String>,
}

/// How a letter ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The next server has it.
    Sent,
    /// It may have arrived, and must not come twice.
    Unknown,
    /// It will not go out.
    Failed,
}

impl End {
    /// The word in the table.
    pub fn word(self) -> &'static str {
        match self {
            End::Sent => "sent",
            End::Unknown => "unknown",
            End::Failed => "failed",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    community_id: Option<String>,
    person_id: Option<String>,
    class: String,
    what: String,
    to_address: String,
    subject: String,
    plain: String,
    html: String,
    message_id: String,
    headers: String,
    calendar: Option<String>,
    due_at: i64,
    attempts: i64,
    fence: i64,
    data_began_at: Option<i64>,
    created_at: i64,
    last_error: Option<String>,
}

impl From<Row> for Leased {
    fn from(row: Row) -> Leased {
        Leased {
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            fence: row.fence,
            may_have_arrived: row.data_began_at.is_some(),
            letter: row.letter(),
        }
    }
}

impl From<Row> for Waiting {
    fn from(mut row: Row) -> Waiting {
        Waiting {
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            due: at(row.due_at),
            last_error: row.last_error.take(),
            letter: row.letter(),
        }
    }
}

impl Row {
    fn letter(self) -> Letter {
        Letter {
            id: self.id,
            community: self.community_id.map(CommunityId),
            person: self.person_id.map(PersonId),
            must_arrive: self.class == "must_arrive",
            what: self.what,
            to: self.to_address,
            subject: self.subject,
            plain: self.plain,
            html: self.html,
            message_id: self.message_id,
            headers: self.headers,
            calendar: self.calendar,
            created: at(self.created_at),
        }
    }
}

/// The columns of a [`Row`].
macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "id, community_id, person_id, class, what, to_address, subject, plain, html, message_id, headers, calendar, due_at, \
             attempts, fence, data_began_at, created_at, last_error",
            $after
        )
    };
}

/// Puts a letter in.
pub async fn add(tx: &mut Tx, letter: &Letter) -> Result<()> {
    q("insert into outbox (id, community_id, person_id, class, what, to_address, subject, plain, html, message_id,
       headers, calendar, stage, due_at, attempts, leased_until, fence, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13, 'queued', $12, 0, 0, 0, $12)")
    .bind(&letter.id)
    .bind(text(letter.community.as_ref()))
    .bind(text(letter.person.as_ref()))
    .bind(if letter.must_arrive { "must_arrive" } else { "human_visible" })
    .bind(&letter.what)
    .bind(&letter.to)
    .bind(&letter.subject)
    .bind(&letter.plain)
    .bind(&letter.html)
    .bind(&letter.message_id)
    .bind(&letter.headers)
    .bind(letter.created)
    .bind(text(letter.calendar.as_ref()))
    .run(tx)
    .await
    .map(drop)
}

/// The fact that nothing goes out; [`any_due`] and [`lease`] ask for it by this name.
const HELD: &str = "outbox_held";

/// Holds all letters back since an instant.
pub async fn hold(tx: &mut Tx, since: Timestamp) -> Result<()> {
    instance::set(tx, HELD, &since.to_string()).await
}

/// Whether letters are held back.
pub async fn is_held(tx: &mut Tx) -> Result<bool> {
    Ok(instance::fact(tx, HELD).await?.is_some())
}

/// Lets letters go out again. Whether they were held back.
pub async fn release(tx: &mut Tx) -> Result<bool> {
    instance::forget(tx, HELD).await
}

/// Whether some letter could be leased now, or was left behind by its sender.
pub async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let sql = "select count(*) from (select 1 from outbox
               where ((stage = 'queued' and due_at <= $1) or (stage = 'sending' and leased_until <= $1))
                 and not exists (select 1 from instance where key = 'outbox_held') limit 1) found";
    Ok(q(sql).bind(now).number(tx).await? > 0)
}

/// Ends letters that must not come twice, whose sender vanished after they may have arrived. Their number.
///
/// The fence stays: should that sender wake up and know better, it may still say so.
pub async fn end_left_behind(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let sql = "update outbox set stage = 'unknown', ended_at = $1, last_error = 'sender_vanished',
               subject = '', plain = '', html = '', headers = '[]', calendar = null
               where stage = 'sending' and leased_until <= $1 and class = 'human_visible' and data_began_at is not null";
    q(sql).bind(now).run(tx).await
}

/// Takes on up to `most` letters until `until`, those that are due longest first; none while the outbox is held. What others
/// left behind is taken on again: [`end_left_behind`] comes first.
pub async fn lease(tx: &mut Tx, now: Timestamp, until: Timestamp, most: u32) -> Result<Vec<Leased>> {
    let query = passing_by_locked!(
        "update outbox set stage = 'sending', leased_until = $2, fence = fence + 1, attempts = attempts + 1
         where id in (select id from outbox
                      where ((stage = 'queued' and due_at <= $1)
                             or (stage = 'sending' and leased_until <= $1
                                 and (class = 'must_arrive' or data_began_at is null)))
                        and not exists (select 1 from instance where key = 'outbox_held')
                      order by due_at, id limit $3",
        columns!(") returning ", "")
    );
    let mut rows: Vec<Row> = query.bind(now).bind(until).bind(most).all(tx).await?;
    rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
    Ok(rows.into_iter().map(Leased::from).collect())
}

/// Writes down that the letter is about to go out, if it is still this lease's. Whether it is: if not, it must not go out.
pub async fn begin_data(tx: &mut Tx, id: &str, fence: i64, now: Timestamp) -> Result<bool> {
    let sql = "update outbox set data_began_at = $3 where id = $1 and fence = $2 and stage = 'sending'";
    Ok(q(sql).bind(id).bind(fence).bind(now).run(tx).await? > 0)
}

/// Puts the letter back until `due`, if it is still this lease's. `may_have_arrived` is remembered.
pub async fn put_back(
    tx: &mut Tx,
    id: &str,
    fence: i64,
    due: Timestamp,
    why: &str,
    may_have_arrived: bool,
) -> Result<bool> {
    let sql = "update outbox set stage = 'queued', due_at = $3, leased_until = 0, fence = fence + 1, last_error = $4,
               data_began_at = case when $5 = 1 then data_began_at else null end
               where id = $1 and fence = $2 and stage = 'sending'";
    let kept = i64::from(may_have_arrived);
    Ok(q(sql).bind(id).bind(fence).bind(due).bind(why).bind(kept).run(tx).await? > 0)
}

/// Ends the letter, if it is still this lease's, and erases what was written. `why` is a closed word.
pub async fn end(
    tx: &mut Tx,
    id: &str,
    fence: i64,
    end: End,
    now: Timestamp,
    why: Option<&str>,
) -> Result<bool> {
    let sql = "update outbox set stage = $3, ended_at = $4, last_error = $5, leased_until = 0,
               subject = '', plain = '', html = '', headers = '[]', calendar = null
               where id = $1 and fence = $2 and stage in ('sending', 'unknown')";
    Ok(q(sql).bind(id).bind(fence).bind(end.word()).bind(now).bind(text(why)).run(tx).await? > 0)
}

/// Letters that have not gone out, oldest first: for whoever operates the installation.
pub async fn waiting(tx: &mut Tx, limit: u32) -> Result<Vec<Waiting>> {
    let sql = columns!(
        "select ",
        " from outbox where stage in ('queued', 'sending') order by created_at, id limit $1"
    );
    let rows: Vec<Row> = q(sql).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(Waiting::from).collect())
}

/// A letter that did not arrive, as far as is known. What was written is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// What it was, a closed word.
    pub what: String,
    /// To which address.
    pub to: String,
    /// How it ended: `failed` or `unknown`.
    pub stage: String,
    /// When.
    pub at: Timestamp,
    /// Why, a closed word.
    pub why: Option<String>,
}

#[derive(sqlx::FromRow)]
struct EndedRow {
    what: String,
    to_address: String,
    stage: String,
    ended_at: i64,
    last_error: Option<String>,
}

/// Letters that ended without arriving for certain, newest first: for whoever operates the installation.
pub async fn not_arrived(tx: &mut Tx, limit: u32) -> Result<Vec<Ended>> {
    let sql = "select what, to_address, stage, ended_at, last_error from outbox
               where stage in ('failed', 'unknown') and ended_at is not null order by ended_at desc, id limit $1";
    let rows: Vec<EndedRow> = q(sql).bind(limit).all(tx).await?;
    let ended = |row: EndedRow| Ended {
        what: row.what,
        to: row.to_address,
        stage: row.stage,
        at: at(row.ended_at),
        why: row.last_error,
    };
    Ok(rows.into_iter().map(ended).collect())
}

/// How many letters wait.
pub async fn n_waiting(tx: &mut Tx) -> Result<i64> {
    q("select count(*) from outbox where stage in ('queued', 'sending')").number(tx).await
}

/// Ends letters of a kind that were written before `cutoff` and are worth nothing any more. Their number.
pub async fn expire(tx: &mut Tx, what: &str, cutoff: Timestamp, now: Timestamp) -> Result<u64> {
    let sql = "update outbox set stage = 'failed', ended_at = $3, last_error = 'expired', fence = fence + 1,
               subject = '', plain = '', html = '', headers = '[]', calendar = null
               where stage = 'queued' and what = $1 and created_at < $2";
    q(sql).bind(what).bind(cutoff).bind(now).run(tx).await
}

/// Forgets letters that ended before `cutoff`.
pub async fn forget_before(tx: &mut Tx, cutoff: Timestamp) -> Result<u64> {
    let sql = "delete from outbox where stage in ('sent', 'unknown', 'failed') and ended_at < $1";
    q(sql).bind(cutoff).run(tx).await
}

/// Forgets all letters to a person, or to their address, as it is compared.
pub async fn forget_person(tx: &mut Tx, person: &PersonId, address_key: &str) -> Result<u64> {
    let sql = "delete from outbox where person_id = $1 or lower(to_address) = $2";
    q(sql).bind(person).bind(address_key).run(tx).await
}

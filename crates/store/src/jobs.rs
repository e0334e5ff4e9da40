//! Jobs: what is to be done later, by whoever comes first.
//!
//! A worker *leases* a job and gets a number with it, the *fence*, which every lease raises. Whatever the job does is
//! written in one transaction with [`complete`], which finds the job only as long as no later lease has raised the fence. So
//! a worker that slept past its lease writes nothing, however wrong its clock is: the lease only says when others try.

use jiff::{SignedDuration, Timestamp};

use crate::query::{at, passing_by_locked, q, text};
use crate::{Result, Tx};

/// No lease lasts longer: one that seems to was given by a clock that has been set back since, and holds nobody up.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// A job that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Which function does it.
    pub kind: String,
    /// What that function is given, as JSON.
    pub body: String,
    /// Not before.
    pub due: Timestamp,
    /// While a job with this key waits, no second one is added.
    pub once_key: Option<String>,
}

/// A job that somebody has taken on for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The job.
    pub job: Job,
    /// How often it was begun, this time included.
    pub attempts: u32,
    /// Raised by every lease.
    pub fence: i64,
}

/// A job that nobody tries any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The job.
    pub job: Job,
    /// Since when.
    pub at: Timestamp,
    /// A closed word.
    pub why: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    kind: String,
    body: String,
    due_at: i64,
    once_key: Option<String>,
    attempts: i64,
    fence: i64,
    failed_at: Option<i64>,
    last_error: Option<String>,
}

impl Row {
    fn job(self) -> Job {
        Job { id: self.id, kind: self.kind, body: self.body, due: at(self.due_at), once_key: self.once_key }
    }
}

macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!($before, "id, kind, body, due_at, once_key, attempts, fence, failed_at, last_error", $after)
    };
}

/// Adds a job, unless one with the same key waits. Whether it was added.
pub async fn add(tx: &mut Tx, job: &Job) -> Result<bool> {
    let sql = "insert into jobs (id, kind, body, due_at, attempts, leased_until, fence, once_key)
               values ($1, $2, $3, $4, 0, 0, 0, $5) on conflict (once_key) do nothing";
    let n = q(sql)
        .bind(&job.id)
        .bind(&job.kind)
        .bind(&job.body)
        .bind(job.due)
        .bind(text(job.once_key.as_ref()))
        .run(tx)
        .await?;
    Ok(n > 0)
}

/// Has the waiting job with this key done sooner, not before `due`. Whether one waits.
pub async fn hasten(tx: &mut Tx, once_key: &str, due: Timestamp) -> Result<bool> {
    let sql = "update jobs set due_at = case when due_at > $2 then $2 else due_at end
               where once_key = $1 and failed_at is null";
    Ok(q(sql).bind(once_key).bind(due).run(tx).await? > 0)
}

/// What the waiting job with this key was given; none if none waits.
pub async fn body_of(tx: &mut Tx, once_key: &str) -> Result<Option<String>> {
    let sql = "select body from jobs where once_key = $1 and failed_at is null";
    let row: Option<(String,)> = q(sql).bind(once_key).maybe(tx).await?;
    Ok(row.map(|row| row.0))
}

/// Forgets the waiting job with this key: whoever has it at this moment can write nothing any more. Whether one waited.
pub async fn forget(tx: &mut Tx, once_key: &str) -> Result<bool> {
    let sql = "delete from jobs where once_key = $1 and failed_at is null";
    Ok(q(sql).bind(once_key).run(tx).await? > 0)
}

/// Forgets the job with this key that was given up, so that another can be queued.
pub async fn forget_failed(tx: &mut Tx, once_key: &str) -> Result<()> {
    let sql = "delete from jobs where once_key = $1 and failed_at is not null";
    q(sql).bind(once_key).run(tx).await.map(drop)
}

/// Whether some job could be leased now.
pub async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let sql = "select count(*) from (select 1 from jobs where failed_at is null and due_at <= $1
               and (leased_until <= $1 or leased_until > $2) limit 1) found";
    Ok(q(sql).bind(now).bind(now + LONGEST).number(tx).await? > 0)
}

/// Takes on up to `most` jobs until `until`, those that are due longest first. Those that others are taking on are passed by.
pub async fn lease(tx: &mut Tx, now: Timestamp, until: Timestamp, most: u32) -> Result<Vec<Leased>> {
    let query = passing_by_locked!(
        "update jobs set leased_until = $2, fence = fence + 1, attempts = attempts + 1
         where id in (select id from jobs where failed_at is null and due_at <= $1
                      and (leased_until <= $1 or leased_until > $4)
                      order by due_at, id limit $3",
        columns!(") returning ", "")
    );
    let mut rows: Vec<Row> = query.bind(now).bind(until).bind(most).bind(now + LONGEST).all(tx).await?;
    rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
    let leased = |row: Row| Leased {
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        fence: row.fence,
        job: row.job(),
    };
    Ok(rows.into_iter().map(leased).collect())
}

/// Removes the job as done, if it is still this lease's. Whether it is: if not, whatever else the transaction writes
/// must not be.
pub async fn complete(tx: &mut Tx, id: &str, fence: i64) -> Result<bool> {
    let sql = "delete from jobs where id = $1 and fence = $2 and failed_at is null";
    Ok(q(sql).bind(id).bind(fence).run(tx).await? > 0)
}

/// Puts the job back until `due`, if it is still this lease's.
pub async fn put_back(tx: &mut Tx, id: &str, fence: i64, due: Timestamp, why: &str) -> Result<bool> {
    let sql = "update jobs set due_at = $3, leased_until = 0, fence = fence + 1, last_error = $4
               where id = $1 and fence = $2 and failed_at is null";
    Ok(q(sql).bind(id).bind(fence).bind(due).bind(why).run(tx).await? > 0)
}

/// Gives the job up, if it is still this lease's. It stays, to be looked at.
pub async fn give_up(tx: &mut Tx, id: &str, fence: i64, now: Timestamp, why: &str) -> Result<bool> {
    let sql = "update jobs set failed_at = $3, leased_until = 0, fence = fence + 1, last_error = $4
               where id = $1 and fence = $2 and failed_at is null";
    Ok(q(sql).bind(id).bind(fence).bind(now).bind(why).run(tx).await? > 0)
}

/// Jobs that were given up, oldest first.
pub async fn failed(tx: &mut Tx, limit: u32) -> Result<Vec<Failed>> {
    let sql = columns!("select ", " from jobs where failed_at is not null order by failed_at, id limit $1");
    let rows: Vec<Row> = q(sql).bind(limit).all(tx).await?;
    let failed = |mut row: Row| Failed {
        at: at(row.failed_at.unwrap_or_default()),
        why: row.last_error.take().unwrap_or_default(),
        job: row.job(),
    };
    Ok(rows.into_iter().map(failed).collect())
}

/// Lets a job that was given up be tried again, from the beginning. Whether there was one.
pub async fn revive(tx: &mut Tx, id: &str, due: Timestamp) -> Result<bool> {
    let sql = "update jobs set failed_at = null, attempts = 0, due_at = $2, fence = fence + 1
               where id = $1 and failed_at is not null";
    Ok(q(sql).bind(id).bind(due).run(tx).await? > 0)
}

/// How many wait, and how many were given up.
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64)> {
    let waiting = q("select count(*) from jobs where failed_at is null").number(tx).await?;
    let failed = q("select count(*) from jobs where failed_at is not null").number(tx).await?;
    Ok((waiting, failed))
}

/// Whether this period of a schedule was queued.
pub async fn has_period(tx: &mut Tx, name: &str, period: &str) -> Result<bool> {
    let sql = "select count(*) from schedules where name = $1 and period = $2";
    Ok(q(sql).bind(name).bind(period).number(tx).await? > 0)
}

/// Takes this period of a schedule. Whether nobody had.
pub async fn take_period(tx: &mut Tx, name: &str, period: &str) -> Result<bool> {
    let sql = "insert into schedules (name, period) values ($1, $2) on conflict do nothing";
    Ok(q(sql).bind(name).bind(period).run(tx).await? > 0)
}

/// Forgets all but the `newest` periods of a schedule.
pub async fn forget_periods(tx: &mut Tx, name: &str, newest: u32) -> Result<u64> {
    let sql = "delete from schedules where name = $1 and period <
               (select period from schedules where name = $1 order by period desc limit 1 offset $2)";
    q(sql).bind(name).bind(newest.saturating_sub(1)).run(tx).await
}

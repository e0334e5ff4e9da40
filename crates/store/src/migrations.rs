//! How the tables came to be, one step after another, in one text for both engines.
//!
//! Three words differ and are put in: `{int}`, whole numbers of 64 bits, `{key}`, text that sorts by its bytes (SQLite's
//! does), and `{strict}`, which has SQLite keep to the declared types. A step that needs more stands in two files. A released step is never edited.

use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, PgConnection, SqlSafeStr, SqliteConnection};

use crate::error::{Error, Result};

/// A step: number, name, text for SQLite, text for PostgreSQL.
type Step = (i64, &'static str, &'static str, &'static str);

macro_rules! step {
    ($number:literal, $name:literal) => {
        step!($number, $name, concat!($name, ".sql"), concat!($name, ".sql"))
    };
    ($number:literal, $name:literal, $sqlite:expr, $postgres:expr) => {
        (
            $number,
            $name,
            include_str!(concat!("../migrations/", $sqlite)),
            include_str!(concat!("../migrations/", $postgres)),
        )
    };
}

const STEPS: &[Step] = &[
    step!(1, "0001_people"),
    step!(2, "0002_communities"),
    step!(3, "0003_work"),
    step!(4, "0004_search", "0004_search.sqlite.sql", "0004_search.postgres.sql"),
    step!(5, "0005_rounds"),
    step!(6, "0006_promises"),
    step!(7, "0007_introductions"),
];

/// What stands between a database and this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The last step that the database has.
    pub from: i64,
    /// The last step that this program knows.
    pub to: i64,
}

/// An engine's connection, and its words.
pub(crate) trait Ground: Migrate {
    const WORDS: [(&'static str, &'static str); 3];
    fn text(step: &Step) -> &'static str;
}

impl Ground for SqliteConnection {
    const WORDS: [(&'static str, &'static str); 3] =
        [("{int}", "integer"), ("{key}", "text"), ("{strict}", "strict")];
    fn text(step: &Step) -> &'static str {
        step.2
    }
}

impl Ground for PgConnection {
    const WORDS: [(&'static str, &'static str); 3] =
        [("{int}", "bigint"), ("{key}", "text collate \"C\""), (" {strict}", "")];
    fn text(step: &Step) -> &'static str {
        step.3
    }
}

/// Takes all steps that are missing, one process at a time; others wait.
pub(crate) async fn bring_up_to_date<C, F>(connection: &mut C, keep: F) -> Result<()>
where
    C: Ground,
    F: AsyncFnOnce(Pending) -> Result<()>,
{
    connection.lock().await.map_err(told)?;
    let done = take_steps(connection, keep).await;
    connection.unlock().await.map_err(told)?;
    done
}

async fn take_steps<C, F>(connection: &mut C, keep: F) -> Result<()>
where
    C: Ground,
    F: AsyncFnOnce(Pending) -> Result<()>,
{
    let mut migrator = Migrator::with_migrations(STEPS.iter().map(migration::<C>).collect());
    migrator.set_locking(false);
    connection.ensure_migrations_table(&migrator.table_name).await.map_err(told)?;
    let have = connection.list_applied_migrations(&migrator.table_name).await.map_err(told)?;
    let from = have.iter().map(|step| step.version).max().unwrap_or(0);
    let to = newest();
    if let Some(step) = connection.dirty_version(&migrator.table_name).await.map_err(told)? {
        return Err(told(MigrateError::Dirty(step)));
    }
    if 0 < from && from < to {
        keep(Pending { from, to }).await?;
    }
    migrator.run_direct(None, connection, false).await.map_err(told)
}

/// Takes the steps up to this one, in an empty place.
pub(crate) async fn build<C: Ground>(connection: &mut C, step: i64) -> Result<()> {
    connection.lock().await.map_err(told)?;
    let mut migrator = Migrator::with_migrations(STEPS.iter().map(migration::<C>).collect());
    migrator.set_locking(false);
    let done = migrator.run_direct(Some(step), connection, false).await.map_err(told);
    connection.unlock().await.map_err(told)?;
    done
}

/// The last step that this program knows.
pub fn newest() -> i64 {
    STEPS.iter().map(|step| step.0).max().unwrap_or(0)
}

fn migration<C: Ground>(step: &Step) -> Migration {
    let sql = C::WORDS.iter().fold(C::text(step).to_owned(), |sql, (word, own)| sql.replace(word, own));
    let sql = AssertSqlSafe(sql).into_sql_str();
    Migration::new(step.0, step.1.into(), MigrationType::Simple, sql, false)
}

fn told(error: MigrateError) -> Error {
    let back = "Nothing was changed. Go back to the version of Goodword that wrote it, or restore the copy that was \
                put aside before the upgrade (`goodword restore`).";
    match error {
        MigrateError::Execute(error) => error.into(),
        MigrateError::VersionMissing(step) => {
            Error::WrongData(format!("This data was written by a newer Goodword (step {step}). {back}"))
        }
        MigrateError::Dirty(step) => {
            Error::WrongData(format!("An upgrade of this data stopped half way (step {step}). {back}"))
        }
        MigrateError::VersionMismatch(step) => {
            Error::WrongData(format!("Step {step} of this data is not the one of this program. {back}"))
        }
        other => Error::WrongData(format!("The data cannot be brought up to date: {other}. {back}")),
    }
}

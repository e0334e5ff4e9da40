//! One statement, run on whichever engine is there.
//!
//! `q("select … where id = $1").bind(id).maybe::<Row>(&mut tx)`. Values are text and whole numbers, nothing else: what both
//! engines hold alike. Instants are whole microseconds since 1970, lists and profiles are JSON in text.

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, FromRow};

use crate::server::in_time;
use crate::{Result, Tx};

/// A row that both drivers can read; `#[derive(sqlx::FromRow)]` gives it.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// What can be bound to a statement.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text, or none.
    Text(Option<String>),
    /// A whole number, or none.
    Int(Option<i64>),
}

/// A statement and what is bound to it.
pub struct Query {
    sqlite: &'static str,
    postgres: &'static str,
    values: Vec<Value>,
}

/// A statement that both engines understand.
pub fn q(sql: &'static str) -> Query {
    Query { sqlite: sql, postgres: sql, values: Vec::new() }
}

/// The same statement in two dialects. Only for the few islands where they must part.
pub fn either(sqlite: &'static str, postgres: &'static str) -> Query {
    Query { sqlite, postgres, values: Vec::new() }
}

/// A statement whose inner `select` takes rows on for itself: `$before` ends where that `select` does. On PostgreSQL rows
/// that others are taking on at this moment are passed by; SQLite has one writer anyway.
macro_rules! passing_by_locked {
    ($before:expr, $after:expr) => {
        $crate::query::either(concat!($before, $after), concat!($before, " for update skip locked", $after))
    };
}
pub(crate) use passing_by_locked;

impl Query {
    /// Binds the next of `$1`, `$2`, ….
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Query {
        self.values.push(match value.into() {
            // PostgreSQL refuses NUL in text; looked for, such text is found nowhere.
            Value::Text(Some(text)) if text.contains('\0') => {
                Value::Text(Some(text.replace('\0', "\u{FFFD}")))
            }
            other => other,
        });
        self
    }

    /// Runs it, for the number of rows that it changed.
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        match tx {
            Tx::Sqlite(tx) => {
                let query = sqlx::query_with(self.sqlite, arguments::<SqliteArguments>(self.values)?);
                let said = query.execute(tx.ask()?).await;
                Ok(tx.heard(said)?.rows_affected())
            }
            Tx::Postgres(tx) => {
                let query = sqlx::query_with(self.postgres, arguments::<PgArguments>(self.values)?);
                let said = in_time(query.execute(tx.ask()?)).await;
                Ok(tx.heard(said)?.rows_affected())
            }
        }
    }

    /// All rows.
    pub async fn all<T: Row>(self, tx: &mut Tx) -> Result<Vec<T>> {
        match tx {
            Tx::Sqlite(tx) => {
                let query = sqlx::query_as_with(self.sqlite, arguments::<SqliteArguments>(self.values)?);
                let said = query.fetch_all(tx.ask()?).await;
                tx.heard(said)
            }
            Tx::Postgres(tx) => {
                let query = sqlx::query_as_with(self.postgres, arguments::<PgArguments>(self.values)?);
                let said = in_time(query.fetch_all(tx.ask()?)).await;
                tx.heard(said)
            }
        }
    }

    /// The row, if there is one.
    pub async fn maybe<T: Row>(self, tx: &mut Tx) -> Result<Option<T>> {
        Ok(self.all(tx).await?.into_iter().next())
    }

    /// A whole number: a count, or a sum that was cast.
    pub async fn number(self, tx: &mut Tx) -> Result<i64> {
        Ok(self.maybe::<(i64,)>(tx).await?.map_or(0, |row| row.0))
    }
}

/// Values as one driver wants them.
pub(crate) fn arguments<A>(values: Vec<Value>) -> Result<A>
where
    A: Arguments,
    for<'t> Option<String>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> Option<i64>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
{
    let mut bound = A::default();
    for value in values {
        let added = match value {
            Value::Text(text) => bound.add(text),
            Value::Int(number) => bound.add(number),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

macro_rules! said {
    ($($from:ty),*) => {$(
        impl From<$from> for Value {
            fn from(text: $from) -> Value {
                Value::Text(Some(text.into()))
            }
        }
    )*};
}
said!(&str, String, &String, &PersonId, &CommunityId, &MemberId, &RoundId, &MatchId);

/// Optional text, as a value.
pub fn text(text: Option<impl Into<String>>) -> Value {
    Value::Text(text.map(Into::into))
}

/// An optional instant, as a value.
pub fn instant(at: Option<Timestamp>) -> Value {
    Value::Int(at.map(Timestamp::as_microsecond))
}

macro_rules! whole {
    ($($from:ty),*) => {$(
        impl From<$from> for Value {
            fn from(number: $from) -> Value {
                Value::Int(Some(i64::from(number)))
            }
        }
    )*};
}
whole!(i64, u32, u16);

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Value {
        Value::Int(Some(at.as_microsecond()))
    }
}

/// An instant as it stands in a table. What no table of ours holds reads as 1970.
pub fn at(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

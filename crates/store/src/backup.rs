//! A backup: everything that is written down, as it was at one instant, in one form for both engines.
//!
//! *Form.* Lines of JSON, compressed with gzip. The first line is the [`Header`]: what follows, and of which step of the
//! tables. Then, for each table, a line `{"table":"people"}` and a line for each row, ordered by the table's key: a list of
//! texts, whole numbers and nulls in the order of the header's columns. The last line is the [`End`]: how many rows each table
//! has, the SHA-256 of its lines, and that of everything before the last line. A table comes after those that it refers to.
//!
//! Columns are read from the database itself, so that an older one is kept as it is. Rows go through one at a time.

mod restore;
mod schema;

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Database, Decode, Row, Type};

pub use restore::{Afterwards, is_empty, restore};
pub(crate) use schema::step;
pub use schema::{Column, Kind, Table};

use crate::engine::{Db, Place, Tx};
use crate::query::Value;
use crate::{Error, Result};

/// The form that this program writes.
const FORM: u32 = 1;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Of which form it is.
    pub goodword_backup: u32,
    /// The version of Goodword that wrote it.
    pub made_by: String,
    /// When: all that was acknowledged before is in it.
    pub made_at: Timestamp,
    /// From `sqlite` or `postgres`; it can be restored on both.
    pub engine: String,
    /// The last step that the tables had taken.
    pub step: i64,
    /// Every table, each after those that it refers to.
    pub tables: Vec<Table>,
}

/// The last line: what must have come before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Each table, in order.
    pub tables: Vec<Counted>,
    /// SHA-256 of all bytes before this line.
    pub sha256: String,
}

/// How much of a table there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the rows' lines: equal rows, equal sum, whatever the engine.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
struct TableLine {
    table: String,
}

#[derive(Serialize, Deserialize)]
struct EndLine {
    end: End,
}

/// What was written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// What it says of itself.
    pub header: Header,
    /// What is in it.
    pub end: End,
}

impl Contents {
    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> u64 {
        self.end.tables.iter().find(|counted| counted.name == table).map_or(0, |counted| counted.rows)
    }
}

/// Writes everything that is at `place` now. Others go on reading and writing meanwhile; the tables may be of any step.
pub async fn write(place: &Place, out: impl Write, made_at: Timestamp, made_by: &str) -> Result<Contents> {
    let mut tx = Db::glance(place).await?;
    let header = Header {
        goodword_backup: FORM,
        made_by: made_by.to_owned(),
        made_at,
        engine: tx.engine().to_owned(),
        step: step(&mut tx).await?.ok_or_else(|| Error::WrongData("There is no data yet.".into()))?,
        tables: schema::tables(&mut tx).await?,
    };
    let mut out = Pen { out: GzEncoder::new(out, Compression::new(5)), whole: Sha256::new() };
    out.line(&serde_json::to_vec(&header)?)?;
    let mut tables = Vec::new();
    for table in &header.tables {
        out.line(&serde_json::to_vec(&TableLine { table: table.name.clone() })?)?;
        tables.push(write_table(&mut tx, table, &mut out).await?);
    }
    let end = End { tables, sha256: hex(out.whole.clone()) };
    out.line(&serde_json::to_vec(&EndLine { end: end.clone() })?)?;
    let mut out = out.out.finish().map_err(unwritable)?;
    out.flush().map_err(unwritable)?;
    Ok(Contents { header, end })
}

/// Lines on their way out.
struct Pen<W: Write> {
    out: GzEncoder<W>,
    whole: Sha256,
}

impl<W: Write> Pen<W> {
    fn line(&mut self, line: &[u8]) -> Result<()> {
        for part in [line, b"\n"] {
            self.whole.update(part);
            self.out.write_all(part).map_err(unwritable)?;
        }
        Ok(())
    }
}

async fn write_table<W: Write>(tx: &mut Tx, table: &Table, out: &mut Pen<W>) -> Result<Counted> {
    let sql = table.select(matches!(tx, Tx::Postgres(_)));
    let (mut rows, mut sum) = (0, Sha256::new());
    let mut each = |cells: Vec<Value>| {
        let line = serde_json::to_vec(&cells.into_iter().map(json).collect::<Vec<_>>())?;
        sum.update(&line);
        sum.update(b"\n");
        rows += 1;
        out.line(&line)
    };
    match tx {
        Tx::Sqlite(tx) => {
            let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(tx.ask()?);
            while let Some(row) = found.try_next().await? {
                each(cells(&row, table)?)?;
            }
        }
        Tx::Postgres(tx) => {
            let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(tx.ask()?);
            while let Some(row) = found.try_next().await? {
                each(cells(&row, table)?)?;
            }
        }
    }
    Ok(Counted { name: table.name.clone(), rows, sha256: hex(sum) })
}

fn cells<R>(row: &R, table: &Table) -> Result<Vec<Value>>
where
    R: Row,
    usize: ColumnIndex<R>,
    for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    R::Database: Database,
{
    let cell = |(at, column): (usize, &Column)| match column.kind {
        Kind::Text => Ok(Value::Text(row.try_get(at)?)),
        Kind::Int => Ok(Value::Int(row.try_get(at)?)),
    };
    table.columns.iter().enumerate().map(cell).collect()
}

fn json(value: Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.into(),
        Value::Int(number) => number.into(),
    }
}

fn hex(sum: Sha256) -> String {
    data_encoding::HEXLOWER.encode(&sum.finalize())
}

fn unwritable(error: std::io::Error) -> Error {
    Error::WrongData(format!("The backup cannot be written: {error}."))
}

//! Back from a backup, into an empty place.

use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;

use super::schema::{self, Kind, Table};
use super::{Contents, Counted, End, EndLine, FORM, Header, TableLine, hex};
use crate::engine::{Db, Place, Tx};
use crate::query::{Value, arguments, q};
use crate::{Error, Result, migrations};

/// The longest line that a backup may have, in bytes.
const LONGEST: u64 = 256 << 20;
/// How many values go in with one statement: SQLite takes 32,766, PostgreSQL 65,535.
const MOST_VALUES: usize = 16_000;
/// How many rows go in with one statement, at most.
const MOST_ROWS: usize = 500;

/// What is done to a copy before anybody can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Afterwards {
    /// Sessions, tokens and links to sign in stay good.
    pub keep_sessions: bool,
    /// The outbox is held since then: a restored copy sends nothing until somebody releases it.
    pub held_at: Timestamp,
}

/// Whether nothing is at the place yet: no file, or no row in any table.
pub async fn is_empty(place: &Place) -> Result<bool> {
    match place {
        Place::Sqlite(file) => Ok(!file.exists()),
        Place::Postgres(_) => {
            let mut tx = Db::glance(place).await?;
            for table in schema::tables(&mut tx).await? {
                if numbers(&mut tx, table.count()).await? > 0 {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}

/// Puts everything where nothing is yet, in one transaction: all of a whole backup, or no row. The tables are those of the
/// backup's step; [`Db::open`] takes them further.
pub async fn restore(place: &Place, from: impl Read, afterwards: Option<Afterwards>) -> Result<Contents> {
    let mut file =
        Lines { lines: BufReader::new(MultiGzDecoder::new(from)), whole: Sha256::new(), number: 0 };
    let header = file.header()?;
    if !is_empty(place).await? {
        return Err(Error::WrongData(
            "There is data already. A backup is restored into an empty place.".into(),
        ));
    }
    Db::build(place, header.step).await?;
    let mut tx = Db::pour(place).await?;
    if schema::step(&mut tx).await? != Some(header.step) || schema::tables(&mut tx).await? != header.tables {
        let said = "The tables of this backup are not those that this program knows for their step. Restore it with the \
                    version of Goodword that wrote it";
        return Err(Error::WrongData(format!("{said} ({}).", header.made_by)));
    }
    let end = file.tables(&header, &mut tx).await?;
    if let Some(afterwards) = afterwards {
        quieten(&mut tx, afterwards).await?;
    }
    tx.commit().await?;
    Ok(Contents { header, end })
}

/// Ends what could act on its own in a copy.
async fn quieten(tx: &mut Tx, afterwards: Afterwards) -> Result<()> {
    if !afterwards.keep_sessions {
        for sql in ["delete from sessions", "delete from tokens", "delete from sign_ins"] {
            q(sql).run(tx).await?;
        }
    }
    crate::outbox::hold(tx, afterwards.held_at).await
}

/// The lines of a backup, as they come.
struct Lines<R: Read> {
    lines: BufReader<MultiGzDecoder<R>>,
    whole: Sha256,
    number: u64,
}

impl<R: Read> Lines<R> {
    /// The next line, without its end.
    fn next(&mut self) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        self.number += 1;
        let read = (&mut self.lines).take(LONGEST).read_until(b'\n', &mut line);
        match read {
            Ok(_) if line.pop() == Some(b'\n') => Ok(line),
            Err(error) if self.number == 1 => {
                Err(Error::WrongData(format!("This is no backup of Goodword ({error}).")))
            }
            Ok(_) | Err(_) => Err(self.wrong("the file ends here, in the middle. Take another copy of it")),
        }
    }

    fn count(&mut self, line: &[u8]) {
        self.whole.update(line);
        self.whole.update(b"\n");
    }

    fn wrong(&self, what: &str) -> Error {
        Error::WrongData(format!("Line {} of this backup: {what}.", self.number))
    }

    fn header(&mut self) -> Result<Header> {
        let line = self.next()?;
        self.count(&line);
        let header: Header = serde_json::from_slice(&line)
            .map_err(|error| Error::WrongData(format!("This is no backup of Goodword ({error}).")))?;
        let newest = migrations::newest();
        if header.goodword_backup > FORM || header.step > newest {
            return Err(Error::WrongData(format!(
                "This backup was written by a newer Goodword ({}, step {}; this program knows {newest} steps). Restore it \
                 with that version.",
                header.made_by, header.step
            )));
        }
        Ok(header)
    }

    /// All tables, and the end, which must say the same.
    async fn tables(&mut self, header: &Header, tx: &mut Tx) -> Result<End> {
        let mut line = self.next()?;
        let mut counted = Vec::new();
        for table in &header.tables {
            self.count(&line);
            let named: TableLine =
                serde_json::from_slice(&line).map_err(|_| self.wrong("the name of a table is missing"))?;
            if named.table != table.name {
                return Err(self.wrong(&format!("the table {} is missing", table.name)));
            }
            let (rows, next) = self.table(table, tx).await?;
            counted.push(rows);
            line = next;
        }
        let said: EndLine =
            serde_json::from_slice(&line).map_err(|_| self.wrong("the last line is missing"))?;
        let found = End { tables: counted, sha256: hex(self.whole.clone()) };
        if said.end != found {
            return Err(self.wrong("the file is damaged: its sums do not agree. Take another copy of it"));
        }
        Ok(found)
    }

    /// The rows of a table, and the line after them.
    async fn table(&mut self, table: &Table, tx: &mut Tx) -> Result<(Counted, Vec<u8>)> {
        let (mut rows, mut sum, mut waiting) = (0, Sha256::new(), Vec::new());
        let together = (MOST_VALUES / table.columns.len().max(1)).clamp(1, MOST_ROWS) * table.columns.len();
        loop {
            let line = self.next()?;
            if line.first() != Some(&b'[') {
                add(tx, table, waiting).await?;
                return Ok((Counted { name: table.name.clone(), rows, sha256: hex(sum) }, line));
            }
            self.count(&line);
            sum.update(&line);
            sum.update(b"\n");
            rows += 1;
            waiting.extend(self.row(&line, table)?);
            if waiting.len() >= together {
                add(tx, table, std::mem::take(&mut waiting)).await?;
            }
        }
    }

    fn row(&self, line: &[u8], table: &Table) -> Result<Vec<Value>> {
        let unreadable = || self.wrong(&format!("a row of {} cannot be read", table.name));
        let cells: Vec<serde_json::Value> = serde_json::from_slice(line).map_err(|_| unreadable())?;
        if cells.len() != table.columns.len() {
            return Err(unreadable());
        }
        let value = |(cell, kind): (serde_json::Value, Kind)| match (cell, kind) {
            (serde_json::Value::Null, Kind::Text) => Ok(Value::Text(None)),
            (serde_json::Value::Null, Kind::Int) => Ok(Value::Int(None)),
            (serde_json::Value::String(text), Kind::Text) => Ok(Value::Text(Some(text))),
            (serde_json::Value::Number(number), Kind::Int) => {
                number.as_i64().map(|number| Value::Int(Some(number))).ok_or_else(unreadable)
            }
            _ => Err(unreadable()),
        };
        cells.into_iter().zip(table.columns.iter().map(|column| column.kind)).map(value).collect()
    }
}

/// Adds rows, given value by value.
async fn add(tx: &mut Tx, table: &Table, values: Vec<Value>) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let sql = AssertSqlSafe(table.insert(values.len() / table.columns.len()));
    match tx {
        Tx::Sqlite(tx) => {
            let query = sqlx::query_with(sql, arguments::<SqliteArguments>(values)?);
            let said = query.execute(tx.ask()?).await;
            tx.heard(said)?;
        }
        Tx::Postgres(tx) => {
            let query = sqlx::query_with(sql, arguments::<PgArguments>(values)?);
            let said = query.execute(tx.ask()?).await;
            tx.heard(said)?;
        }
    }
    Ok(())
}

async fn numbers(tx: &mut Tx, sql: String) -> Result<i64> {
    let row: (i64,) = match tx {
        Tx::Sqlite(tx) => sqlx::query_as(AssertSqlSafe(sql)).fetch_one(tx.ask()?).await?,
        Tx::Postgres(tx) => sqlx::query_as(AssertSqlSafe(sql)).fetch_one(tx.ask()?).await?,
    };
    Ok(row.0)
}

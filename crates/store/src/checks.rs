//! What can be told of the data without changing anything: for whoever asks whether all is well.

use jiff::Timestamp;
use sqlx::Row;

use crate::backup::step;
use crate::engine::{Db, Place, Tx};
use crate::query::{at, q};
use crate::{Error, Result};

/// How the data stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The last step that its tables have taken; none where there are none yet.
    pub step: Option<i64>,
    /// When something last happened.
    pub newest_event: Option<Timestamp>,
    /// Pages that are damaged, rows that refer to none. Always none on a server, which minds that itself.
    pub wrong: Vec<String>,
}

/// Looks at the data, of whatever step.
pub async fn look(place: &Place) -> Result<Looked> {
    let mut tx = Db::glance(place).await?;
    let step = step(&mut tx).await?;
    let newest_event = match step {
        Some(3..) => {
            let sql = "select cast(max(at) as bigint) from events";
            q(sql).maybe::<(Option<i64>,)>(&mut tx).await?.and_then(|row| row.0).map(at)
        }
        _ => None,
    };
    Ok(Looked { step, newest_event, wrong: wrong(&mut tx).await? })
}

/// What is wrong inside a file.
async fn wrong(tx: &mut Tx) -> Result<Vec<String>> {
    let Tx::Sqlite(tx) = tx else { return Ok(Vec::new()) };
    let mut wrong = Vec::new();
    for row in sqlx::query("pragma integrity_check").fetch_all(tx.ask()?).await? {
        let said: String = row.try_get(0).map_err(Error::from)?;
        if said != "ok" {
            wrong.push(said);
        }
    }
    for row in sqlx::query("pragma foreign_key_check").fetch_all(tx.ask()?).await? {
        let (table, other): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        wrong.push(format!("a row of {table} refers to a row of {other} that is not there"));
    }
    Ok(wrong)
}

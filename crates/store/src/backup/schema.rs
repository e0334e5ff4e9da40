//! What tables there are, as the database itself says.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::engine::Tx;
use crate::query::either;
use crate::{Error, Result};

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns of its key, in order.
    pub key: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
}

/// What stands in a column: there is nothing else in our tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number of 64 bits.
    Int,
}

impl Table {
    /// Reads all rows, in the order of the key; that of the bytes, on both engines.
    pub(super) fn select(&self, postgres: bool) -> String {
        let bytes = |name: &String| match self.columns.iter().any(|c| c.name == *name && c.kind == Kind::Text)
        {
            true if postgres => format!("{} collate \"C\"", quoted(name)),
            _ => quoted(name),
        };
        let order: Vec<String> = self.key.iter().map(bytes).collect();
        format!("select {} from {} order by {}", self.list(), quoted(&self.name), order.join(", "))
    }

    /// Adds so many rows.
    pub(super) fn insert(&self, rows: usize) -> String {
        let n = self.columns.len();
        let row = |i: usize| {
            let places: Vec<String> = (1..=n).map(|j| format!("${}", i * n + j)).collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("insert into {} ({}) values {}", quoted(&self.name), self.list(), rows.join(", "))
    }

    /// Counts the rows.
    pub(super) fn count(&self) -> String {
        format!("select count(*) from {}", quoted(&self.name))
    }

    fn list(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        names.join(", ")
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The last step that was taken, if any was.
pub(crate) async fn step(tx: &mut Tx) -> Result<Option<i64>> {
    let there = either(
        "select count(*) from sqlite_schema where type = 'table' and name = '_sqlx_migrations'",
        "select count(*) from information_schema.tables
         where table_schema = current_schema() and table_name = '_sqlx_migrations'",
    );
    if there.number(tx).await? == 0 {
        return Ok(None);
    }
    let sql = "select cast(max(version) as bigint) from _sqlx_migrations where success";
    Ok(crate::query::q(sql).maybe::<(Option<i64>,)>(tx).await?.and_then(|row| row.0))
}

/// Every table of ours, each after those that it refers to.
pub(super) async fn tables(tx: &mut Tx) -> Result<Vec<Table>> {
    let columns = either(
        "select t.name, c.name, lower(c.type), c.pk from pragma_table_list t, pragma_table_info(t.name) c
         where t.schema = 'main' and t.type = 'table' and substr(t.name, 1, 7) <> 'sqlite_'
           and substr(t.name, 1, 5) <> '_sqlx' order by t.name, c.cid",
        "select c.table_name::text, c.column_name::text, c.data_type::text,
                coalesce(k.ordinal_position, 0)::bigint
         from information_schema.columns c
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
         left join information_schema.table_constraints p
           on p.table_schema = c.table_schema and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
         left join information_schema.key_column_usage k
           on k.constraint_schema = p.constraint_schema and k.constraint_name = p.constraint_name
           and k.table_name = c.table_name and k.column_name = c.column_name
         where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
           and left(c.table_name, 5) <> '_sqlx' order by c.table_name, c.ordinal_position",
    );
    let rows: Vec<(String, String, String, i64)> = columns.all(tx).await?;
    let mut found: BTreeMap<String, Vec<(Column, i64)>> = BTreeMap::new();
    for (table, name, kind, key) in rows {
        let kind = match kind.as_str() {
            "text" => Kind::Text,
            "integer" | "bigint" => Kind::Int,
            other => {
                return Err(Error::Broken(format!(
                    "{table}.{name} is of the kind {other}: no backup holds it"
                )));
            }
        };
        found.entry(table).or_default().push((Column { name, kind }, key));
    }
    let references = references(tx).await?;
    Ok(in_order(found.into_iter().map(table).collect(), &references))
}

fn table((name, columns): (String, Vec<(Column, i64)>)) -> Table {
    let mut key: Vec<(i64, String)> =
        columns.iter().filter(|(_, at)| *at > 0).map(|(column, at)| (*at, column.name.clone())).collect();
    key.sort();
    let columns: Vec<Column> = columns.into_iter().map(|(column, _)| column).collect();
    let key = match key.is_empty() {
        false => key.into_iter().map(|(_, name)| name).collect(),
        true => columns.iter().map(|column| column.name.clone()).collect(),
    };
    Table { name, columns, key }
}

/// Which table refers to which.
async fn references(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let pairs = either(
        "select distinct t.name, f.\"table\" from pragma_table_list t, pragma_foreign_key_list(t.name) f
         where t.schema = 'main' and t.type = 'table' order by 1, 2",
        "select distinct a.relname::text, b.relname::text from pg_constraint f
         join pg_class a on a.oid = f.conrelid join pg_class b on b.oid = f.confrelid
         join pg_namespace n on n.oid = a.relnamespace
         where f.contype = 'f' and n.nspname = current_schema() order by 1, 2",
    );
    pairs.all(tx).await
}

/// Each after those that it refers to; otherwise by name.
fn in_order(mut tables: Vec<Table>, references: &[(String, String)]) -> Vec<Table> {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut ordered = Vec::new();
    while !tables.is_empty() {
        let waits = |table: &Table| {
            let mut needs = references.iter().filter(|(from, to)| *from == table.name && to != from);
            needs.any(|(_, to)| !done.contains(to))
        };
        // Were there a circle, some table would have to begin it.
        let next = tables.iter().position(|table| !waits(table)).unwrap_or(0);
        let table = tables.remove(next);
        done.insert(table.name.clone());
        ordered.push(table);
    }
    ordered
}

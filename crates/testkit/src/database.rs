//! An empty database on either engine, thrown away afterwards.

use std::path::{Path, PathBuf};

use goodword_store::{Db, Place};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tempfile::TempDir;

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A schema of its own on the server of `GOODWORD_TEST_POSTGRES`.
    Postgres,
}

/// An empty database of its own.
pub struct Database {
    /// Where it is.
    pub place: Place,
    /// A folder beside it, for whatever else a test writes.
    pub folder: PathBuf,
    schema: Option<String>,
    _kept: TempDir,
}

impl Database {
    /// Makes one. A missing server is a failure: what was not tested on PostgreSQL was not tested.
    pub async fn new(engine: Engine) -> Database {
        match engine {
            Engine::Sqlite => {
                let kept = folder();
                let folder = kept.path().to_owned();
                let place = Place::Sqlite(folder.join("goodword.db"));
                Database { place, folder, schema: None, _kept: kept }
            }
            Engine::Postgres => Database::on_server(&server_url()).await,
        }
    }

    /// A schema of its own on a server.
    pub async fn on_server(url: &str) -> Database {
        let kept = folder();
        let folder = kept.path().to_owned();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let schema = format!("t{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
        let mut server = PgConnection::connect(url).await.expect("PostgreSQL answers");
        let create = format!("create schema {schema}");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut server).await.expect("a schema of our own");
        let place = Place::Postgres(format!("{url}?options[search_path]={schema}"));
        Database { place, folder, schema: Some(schema), _kept: kept }
    }

    /// A second one with the same content. What is still in a file's log stays behind: wipe first.
    pub async fn copied(&self) -> Database {
        match &self.place {
            Place::Sqlite(file) => {
                let kept = folder();
                let folder = kept.path().to_owned();
                let copy = folder.join("goodword.db");
                std::fs::copy(file, &copy).expect("a copy");
                Database { place: Place::Sqlite(copy), folder, schema: None, _kept: kept }
            }
            Place::Postgres(url) => {
                let copy = Database::new(Engine::Postgres).await;
                copy.open().await.close().await;
                let (from, to) = (self.schema.as_deref(), copy.schema.as_deref());
                copy_rows(url, from.expect("a schema"), to.expect("a schema")).await;
                copy
            }
        }
    }

    /// Puts everything that was written into the file itself: nobody else has it open.
    pub async fn rest(&self) {
        if let Place::Sqlite(_) = self.place {
            self.run("pragma wal_checkpoint(truncate)").await;
        }
    }

    /// Does by hand what no verb does.
    pub async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.place {
            Place::Sqlite(file) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
                let mut db = sqlx::SqliteConnection::connect_with(&options).await.expect("the file opens");
                sqlx::raw_sql(sql).execute(&mut db).await.expect("a statement");
            }
            Place::Postgres(url) => {
                let mut db = PgConnection::connect(url).await.expect("the server answers");
                sqlx::raw_sql(sql).execute(&mut db).await.expect("a statement");
            }
        }
    }

    /// Opens it, brought up to date.
    pub async fn open(&self) -> Db {
        Db::open(&self.place, async |_| Ok(())).await.expect("the database opens")
    }

    /// Everything in it, as text, one line a row: to compare two states, or to look for what must not be there.
    pub async fn dump(&self) -> Vec<String> {
        match &self.place {
            Place::Sqlite(file) => dump_file(file).await,
            Place::Postgres(url) => dump_server(url, self.schema.as_deref().unwrap_or("public")).await,
        }
    }
}

/// In memory where the machine has such a place: tests wait for no disk.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    made.expect("a folder of our own")
}

fn server_url() -> String {
    std::env::var("GOODWORD_TEST_POSTGRES").expect(
        "GOODWORD_TEST_POSTGRES says where PostgreSQL is; run the tests with ./test or scripts/with-postgres",
    )
}

async fn dump_file(file: &Path) -> Vec<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
    let mut db = sqlx::SqliteConnection::connect_with(&options).await.expect("the file opens");
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'
                  and name not like 'members_search%' and name not like '_sqlx%' order by name";
    let mut lines = Vec::new();
    for table in sqlx::query(tables).fetch_all(&mut db).await.expect("tables") {
        let table: String = table.get(0);
        let columns = format!("select name from pragma_table_info('{table}') order by cid");
        let columns = sqlx::query(AssertSqlSafe(columns)).fetch_all(&mut db).await.expect("columns");
        let quoted: Vec<String> =
            columns.iter().map(|column| format!("quote({})", column.get::<String, _>(0))).collect();
        let sql = format!("select {} from {table} order by 1", quoted.join(" || ' | ' || "));
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut db).await.expect("rows") {
            lines.push(format!("{table}: {}", row.get::<String, _>(0)));
        }
    }
    lines
}

async fn tables_of(db: &mut PgConnection, schema: &str) -> Vec<String> {
    let tables = format!(
        "select table_name::text from information_schema.tables where table_schema = '{schema}'
         and table_name not like '\\_sqlx%' order by 1"
    );
    let rows = sqlx::query(AssertSqlSafe(tables)).fetch_all(db).await.expect("tables");
    rows.into_iter().map(|row| row.get(0)).collect()
}

/// Rows that belong together come in any order: nothing is checked on the way.
async fn copy_rows(url: &str, from: &str, to: &str) {
    let mut db = PgConnection::connect(url).await.expect("the server answers");
    let tables = tables_of(&mut db, from).await;
    let named: Vec<String> = tables.iter().map(|table| format!("{to}.{table}")).collect();
    let mut sql = format!("set session_replication_role = replica; truncate {};", named.join(", "));
    for table in tables {
        sql.push_str(&format!("insert into {to}.{table} select * from {from}.{table};"));
    }
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut db).await.expect("a copy");
}

async fn dump_server(url: &str, schema: &str) -> Vec<String> {
    let mut db = PgConnection::connect(url).await.expect("the server answers");
    let mut lines = Vec::new();
    for table in tables_of(&mut db, schema).await {
        let sql = format!("select t::text from {table} t order by 1");
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut db).await.expect("rows") {
            lines.push(format!("{table}: {}", row.get::<String, _>(0)));
        }
    }
    lines
}

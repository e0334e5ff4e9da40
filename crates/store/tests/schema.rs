//! Both engines hold the same: tables, columns, types, what may be empty, keys.

use std::collections::BTreeSet;

use goodword_store::Place;
use goodword_testkit::{Database, Engine};
use sqlx::{Connection, PgConnection, SqliteConnection};

/// `table column type may-be-empty`, and `table key columns`.
type Shape = BTreeSet<String>;

#[tokio::test]
async fn both_engines_have_one_schema() {
    let file = Database::new(Engine::Sqlite).await;
    file.open().await.close().await;
    let server = Database::new(Engine::Postgres).await;
    server.open().await.close().await;
    let (sqlite, postgres) = (shape_of_file(&file).await, shape_of_server(&server).await);
    assert!(sqlite.len() > 100, "{}", sqlite.len());
    let only_there: Vec<&String> = sqlite.symmetric_difference(&postgres).collect();
    assert!(only_there.is_empty(), "on one engine only: {only_there:#?}");
}

async fn shape_of_file(database: &Database) -> Shape {
    let Place::Sqlite(file) = &database.place else { unreachable!() };
    let mut db = SqliteConnection::connect(&file.to_string_lossy()).await.unwrap();
    let columns = "select t.name || ' ' || c.name || ' ' || case lower(c.type) when 'integer' then 'bigint' else lower(c.type) end
                   || case when c.\"notnull\" = 1 then '' else ' or none' end
                   from sqlite_schema t, pragma_table_info(t.name) c
                   where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '_sqlx%'
                     and t.name not like 'members_search%'";
    let keys = "select t.name || ' key ' || (select group_concat(name, ',') from (select k.name from pragma_index_info(i.name) k order by k.seqno))
                from sqlite_schema t, pragma_index_list(t.name) i
                where t.type = 'table' and i.\"unique\" = 1 and t.name not like 'sqlite_%' and t.name not like '_sqlx%'
                  and t.name not like 'members_search%'";
    let mut shape = Shape::new();
    for sql in [columns, keys] {
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        shape.extend(rows.into_iter().map(|row| row.0));
    }
    shape
}

async fn shape_of_server(database: &Database) -> Shape {
    let Place::Postgres(url) = &database.place else { unreachable!() };
    let mut db = PgConnection::connect(url).await.unwrap();
    let columns = "select table_name || ' ' || column_name || ' ' || data_type
                   || case is_nullable when 'NO' then '' else ' or none' end
                   from information_schema.columns
                   where table_schema = current_schema() and table_name not like '\\_sqlx%'";
    let keys = "select t.relname || ' key ' || string_agg(a.attname, ',' order by k.place)
                from pg_index i join pg_class t on t.oid = i.indrelid
                join pg_namespace n on n.oid = t.relnamespace
                cross join lateral unnest(i.indkey) with ordinality k(number, place)
                join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number
                where i.indisunique and n.nspname = current_schema() and t.relname not like '\\_sqlx%'
                group by i.indexrelid, t.relname";
    let mut shape = Shape::new();
    for sql in [columns, keys] {
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        shape.extend(rows.into_iter().map(|row| row.0));
    }
    shape
}

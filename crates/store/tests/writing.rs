//! Transactions: whole or not at all, one after another where they must be, durable when they say so.

use goodword_domain::people::{Person, PersonId};
use goodword_store::{Db, instance, people};
use goodword_testkit::{Database, Engine, TestHouse, on_both};
use jiff::Timestamp;

async fn count(db: &Db) -> i64 {
    people::count(&mut db.read().await.unwrap()).await.unwrap()
}

fn somebody(n: usize) -> Person {
    let address = format!("person{n}@example.org").parse().unwrap();
    Person { id: PersonId(format!("p{n}")), address, name: String::new() }
}

/// Writers in a row share commits on SQLite; each that was told "done" is there, each that was dropped is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_each_get_what_they_were_told() {
    on_both(async |house| {
        let tasks: Vec<_> = (0..200)
            .map(|n| {
                let db = house.app.db.clone();
                tokio::spawn(async move {
                    let mut tx = db.write(&format!("turn {}", n % 7)).await.unwrap();
                    people::add(&mut tx, &somebody(n), Timestamp::UNIX_EPOCH).await.unwrap();
                    match n % 5 {
                        0 => drop(tx),
                        1 => {
                            // A statement that fails takes the transaction along, and nobody else's.
                            assert!(people::add(&mut tx, &somebody(n), Timestamp::UNIX_EPOCH).await.is_err());
                        }
                        _ => tx.commit().await.unwrap(),
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(count(&house.app.db).await, 120);
    })
    .await;
}

/// After a statement that failed a transaction goes no further and is not committed, on neither engine: on its own, each
/// of the two would say "done" here, and one of them would have kept half.
#[tokio::test]
async fn nothing_is_kept_of_a_transaction_in_which_a_statement_failed() {
    on_both(async |house| {
        let mut tx = house.app.db.write("turn").await.unwrap();
        people::add(&mut tx, &somebody(1), Timestamp::UNIX_EPOCH).await.unwrap();
        assert!(people::add(&mut tx, &somebody(1), Timestamp::UNIX_EPOCH).await.is_err());
        assert!(people::add(&mut tx, &somebody(2), Timestamp::UNIX_EPOCH).await.is_err());
        assert!(tx.commit().await.is_err());
        assert_eq!(count(&house.app.db).await, 0);
    })
    .await;
}

/// Whoever stops waiting leaves nothing half done and nobody waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_writer_who_goes_away_holds_nobody_up() {
    on_both(async |house| {
        for n in 0..60 {
            let db = house.app.db.clone();
            let task = tokio::spawn(async move {
                let mut tx = db.write("turn").await.unwrap();
                people::add(&mut tx, &somebody(n), Timestamp::UNIX_EPOCH).await.unwrap();
                tokio::task::yield_now().await;
                let _ = tx.commit().await;
            });
            tokio::time::sleep(std::time::Duration::from_micros(40 * n as u64)).await;
            task.abort();
            let _ = task.await;
        }
        let mut tx = house.app.db.write("turn").await.unwrap();
        instance::set(&mut tx, "still", "here").await.unwrap();
        tx.commit().await.unwrap();
        let told = instance::fact(&mut house.app.look().await.unwrap(), "still").await.unwrap();
        assert_eq!(told.as_deref(), Some("here"));
    })
    .await;
}

/// Changes that name the same turn see each other: nobody's count is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_read_is_still_so_when_it_is_written() {
    on_both(async |house| {
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let db = house.app.db.clone();
                tokio::spawn(async move {
                    let mut tx = db.write("counter").await.unwrap();
                    let n =
                        instance::fact(&mut tx, "n").await.unwrap().map_or(0, |n| n.parse::<i64>().unwrap());
                    instance::set(&mut tx, "n", &(n + 1).to_string()).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = house.app.look().await.unwrap();
        assert_eq!(instance::fact(&mut tx, "n").await.unwrap().as_deref(), Some("100"));
    })
    .await;
}

/// A reader sees one state, whatever others write meanwhile.
#[tokio::test]
async fn a_reader_sees_one_state() {
    on_both(async |house: TestHouse| {
        let mut reader = house.app.db.read().await.unwrap();
        assert_eq!(people::count(&mut reader).await.unwrap(), 0);
        house.person("Ada Samplewright", "ada@example.org").await;
        assert_eq!(people::count(&mut reader).await.unwrap(), 0);
        drop(reader);
        assert_eq!(count(&house.app.db).await, 1);
    })
    .await;
}

/// Nobody writes through a reader.
#[tokio::test]
async fn a_reader_cannot_write() {
    on_both(async |house: TestHouse| {
        let mut reader = house.app.db.read().await.unwrap();
        assert!(instance::set(&mut reader, "a", "b").await.is_err());
    })
    .await;
}

/// What was written is there after closing and opening; opening twice changes nothing.
#[tokio::test]
async fn what_was_written_is_there_tomorrow() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine).await;
        let db = database.open().await;
        let mut tx = db.write("turn").await.unwrap();
        instance::set(&mut tx, "said", "so").await.unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        let before = database.dump().await;
        let db = database.open().await;
        let said = instance::fact(&mut db.read().await.unwrap(), "said").await.unwrap();
        assert_eq!(said.as_deref(), Some("so"));
        db.close().await;
        assert_eq!(database.dump().await, before);
    }
}

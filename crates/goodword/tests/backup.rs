//! What was entrusted is kept and comes back, whole, on either engine.

mod served;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use goodword_app::{Actor, sessions};
use goodword_domain::communities::Role;
use goodword_domain::members::Entry;
use goodword_store::backup::{self, Contents};
use goodword_store::entries::Side;
use goodword_store::{Db, Place, checks};
use goodword_testkit::{Database, Engine, TestHouse};
use jiff::Timestamp;
use served::{Ground, text};

async fn kept(place: &Place) -> (Vec<u8>, Contents) {
    let mut file = Vec::new();
    let contents = backup::write(place, &mut file, Timestamp::UNIX_EPOCH, "0.0.0").await.unwrap();
    (file, contents)
}

/// A few people, with something in most tables, and text that is hard on formats.
async fn lived_in(engine: Engine) -> TestHouse {
    let house = TestHouse::new(engine).await;
    goodword_app::first_start::settle(&house.app).await.unwrap();
    let ada = house.person("Ada \"Sample\" O'Wright\u{2028}\\ ÅßÇ", "ada@example.org").await;
    let bo = house.person("Bo Exampleson 🙂", "bo@example.org").await;
    let guild = house.community("Guild; of, Samples", &ada).await;
    house.seat(&guild, &bo, Role::Member).await;
    for text in ["someone who knows wind", "Ωmega, und: „Anführung“", "null", "1"] {
        let ask = Entry::new(text);
        goodword_app::members::say(&house.app, &bo, &guild, Side::Ask, ask).await.unwrap();
    }
    let mut change = house.app.change(&Actor::OPERATOR, "sessions").await.unwrap();
    sessions::open(&mut change, ada.person().unwrap(), "a browser").await.unwrap();
    change.commit().await.unwrap();
    house
}

/// From one engine to the other and back: the same rows, in the same order, byte for byte.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_goes_from_engine_to_engine_and_stays_the_same() {
    for (first, second) in [(Engine::Sqlite, Engine::Postgres), (Engine::Postgres, Engine::Sqlite)] {
        let house = lived_in(first).await;
        let (file, contents) = kept(&house.database.place).await;
        assert_eq!(contents.rows("members"), 2);
        assert_eq!(contents.rows("entries"), 4);
        let other = Database::new(second).await;
        let restored = backup::restore(&other.place, Cursor::new(&file), None).await.unwrap();
        assert_eq!(restored.end, contents.end);
        let (_, again) = kept(&other.place).await;
        assert_eq!(again.end.tables, contents.end.tables);
        assert_eq!(again.header.tables, contents.header.tables);
        other.open().await.ping().await.unwrap();
        if first == Engine::Sqlite {
            assert_eq!(checks::look(&other.place).await.unwrap().wrong, [""; 0]);
            assert_eq!(checks::look(&house.database.place).await.unwrap().wrong, [""; 0]);
        }
    }
}

/// Whoever wrote before a backup began is in it, and no half of anything is.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_while_others_write_holds_all_that_was_acknowledged() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = Arc::new(TestHouse::new(engine).await);
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(std::sync::Mutex::new(Vec::new()));
        let writers: Vec<_> = (0..4)
            .map(|w| {
                let (house, stop, done, guild) = (house.clone(), stop.clone(), done.clone(), guild.clone());
                tokio::spawn(async move {
                    for i in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            return;
                        }
                        let address = format!("w{w}-{i}@example.org").parse().unwrap();
                        let (app, name) = (&house.app, format!("Writer {w} {i}"));
                        let added = goodword_app::operator::add_member(
                            app,
                            &Actor::OPERATOR,
                            &guild,
                            &address,
                            &name,
                            Role::Member,
                        );
                        let member = added.await.unwrap();
                        done.lock().unwrap().push(member.id.0);
                    }
                })
            })
            .collect();
        while done.lock().unwrap().len() < 40 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let before = done.lock().unwrap().clone();
        let (file, contents) = kept(&house.database.place).await;
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(contents.rows("members") as usize > before.len());
        // A person, a seat and two events are written in one transaction: the owner has one seat more than events.
        assert_eq!(contents.rows("people"), contents.rows("members"));
        assert_eq!(contents.rows("events"), 2 * (contents.rows("members") - 1));
        let copy = Database::new(Engine::Sqlite).await;
        backup::restore(&copy.place, Cursor::new(&file), None).await.unwrap();
        let mut tx = copy.open().await.read().await.unwrap();
        for id in before {
            let id = goodword_domain::members::MemberId(id);
            assert!(goodword_store::members::find(&mut tx, &guild, &id).await.unwrap().is_some(), "{id}");
        }
    }
}

/// A file that is cut off or damaged is refused in a sentence, and leaves no row behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let house = lived_in(Engine::Sqlite).await;
    let (file, _) = kept(&house.database.place).await;
    let mut bent = file.clone();
    bent[file.len() / 2] ^= 0x20;
    let cut = &file[..file.len() * 2 / 3];
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for (bytes, what) in [(cut, "cut"), (&bent[..], "bent"), (b"no backup at all".as_slice(), "other")] {
            let fresh = Database::new(engine).await;
            let refused = backup::restore(&fresh.place, Cursor::new(bytes), None).await.unwrap_err();
            assert!(refused.to_string().contains("backup"), "{what}: {refused}");
            let db = fresh.open().await;
            let mut tx = db.read().await.unwrap();
            assert_eq!(goodword_store::people::count(&mut tx).await.unwrap(), 0, "{what}");
        }
    }
}

/// A restored copy sends nothing, keeps nobody signed in, and erases again whoever asked for it since.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_is_quiet() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = lived_in(engine).await;
        let folder = &house.database.folder;
        let file = folder.join("kept.goodword");
        std::fs::write(&file, kept(&house.database.place).await.0).unwrap();
        let file = file.to_str().unwrap();
        // After the backup, Bo is erased.
        let erasures = folder.join("erasures.log");
        let bo = "bo@example.org".parse().unwrap();
        let bo = goodword_store::people::by_address(&mut house.app.look().await.unwrap(), &bo).await.unwrap();
        let bo = goodword_testkit::person_actor(&bo.unwrap().id);
        let mut app = house.app.clone();
        app.house =
            Arc::new(goodword_app::House { erasures: Some(erasures.clone()), ..(*app.house).clone() });
        goodword_app::erase::erase(&app, &bo, "bo@example.org").await.unwrap();

        let copy = Ground::new(engine).await;
        let said = copy.done(&["restore", file, "--erasures", erasures.to_str().unwrap()]);
        assert!(said.contains("goodword outbox release") && said.contains("Erased again"), "{said}");
        assert!(copy.done(&["outbox", "list"]).contains("held"));
        assert_eq!(said_of(&copy.place(), "sessions").await, 0);
        assert_eq!(said_of(&copy.place(), "people").await, 1);
        copy.done(&["outbox", "release"]);
        assert!(!copy.done(&["outbox", "list"]).contains("held"));

        let again = text(&copy.goodword(&["restore", file]), 1);
        assert!(again.contains("data already"), "{again}");
    }
}

async fn said_of(place: &Place, table: &str) -> u64 {
    kept(place).await.1.rows(table)
}

/// One person's archive goes out by the operator's hand, and comes in elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn one_persons_archive_is_carried_to_another_installation() {
    let from = Ground::new(Engine::Sqlite).await;
    assert!(from.serve().stop().0.success());
    let owner =
        ["communities", "found", "Guild of Samples", "--owner", "ada@example.org", "--owner-name", "Ada"];
    from.done(&owner);
    let file = from.database.folder.join("ada.zip");
    let file = file.to_str().unwrap();
    from.done(&["export", "--person", "ada@example.org", file]);
    let to = Ground::new(Engine::Postgres).await;
    assert!(to.serve().stop().0.success());
    let brought = to.done(&["import", "--person", "ada@example.org", file]);
    assert!(brought.contains("1 memberships"), "{brought}");
    let nobody = text(&to.goodword(&["export", "--person", "eve@example.org", "eve.zip"]), 1);
    assert!(nobody.contains("nothing here") && !Path::new("eve.zip").exists(), "{nobody}");
}

/// An older backup fits into this program's tables.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_an_older_step_is_brought_up_to_date() {
    let old = Database::new(Engine::Sqlite).await;
    Db::build(&old.place, goodword_store::newest_step() - 1).await.unwrap();
    let (file, contents) = kept(&old.place).await;
    assert_eq!(contents.header.step, goodword_store::newest_step() - 1);
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let new = Database::new(engine).await;
        backup::restore(&new.place, Cursor::new(&file), None).await.unwrap();
        let db = new.open().await;
        db.ping().await.unwrap();
        assert_eq!(kept(&new.place).await.1.header.step, goodword_store::newest_step());
    }
}

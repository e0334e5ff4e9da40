//! Erase means gone: no trace in any table, file, log or index, on both engines.

use goodword_app::imports::{self, File};
use goodword_app::mail::Post;
use goodword_app::{Actor, Error, House, archive, directory, erase, jobs, leave, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::people::MailAddress;
use goodword_domain::profiles::Profile;
use goodword_store::Place;
use goodword_store::entries::Side;
use goodword_testkit::mail_sink::{Fault, MailSink};
use goodword_testkit::{Database, Engine, TestHouse};
use std::sync::Arc;
use std::time::Duration;

/// In every private field of Zq's stands a word that begins so.
const CANARY: &str = "zq7";
/// Words that the index holds end so as well: it may keep the beginning that several words share elsewhere.
const TAIL: &str = "7qz";

struct Village {
    house: TestHouse,
    owner: Actor,
    zq: Actor,
    id: MemberId,
    guild: CommunityId,
    other: CommunityId,
}

/// A house that keeps a file of erasures.
async fn house(engine: Engine, database: Database, seed: u64) -> TestHouse {
    let mut house = TestHouse::on(engine, database, seed).await;
    let erasures = Some(house.database.folder.join("erasures.log"));
    house.app.house = Arc::new(House { erasures, ..(*house.app.house).clone() });
    goodword_app::first_start::settle(&house.app).await.unwrap();
    house
}

/// Zq is a member here, invited there, has left a third community, imported, opened profiles, and said something everywhere.
async fn village(engine: Engine) -> Village {
    let house = house(engine, Database::new(engine).await, 1).await;
    let app = &house.app;
    let owner = house.person("Ola Ownerly", "ola@example.org").await;
    let guild = house.community("Guild of Samples", &owner).await;
    let other = house.community("Other Guild", &owner).await;
    let third = house.community("Third Guild", &owner).await;
    let list = "id,name,email,place,asks\n1,Zq7first Zq7last,Zq7Mail@example.org,zq7town,zq7list7qz\n\
                2,Zq7first Zq7last,zq7mail@example.org,,\n3,Someone Else,else@example.org,,a spade\n,,zq7mail@example.org,,\n";
    bring(&house, &owner, &other, "list.csv", list).await;
    let zq = house.person("Zq7first Zq7läst", "zq7mail@example.org").await;
    house.seat(&third, &zq, Role::Organiser).await;
    members::say(app, &zq, &third, Side::Offer, Entry::new("zq7third7qz")).await.unwrap();
    bring(&house, &zq, &third, "zq7file.csv", "name\nSomebody Listed\n").await;
    let guest = r#"{"address": "guest@example.org", "name": "Guest Invited"}"#;
    let guest = serde_json::from_str(guest).unwrap();
    goodword_app::invitations::invite(app, &zq, &third, guest).await.unwrap();
    jobs::work(app).await.unwrap();
    leave::leave(app, &zq, &third).await.unwrap();
    let id = house.seat(&guild, &zq, Role::Member).await;
    let word = |field: &str| format!("{CANARY}{field}{TAIL}");
    let profile = Profile {
        profession: word("profession"),
        industry: word("industry"),
        place: word("plâce"),
        languages: vec![word("language")],
        serves: vec![word("serves")],
        values: vec![word("values")],
        work_wanted: word("wanted"),
        news: word("news"),
        challenges: word("challenges"),
        origin: word("origin"),
        likes_most: word("likes"),
        formats: vec![word("format")],
        price_comfort: word("price"),
        ..Profile::named("Zq7first Zq7läst")
    };
    members::describe(app, &zq, &guild, profile).await.unwrap();
    let keyed = Actor { once: Some("zq7key".to_owned()), ..zq.clone() };
    let ask = members::say(app, &keyed, &guild, Side::Ask, Entry::new("zq7ask7qz for help")).await.unwrap();
    members::say(app, &zq, &guild, Side::Offer, Entry::new("zq7offer7qz of help")).await.unwrap();
    members::close(app, &zq, &guild, &ask.id, Some("zq7thanks")).await.unwrap();
    let mine = members::mine(app, &owner, &guild).await.unwrap().member.id;
    directory::open(app, &zq, &guild, &mine).await.unwrap();
    let mut change = app.change(&zq, "sessions").await.unwrap();
    let person = zq.person().unwrap().clone();
    goodword_app::sessions::open(&mut change, &person, "zq7device").await.unwrap();
    let letter = goodword_app::mail::Letter {
        class: goodword_app::mail::Class::MustArrive,
        what: goodword_app::mail::SIGN_IN,
        community: None,
        person: Some(person.clone()),
        to: "zq7mail@example.org".parse().unwrap(),
        subject: goodword_app::mail::Line::new("Hello zq7subject"),
        body: vec![goodword_app::mail::Block::Paragraph("zq7letter".to_owned())],
    };
    change.post(&letter).await.unwrap();
    change.commit().await.unwrap();
    let terms = r#"{"name": "zq7token", "scope": "read"}"#;
    goodword_app::tokens::make(app, &zq, serde_json::from_str(terms).unwrap()).await.unwrap();
    let address = "zq7mail@example.org".parse().unwrap();
    goodword_app::sign_in::ask(app, &address, "192.0.2.7").await.unwrap();
    Village { house, owner, zq, id, guild, other }
}

async fn bring(house: &TestHouse, actor: &Actor, guild: &CommunityId, name: &str, list: &str) {
    let file = File { name: name.to_owned(), bytes: list.as_bytes().to_vec(), columns: Vec::new() };
    let import = imports::preview(&house.app, actor, guild, file).await.unwrap();
    imports::apply(&house.app, actor, guild, &import.id).await.unwrap();
    jobs::work(&house.app).await.unwrap();
}

/// Every file in the house's folder that holds the canary, whatever its case.
fn files_with_canary(house: &TestHouse) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        let lower = bytes.to_ascii_lowercase();
        lower.windows(CANARY.len()).any(|window| window == CANARY.as_bytes() || window == TAIL.as_bytes())
    };
    let files = std::fs::read_dir(&house.database.folder).unwrap().flatten().map(|entry| entry.path());
    let found = files.filter(|path| path.is_file() && holds(&std::fs::read(path).unwrap()));
    found.map(|path| path.display().to_string()).collect()
}

async fn lines_with_canary(house: &TestHouse) -> Vec<String> {
    let dump = house.database.dump().await;
    dump.into_iter().filter(|line| line.to_lowercase().contains(CANARY)).collect()
}

/// Every private word is in the data before, and nowhere after: tables, database file, write-ahead log, index, outbox,
/// the file of erasures. What others have stays.
#[tokio::test]
async fn no_trace_is_left() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Village { house, owner, zq, id, guild, other } = village(engine).await;
        let app = &house.app;
        let before = lines_with_canary(&house).await;
        for table in [
            "people",
            "members",
            "entries",
            "imports",
            "import_rows",
            "kept",
            "outbox",
            "sessions",
            "tokens",
            "once",
        ] {
            assert!(before.iter().any(|line| line.starts_with(&format!("{table}:"))), "no canary in {table}");
        }
        assert!(
            before.iter().any(|line| line.starts_with("outbox:") && line.contains("guest@")),
            "no letter of theirs"
        );
        for wrong in ["", "yes", "ola@example.org"] {
            assert!(matches!(erase::erase(app, &zq, wrong).await, Err(Error::Refused(_))));
        }
        erase::erase(app, &zq, " ZQ7mail@example.org").await.unwrap();
        assert_eq!(lines_with_canary(&house).await, [""; 0], "{engine:?}");
        if engine == Engine::Sqlite {
            assert_eq!(files_with_canary(&house), [""; 0]);
        }
        jobs::work(app).await.unwrap();
        assert_eq!(files_with_canary(&house), [""; 0]);
        assert!(matches!(directory::open(app, &owner, &guild, &id).await, Err(Error::NotFound)));
        assert!(matches!(archive::export(app, &zq).await, Err(Error::NotFound)));
        let left = directory::search(app, &owner, &guild, "zq7", None, 10).await.unwrap();
        assert!(left.cards.is_empty());
        let all = imports::all(app, &owner, &other).await.unwrap();
        assert_eq!(all[0].outcomes.get("added"), Some(&1), "other people's rows stay: {all:?}");
        let dump = house.database.dump().await;
        assert!(dump.iter().any(|line| line.starts_with("members:") && line.contains("else@example.org")));
        let person = &zq.person().unwrap().0;
        let named: Vec<&String> = dump
            .iter()
            .filter(|line| line.contains(person.as_str()) && !line.starts_with("events:"))
            .collect();
        assert!(named.is_empty(), "{named:?}");
    }
}

/// Somebody who reads what was there before holds up the wiping, and nothing else: the job does it later.
#[tokio::test]
async fn a_reader_holds_up_the_wiping_only() {
    let Village { house, zq, .. } = village(Engine::Sqlite).await;
    let app = &house.app;
    let mut reader = app.look().await.unwrap();
    goodword_store::people::count(&mut reader).await.unwrap();
    erase::erase(app, &zq, "zq7mail@example.org").await.unwrap();
    assert_ne!(files_with_canary(&house), [""; 0], "the reader still sees it");
    jobs::work(app).await.unwrap();
    drop(reader);
    for _ in 0..3 {
        house.clock.forward(3600);
        jobs::work(app).await.unwrap();
    }
    assert_eq!(files_with_canary(&house), [""; 0]);
}

/// The last owner of a community cannot vanish from it.
#[tokio::test]
async fn a_last_owner_is_told_what_to_do() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Village { house, owner, zq, id, guild, other } = village(engine).await;
        let app = &house.app;
        let refused = erase::erase(app, &owner, "ola@example.org").await;
        assert!(matches!(&refused, Err(Error::Refused(why)) if why.code == "last_owner"), "{refused:?}");
        members::appoint(app, &owner, &guild, &id, Role::Owner).await.unwrap();
        leave::close(app, &owner, &other, "Other Guild").await.unwrap();
        for community in goodword_app::communities::mine(app, &owner).await.unwrap() {
            if community.name == "Third Guild" {
                leave::close(app, &owner, &community.id, "Third Guild").await.unwrap();
            }
        }
        erase::erase(app, &owner, "ola@example.org").await.unwrap();
        assert!(members::mine(app, &zq, &guild).await.is_ok());
    }
}

/// A backup from before an erasure, restored, is told whom to forget; whoever came back since is left alone.
#[tokio::test]
async fn a_restored_copy_forgets_again() {
    let Village { house, owner, zq, guild, .. } = village(Engine::Sqlite).await;
    let app = &house.app;
    let Place::Sqlite(file) = &house.database.place else { unreachable!("a file") };
    let backup = house.database.folder.join("backup.db");
    app.db.wipe().await.unwrap();
    std::fs::copy(file, &backup).unwrap();
    house.clock.forward(60);
    erase::erase(app, &zq, "zq7mail@example.org").await.unwrap();
    let log = app.house.erasures.clone().unwrap();
    let line = std::fs::read_to_string(&log).unwrap();
    assert_eq!((line.lines().count(), line.to_lowercase().contains(CANARY)), (1, false), "{line}");

    let copy = Database::new(Engine::Sqlite).await;
    let Place::Sqlite(place) = &copy.place else { unreachable!("a file") };
    std::fs::copy(&backup, place).unwrap();
    let restored = self::house(Engine::Sqlite, copy, 2).await;
    assert!(!lines_with_canary(&restored).await.is_empty());
    assert!(matches!(erase::replay(&restored.app, &owner, &log).await, Err(Error::NotAllowed(_))));
    let replayed = erase::replay(&restored.app, &Actor::OPERATOR, &log).await.unwrap();
    assert_eq!((replayed.n_lines, replayed.n_people), (1, 1));
    assert_eq!(lines_with_canary(&restored).await, [""; 0]);
    assert_eq!(files_with_canary(&restored), [""; 0]);
    assert!(members::mine(&restored.app, &owner, &guild).await.is_ok());

    house.clock.forward(60);
    restored.clock.forward(120);
    let back = restored.person("Zq Again", "zq7mail@example.org").await;
    let again = erase::replay(&restored.app, &Actor::OPERATOR, &log).await.unwrap();
    assert_eq!(again.n_people, 0);
    assert!(archive::export(&restored.app, &back).await.is_ok(), "whoever came back since stays");
    let nothing = erase::replay(&restored.app, &Actor::OPERATOR, &house.database.folder.join("none")).await;
    assert_eq!(nothing.unwrap().n_lines, 0);
}

/// A token erases nobody.
#[tokio::test]
async fn no_token_erases() {
    let Village { house, zq, .. } = village(Engine::Sqlite).await;
    let door = goodword_app::actor::Door::Token { id: "t".to_owned(), writes: true };
    let who = goodword_app::Who::Person { id: zq.person().unwrap().clone(), door };
    let token = Actor { who, once: None };
    let address: MailAddress = "zq7mail@example.org".parse().unwrap();
    assert!(matches!(erase::erase(&house.app, &token, address.as_str()).await, Err(Error::NotAllowed(_))));
}

/// The last letter goes out, and its row goes as soon as it has gone, or after a week if it cannot go.
#[tokio::test]
async fn a_last_letter_leaves_no_address() {
    for (engine, is_up) in [(Engine::Sqlite, true), (Engine::Postgres, true), (Engine::Sqlite, false)] {
        let Village { mut house, zq, .. } = village(engine).await;
        let sink = MailSink::start().await;
        let from = "goodword@mail.example".parse().unwrap();
        let post =
            Post { port: sink.port(), patience: Duration::from_millis(300), ..Post::at("127.0.0.1", from) };
        house.app.house = Arc::new(House { post: Some(post), ..House::clone(&house.app.house) });
        let app = &house.app;
        if !is_up {
            sink.fail(&[Fault::HangUp; 200]);
        }
        erase::erase(app, &zq, "zq7mail@example.org").await.unwrap();
        assert!(lines_with_canary(&house).await.iter().all(|line| line.starts_with("outbox:")));
        jobs::work(app).await.unwrap();
        house.clock.forward(3700);
        jobs::work(app).await.unwrap();
        let to_zq = || sink.arrived().into_iter().filter(|letter| letter.to.starts_with(CANARY)).count();
        if !is_up {
            assert!(!lines_with_canary(&house).await.is_empty(), "it is still tried");
            house.clock.forward_days(8);
            jobs::work(app).await.unwrap();
        }
        assert_eq!(lines_with_canary(&house).await, [""; 0], "{engine:?} {is_up}");
        assert_eq!(to_zq(), usize::from(is_up), "{engine:?}");
        jobs::work(app).await.unwrap();
        assert_eq!(files_with_canary(&house), [""; 0]);
    }
}

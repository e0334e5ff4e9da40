//! Bringing lists of members in and taking them back, on both engines.

use std::path::Path;

use goodword_app::imports::{self, File, Import, Row};
use goodword_app::{Actor, App, Error, jobs, members};
use goodword_domain::communities::{CommunityId, Role, Standing};
use goodword_domain::members::Entry;
use goodword_domain::people::MailAddress;
use goodword_domain::profiles::Profile;
use goodword_store::entries::{self, Side};
use goodword_testkit::{TestHouse, on_both};

const LIST: &str = "\
Name,E-mail,City,Job,Offers,Asks,Member number
Ada Samplewright,ada@example.org,Bern,Baker,advice: on sourdough; a spare oven,an accountant,7
Zoë Example,,Genève,Printer,,paper,8
Max Nobody,max@example.org,,,,,9
";

fn file(text: &str) -> File {
    File { name: "list.csv".to_owned(), bytes: text.as_bytes().to_vec(), columns: Vec::new() }
}

async fn guild(house: &TestHouse) -> (Actor, CommunityId) {
    let owner = house.person("Ola Ownerly", "ola@example.org").await;
    let guild = house.community("Guild of Samples", &owner).await;
    (owner, guild)
}

async fn applied(app: &App, actor: &Actor, guild: &CommunityId, text: &str) -> Import {
    let import = imports::preview(app, actor, guild, file(text)).await.unwrap();
    imports::apply(app, actor, guild, &import.id).await.unwrap();
    jobs::work(app).await.unwrap();
    imports::find(app, actor, guild, &import.id).await.unwrap()
}

async fn undone(app: &App, actor: &Actor, guild: &CommunityId, id: &str) -> Import {
    imports::undo(app, actor, guild, id).await.unwrap();
    jobs::work(app).await.unwrap();
    imports::find(app, actor, guild, id).await.unwrap()
}

async fn rows(app: &App, actor: &Actor, guild: &CommunityId, id: &str) -> Vec<Row> {
    imports::rows(app, actor, guild, id, None, 0, 500).await.unwrap()
}

fn outcomes(import: &Import) -> String {
    let counted = import.outcomes.iter().map(|(word, n)| format!("{n} {word}"));
    counted.collect::<Vec<_>>().join(", ")
}

/// What a list changes and undoing takes back: members and what they say. Bookkeeping aside.
async fn state(house: &TestHouse) -> Vec<String> {
    let told = ["members:", "entries:"];
    house.database.dump().await.into_iter().filter(|line| told.iter().any(|t| line.starts_with(t))).collect()
}

/// Makes an invited member one who has joined.
async fn join(house: &TestHouse, guild: &CommunityId, address: &str) -> Actor {
    let actor = house.person("Somebody", address).await;
    let address: MailAddress = address.parse().unwrap();
    let mut change = house.app.change(&Actor::OPERATOR, &guild.0).await.unwrap();
    let seat = goodword_store::members::invited_at(&mut change.tx, guild, &address).await.unwrap().unwrap();
    let seat = seat.joined(actor.person().unwrap().clone(), change.now).unwrap();
    goodword_store::members::save(&mut change.tx, &seat).await.unwrap();
    change.commit().await.unwrap();
    actor
}

/// A preview changes nothing and says what each row would do; applying does it, without any mail.
#[tokio::test]
async fn a_list_is_previewed_applied_and_taken_back() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let before = state(&house).await;
        let import = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
        assert_eq!((import.stage.as_str(), import.n_rows), ("previewed", 3));
        assert_eq!(outcomes(&import), "3 new");
        assert!(import.report.columns.contains(&("place".to_owned(), "City".to_owned())), "{import:?}");
        assert_eq!(state(&house).await, before, "a preview changes nothing");

        let import = applied(app, &owner, &guild, LIST).await;
        assert_eq!(
            (import.stage.as_str(), outcomes(&import).as_str(), import.n_done),
            ("applied", "3 added", 3)
        );
        let mut tx = app.look().await.unwrap();
        let ada = "ada@example.org".parse().unwrap();
        let ada = goodword_store::members::invited_at(&mut tx, &guild, &ada).await.unwrap().unwrap();
        assert!(matches!(ada.standing, Standing::Invited { .. }));
        assert_eq!((ada.profile.place.as_str(), ada.profile.profession.as_str()), ("Bern", "Baker"));
        let open = entries::open_of(&mut tx, &guild, &ada.id).await.unwrap();
        let said: Vec<&str> = open.iter().map(|kept| kept.entry.text.as_str()).collect();
        assert_eq!(said, ["an accountant", "on sourdough", "a spare oven"]);
        drop(tx);
        let dump = house.database.dump().await;
        assert!(!dump.iter().any(|line| line.starts_with("outbox:") || line.starts_with("invitations:")));

        let import = undone(app, &owner, &guild, &import.id).await;
        assert_eq!((import.stage.as_str(), outcomes(&import).as_str()), ("undone", "3 taken_back"));
        assert_eq!(state(&house).await, before, "undone is as if it never was");
    })
    .await;
}

/// The same list a second time changes nothing; a changed one changes what it says, and undoing brings that back.
#[tokio::test]
async fn a_list_twice_is_a_list_once() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        applied(app, &owner, &guild, LIST).await;
        let once = state(&house).await;
        let again = applied(app, &owner, &guild, LIST).await;
        assert_eq!(outcomes(&again), "3 same");
        assert_eq!(state(&house).await, once);

        let changed = LIST.replace("Bern", "Basel").replace("Zoë Example,,", "Zoë Example,zoe@example.org,");
        let changed = changed.replace("an accountant", "a lawyer; a cook");
        let import = imports::preview(app, &owner, &guild, file(&changed)).await.unwrap();
        let said: Vec<String> = rows(app, &owner, &guild, &import.id)
            .await
            .iter()
            .map(|row| format!("{} {} {} {}", row.line, row.name, row.outcome, row.fields.join("+")))
            .collect();
        let expected =
            ["2 Ada Samplewright changed place+asks", "3 Zoë Example changed email", "4 Max Nobody same "];
        assert_eq!(said, expected, "matched by address, and by the list's own number");
        let import = applied(app, &owner, &guild, &changed).await;
        assert_eq!(outcomes(&import), "1 same, 2 updated");
        assert_ne!(state(&house).await, once);
        undone(app, &owner, &guild, &import.id).await;
        let positions = |lines: Vec<String>| lines.len();
        assert_eq!(positions(state(&house).await), positions(once.clone()));
        let third = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
        assert_eq!(outcomes(&third), "3 same", "what stood there before stands there again");
    })
    .await;
}

/// Once somebody has joined, a list fills what they left empty and nothing else, and undoing keeps them.
#[tokio::test]
async fn what_members_say_goes_before_any_list() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let first = applied(app, &owner, &guild, LIST).await;
        let ada = join(&house, &guild, "ada@example.org").await;
        let own = Profile { place: "Thun".into(), ..Profile::named("Ada S.") };
        members::describe(app, &ada, &guild, own).await.unwrap();
        let card = members::mine(app, &ada, &guild).await.unwrap();
        for kept in card.entries.iter().filter(|kept| kept.side == Side::Ask) {
            members::close(app, &ada, &guild, &kept.id, None).await.unwrap();
        }
        members::say(app, &ada, &guild, Side::Offer, Entry::new("a table for eight")).await.unwrap();
        let import = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
        let row = &rows(app, &owner, &guild, &import.id).await[0];
        assert_eq!(row.fields, ["profession"], "only what is empty");
        let note = row.notes.join(" ");
        assert!(note.contains("name, place, offers, asks"), "{note}");
        applied(app, &owner, &guild, LIST).await;
        let card = members::mine(app, &ada, &guild).await.unwrap();
        let profile = &card.member.profile;
        assert_eq!((profile.name.as_str(), profile.place.as_str()), ("Ada S.", "Thun"));
        assert_eq!(profile.profession, "Baker");
        assert!(!card.entries.iter().any(|kept| kept.side == Side::Ask), "a closed ask is not said again");
        let first = undone(app, &owner, &guild, &first.id).await;
        assert_eq!(outcomes(&first), "1 kept, 2 taken_back");
        let why = rows(app, &owner, &guild, &first.id).await[0].notes.join(" ");
        assert!(why.contains("joined"), "{why}");
        assert!(members::mine(app, &ada, &guild).await.is_ok());
    })
    .await;
}

/// Everything that is not used is said: row, field, remedy.
#[tokio::test]
async fn nothing_is_left_aside_without_a_word() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let long = "x".repeat(400);
        let text = format!(
            "name,email,place,asks,years,shoe size\n\
             Ada Samplewright,ada@example.org,{long},{long};fine,300,41\n\
             Ada Again,ADA@example.org,,,,\n\
             www.bait.example,bait@example.org,,,,\n\
             ,lost@example.org,,,,\n\
             Eve Elsewhere,eve@localhost,,,,\n"
        );
        let import = imports::preview(app, &owner, &guild, file(&text)).await.unwrap();
        assert_eq!(outcomes(&import), "2 new, 3 set_aside");
        assert_eq!(import.report.unused_columns, ["shoe size"]);
        let all = rows(app, &owner, &guild, &import.id).await;
        let notes: Vec<String> =
            all.iter().map(|row| format!("{}: {}", row.line, row.notes.join(" "))).collect();
        for (row, words) in [
            (
                0,
                vec![
                    "place: That is 400 characters long",
                    "asks: That is 400",
                    "\"300\" is not a number of years",
                ],
            ),
            (1, vec!["the same e-mail address as line 2"]),
            (2, vec!["name: A name cannot hold an address"]),
            (3, vec!["has no name"]),
            (4, vec!["ada@example.org"]),
        ] {
            for word in words {
                assert!(notes[row].contains(word), "{word}: {}", notes[row]);
            }
        }
        let aside = imports::rows(app, &owner, &guild, &import.id, Some("set_aside"), 3, 1).await.unwrap();
        assert_eq!(aside.iter().map(|row| row.line).collect::<Vec<_>>(), [4], "paged, by outcome");
        let odd = imports::rows(app, &owner, &guild, &import.id, Some("odd"), 0, 1).await;
        assert!(matches!(odd, Err(Error::Refused(_))));
        for text in ["", "\u{0}\u{1}\u{2}", "a,b\n1,2", "name,capacity\nAda,lots"] {
            let refused = imports::preview(app, &owner, &guild, file(text)).await;
            assert!(
                matches!(&refused, Err(Error::Refused(why)) if why.code == "bad_file"),
                "{text:?} {refused:?}"
            );
        }
    })
    .await;
}

/// Only organisers, and only of this community, import or see what was imported.
#[tokio::test]
async fn members_and_outsiders_find_no_import() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let import = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
        let member = house.person("Mia Member", "mia@example.org").await;
        house.seat(&guild, &member, Role::Member).await;
        let eve = house.person("Eve Elsewhere", "eve@example.org").await;
        let other = house.community("Other Guild", &eve).await;
        for (actor, place) in [(&member, &guild), (&eve, &guild), (&eve, &other)] {
            let said = [
                imports::find(app, actor, place, &import.id).await.err(),
                imports::rows(app, actor, place, &import.id, None, 0, 10).await.err(),
                imports::apply(app, actor, place, &import.id).await.err(),
                imports::stop(app, actor, place, &import.id).await.err(),
                imports::undo(app, actor, place, &import.id).await.err(),
                imports::forget(app, actor, place, &import.id).await.err(),
            ];
            for error in said {
                match actor == &member {
                    true => assert!(matches!(error, Some(Error::NotAllowed(_))), "{error:?}"),
                    false => assert!(matches!(error, Some(Error::NotFound)), "{error:?}"),
                }
            }
        }
    })
    .await;
}

/// H8: whether somebody has an account elsewhere on this installation changes nothing that an organiser can see.
#[tokio::test]
async fn a_list_is_no_oracle() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let seen = async || {
            let import = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
            let rows = rows(app, &owner, &guild, &import.id).await;
            (Import { id: String::new(), ..import }, rows)
        };
        let before = seen().await;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        house.community("Other Guild", &ada).await;
        assert_eq!(seen().await, before);
    })
    .await;
}

/// However often the work is interrupted, each row is applied once; a stopped import can go on or be undone.
#[tokio::test]
async fn an_import_goes_on_where_it_stopped() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let mut text = "name,email,asks\n".to_owned();
        for n in 0..1200 {
            text.push_str(&format!("Sample {n},s{n}@example.org,ask number {n}\n"));
        }
        let keyed = Actor { once: Some("import-1".to_owned()), ..owner.clone() };
        let import = imports::preview(app, &keyed, &guild, file(&text)).await.unwrap();
        let again = imports::preview(app, &keyed, &guild, file(&text)).await.unwrap();
        assert_eq!(import, again, "the same call with the same key reads nothing twice");
        imports::apply(app, &owner, &guild, &import.id).await.unwrap();
        imports::apply(app, &owner, &guild, &import.id).await.unwrap();
        let hands: std::sync::Arc<dyn jobs::Hands> = std::sync::Arc::new(jobs::Slices);
        for _ in 0..3 {
            jobs::work_by(app, &hands).await.unwrap();
            if imports::find(app, &owner, &guild, &import.id).await.unwrap().n_done > 0 {
                break;
            }
        }
        let stopped = imports::stop(app, &owner, &guild, &import.id).await.unwrap();
        assert!((100..1200).contains(&stopped.n_done), "{stopped:?}");
        jobs::work(app).await.unwrap();
        let still = imports::find(app, &owner, &guild, &import.id).await.unwrap();
        assert_eq!(still.n_done, stopped.n_done, "stopped is stopped");
        imports::apply(app, &owner, &guild, &import.id).await.unwrap();
        jobs::work(app).await.unwrap();
        let done = imports::find(app, &owner, &guild, &import.id).await.unwrap();
        assert_eq!((done.stage.as_str(), outcomes(&done).as_str()), ("applied", "1200 added"));
        let undone = undone(app, &owner, &guild, &import.id).await;
        assert_eq!(outcomes(&undone), "1200 taken_back");
    })
    .await;
}

/// A member who was removed after the preview is not brought back, and one who came meanwhile is not doubled.
#[tokio::test]
async fn what_changed_since_the_preview_counts() {
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        applied(app, &owner, &guild, LIST).await;
        let changed = LIST.replace("Bern", "Basel") + "Neo New,neo@example.org,,,,,10\n";
        let import = imports::preview(app, &owner, &guild, file(&changed)).await.unwrap();
        assert_eq!(outcomes(&import), "1 changed, 1 new, 2 same");
        let ada = rows(app, &owner, &guild, &import.id).await[0].member.clone().unwrap();
        goodword_app::leave::remove(app, &owner, &guild, &ada).await.unwrap();
        let neo = house.person("Neo New", "neo@example.org").await;
        house.seat(&guild, &neo, Role::Member).await;
        imports::apply(app, &owner, &guild, &import.id).await.unwrap();
        jobs::work(app).await.unwrap();
        let import = imports::find(app, &owner, &guild, &import.id).await.unwrap();
        assert_eq!(outcomes(&import), "3 same, 1 set_aside");
    })
    .await;
}

/// The real lists, as spreadsheets save them, where they are at hand.
#[tokio::test]
async fn real_lists_come_in_and_go_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/members");
    on_both(async |house| {
        let (app, (owner, guild)) = (&house.app, guild(&house).await);
        let before = state(&house).await;
        let mut files: Vec<_> = [folder.clone(), folder.join("variants")]
            .iter()
            .filter_map(|folder| std::fs::read_dir(folder).ok())
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_file() && path.metadata().is_ok_and(|file| file.len() < 300_000))
            .collect();
        files.sort();
        for path in files {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let file = File { name: name.clone(), bytes, columns: Vec::new() };
            let import = imports::preview(app, &owner, &guild, file.clone()).await;
            let import = import.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(import.outcomes.get("new").is_some_and(|n| *n >= 40), "{name}: {import:?}");
            imports::apply(app, &owner, &guild, &import.id).await.unwrap();
            jobs::work(app).await.unwrap();
            let again = imports::preview(app, &owner, &guild, file).await.unwrap();
            assert!(!again.outcomes.contains_key("new"), "{name}: {:?}", again.outcomes);
            assert!(!again.outcomes.contains_key("changed"), "{name}: {:?}", again.outcomes);
            undone(app, &owner, &guild, &import.id).await;
            assert_eq!(state(&house).await, before, "{name}");
        }
    })
    .await;
}

/// What the reader guessed wrong can be set right without the file being sent again; once it is applied, the file is gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_read_again_with_other_columns() {
    on_both(async |house| {
        let app = &house.app;
        let (owner, guild) = guild(&house).await;
        let import = imports::preview(app, &owner, &guild, file(LIST)).await.unwrap();
        let said = [("unused", "Job"), ("industry", "City")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let again = imports::read_again(app, &owner, &guild, &import.id, said.to_vec()).await.unwrap();
        assert_eq!((again.stage.as_str(), outcomes(&again)), ("previewed", outcomes(&import)));
        let of =
            |ours: &str| again.report.columns.iter().find(|pair| pair.0 == ours).map(|pair| pair.1.as_str());
        assert_eq!((of("industry"), of("place"), of("profession")), (Some("City"), None, None));
        assert!(again.report.unused_columns.contains(&"Job".to_owned()));

        imports::apply(app, &owner, &guild, &import.id).await.unwrap();
        jobs::work(app).await.unwrap();
        let late = imports::read_again(app, &owner, &guild, &import.id, Vec::new()).await.unwrap_err();
        assert!(matches!(late, Error::Refused(refused) if refused.code == "file_gone"));
        assert!(!house.database.dump().await.iter().any(|row| row.starts_with("import_files: ")));
    })
    .await;
}

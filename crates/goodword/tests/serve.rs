//! The real `goodword serve`, from its first start to its end, on both engines.

mod served;

use std::process::Stdio;
use std::sync::Arc;

use goodword_app::outside::{MachineChance, MachineClock, Secret};
use goodword_app::{App, House, communities, set_up, sign_in};
use goodword_store::{Db, Place};
use goodword_testkit::Engine;
use served::{Ground, Server, text};
use sqlx::{AssertSqlSafe, Connection};

/// Begins, works beside other verbs, is kept while it works, and stops when it is told to.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_works_beside_other_verbs_and_stops_in_peace() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::new(engine).await;
        let server = ground.serve();
        assert_eq!(server.get("/healthz").0, 200);
        assert_eq!(server.get("/readyz").0, 200);
        assert_eq!(server.get("/nowhere").0, 404);

        let guild = ground.done(&["communities", "found", "Guild of Samples", "--owner", "ada@example.org"]);
        let guild = guild.trim();
        ground.done(&["members", "add", guild, "bo@example.org", "--name", "Bo Exampleson"]);
        let members = ground.done(&["members", "list", guild]);
        assert!(members.contains("owner") && members.contains("Bo Exampleson"), "{members}");
        assert!(ground.done(&["communities", "list"]).contains("Guild of Samples"));

        let file = ground.database.folder.join("kept.goodword");
        let file = file.to_str().unwrap();
        let kept = ground.done(&["backup", file]);
        assert!(kept.contains("1 communities with 2 members, 2 people"), "{kept}");
        let checked = std::process::Command::new(env!("CARGO_BIN_EXE_goodword"))
            .args(["restore", "--check", file])
            .output()
            .unwrap();
        assert!(text(&checked, 0).contains("This backup is whole."));

        let (status, log) = server.stop();
        assert!(status.success(), "{log}");
        assert!(log.contains("stopped"), "{log}");
        for word in ["Exampleson", "example.org", "Guild"] {
            assert!(!log.contains(word), "the log names {word}: {log}");
        }
    }
}

/// The house beside its server, as a page of the server would have it.
async fn beside(place: &Place) -> App {
    App {
        db: Db::open(place, async |_| Ok(())).await.unwrap(),
        clock: Arc::new(MachineClock),
        chance: Arc::new(MachineChance),
        house: Arc::new(House { url: "http://localhost".to_owned(), ..House::default() }),
        wake: Arc::new(tokio::sync::Notify::new()),
        readings: Arc::default(),
    }
}

/// The secret at the end of a link.
fn secret(text: &str, before: &str) -> Secret {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {text}"));
    let signs = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    Secret::shown(&rest.chars().take_while(signs).collect::<String>())
}

/// The first person comes in by the link that was printed, and again by a letter that the operator passes on.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_person_comes_in_before_there_is_a_mail_server() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::new(engine).await;
        let mut server = ground.serve();
        let link = secret(&server.line(), "/set-up/");
        let app = beside(&ground.place()).await;
        let ada = "ada@example.org".parse().unwrap();
        let terms = communities::Terms {
            name: "Guild of Samples".to_owned(),
            place: String::new(),
            time_zone: "UTC".to_owned(),
            round_every_weeks: 4,
            repeat_window_weeks: 12,
        };
        set_up::finish(&app, &link, &ada, "Ada Samplewright", terms, "a test").await.unwrap();
        let here = sign_in::ask(&app, &ada, "192.0.2.1").await.unwrap();

        // The server writes the letter when it comes to that job.
        let id = loop {
            let letters = ground.done(&["outbox", "list"]);
            if let Some(line) = letters.lines().find(|line| line.contains("sign_in")) {
                break line.split('\t').next().unwrap().to_owned();
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        };
        let letter = ground.done(&["outbox", "show", &id]);
        let sent = secret(&letter, "/sign-in/");
        let proof = sign_in::Proof::Link { link: &sent, here: Some(&here) };
        let (_, _, session) = sign_in::finish(&app, proof, "a test").await.unwrap();
        app.db.close().await;
        let cookie = format!("Cookie: goodword={}\r\n", session.reveal());
        assert_eq!(server.ask("GET", "/api/sessions", &cookie, "").0, 200);
        assert_eq!(server.get("/api/sessions").0, 401);

        let over = text(&ground.goodword(&["set-up", "link"]), 1);
        assert!(over.contains("somebody is here already"), "{over}");
        let well = String::from_utf8(ground.goodword(&["doctor"]).stdout).unwrap();
        assert!(well.contains("whole") && well.contains("no mail server"), "{well}");
        let (status, log) = server.stop();
        assert!(status.success() && !log.contains(link.reveal()) && !log.contains(session.reveal()), "{log}");
    }
}

/// What is entrusted to a folder is for its owner alone.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_on_the_machine_reads_the_data() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new(Engine::Sqlite).await;
    let server = ground.serve();
    let mode = |name: &str| std::fs::metadata(ground.data.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(""), 0o700);
    for name in ["goodword.db", "goodword.db-wal", "goodword.db-shm"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    let file = ground.data.join("kept.goodword");
    ground.done(&["backup", file.to_str().unwrap()]);
    assert_eq!(mode("kept.goodword"), 0o600);
    drop(server);
}

/// Two servers on one file would each think that they have it to themselves.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_folder_is_refused() {
    let ground = Ground::new(Engine::Sqlite).await;
    let first = ground.serve();
    let second = ground.goodword(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(text(&second, 1).contains("another goodword serve works on this folder"));
    assert_eq!(first.get("/readyz").0, 200);
    drop(first);
    ground.serve();
}

/// Runs a statement where the server keeps everything.
async fn run(place: &Place, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match place {
        Place::Sqlite(file) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
            let mut db = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
        }
        Place::Postgres(url) => {
            let mut db = sqlx::PgConnection::connect(url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
        }
    }
}

/// An older program does not touch newer data, no program touches half-changed data, and both say the way back.
#[tokio::test(flavor = "multi_thread")]
async fn newer_and_half_changed_data_is_refused_with_the_way_back() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::new(engine).await;
        assert!(ground.serve().stop().0.success());
        let row = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                   values (999, 'a later step', true, '', 1)";
        run(&ground.place(), row).await;
        let refused = text(&ground.goodword(&["serve", "--listen", "127.0.0.1:0"]), 1);
        assert!(
            refused.contains("newer Goodword (step 999)") && refused.contains("goodword restore"),
            "{refused}"
        );
        run(&ground.place(), "delete from _sqlx_migrations where version = 999").await;
        let half = "update _sqlx_migrations set success = false where version = 2";
        run(&ground.place(), half).await;
        let refused = text(&ground.goodword(&["serve", "--listen", "127.0.0.1:0"]), 1);
        assert!(
            refused.contains("stopped half way (step 2)") && refused.contains("goodword restore"),
            "{refused}"
        );
        assert!(!ground.data.join("backups").exists(), "nothing was changed, so nothing was put aside");
    }
}

/// Before older data is changed, a copy is put aside, and it can be restored.
#[tokio::test(flavor = "multi_thread")]
async fn older_data_is_kept_before_it_is_changed() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::new(engine).await;
        let newest = goodword_store::newest_step();
        std::fs::create_dir_all(&ground.data).unwrap();
        Db::build(&ground.place(), newest - 1).await.unwrap();
        let add = "insert into people (id, address, address_key, name, created_at)
                   values ('p', 'ada@example.org', 'ada@example.org', 'Ada Samplewright', 0)";
        run(&ground.place(), add).await;
        assert!(ground.serve().stop().0.success());
        let mut kept = std::fs::read_dir(ground.data.join("backups")).unwrap();
        let kept = kept.next().expect("a copy").unwrap().path();
        let name = kept.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with(&format!("before-step-{newest}-")), "{name}");

        let fresh = Ground::new(Engine::Sqlite).await;
        fresh.done(&["restore", kept.to_str().unwrap()]);
        assert!(fresh.serve().stop().0.success(), "a restored copy is brought up to date, too");
    }
}

/// Without a folder there is no place to put a copy, so nothing is changed.
#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_without_a_place_for_a_copy_is_refused() {
    let ground = Ground::new(Engine::Postgres).await;
    Db::build(&ground.place(), goodword_store::newest_step() - 1).await.unwrap();
    let Place::Postgres(url) = ground.place() else { unreachable!() };
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_goodword"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("GOODWORD_DATABASE_URL", url)
        .output()
        .unwrap();
    assert!(text(&refused, 1).contains("--data DIR"));
}

/// Instances that start together: one makes the tables, the others wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn three_servers_begin_at_once_on_one_database() {
    let ground = Ground::new(Engine::Postgres).await;
    let begin = |i: usize| {
        let folder = ground.database.folder.join(format!("server-{i}"));
        std::fs::create_dir_all(&folder).unwrap();
        let mut command = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null());
        std::thread::spawn(move || Server::of(command, &folder))
    };
    let starting: Vec<_> = (0..3).map(begin).collect();
    let servers: Vec<Server> = starting.into_iter().map(|server| server.join().unwrap()).collect();
    for server in &servers {
        assert_eq!(server.get("/readyz").0, 200, "{}", server.log());
    }
    for server in servers {
        let (status, log) = server.stop();
        assert!(status.success(), "{log}");
    }
}

/// Every setting is told with both of its names.
#[test]
fn the_help_of_serve_lists_every_setting() {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_goodword"))
        .args(["help", "serve"])
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let help = text(&help, 0);
    for (flag, variable) in [
        ("--data", "GOODWORD_DATA"),
        ("--listen", "GOODWORD_LISTEN"),
        ("--url", "GOODWORD_URL"),
        ("--database-url", "GOODWORD_DATABASE_URL"),
        ("--proxies", "GOODWORD_PROXIES"),
        ("--mail-server", "GOODWORD_MAIL_SERVER"),
        ("mail_password", "GOODWORD_MAIL_PASSWORD"),
        ("dkim_key", "GOODWORD_DKIM_KEY"),
    ] {
        assert!(help.contains(flag) && help.contains(variable), "{flag} or {variable} is missing: {help}");
    }
    assert!(!help.contains("--mail-password"), "a password on the command line is read by everybody");
}

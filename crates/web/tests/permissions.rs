//! Who may do what: every operation, as everybody, on what is theirs, another community's, mixed up, and nowhere.
//!
//! The table is in `tests/tables/permissions.txt`, made by this test and read by people: a changed line is a changed
//! permission. `UPDATE_TABLES=1` writes it anew. An operation without a sample here fails. And whatever is answered on the way
//! is searched for what is not the caller's.

use std::fmt::Write;

use axum::http::Method;
use goodword_testkit::{Engine, Shown, TestHouse, TestSite, Told, Where, World};
use goodword_web::api::{Operation, operations};
use serde_json::{Value, json};

/// What is sent with an operation.
enum Sample {
    Nothing,
    Json(Value),
    File(&'static str, Vec<u8>),
}

fn sample(operation: &Operation) -> Sample {
    let terms = json!({ "name": "Guild of Samples", "time_zone": "Europe/Berlin" });
    match operation.name {
        "communities.found" | "communities.change" => Sample::Json(terms),
        "people.rename" => Sample::Json(json!({ "name": "Somebody Renamed" })),
        "suppressions.never_again" => Sample::Json(json!({ "secret": "a-guess" })),
        "members.describe" => Sample::Json(json!({ "name": "Somebody Else" })),
        "asks.say" | "offers.say" => Sample::Json(json!({ "text": "umbrellas", "kind": "advice" })),
        "entries.reword" => Sample::Json(json!({ "text": "umbrellas, and how they turn" })),
        "entries.shift" => Sample::Json(json!({ "towards": "first" })),
        "entries.close" => Sample::Json(json!({ "thanks": "Thank you." })),
        "members.appoint" => Sample::Json(json!({ "role": "organiser" })),
        "tokens.make" => Sample::Json(json!({ "name": "a program", "scope": "read" })),
        "set_up.finish" => Sample::Json(json!({
            "secret": "a-guess", "address": "mallory@example.org", "name": "Mallory Guesser", "community": terms,
        })),
        "sign_in.ask" => Sample::Json(json!({ "address": "ada@example.org" })),
        "sign_in.finish" => Sample::Json(json!({ "link": "a-guess" })),
        "invitations.invite" => {
            Sample::Json(json!({ "address": "new@example.org", "name": "Newt Newcomer" }))
        }
        "invitations.accept" => Sample::Json(json!({ "secret": "a-guess" })),
        "leave.close" => Sample::Json(json!({ "name": "Guild of Samples" })),
        "erase.erase" => Sample::Json(json!({ "confirmation": "bo@example.org" })),
        "imports.preview" => {
            Sample::File("text/csv", b"name,email\nNewt Newcomer,newt@example.org\n".to_vec())
        }
        "rounds.draft" | "rounds.change" | "rounds.what_if" => Sample::Json(json!({ "on": "2026-07-01" })),
        "rounds.edit" => Sample::Json(json!({ "do": "join", "members": [] })),
        "rounds.choose" => Sample::Json(json!({ "comes": false })),
        "matches.answer" | "matches.answer_by_link" => Sample::Json(json!({ "say": "accept" })),
        "meetings.offer" => {
            let slot = json!({ "from": "2026-06-10T10:00:00Z", "to": "2026-06-10T11:00:00Z" });
            Sample::Json(json!({ "times": [slot] }))
        }
        "rounds.set_calendar" => Sample::Json(json!({ "first": "2026-07-07", "every_weeks": 4 })),
        "meetings.tick" => Sample::Json(json!({ "can": [] })),
        "meetings.place" => Sample::Json(json!({ "place": "Café Sample" })),
        "answers.give" => Sample::Json(json!({ "met": "not_yet" })),
        "promises.make" => Sample::Json(json!({ "kind": "advice", "what": "show you the ropes" })),
        "promises.move" => Sample::Json(json!({ "on": "2026-07-01" })),
        "promises.release" => Sample::Json(json!({ "words": "I cannot after all." })),
        "promises.confirm" => Sample::Json(json!({ "thanks": "Thank you.", "size": 2 })),
        "introductions.make" => Sample::Json(json!({
            "first": { "name": "Fay Faraway", "told": "She binds books." },
            "second": { "name": "Gus Further", "told": "He writes books." },
        })),
        "introductions.reword" => Sample::Json(json!({ "first": "She binds.", "second": "He writes." })),
        "introductions.answer" => Sample::Json(json!({ "answer": "yes", "reach": "by phone" })),
        "introductions.tell" => Sample::Json(json!({ "helped": true, "thanks": "Thank you." })),
        "word_kept.share" => Sample::Json(json!({ "shares": true })),
        "archive.import" => Sample::File("application/zip", b"no archive".to_vec()),
        name => {
            let bare = operation.takes.is_none() && operation.takes_file.is_none();
            assert!(bare, "{name} takes something: give it a sample");
            Sample::Nothing
        }
    }
}

async fn send(site: &TestSite, who: &Shown, operation: &Operation, path: &str) -> Told {
    let method = operation.method.clone();
    match sample(operation) {
        Sample::Nothing => site.send(who, method, path, None).await,
        Sample::Json(json) => site.send(who, method, path, Some(json)).await,
        Sample::File(kind, bytes) if operation.name == "imports.preview" => {
            let path = format!("{path}?file_name=members.csv");
            site.send_bytes(who, method, &path, Some(kind), bytes).await
        }
        Sample::File(kind, bytes) => site.send_bytes(who, method, path, Some(kind), bytes).await,
    }
}

/// What each caller is told about an operation's objects, in the order of [`Where::ALL`].
async fn told(world: &World, operation: &Operation, caller: &str, who: &Shown) -> Vec<Told> {
    let places = if operation.path_names().is_empty() { &Where::ALL[..1] } else { &Where::ALL[..] };
    let mut all = Vec::new();
    for place in places {
        let path = world.path(operation.path, *place);
        let path = path.unwrap_or_else(|| panic!("the world has nothing for {}", operation.path));
        let (house, site) = world.site_of_a_copy().await;
        let told = send(&site, who, operation, &path).await;
        let leaks = world.canaries.found(World::reader(caller), &told.whole());
        assert_eq!(leaks, Vec::<String>::new(), "{caller} reads that by {} {path}", operation.method);
        all.push(told);
        drop(house);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_the_table_says_and_no_more() {
    let world = World::new(Engine::Sqlite).await;
    let mut table = String::from(
        "# Status by operation and caller, on what is: in the guild | in the club | the club's, said to be the guild's | nothing, said to be the guild's | nowhere\n",
    );
    for operation in operations() {
        writeln!(table, "\n{} {} ({})", operation.method, operation.path, operation.name).unwrap();
        for (caller, shown) in &world.callers {
            let answers = told(&world, &operation, caller, shown).await;
            let statuses: Vec<&str> = answers.iter().map(|told| told.status.as_str()).collect();
            writeln!(table, "  {caller:24} {}", statuses.join(" ")).unwrap();
            nothing_is_told_apart(operation.path, caller, &answers);
        }
    }
    compare("permissions.txt", &table);
}

/// What somebody may not see looks like what is not there, to the byte.
fn nothing_is_told_apart(path: &str, caller: &str, answers: &[Told]) {
    let [_, club, crossed, missing, nowhere] = answers else { return };
    let same = |a: &Told, b: &Told| a.status == b.status && a.body == b.body && a.headers == b.headers;
    let of_the_club = caller.ends_with("elsewhere");
    assert!(of_the_club || same(club, nowhere), "{caller} can tell by {path} what the club has");
    let theirs = of_the_club && !path.contains("{community}");
    assert!(theirs || same(crossed, missing), "{caller} can tell by {path} what the club has");
}

/// What a page's form is sent with.
fn form(path: &str) -> &'static str {
    match path {
        "/sign-in" => "address=ada%40example.org",
        "/sign-in/code" => "code=ABCD-EFGH",
        "/set-up/{secret}" => {
            "person=Mallory&address=mallory%40example.org&name=Guild&time_zone=UTC&round_every_weeks=4"
        }
        "/invitations/{secret}" => "name=Mallory",
        "/taste" => "theme=dark&back=/today",
        "/communities/{community}/imports/{import}/columns" => "theirs-1=email&ours-1=unused",
        "/communities/{community}/imports" => {
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.csv\"\r\n\r\nname,email\nNewt,newt@example.org\n\r\n--b--\r\n"
        }
        "/communities/{community}/invitations" => "address=new%40example.org&name=Newt&once=0",
        path if path.starts_with("/me/") || path.contains("/me/") => own_form(path),
        "/sign-in/{secret}" | "/sign-out" | "/never-again/{secret}" => "",
        "/communities/{community}/rounds" => "on=2026-07-01&once=0&then=plan",
        "/communities/{community}/calendar" => "first=2026-07-07&round_every_weeks=4&at=09:00&told_days=3",
        path if path.ends_with("/terms") || path.ends_with("/what-if") => "on=2026-07-01",
        path if path.ends_with("/edited") => "do=join&member=nobody",
        path if path.starts_with("/communities/{community}/rounds/{round}/")
            && !path.ends_with("/coming") =>
        {
            ""
        }
        "/communities/{community}/calendar/ended" => "",
        path if path.ends_with("/answered") => "say=accept",
        path if path.ends_with("/times") => "can=2026-06-10T10%3A00%3A00Z",
        path if path.ends_with("/place") => "place=Caf%C3%A9+Sample",
        path if path.ends_with("/told") => "met=not_yet",
        path if path.ends_with("/waiting") || path.contains("/feed") => "",
        "/rounds/{secret}" | "/communities/{community}/rounds/{round}/coming" => "comes=no",
        path if path.starts_with("/communities/{community}/imports/{import}/") => "",
        "/communities/{community}/invitations/{guest}/taken-back" => "",
        "/communities/{community}/invitations/everybody" => "",
        "/communities/{community}/invitations/everybody/stopped" => "",
        "/communities/{community}/organise/settings" => {
            "name=Guild+of+Samples&place=&time_zone=UTC&round_every_weeks=4&repeat_window_weeks=12"
        }
        "/communities/{community}/organise/closed" => "name=Guild+of+Samples",
        "/communities/{community}/organise/members/{member}/role" => "role=organiser",
        "/communities/{community}/organise/members/{member}/paused" => "until=2030-01-01",
        path if path.starts_with("/communities/{community}/organise/members/{member}/") => "",
        "/outbox/released" => "",
        "/outbox/again" => "job=nowhere0nowhere0nowhere0",
        "/promises" => "community=nowhere&to=nobody&what=the+good+ladder&once=0",
        "/promises/{promise}" | "/promises/answer/{secret}" => "deed=quiet",
        "/word-kept/shared" => "community=nowhere&shares=true",
        "/introductions" => {
            "first=outside&second=outside&name_first=Fay&name_second=Gus&told_first=She+binds.&told_second=He+writes.&once=0"
        }
        "/introductions/{introduction}" | "/introductions/answer/{secret}" => "deed=yes",
        path => panic!("{path} takes a form: give it a sample"),
    }
}

/// The same for pages of what is one's own.
fn own_form(path: &str) -> &'static str {
    match path.rsplit('/').next().unwrap_or_default() {
        "asks" | "offers" | "reworded" => "text=umbrellas&kind=advice&once=0",
        "shifted" => "towards=first",
        "closed" => "thanks=Thank+you",
        "who" => "name=Somebody+Else&profession=umbrella+repair&years=3",
        "serves" => "serves=shops&values=calm",
        "story" => "news=A+second+shop",
        "meeting" => "format=lunch&languages=English&every_weeks=4&capacity=1",
        "week" => "at=2-12&at=2-13&time_zone=",
        "pause" => "weeks=4",
        "apart" => "member=nowhere0nowhere0nowhere0",
        "tokens" => "name=a+program&days=30&once=0",
        "archive" => {
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\nno archive\r\n--b--\r\n"
        }
        "erase" => "confirmation=nobody%40example.org",
        "ended" | "reopened" | "removed" | "forgotten" | "leave" => "",
        _ => panic!("{path} takes a form: give it a sample"),
    }
}

/// All rows but those by which somebody came in, and whom they looked at: when a session was last used is written down, and
/// how many new people somebody opened.
async fn rows(house: &TestHouse) -> Vec<String> {
    let mut rows = house.database.dump().await;
    let noted = ["sessions: ", "tokens: ", "openings: "];
    rows.retain(|row| !noted.iter().any(|table| row.starts_with(table)));
    rows
}

/// Where a page is looked for: once, or as often as its objects can lie somewhere else.
fn places(path: &str) -> &'static [Where] {
    let objects = ["{community}", "{promise}", "{introduction}"];
    if objects.iter().any(|object| path.contains(object)) { &Where::ALL } else { &Where::ALL[..1] }
}

/// The pages, as everybody, with a secret that opens nothing. Looking at one, however often, changes no row.
#[tokio::test(flavor = "multi_thread")]
async fn pages_show_what_the_table_says_and_looking_changes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let mut table = String::from(
        "# Status of each page by caller, with a secret that opens nothing; where it is about a community, on what is: in the guild | in the club | the club's, said to be the guild's | nothing, said to be the guild's | nowhere\n",
    );
    for (method, path) in goodword_web::pages::paths() {
        writeln!(table, "\n{method} {path}").unwrap();
        let page = path.replace("{secret}", "a-guess").replace("{folder}/{file}", "now/style.css");
        for (caller, shown) in &world.callers {
            let answers = looked_at(&world, (caller, shown), &method, path, &page).await;
            let statuses: Vec<&str> = answers.iter().map(|told| told.status.as_str()).collect();
            writeln!(table, "  {caller:24} {}", statuses.join(" ")).unwrap();
            nothing_is_told_apart(path, caller, &answers);
        }
    }
    compare("pages.txt", &table);
}

/// What a caller is told by a page, wherever its objects lie.
async fn looked_at(
    world: &World,
    (caller, shown): (&str, &Shown),
    method: &Method,
    path: &str,
    page: &str,
) -> Vec<Told> {
    let body = if *method == Method::POST { form(path) } else { "" };
    let kind = match body.starts_with("--b") {
        true => "multipart/form-data; boundary=b",
        false => "application/x-www-form-urlencoded",
    };
    let kind = (*method == Method::POST).then_some(kind);
    let body = body.as_bytes().to_vec();
    let mut answers = Vec::new();
    for place in places(path) {
        let at = world.path(page, *place).unwrap_or_else(|| panic!("the world has nothing for {path}"));
        let (house, site) = world.site_of_a_copy().await;
        let before = rows(&house).await;
        let told = site.send_bytes(shown, method.clone(), &at, kind, body.clone()).await;
        let leaks = world.canaries.found(World::reader(caller), &told.whole());
        assert_eq!(leaks, Vec::<String>::new(), "{caller} reads that by {method} {path}");
        answers.push(told);
        if *method == Method::GET {
            let times = if *place == Where::Guild { 20 } else { 1 };
            for again in [Method::GET, Method::HEAD].iter().cycle().take(times) {
                site.send(shown, again.clone(), &at, None).await;
            }
            assert!(rows(&house).await == before, "something was changed by looking at {path}");
        }
    }
    answers
}

/// Compares with the table that people have read.
fn compare(name: &str, now: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(name);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&file, now).unwrap();
    }
    let read = std::fs::read_to_string(&file).unwrap_or_default();
    let differing = read.lines().zip(now.lines()).find(|(read, now)| read != now);
    assert!(read == now, "{name} is not what was read by people. First difference: {differing:?}");
}

/// The doors that stand beside the table of operations are few, and give nothing away.
#[tokio::test]
async fn beside_the_table_there_are_only_these() {
    let world = World::new(Engine::Sqlite).await;
    let site = world.house.site();
    for (path, status) in [
        ("/healthz", 200),
        ("/readyz", 200),
        ("/metrics", 404),
        ("/api/openapi.json", 200),
        ("/nowhere", 404),
    ] {
        assert_eq!(site.get(&Shown::Nothing, path).await.status, status, "{path}");
    }
    let other = site.send(&Shown::Nothing, Method::PUT, "/healthz", None).await;
    assert_eq!(other.status, 405);
}

/// No page of somebody else's does anything here: neither with the cookies that the browser adds, nor without. Our own pages
/// do, and programs, and mail programs that end letters by themselves.
#[tokio::test]
async fn deeds_come_from_our_own_pages_only() {
    let world = World::new(Engine::Sqlite).await;
    let site = world.house.site();
    let own = "http://localhost:8080";
    let says: [(&[(&str, &str)], bool); 8] = [
        (&[], true),
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", own)], false),
        (&[("origin", own)], true),
        (&[("origin", "null")], false),
        (&[("origin", "http://localhost:8081")], false),
    ];
    for (method, path) in
        goodword_web::pages::paths().into_iter().filter(|(method, _)| *method != Method::GET)
    {
        for (headers, ours) in says {
            let place = world.path(&path.replace("{secret}", "a-guess"), Where::Guild).expect("a page");
            let mut request = axum::http::Request::builder().method(method.clone()).uri(place);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let told = site.pass(request.body(form(path).into()).unwrap()).await;
            let turned_away = told.status == 403 && told.body.contains("our own pages");
            assert_eq!(!turned_away, ours, "{path} with {headers:?}: {}", told.status);
        }
    }
    let token = world.shown("owner by writing token");
    for (who, status) in [(world.shown("owner"), 403), (&Shown::Nothing, 403), (token, 200)] {
        let mut request = axum::http::Request::put("/api/me").header("sec-fetch-site", "cross-site");
        request = match who {
            Shown::Nothing => request,
            Shown::Session(secret) => request.header("cookie", format!("goodword={secret}")),
            Shown::Token(secret) => request.header("authorization", format!("Bearer {secret}")),
        };
        let request = request.header("content-type", "application/json").body(r#"{"name":"Mallory"}"#.into());
        assert_eq!(site.pass(request.unwrap()).await.status, status);
    }
    let page = site.get(&Shown::Nothing, "/sign-in").await;
    assert_eq!(
        page.headers["referrer-policy"], "same-origin",
        "else old browsers say that a form came from nowhere"
    );
}

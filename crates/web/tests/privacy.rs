//! Nobody learns what is not theirs: everything that can be looked at, as everybody, is searched for what is private; and
//! worlds that differ in what is private to one look the same to all others.
//!
//! Both walk through the router's own tables: a new route is looked at by itself. A new slice plants its facts in
//! `testkit/src/private.rs` and says what is whose in `testkit/src/pairs/edits.rs`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, Method, Request};
use axum::response::Response;
use axum::{body::Body, middleware};
use goodword_app::mail::Post;
use goodword_app::{House, jobs};
use goodword_testkit::mail_sink::MailSink;
use goodword_testkit::pairs::{self, EDITS, Edit};
use goodword_testkit::{Engine, Heard, TestSite, Where, World};
use goodword_web::{api, pages};

/// Everything that can be looked at by this path: by what is there, what is somebody else's, and what is nowhere.
fn places(world: &World) -> Vec<String> {
    let operations = api::operations();
    let looks =
        operations.iter().filter(|operation| operation.method == Method::GET).map(|operation| operation.path);
    let shown = pages::paths().into_iter().filter(|(method, _)| *method == Method::GET).map(|(_, path)| path);
    let mut all = Vec::new();
    for path in looks.chain(shown) {
        for place in Where::ALL {
            all.extend(world.path(
                &path.replace("{secret}", "a-guess").replace("{folder}/{file}", "now/style.css"),
                place,
            ));
        }
    }
    for members in
        [&world.guild, &world.club].map(|community| format!("/api/communities/{community}/members"))
    {
        all.extend(["zq", "bo", "example", "umbrella"].map(|words| format!("{members}?words={words}")));
    }
    all.extend(["/healthz", "/readyz", "/metrics", "/nowhere", "/api/openapi.json"].map(str::to_owned));
    all.sort();
    all.dedup();
    all
}

/// What everybody is told that is not theirs.
async fn crawled(world: &World, site: &TestSite) -> Vec<String> {
    let mut found = Vec::new();
    for (caller, shown) in &world.callers {
        for place in places(world) {
            for method in [Method::GET, Method::HEAD] {
                let told = site.send(shown, method, &place, None).await;
                for leak in world.canaries.found(World::reader(caller), &told.whole()) {
                    found.push(format!("{caller} reads the {leak} at {place}"));
                }
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_what_is_not_theirs() {
    let heard = Heard::all();
    let mut world = World::new(Engine::Sqlite).await;
    let sink = MailSink::start().await;
    let from = "goodword@example.org".parse().unwrap();
    let post = Post { port: sink.port(), patience: Duration::from_secs(5), ..Post::at("127.0.0.1", from) };
    let site = world.house.site();
    assert_eq!(crawled(&world, &site).await, Vec::<String>::new());
    // Letters tell their readers what is theirs and nobody else's.
    world.house.app.house = Arc::new(House { post: Some(post), ..(*world.house.app.house).clone() });
    jobs::work(&world.house.app).await.unwrap();
    let arrived = sink.arrived();
    assert!(arrived.len() >= 3, "{}", arrived.len());
    for letter in arrived {
        let reader = letter.to.split('@').next().unwrap_or_default();
        let leaks = world.canaries.found(reader, letter.text.as_bytes());
        let about_others = leaks.iter().filter(|leak| !leak.contains(&letter.to) && !leak.contains("guest"));
        assert_eq!(about_others.collect::<Vec<_>>(), Vec::<&String>::new(), "in a letter to {}", letter.to);
    }
    // What the machine counts and writes down for its operator holds nobody's words.
    let mut request = Request::get("/metrics").body(Body::empty()).unwrap();
    request.extensions_mut().insert(SocketAddr::from(([127, 0, 0, 1], 9)));
    let figures = site.pass(request).await;
    assert!(
        figures.body.contains("goodword_letters_waiting") && figures.body.contains("goodword_jobs_waiting")
    );
    assert_eq!(world.canaries.found("", &figures.whole()), Vec::<String>::new());
    let lines = heard.lines();
    assert!(lines.len() > 10_000, "the log was heard: {} bytes", lines.len());
    assert_eq!(world.canaries.found("", &lines), Vec::<String>::new());
}

/// The walk finds what it is there to find.
#[tokio::test(flavor = "multi_thread")]
async fn a_leak_that_was_planted_is_found() {
    let world = World::new(Engine::Sqlite).await;
    let packed = data_encoding::BASE64.encode(b"for bo@example.org only");
    let leaking = world.house.site().router().layer(middleware::map_response(move |mut answer: Response| {
        let packed = HeaderValue::from_str(&packed).unwrap();
        async move {
            answer.headers_mut().insert("etag", packed);
            answer
        }
    }));
    let found = crawled(&world, &TestSite::of(leaking)).await;
    assert!(found.iter().any(|leak| leak == "member reads the address of bo (packed) at /"), "{found:#?}");
    assert!(found.iter().all(|leak| !leak.starts_with("member concerned")));
}

/// Whoever looks from above, outside, beside. The operator first: the outbox tells in which order jobs came to write.
const CALLERS: [&str; 6] =
    ["operator", "stranger", "member elsewhere", "owner elsewhere", "member", "organiser"];

async fn all_pairs(engine: Engine, callers: &[&str]) -> Vec<String> {
    let world = World::new(engine).await;
    let mut found = Vec::new();
    for edit in EDITS {
        found.extend(pairs::differences(&world, edit, callers).await);
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_private_to_one_changes_nothing_for_others() {
    assert!(EDITS.len() >= 30);
    assert_eq!(all_pairs(Engine::Sqlite, &CALLERS).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_on_a_server() {
    assert_eq!(all_pairs(Engine::Postgres, &["member", "organiser"]).await, Vec::<String>::new());
}

/// The comparison notices what it is there to notice.
#[tokio::test(flavor = "multi_thread")]
async fn a_difference_that_was_planted_is_noticed() {
    let world = World::new(Engine::Sqlite).await;
    let of = |what: &str| EDITS.iter().find(|edit| edit.what == what).expect("an edit");
    let list = of("a list that the guild brought in");
    let unkept = Edit { seen_by: &[], ..*list };
    assert_eq!(pairs::differences(&world, &unkept, &["member"]).await, Vec::<String>::new());
    let found = pairs::differences(&world, &unkept, &["organiser"]).await;
    assert!(found.iter().any(|difference| difference.contains("/imports")), "{found:#?}");
    let unkept = Edit { seen_by: &[], ..*of("what is said in the club") };
    let found = pairs::differences(&world, &unkept, &["member elsewhere"]).await;
    assert!(!found.is_empty());
}

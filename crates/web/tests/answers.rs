//! The pages behind the links of letters about promises and introductions: looking changes nothing, however often; the deed is
//! done there without an account; a link that is over looks like one that never was.

use axum::http::Method;
use goodword_app::introductions::{self, Guest};
use goodword_app::promises::{self, Deed};
use goodword_app::{Actor, jobs, mail};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_testkit::{Engine, Shown, TestHouse, TestSite, Told};

struct Two {
    house: TestHouse,
    guild: CommunityId,
    ada: Actor,
    bo: Actor,
    bo_seat: MemberId,
}

async fn two() -> Two {
    let house = TestHouse::new(Engine::Sqlite).await;
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let guild = house.community("Guild of Samples", &ada).await;
    let bo = house.person("Bo Exampleson", "bo@example.org").await;
    let bo_seat = house.seat(&guild, &bo, Role::Member).await;
    Two { house, guild, ada, bo, bo_seat }
}

/// The path of the newest link of this kind in a letter to somebody.
async fn link(house: &TestHouse, to: &str, path: &str) -> String {
    let letters = mail::waiting_for(&house.app, &Actor::OPERATOR).await.unwrap();
    let texts = letters.into_iter().filter(|letter| letter.to == to).filter_map(|letter| letter.content);
    let last = texts.map(|content| content.1).rfind(|text| text.contains(path)).expect("a letter");
    let rest = last.split_once(path).unwrap().1;
    let secret = rest.split(|c: char| c.is_whitespace() || c == '>' || c == ')').next().unwrap();
    format!("{path}{secret}")
}

async fn post(site: &TestSite, path: &str, form: &str) -> Told {
    let kind = Some("application/x-www-form-urlencoded");
    site.send_bytes(&Shown::Nothing, Method::POST, path, kind, form.as_bytes().to_vec()).await
}

/// Looks at a page twenty times, as mail scanners do, and finds every row as it was.
async fn looked_at(house: &TestHouse, site: &TestSite, path: &str) -> Told {
    let before = house.database.dump().await;
    for method in [Method::GET, Method::HEAD].iter().cycle().take(20) {
        assert_eq!(site.send(&Shown::Nothing, method.clone(), path, None).await.status, 200, "{path}");
    }
    assert!(house.database.dump().await == before, "looking at {path} changed something");
    site.get(&Shown::Nothing, path).await
}

/// What is over looks like what never was, but for the path to come back to.
async fn looks_like_none(site: &TestSite, guess: &str, over: &str) {
    let (never, was) = (site.get(&Shown::Nothing, guess).await, site.get(&Shown::Nothing, over).await);
    assert_eq!((never.status.as_str(), was.status.as_str()), ("410", "410"));
    assert_eq!(never.body.replace(guess, ""), was.body.replace(over, ""));
}

/// From the reminder to the thanks, by links alone.
#[tokio::test]
async fn a_promise_is_moved_kept_and_thanked_for_by_links() {
    let Two { house, guild, ada, bo, bo_seat } = two().await;
    let (app, site) = (&house.app, house.site());
    let new = promises::New {
        community: guild,
        member: bo_seat,
        kind: HelpKind::Advice,
        what: "show you <b>the ropes</b>".to_owned(),
        due_on: None,
        meeting: None,
    };
    let promise = promises::make(app, &ada, new).await.unwrap();
    promises::say(app, &bo, &promise.id, Deed::ReadBack).await.unwrap();
    house.clock.forward_days(4);
    jobs::work(app).await.unwrap();
    let path = link(&house, "ada@example.org", "/promises/answer/").await;
    let page = looked_at(&house, &site, &path).await;
    assert!(page.body.contains("show you &#60;b&#62;the ropes&#60;/b&#62;"), "{}", page.body);
    assert!(!page.body.contains("bo@example.org"));
    assert_eq!(post(&site, &path, "deed=move&on=nonsense").await.status, 422);
    assert_eq!(post(&site, &path, "deed=fly").await.status, 422);
    assert_eq!(
        post(&site, &path, "deed=confirm&size=3").await.status,
        403,
        "only who receives it confirms it"
    );
    assert_eq!(post(&site, &path, "deed=move&on=2026-06-20").await.status, 303);
    assert_eq!(post(&site, &path, "deed=keep").await.status, 303);
    let kept = promises::find(app, &ada, &promise.id).await.unwrap();
    assert_eq!((kept.stage, kept.n_moves), (promises::Stage::Kept, 1));
    let theirs = link(&house, "bo@example.org", "/promises/answer/").await;
    looked_at(&house, &site, &theirs).await;
    assert_eq!(post(&site, &theirs, "deed=confirm&size=2&thanks=Thank+you").await.status, 303);
    let again = post(&site, &theirs, "deed=miss").await;
    assert!(again.status == 422 && again.body.contains("settled already"), "{}", again.body);
    house.clock.forward_days(400);
    looks_like_none(&site, "/promises/answer/a-guess", &path).await;
}

/// Both say yes by their links, one of them by a link that was handed on; before that neither page names the other.
#[tokio::test]
async fn two_yeses_by_links() {
    let Two { house, ada, .. } = two().await;
    let (app, site) = (&house.app, house.site());
    let outside = |name: &str, address: Option<&str>| Guest::Outside {
        name: name.to_owned(),
        address: address.map(str::to_owned),
    };
    let new = introductions::New {
        guests: [outside("Fay Faraway", Some("fay@example.net")), outside("Gus Further", None)],
        told: ["He looks for a printer.".to_owned(), "She has work for a printer.".to_owned()],
        promise: None,
        ask: None,
    };
    let made = introductions::make(app, &ada, new).await.unwrap();
    introductions::send(app, &ada, &made.id).await.unwrap();
    jobs::work(app).await.unwrap();
    let fay = link(&house, "fay@example.net", "/introductions/answer/").await;
    let page = looked_at(&house, &site, &fay).await;
    assert!(page.body.contains("He looks for a printer.") && !page.body.contains("Gus"), "{}", page.body);
    assert_eq!(post(&site, &fay, "deed=yes&reach=mornings").await.status, 303);
    assert_eq!(post(&site, &fay, "deed=no").await.status, 422, "an answer is an answer");
    let gus = introductions::forward(app, &ada, &made.id).await.unwrap();
    let gus = format!("/introductions/answer/{}", gus.reveal());
    let page = looked_at(&house, &site, &gus).await;
    assert!(!page.body.contains("Fay") && !page.body.contains("mornings"), "{}", page.body);
    assert_eq!(post(&site, &gus, "deed=yes&address=nonsense").await.status, 422);
    assert_eq!(post(&site, &gus, "deed=yes&address=gus%40example.net").await.status, 303);
    let joined = looked_at(&house, &site, &gus).await;
    assert!(joined.body.contains("fay@example.net") && joined.body.contains("mornings"), "{}", joined.body);
    assert!(looked_at(&house, &site, &fay).await.body.contains("gus@example.net"));
    assert_eq!(post(&site, &gus, "deed=helped&thanks=Thank+you&worth=3").await.status, 303);
    house.clock.forward_days(400);
    looks_like_none(&site, "/introductions/answer/a-guess", &fay).await;
}

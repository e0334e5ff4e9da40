//! Every link of the house that a letter carries opens a page, to whoever has it, and looking changes nothing; the deed behind
//! it is done there, without an account.

use std::collections::BTreeSet;

use axum::http::Method;
use goodword_app::matches::{self, By, Mine, When};
use goodword_app::rounds::{self, Calendar};
use goodword_app::{Actor, jobs, mail};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::rounds::Terms;
use goodword_testkit::{Engine, Shown, TestHouse, TestSite, Told};
use jiff::civil::date;

const NAMES: [&str; 4] = ["ada", "bo", "cy", "di"];

/// A guild of four, whose round is released, by a calendar that holds the next one in four weeks.
async fn guild() -> (TestHouse, CommunityId, Vec<Actor>) {
    let house = TestHouse::new(Engine::Sqlite).await;
    let mut people = Vec::new();
    for name in NAMES {
        people.push(house.person(&format!("{name} Samplewright"), &format!("{name}@example.org")).await);
    }
    let guild = house.community("Guild of Samples", &people[0]).await;
    for person in &people[1..] {
        house.seat(&guild, person, Role::Member).await;
    }
    let terms = Terms { on: date(2026, 6, 2), explore_percent: 0, ..Terms::default() };
    let app = &house.app;
    let calendar = Calendar {
        first: date(2026, 6, 29),
        every_weeks: 4,
        minute: 540,
        told_days: 3,
        releases: false,
        terms: terms.clone(),
    };
    rounds::set_calendar(app, &people[0], &guild, calendar).await.unwrap();
    let round = rounds::draft(app, &people[0], &guild, terms).await.unwrap().id;
    rounds::plan(app, &people[0], &guild, &round).await.unwrap();
    jobs::work(app).await.unwrap();
    rounds::release(app, &people[0], &guild, &round).await.unwrap();
    jobs::work(app).await.unwrap();
    (house, guild, people)
}

async fn mine(house: &TestHouse, guild: &CommunityId, who: &Actor) -> Mine {
    matches::mine(&house.app, who, guild).await.unwrap().swap_remove(0)
}

/// The links of the house in all letters that wait: (what the letter is, to whom, path).
async fn links(house: &TestHouse) -> BTreeSet<(String, String, String)> {
    let letters = mail::waiting_for(&house.app, &Actor::OPERATOR).await.unwrap();
    let mut found = BTreeSet::new();
    for letter in letters {
        let text = letter.content.expect("no mail server").1;
        let here = text.split(house.app.house.url.as_str()).skip(1);
        for link in here.filter_map(|rest| rest.split(|c: char| c.is_whitespace() || c == '>').next()) {
            if link.starts_with('/') {
                found.insert((letter.what.clone(), letter.to.clone(), link.to_owned()));
            }
        }
    }
    found
}

/// The first link of a letter of this kind to somebody, with nothing behind the question mark.
async fn link(house: &TestHouse, what: &str, to: &str) -> String {
    let all = links(house).await;
    let found = all.into_iter().find(|(known, who, _)| known == what && *who == format!("{to}@example.org"));
    let path = found.unwrap_or_else(|| panic!("{to} has no letter {what}")).2;
    path.split('?').next().unwrap_or_default().to_owned()
}

async fn send(site: &TestSite, path: &str, form: &str) -> Told {
    let kind = Some("application/x-www-form-urlencoded");
    site.send_bytes(&Shown::Nothing, Method::POST, path, kind, form.as_bytes().to_vec()).await
}

async fn rows(house: &TestHouse) -> Vec<String> {
    let mut rows = house.database.dump().await;
    rows.retain(|row| !["sessions: ", "openings: "].iter().any(|table| row.starts_with(table)));
    rows
}

/// A month of letters: asked, reminded, on, a time, asked whether they met, called off, the next round told and planned.
async fn a_month(house: &TestHouse, guild: &CommunityId, people: &[Actor]) {
    let app = &house.app;
    let of = mine(house, guild, &people[0]).await;
    let mate = people.iter().skip(1);
    house.clock.forward_days(4);
    jobs::work(app).await.unwrap();
    let can = |mine: &Mine| mine.id == of.id;
    for person in std::iter::once(&people[0]).chain(mate) {
        let its = mine(house, guild, person).await;
        let by = By::Seat { actor: person, community: guild, id: &its.id };
        let times = goodword_app::meetings::find(app, &by).await.unwrap();
        let first = times.options.iter().take(1).map(|choice| choice.at.from).collect();
        let when = if can(&its) { When::Can(first) } else { When::Can(Vec::new()) };
        matches::accept_at(app, &by, when).await.unwrap();
    }
    jobs::work(app).await.unwrap();
    for days in [10, 11] {
        house.clock.forward_days(days);
        jobs::work(app).await.unwrap();
    }
    house.clock.forward_days(4);
    jobs::work(app).await.unwrap();
    jobs::work(app).await.unwrap();
    house.clock.forward(300);
    jobs::work(app).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_in_a_letter_opens_a_page_and_looking_changes_nothing() {
    let (house, guild, people) = guild().await;
    a_month(&house, &guild, &people).await;
    let (site, organiser) = (house.site(), house.session(&people[0]).await);
    let before = rows(&house).await;
    let all = links(&house).await;
    let kinds: BTreeSet<&str> = all.iter().map(|(what, ..)| what.as_str()).collect();
    for what in
        ["match", "match_reminder", "match_on", "meeting", "did_you_meet", "round_soon", "round_planned"]
    {
        assert!(kinds.contains(what), "no letter {what} among {kinds:?}");
    }
    for (what, _, path) in &all {
        let who = if what == "round_planned" { &organiser } else { &Shown::Nothing };
        for method in [Method::GET, Method::HEAD, Method::GET] {
            let told = site.send(who, method, path, None).await;
            assert_eq!(told.status, 200, "{what}: {path}");
        }
    }
    assert!(rows(&house).await == before, "something was changed by looking");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_agree_on_a_time_and_tell_how_it_was_by_links_alone() {
    let (house, guild, people) = guild().await;
    let site = house.site();
    let first = mine(&house, &guild, &people[0]).await;
    let other = first.others[0].name.split(' ').next().unwrap().to_owned();
    let (ada, mate) = (link(&house, "match", "ada").await, link(&house, "match", &other).await);
    let page = site.get(&Shown::Nothing, &format!("{ada}?say=accept")).await;
    let time =
        page.body.split("name=\"can\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let form = format!("say=accept&can={}", time.replace(':', "%3A"));
    for path in [&ada, &mate] {
        let told = send(&site, &format!("{path}/answered"), &form).await;
        assert_eq!(told.status, 303, "{}", told.body);
    }
    let agreed = site.get(&Shown::Nothing, &ada).await;
    assert!(agreed.body.contains(&format!("{ada}/calendar.ics")), "{}", agreed.body);
    let file = site.get(&Shown::Nothing, &format!("{ada}/calendar.ics")).await;
    assert!(
        file.body.contains("BEGIN:VEVENT") && file.headers["content-type"] == "text/calendar; charset=utf-8"
    );
    assert!(site.get(&Shown::Nothing, &format!("{ada}/guide")).await.body.contains(&first.others[0].name));
    assert_eq!(send(&site, &format!("{mate}/place"), "place=Caf%C3%A9+Sample").await.status, 303);
    assert!(site.get(&Shown::Nothing, &ada).await.body.contains("Café Sample"));
    house.clock.forward_days(15);
    jobs::work(&house.app).await.unwrap();
    let (from, to) = (&first.others[0].member, &first.me);
    let told = send(
        &site,
        &format!("{ada}/told"),
        &format!("met=yes&useful=yes&helps={from}+{to}+advice&note=mine+alone"),
    )
    .await;
    assert_eq!(told.status, 303, "{}", told.body);
    assert!(site.get(&Shown::Nothing, &ada).await.body.contains("mine alone"));
    let theirs = site.get(&Shown::Nothing, &mate).await.body;
    assert!(
        !theirs.contains("mine alone") && theirs.contains("Did you and"),
        "sealed until both said something"
    );
    send(&site, &format!("{mate}/told"), "met=yes&thanks=Thank+you+for+the+soup").await;
    assert!(site.get(&Shown::Nothing, &ada).await.body.contains("Thank you for the soup"));
    assert!(!site.get(&Shown::Nothing, &mate).await.body.contains("mine alone"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_goes_through_at_once_behind_the_reasons_and_the_kinds_of_help() {
    let (house, guild, people) = guild().await;
    let site = house.site();
    let ada = link(&house, "match", "ada").await;
    let page = site.get(&Shown::Nothing, &format!("{ada}?say=not_this_time")).await.body;
    for sentence in ["What ", "could do for you", "Six kinds of help", "referral"] {
        assert!(page.contains(sentence), "{sentence}");
    }
    assert_eq!(send(&site, &format!("{ada}/answered"), "say=not_this_time").await.status, 303);
    assert_eq!(mine(&house, &guild, &people[0]).await.next, matches::Next::Off);
    let late = send(&site, &format!("{ada}/answered"), "say=accept").await;
    assert_eq!(late.status, 422, "a no is final");
    assert_eq!(send(&site, &format!("{ada}/waiting"), "").await.status, 303);
    assert!(mine(&house, &guild, &people[0]).await.waits, "but somebody else can be found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_wrong_comes_back_with_its_sentence() {
    let (house, _, _) = guild().await;
    let site = house.site();
    let ada = link(&house, "match", "ada").await;
    for (form, sentence) in [
        ("say=another_time&time-1=lunch", "no time of a day"),
        ("say=another_time", "Give one to three times"),
        ("say=another_time&time-1=2020-06-10T12%3A00", "must lie ahead"),
        ("say=pause&until=never", "Write the day like"),
        ("say=accept&can=2026-06-10T03%3A33%3A00Z", "not among those to choose"),
    ] {
        let told = send(&site, &format!("{ada}/answered"), form).await;
        assert_eq!(told.status, 422, "{form}");
        assert!(told.body.contains(sentence), "{form}: {}", told.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_skipped_and_come_to_by_its_link() {
    let (house, guild, people) = guild().await;
    a_month(&house, &guild, &people).await;
    let site = house.site();
    let path = link(&house, "round_soon", "bo").await;
    for (form, sentence) in [("comes=no", "You are not in"), ("comes=yes", "You are in")] {
        assert_eq!(send(&site, &path, form).await.status, 303);
        assert!(site.get(&Shown::Nothing, &path).await.body.contains(sentence));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_looks_like_one_that_never_was() {
    let (house, _, _) = guild().await;
    let ada = link(&house, "match", "ada").await;
    house.clock.forward_days(200);
    let site = house.site();
    for path in ["", "/guide", "/calendar.ics", "?say=accept"] {
        let over = site.get(&Shown::Nothing, &format!("{ada}{path}")).await;
        let never = site.get(&Shown::Nothing, &format!("/matches/a-guess{path}")).await;
        assert_eq!(over.status, 410, "{path}");
        // The page's own path stands in it, to come back to from a choice of language.
        let body = over.body.replace(ada.trim_start_matches("/matches/"), "a-guess");
        assert!(body == never.body, "{path}");
        assert!(over.body.contains("This link is over"));
    }
    for (deed, form) in [("answered", "say=accept"), ("times", "can="), ("told", "met=yes"), ("waiting", "")]
    {
        let over = send(&site, &format!("{ada}/{deed}"), form).await;
        let never = send(&site, &format!("/matches/a-guess/{deed}"), form).await;
        assert_eq!((over.status, &over.body), (never.status, &never.body), "{deed}");
    }
    let round = site.get(&Shown::Nothing, "/rounds/a-guess").await;
    assert_eq!(round.status, 410);
}

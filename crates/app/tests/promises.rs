//! Promises between two people, on both engines: who sees them, when letters go, what nobody can do to them.

use goodword_app::introductions::{self, Guest};
use goodword_app::outside::Secret;
use goodword_app::promises::{self, Deed, New, Side, Stage};
use goodword_app::{Actor, Error, archive, erase, jobs, leave, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::profiles::Profile;
use goodword_formats::archive as format;
use goodword_store::outbox;
use goodword_testkit::{TestHouse, on_both};
use jiff::civil::date;

struct Two {
    guild: CommunityId,
    owner: Actor,
    ada: Actor,
    bo: Actor,
    ada_seat: MemberId,
    bo_seat: MemberId,
}

/// Ada and Bo, in the guild of an owner.
async fn two(house: &TestHouse) -> Two {
    let owner = house.person("Ola Ownerly", "ola@example.org").await;
    let guild = house.community("Guild of Samples", &owner).await;
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let bo = house.person("Bo Exampleson", "bo@example.org").await;
    let ada_seat = house.seat(&guild, &ada, Role::Member).await;
    let bo_seat = house.seat(&guild, &bo, Role::Member).await;
    Two { guild, owner, ada, bo, ada_seat, bo_seat }
}

fn new(guild: &CommunityId, to: &MemberId, what: &str) -> New {
    New {
        community: guild.clone(),
        member: to.clone(),
        kind: HelpKind::Introduction,
        what: what.to_owned(),
        due_on: None,
        meeting: None,
    }
}

/// Letters that wait, as (to, subject, text), in the order of writing.
async fn letters(house: &TestHouse) -> Vec<(String, String, String)> {
    let mut tx = house.app.look().await.unwrap();
    let waiting = outbox::waiting(&mut tx, 1000).await.unwrap().into_iter();
    waiting.map(|waiting| (waiting.letter.to, waiting.letter.subject, waiting.letter.plain)).collect()
}

/// The secret of the link in a letter.
fn secret(letter: &(String, String, String)) -> Secret {
    let link = letter.2.lines().find(|line| line.contains("/promises/answer/")).expect("a link");
    Secret::shown(link.rsplit('/').next().unwrap())
}

/// Both see it, nobody else does; it says what to know before, reminds in time, is kept, confirmed, thanked for.
#[tokio::test]
async fn from_word_to_thanks() {
    on_both(async |house| {
        let Two { guild, owner, ada, bo, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        let before = promises::before(app, &ada, Some(&guild)).await.unwrap();
        assert_eq!((before.open.len(), before.sentence.as_str()), (0, "You have no promise open."));
        let made =
            promises::make(app, &ada, new(&guild, &bo_seat, "introduce you to a bookbinder")).await.unwrap();
        assert_eq!(
            (made.due_on, made.stage, made.other.as_str()),
            (date(2026, 6, 4), Stage::Open, "Bo Exampleson")
        );
        let before = promises::before(app, &ada, None).await.unwrap();
        assert_eq!(before.sentence, "You have one open, due this week: still yes?");
        for other in [&owner, &Actor::OPERATOR, &Actor::STRANGER] {
            let seen = promises::find(app, other, &made.id).await;
            assert!(matches!(seen, Err(Error::NotFound | Error::SignInFirst)), "{seen:?}");
        }
        let today = promises::today(app, &bo).await.unwrap();
        assert_eq!((today.to_answer.len(), today.to_answer[0].other.as_str()), (1, "Ada Samplewright"));
        promises::say(app, &bo, &made.id, Deed::ReadBack).await.unwrap();
        assert_eq!(promises::today(app, &bo).await.unwrap().received.len(), 1);
        jobs::work(app).await.unwrap();
        assert!(letters(&house).await.is_empty(), "nothing is sent for a promise given");
        house.clock.forward_days(2);
        jobs::work(app).await.unwrap();
        jobs::work(app).await.unwrap();
        let sent = letters(&house).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(
            (sent[0].0.as_str(), sent[0].1.as_str()),
            ("ada@example.org", "Your promise to Bo Exampleson: introduce you to a bookbinder")
        );
        house.clock.forward(60);
        let kept = promises::say_by_link(app, &secret(&sent[0]), Deed::Keep).await.unwrap();
        assert_eq!((kept.stage, kept.side), (Stage::Kept, Side::Giver));
        let sent = letters(&house).await;
        assert_eq!(sent[1].0, "bo@example.org");
        let thanks = Deed::Confirm {
            thanks: Some("You <b>made</b> my week.\r\nBcc: x@y.example".to_owned()),
            size: 3,
        };
        let link = secret(&sent[1]);
        house.clock.forward(60);
        assert_eq!(promises::say_by_link(app, &link, thanks).await.unwrap().stage, Stage::Confirmed);
        let again = promises::say_by_link(app, &link, Deed::Miss).await;
        assert!(matches!(again, Err(Error::Refused(refused)) if refused.code == "settled"));
        let sent = letters(&house).await;
        assert_eq!((sent.len(), sent[2].0.as_str()), (3, "ada@example.org"));
        assert!(
            sent[2].2.contains("> You <b>made</b> my week.\n> Bcc: x@\u{200B}y.\u{200B}example"),
            "{}",
            sent[2].2
        );
        house.clock.forward_days(30);
        jobs::work(app).await.unwrap();
        assert_eq!(letters(&house).await.len(), 3, "what is settled is not asked about");
        let word = promises::word_kept(app, &ada).await.unwrap();
        assert_eq!((word.facts.len(), word.facts[0].counts, word.kept), (1, Some(1.0), None));
    })
    .await;
}

/// Silence: two reminders at most, one question, then it lapses, and weighs nothing. Its receiver sees it as open all along.
#[tokio::test]
async fn silence_is_no_shame() {
    on_both(async |house| {
        let Two { guild, ada, bo, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        let promise = New { due_on: Some(date(2026, 6, 15)), ..new(&guild, &bo_seat, "lend you a ladder") };
        let made = promises::make(app, &ada, promise).await.unwrap();
        promises::say(app, &bo, &made.id, Deed::ReadBack).await.unwrap();
        let mut stages = Vec::new();
        for _ in 0..30 {
            house.clock.forward_days(1);
            jobs::work(app).await.unwrap();
            let stage = promises::find(app, &ada, &made.id).await.unwrap().stage;
            if stages.last() != Some(&stage) {
                stages.push(stage);
            }
            assert_eq!(promises::find(app, &bo, &made.id).await.unwrap().stage, Stage::Open);
        }
        assert_eq!(stages, [Stage::Open, Stage::Asked, Stage::Lapsed]);
        let sent = letters(&house).await;
        assert_eq!(sent.iter().map(|letter| letter.0.as_str()).collect::<Vec<_>>(), ["ada@example.org"; 3]);
        assert_eq!(promises::word_kept(app, &ada).await.unwrap().facts[0].counts, None);
        assert_eq!(promises::today(app, &ada).await.unwrap().to_answer.len(), 1);
        let released = Deed::Release { words: "My ladder broke.".to_owned() };
        promises::say(app, &ada, &made.id, released).await.unwrap();
        assert_eq!(
            promises::find(app, &bo, &made.id).await.unwrap().words.as_deref(),
            Some("My ladder broke.")
        );
        assert_eq!(promises::word_kept(app, &ada).await.unwrap().facts[0].counts, None);
    })
    .await;
}

/// A day that was moved has reminders of its own, and the old ones are void; who wants quiet has it, and is asked nothing.
#[tokio::test]
async fn a_new_day_has_new_reminders() {
    on_both(async |house| {
        let Two { guild, ada, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        let made = promises::make(app, &ada, new(&guild, &bo_seat, "a list of printers")).await.unwrap();
        let moved = promises::say(app, &ada, &made.id, Deed::Move { on: date(2026, 6, 30) }).await.unwrap();
        assert_eq!((moved.n_moves, moved.due_on), (1, date(2026, 6, 30)));
        house.clock.forward_days(10);
        jobs::work(app).await.unwrap();
        assert_eq!(letters(&house).await.len(), 0, "the old reminders are void");
        house.clock.forward_days(6);
        jobs::work(app).await.unwrap();
        assert_eq!(letters(&house).await.len(), 1);
        promises::say(app, &ada, &made.id, Deed::Quiet).await.unwrap();
        house.clock.forward_days(40);
        jobs::work(app).await.unwrap();
        assert_eq!(letters(&house).await.len(), 1);
        assert_eq!(promises::find(app, &ada, &made.id).await.unwrap().stage, Stage::Open);
        let past = promises::say(app, &ada, &made.id, Deed::Move { on: date(2026, 6, 1) }).await;
        assert!(matches!(past, Err(Error::Refused(refused)) if refused.code == "no_such_day"));
    })
    .await;
}

/// Two instances at work at once write one reminder; opening its link twenty times changes no row; a guess opens nothing.
#[tokio::test]
async fn nothing_is_doubled_and_looking_changes_nothing() {
    on_both(async |house| {
        let Two { guild, ada, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        promises::make(app, &ada, new(&guild, &bo_seat, "a list of printers")).await.unwrap();
        house.clock.forward_days(2);
        let (one, other) = tokio::join!(jobs::work(app), jobs::work(app));
        one.unwrap();
        other.unwrap();
        let sent = letters(&house).await;
        assert_eq!(sent.len(), 1);
        let before = house.database.dump().await;
        for _ in 0..20 {
            assert!(promises::peek(app, &secret(&sent[0])).await.unwrap().is_some());
            assert!(promises::peek(app, &Secret::shown("a-guess")).await.unwrap().is_none());
        }
        assert_eq!(house.database.dump().await, before);
        let wrong =
            promises::say_by_link(app, &secret(&sent[0]), Deed::Confirm { thanks: None, size: 1 }).await;
        assert!(matches!(wrong, Err(Error::NotAllowed(_))), "a giver's link cannot confirm");
        let guess = promises::say_by_link(app, &Secret::shown("a-guess"), Deed::Keep).await;
        assert!(matches!(guess, Err(Error::NotFound)));
        house.clock.forward_days(70);
        assert!(
            promises::peek(app, &secret(&sent[0])).await.unwrap().is_none(),
            "links do not work for ever"
        );
    })
    .await;
}

/// Nobody writes to a stranger by promising them something: without being read back no letter goes, and three wait at most.
#[tokio::test]
async fn a_promise_is_no_way_to_write_to_strangers() {
    on_both(async |house| {
        let Two { guild, ada, bo, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        for n in 0..3 {
            let made = promises::make(app, &ada, new(&guild, &bo_seat, &format!("visit win{n}.example")))
                .await
                .unwrap();
            promises::say(app, &ada, &made.id, Deed::Keep).await.unwrap();
        }
        let fourth = promises::make(app, &ada, new(&guild, &bo_seat, "more")).await;
        assert!(matches!(fourth, Err(Error::Refused(refused)) if refused.code == "not_read_back"));
        jobs::work(app).await.unwrap();
        assert!(letters(&house).await.is_empty());
        let first = promises::today(app, &bo).await.unwrap().to_answer[0].id.clone();
        promises::say(app, &bo, &first, Deed::ReadBack).await.unwrap();
        promises::make(app, &ada, new(&guild, &bo_seat, "more")).await.unwrap();
    })
    .await;
}

/// Who would rather not meet somebody hears nothing from them; to the giver it looks as if nobody answers.
#[tokio::test]
async fn kept_apart_is_silent() {
    on_both(async |house| {
        let Two { guild, ada, bo, ada_seat, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        house.database.run(&format!(
            "insert into kept_apart (community_id, member_id, other_id, since) values ('{guild}', '{bo_seat}', '{ada_seat}', 1)"
        )).await;
        let made = promises::make(app, &ada, new(&guild, &bo_seat, "a walk in the park")).await.unwrap();
        assert_eq!(made.stage, Stage::Open);
        assert!(matches!(promises::find(app, &bo, &made.id).await, Err(Error::NotFound)));
        assert!(matches!(promises::say(app, &bo, &made.id, Deed::Decline).await, Err(Error::NotFound)));
        assert_eq!(promises::today(app, &bo).await.unwrap(), promises::Today::default());
        promises::say(app, &ada, &made.id, Deed::Keep).await.unwrap();
        promises::say(app, &ada, &promises::make(app, &ada, new(&guild, &bo_seat, "x1")).await.unwrap().id, Deed::Release { words: String::new() }).await.unwrap();
        assert!(letters(&house).await.is_empty());
    })
    .await;
}

/// Leaving keeps promises, on both sides; erasing takes one's own with one's words, and leaves of those to one how they ended.
#[tokio::test]
async fn leaving_keeps_and_erasing_forgets() {
    on_both(async |house| {
        let Two { guild, owner, ada, bo, bo_seat, ada_seat } = two(&house).await;
        let app = &house.app;
        let open = promises::make(app, &ada, new(&guild, &bo_seat, "zq7open words")).await.unwrap();
        let done = promises::make(app, &ada, new(&guild, &bo_seat, "zq7done words")).await.unwrap();
        let his = promises::make(app, &bo, new(&guild, &ada_seat, "zq7his words")).await.unwrap();
        promises::say(app, &bo, &done.id, Deed::ReadBack).await.unwrap();
        leave::leave(app, &bo, &guild).await.unwrap();
        assert_eq!(promises::find(app, &bo, &his.id).await.unwrap().other, "Ada Samplewright");
        house.clock.forward_days(1);
        let thanks = Deed::Confirm { thanks: Some("zq7thanks".to_owned()), size: 1 };
        promises::say(app, &bo, &done.id, thanks).await.unwrap();
        jobs::work(app).await.unwrap();
        erase::erase(app, &bo, "bo@example.org").await.unwrap();
        let left = promises::find(app, &ada, &done.id).await.unwrap();
        assert_eq!(
            (left.stage, left.other.as_str(), left.what.as_str(), left.thanks),
            (Stage::Confirmed, "", "", None)
        );
        for gone in [&open.id, &his.id] {
            assert!(matches!(promises::find(app, &ada, gone).await, Err(Error::NotFound)));
        }
        let dump = house.database.dump().await;
        let traces: Vec<&String> =
            dump.iter().filter(|row| row.contains("zq7") || row.contains("Exampleson")).collect();
        assert!(traces.is_empty(), "{traces:?}");
        assert_eq!(promises::word_kept(app, &ada).await.unwrap().facts[0].counts, Some(1.0));
        members::mine(app, &owner, &guild).await.unwrap();
    })
    .await;
}

/// The same key makes one promise; to oneself, nowhere, or to somebody elsewhere there is none.
#[tokio::test]
async fn promises_are_made_once_and_to_somebody() {
    on_both(async |house| {
        let Two { guild, ada, bo, ada_seat, bo_seat, .. } = two(&house).await;
        let app = &house.app;
        let keyed = Actor { once: Some("key".to_owned()), ..ada.clone() };
        let first = promises::make(app, &keyed, new(&guild, &bo_seat, "a map")).await.unwrap();
        assert_eq!(promises::make(app, &keyed, new(&guild, &bo_seat, "a map")).await.unwrap(), first);
        assert_eq!(promises::page(app, &bo, None, 10).await.unwrap().len(), 1);
        let own = promises::make(app, &ada, new(&guild, &ada_seat, "a map")).await;
        assert!(matches!(own, Err(Error::Refused(refused)) if refused.field == Some("member")));
        let nowhere = promises::make(app, &ada, new(&guild, &MemberId("nobody".into()), "a map")).await;
        let elsewhere =
            promises::make(app, &ada, new(&CommunityId("nowhere".into()), &bo_seat, "a map")).await;
        assert!(matches!((nowhere, elsewhere), (Err(Error::NotFound), Err(Error::NotFound))));
        let empty = promises::make(app, &ada, new(&guild, &bo_seat, " \u{200B}… ")).await;
        assert!(matches!(empty, Err(Error::Refused(refused)) if refused.field == Some("what")));
    })
    .await;
}

/// A band shows only where its owner shares it, and only when five people whose word is known said something.
#[tokio::test]
async fn a_band_is_the_owners_to_show() {
    on_both(async |house| {
        let Two { guild, owner, ada, ada_seat, .. } = two(&house).await;
        let app = &house.app;
        let mut friends = Vec::new();
        for n in 0..5 {
            let friend = house.person(&format!("Friend Number{n}"), &format!("friend{n}@example.org")).await;
            let seat = house.seat(&guild, &friend, Role::Organiser).await;
            friends.push((friend, seat));
        }
        for (friend, seat) in &friends {
            let made =
                promises::make(app, &ada, new(&guild, seat, &format!("a map of {seat}"))).await.unwrap();
            house.clock.forward(7200);
            promises::say(app, friend, &made.id, Deed::Confirm { thanks: None, size: 1 }).await.unwrap();
        }
        jobs::work(app).await.unwrap();
        house.clock.forward_days(1);
        jobs::work(app).await.unwrap();
        let mine = promises::word_kept(app, &ada).await.unwrap();
        assert!(mine.band.is_some() && mine.kept.is_some_and(|word| word.mean > 0.8), "{mine:?}");
        assert_eq!(promises::band_of(app, &owner, &guild, &ada_seat).await.unwrap(), None);
        promises::share(app, &ada, &guild, true).await.unwrap();
        assert_eq!(promises::band_of(app, &owner, &guild, &ada_seat).await.unwrap(), mine.band);
        promises::share(app, &ada, &guild, false).await.unwrap();
        assert_eq!(promises::band_of(app, &owner, &guild, &ada_seat).await.unwrap(), None);
    })
    .await;
}

/// Promises and introductions go along in an archive: into another house and out again, the same bytes; and nothing sealed is in it.
#[tokio::test]
async fn they_go_along_in_an_archive() {
    on_both(async |house| {
        let Two { guild, owner, ada, bo, bo_seat, ada_seat } = two(&house).await;
        let app = &house.app;
        let made = promises::make(app, &ada, new(&guild, &bo_seat, "a map of the town")).await.unwrap();
        promises::make(app, &bo, new(&guild, &ada_seat, "a compass")).await.unwrap();
        house.clock.forward_days(4);
        promises::say(app, &bo, &made.id, Deed::Miss).await.unwrap();
        let member = |id: &MemberId| Guest::Member { community: guild.clone(), member: id.clone() };
        let told = ["He draws maps.".to_owned(), "She travels.".to_owned()];
        let draft = introductions::New {
            guests: [member(&bo_seat), member(&ada_seat)],
            told,
            promise: None,
            ask: None,
        };
        let id = introductions::make(app, &owner, draft).await.unwrap().id;
        introductions::send(app, &owner, &id).await.unwrap();
        let yes = || introductions::Answer::Yes { reach: String::new() };
        introductions::answer(app, &bo, &id, yes()).await.unwrap();
        let ada_before: format::Archive<Profile> =
            format::read(&archive::export(app, &ada).await.unwrap()).unwrap();
        assert!(ada_before.introductions[0].with.is_empty(), "nothing before both said yes");
        introductions::answer(app, &ada, &id, yes()).await.unwrap();
        let bytes = archive::export(app, &ada).await.unwrap();
        let mine: format::Archive<Profile> = format::read(&bytes).unwrap();
        let stages: Vec<&str> = mine.promises.iter().map(|promise| promise.stage.as_str()).collect();
        assert_eq!(stages, ["open", "open"], "that it did not happen is sealed for its giver");
        assert_eq!(mine.introductions[0].with, ["Bo Exampleson"]);
        assert_eq!(
            archive::import(app, &ada, bytes.clone()).await.unwrap().n_promises,
            0,
            "what is here is not kept twice"
        );
        let other = TestHouse::new(house.engine).await;
        let there = other.person("", "ada@example.org").await;
        let brought = archive::import(&other.app, &there, bytes.clone()).await.unwrap();
        assert_eq!((brought.n_promises, brought.n_introductions), (2, 1));
        assert_eq!(archive::export(&other.app, &there).await.unwrap(), bytes);
    })
    .await;
}

//! Introductions, on both engines: nothing of one reaches the other before both said yes; a no, silence and a wish to be kept apart look
//! the same; three people in one thread; thanks up the chain.

use goodword_app::introductions::{self, Answer, Guest, IntroductionId, New, Outcome, Seen, Shown, Told};
use goodword_app::mail::Post;
use goodword_app::outside::Secret;
use goodword_app::promises;
use goodword_app::{Actor, Error, House, erase, jobs, leave, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, MemberId};
use goodword_store::entries::Side;
use goodword_store::outbox;
use goodword_testkit::mail_sink::MailSink;
use goodword_testkit::{Engine, TestHouse, on_both};
use std::sync::Arc;

struct Three {
    guild: CommunityId,
    ada: Actor,
    bo: Actor,
    cy: Actor,
    ada_seat: MemberId,
    bo_seat: MemberId,
    cy_seat: MemberId,
}

/// Ada, Bo and Cy, in the guild of an owner.
async fn three(house: &TestHouse) -> Three {
    let owner = house.person("Ola Ownerly", "ola@example.org").await;
    let guild = house.community("Guild of Samples", &owner).await;
    let mut all = Vec::new();
    for (name, key) in [("Ada Samplewright", "ada"), ("Bo Zq7bo", "zq7bo"), ("Cy Zq7cy", "zq7cy")] {
        let actor = house.person(name, &format!("{key}@example.org")).await;
        let seat = house.seat(&guild, &actor, Role::Member).await;
        all.push((actor, seat));
    }
    let [(ada, ada_seat), (bo, bo_seat), (cy, cy_seat)] = all.try_into().ok().unwrap();
    Three { guild, ada, bo, cy, ada_seat, bo_seat, cy_seat }
}

fn member(guild: &CommunityId, member: &MemberId) -> Guest {
    Guest::Member { community: guild.clone(), member: member.clone() }
}

fn outside(name: &str, address: Option<&str>) -> Guest {
    Guest::Outside { name: name.to_owned(), address: address.map(str::to_owned) }
}

fn new(first: Guest, second: Guest) -> New {
    let told = ["She binds books.".to_owned(), "He writes books.".to_owned()];
    New { guests: [first, second], told, promise: None, ask: None }
}

fn yes() -> Answer {
    Answer::Yes { reach: String::new() }
}

/// Letters that wait, as (to, subject, text, headers), in the order of writing.
async fn letters(house: &TestHouse) -> Vec<(String, String, String, String)> {
    let mut tx = house.app.look().await.unwrap();
    let waiting = outbox::waiting(&mut tx, 1000).await.unwrap().into_iter().map(|waiting| waiting.letter);
    waiting.map(|letter| (letter.to, letter.subject, letter.plain, letter.headers)).collect()
}

/// The secret of the answering link in the last letter to an address.
async fn link(house: &TestHouse, to: &str) -> Secret {
    jobs::work(&house.app).await.unwrap();
    let letters = letters(house).await;
    let letter =
        letters.iter().rev().find(|letter| letter.0 == to && letter.2.contains("/introductions/answer/"));
    let text = &letter.unwrap_or_else(|| panic!("no question to {to} in {letters:?}")).2;
    let line = text.lines().find(|line| line.contains("/introductions/answer/")).unwrap();
    Secret::shown(line.rsplit('/').next().unwrap())
}

async fn drafted_and_sent(house: &TestHouse, introducer: &Actor, new: New) -> IntroductionId {
    let made = introductions::make(&house.app, introducer, new).await.unwrap();
    assert_eq!(made.seen, Seen::Drafted);
    introductions::send(&house.app, introducer, &made.id).await.unwrap().id
}

/// From a promise to a thread, and to thanks. Before both said yes nothing of one is in anything that the other gets.
#[tokio::test]
async fn from_promise_to_thread_to_thanks() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        let promise = promises::New {
            community: guild.clone(),
            member: bo_seat.clone(),
            kind: HelpKind::Introduction,
            what: "introduce you to a writer".to_owned(),
            due_on: None,
            meeting: None,
        };
        let promise = promises::make(app, &ada, promise).await.unwrap().id;
        // Bo asked for it: so Cy is asked first, whatever the order in which they are named.
        let told = ["He writes books.".to_owned(), "She binds books.".to_owned()];
        let draft =
            New { promise: Some(promise), told, ..new(member(&guild, &bo_seat), member(&guild, &cy_seat)) };
        let id = drafted_and_sent(&house, &ada, draft).await;
        assert!(matches!(introductions::find(app, &bo, &id).await, Err(Error::NotFound)));
        let asked = introductions::find(app, &cy, &id).await.unwrap();
        assert!(asked.asks_me && asked.told.as_deref() == Some("She binds books.") && asked.other.is_none());
        assert!(!format!("{asked:?}").to_lowercase().contains("zq7bo"));
        let secret = link(&house, "zq7cy@example.org").await;
        let before = house.database.dump().await;
        for _ in 0..20 {
            introductions::peek(app, &secret).await.unwrap().unwrap();
        }
        assert_eq!(house.database.dump().await, before, "looking changes nothing");
        let reach = "zq7cyphone 555-0100".to_owned();
        introductions::answer_by_link(app, &secret, Answer::Yes { reach }, None).await.unwrap();
        let seen = introductions::find(app, &bo, &id).await.unwrap();
        assert!(seen.asks_me && !format!("{seen:?}").to_lowercase().contains("zq7cy"));
        link(&house, "zq7bo@example.org").await;
        for (to, subject, text, headers) in letters(&house).await {
            let other = if to.starts_with("zq7bo") { "zq7cy" } else { "zq7bo" };
            let all = format!("{subject} {text} {headers}").to_lowercase();
            assert!(!all.contains(other), "{to} can read of {other}: {all}");
        }
        let joined = introductions::answer(app, &bo, &id, yes()).await.unwrap();
        let other = joined.other.unwrap();
        assert_eq!((other.name.as_str(), other.address.as_deref()), ("Cy Zq7cy", Some("zq7cy@example.org")));
        assert_eq!(other.reach, "zq7cyphone 555-0100");
        let sent = letters(&house).await;
        let thread: Vec<_> = sent.iter().filter(|letter| letter.1 == "Cy Zq7cy, meet Bo Zq7bo").collect();
        assert_eq!(
            thread.iter().map(|letter| letter.0.as_str()).collect::<std::collections::BTreeSet<_>>(),
            ["ada@example.org", "zq7bo@example.org", "zq7cy@example.org"].into()
        );
        assert!(thread.iter().all(|letter| letter.3 == thread[0].3), "one letter, three receivers");
        house.clock.forward_days(31);
        let ask = link(&house, "zq7bo@example.org").await;
        house.clock.forward(60);
        let told = Told::Helped { thanks: Some("A fine book.\r\nBcc: x@y.example".to_owned()), worth: 3 };
        introductions::tell_by_link(app, &ask, told).await.unwrap();
        let letter = letters(&house).await.into_iter().last().unwrap();
        assert_eq!(
            (letter.0.as_str(), letter.1.as_str()),
            ("ada@example.org", "It helped: Bo Zq7bo and Cy Zq7cy")
        );
        let thanks = introductions::thanks(app, &ada, &id).await.unwrap();
        assert!(matches!(thanks.outcomes, [Outcome::Nothing, Outcome::Helped { worth: 3, .. }]));
        assert_eq!(thanks.trail.len(), 1);
        assert!(introductions::thanks(app, &bo, &id).await.is_err());
        drop(cy);
    })
    .await;
}

/// Somebody outside with an address, and somebody without one, whose link is handed on.
#[tokio::test]
async fn people_outside_answer_without_an_account() {
    on_both(async |house| {
        let Three { ada, .. } = three(&house).await;
        let app = &house.app;
        let id = drafted_and_sent(
            &house,
            &ada,
            new(outside("Fay Faraway", Some("fay@example.net")), outside("Gus Further", None)),
        )
        .await;
        assert!(introductions::forward(app, &ada, &id).await.is_err(), "Fay has a letter of her own");
        let fay = link(&house, "fay@example.net").await;
        let first = letters(&house).await;
        assert!(first[0].2.contains("/never-again/") && !first[0].2.contains("Gus"));
        introductions::answer_by_link(app, &fay, yes(), None).await.unwrap();
        let gus = introductions::forward(app, &ada, &id).await.unwrap();
        let seen = introductions::peek(app, &gus).await.unwrap().unwrap();
        assert!(seen.asks_address && seen.introduction.asks_me && !format!("{seen:?}").contains("Fay"));
        let joined = introductions::answer_by_link(app, &gus, yes(), Some("gus@example.net")).await.unwrap();
        assert_eq!(joined.other.unwrap().address.as_deref(), Some("fay@example.net"));
        let to: Vec<String> = letters(&house).await.into_iter().skip(1).map(|letter| letter.0).collect();
        assert_eq!(to.len(), 3, "{to:?}");
        let again = introductions::answer_by_link(app, &gus, Answer::No, None).await;
        assert!(matches!(again, Err(Error::Refused(refused)) if refused.code == "not_asked"));
    })
    .await;
}

/// What Ada sees and gets while somebody answers in one way or another, over three weeks.
async fn watched(house: &TestHouse, case: &str, second: bool) -> Vec<String> {
    let Three { guild, ada, bo, cy, ada_seat, bo_seat, cy_seat } = three(house).await;
    let app = &house.app;
    let (asked, asked_seat) = if second { (&cy, &cy_seat) } else { (&bo, &bo_seat) };
    let apart = match case {
        "apart from the introducer" => Some(&ada_seat),
        "apart from the other" => Some(if second { &bo_seat } else { &cy_seat }),
        _ => None,
    };
    if let Some(other) = apart {
        house
            .database
            .run(&format!(
                "insert into kept_apart (community_id, member_id, other_id, since) values ('{guild}', '{asked_seat}', '{other}', 1)"
            ))
            .await;
    }
    let mut seen = Vec::new();
    let id = drafted_and_sent(house, &ada, new(member(&guild, &bo_seat), member(&guild, &cy_seat))).await;
    // If the other would rather not meet the second, the first is not asked; so in that world nobody gets to the second.
    if second {
        introductions::answer(app, &bo, &id, yes()).await.unwrap();
    }
    for day in 0..21 {
        jobs::work(app).await.unwrap();
        if day == 2 {
            let answer = match case {
                "no" => Some(Answer::No),
                "not now" => Some(Answer::NotNow),
                _ => None,
            };
            if let Some(answer) = answer {
                introductions::answer(app, asked, &id, answer).await.unwrap();
            }
        }
        let shown = introductions::find(app, &ada, &id).await.unwrap();
        seen.push(format!(
            "{:?} {:?}",
            Shown { id: IntroductionId("i".into()), ..shown.clone() },
            shown.seen
        ));
        let letters = letters(house).await.into_iter().filter(|letter| letter.0 == "ada@example.org");
        seen.extend(letters.map(|letter| format!("{} {}", letter.1, letter.2)));
        house.clock.forward_days(1);
    }
    seen
}

/// A no, a "not now", silence, and a wish to be kept apart from the introducer or from the other one: to the introducer all look the
/// same, every day, in pages and letters.
#[tokio::test]
async fn a_no_a_wish_and_a_holiday_look_the_same() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for second in [false, true] {
            let holiday = watched(&TestHouse::new(engine).await, "holiday", second).await;
            assert!(holiday.iter().any(|line| line.starts_with("Not possible now")));
            let cases = ["no", "not now", "apart from the introducer", "apart from the other"];
            for case in cases.into_iter().filter(|case| !(second && *case == "apart from the other")) {
                let seen = watched(&TestHouse::new(engine).await, case, second).await;
                assert_eq!(seen, holiday, "{case}, second: {second}");
            }
        }
    }
}

/// Other words after a yes begin anew: the yes counts no more, its link opens nothing, and nobody is joined by the old one.
#[tokio::test]
async fn other_words_begin_anew() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        let id =
            drafted_and_sent(&house, &ada, new(member(&guild, &bo_seat), member(&guild, &cy_seat))).await;
        let old = link(&house, "zq7bo@example.org").await;
        introductions::answer_by_link(app, &old, yes(), None).await.unwrap();
        let told = ["She binds and sells books.".to_owned(), "He writes books.".to_owned()];
        let again = introductions::reword(app, &ada, &id, told).await.unwrap();
        assert_eq!(again.seen, Seen::Drafted);
        assert!(introductions::peek(app, &old).await.unwrap().is_none());
        assert!(matches!(introductions::answer(app, &cy, &id, yes()).await, Err(Error::NotFound)));
        introductions::send(app, &ada, &id).await.unwrap();
        introductions::answer(app, &bo, &id, yes()).await.unwrap();
        let joined = introductions::answer(app, &cy, &id, yes()).await.unwrap();
        assert_eq!(joined.seen, Seen::Joined);
        assert!(introductions::reword(app, &ada, &id, ["x".into(), "y".into()]).await.is_err());
    })
    .await;
}

/// An ask says who asked for it; somebody else's ask, or one that is not there, is found nowhere.
#[tokio::test]
async fn an_ask_says_who_is_asked_last() {
    on_both(async |house| {
        let Three { guild, ada, bo, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        let ask =
            members::say(app, &bo, &guild, Side::Ask, Entry::new("a writer of books")).await.unwrap().id;
        let draft = |ask: &str| New {
            ask: Some((guild.clone(), ask.to_owned())),
            ..new(member(&guild, &bo_seat), member(&guild, &cy_seat))
        };
        let made = introductions::make(app, &ada, draft(&ask)).await.unwrap();
        assert_eq!(made.sides[0].name, "Cy Zq7cy");
        assert!(matches!(introductions::make(app, &ada, draft("nothing")).await, Err(Error::NotFound)));
        let self_made =
            introductions::make(app, &ada, new(member(&guild, &bo_seat), member(&guild, &bo_seat))).await;
        assert!(matches!(self_made, Err(Error::Refused(_))));
        let bait =
            introductions::make(app, &ada, new(outside("<b>Fay</b>", None), member(&guild, &bo_seat))).await;
        assert!(matches!(bait, Err(Error::Refused(refused)) if refused.field == Some("name")));
        let broken = introductions::make(
            app,
            &ada,
            new(outside("Fay", Some("fay@x.example\r\nBcc: y@z.example")), member(&guild, &bo_seat)),
        )
        .await;
        assert!(matches!(broken, Err(Error::Refused(refused)) if refused.field == Some("address")));
    })
    .await;
}

/// Somebody outside gets one question a year from one person and two from this house, none once they said never again; five questions
/// wait at a time; and who said no is not asked the same again by the same person.
#[tokio::test]
async fn questions_are_few() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        for (who, n) in [(&ada, 1), (&ada, 1), (&bo, 2), (&cy, 2)] {
            drafted_and_sent(
                &house,
                who,
                new(outside("Fay Faraway", Some("fay@example.net")), outside("Gus Further", None)),
            )
            .await;
            jobs::work(app).await.unwrap();
            let to_fay = letters(&house).await.iter().filter(|letter| letter.0 == "fay@example.net").count();
            assert_eq!(to_fay, n);
        }
        for _ in 0..3 {
            drafted_and_sent(&house, &ada, new(outside("Hal Elsewhere", None), outside("Gus Further", None)))
                .await;
        }
        let sixth =
            introductions::make(app, &ada, new(outside("Hal Elsewhere", None), outside("Gus Further", None)))
                .await
                .unwrap();
        let sixth = introductions::send(app, &ada, &sixth.id).await;
        assert!(matches!(sixth, Err(Error::Refused(refused)) if refused.code == "enough_asking"));
        house.clock.forward_days(8);
        jobs::work(app).await.unwrap();
        let pair = || new(member(&guild, &bo_seat), member(&guild, &cy_seat));
        let id = drafted_and_sent(&house, &ada, pair()).await;
        introductions::answer(app, &bo, &id, Answer::No).await.unwrap();
        introductions::take_back(app, &ada, &id).await.unwrap();
        house.clock.forward_days(30);
        let again = drafted_and_sent(&house, &ada, pair()).await;
        assert!(matches!(introductions::find(app, &bo, &again).await, Err(Error::NotFound)));
        house.clock.forward_days(200);
        let later = drafted_and_sent(&house, &ada, pair()).await;
        assert!(introductions::find(app, &bo, &later).await.unwrap().asks_me);
    })
    .await;
}

/// Thanks go up the chain: whose introduction brought the introducer and one of the two together hears that it led further.
#[tokio::test]
async fn thanks_go_up_the_chain() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        let dot = house.person("Dot Fourthly", "dot@example.org").await;
        let dot_seat = house.seat(&guild, &dot, Role::Member).await;
        let first =
            drafted_and_sent(&house, &ada, new(member(&guild, &bo_seat), member(&guild, &cy_seat))).await;
        introductions::answer(app, &bo, &first, yes()).await.unwrap();
        introductions::answer(app, &cy, &first, yes()).await.unwrap();
        house.clock.forward_days(10);
        let second =
            drafted_and_sent(&house, &bo, new(member(&guild, &cy_seat), member(&guild, &dot_seat))).await;
        introductions::answer(app, &cy, &second, yes()).await.unwrap();
        introductions::answer(app, &dot, &second, yes()).await.unwrap();
        let told = Told::Helped { thanks: Some("zq7thanks".to_owned()), worth: 2 };
        introductions::tell(app, &dot, &second, told).await.unwrap();
        let to_ada: Vec<_> =
            letters(&house).await.into_iter().filter(|letter| letter.0 == "ada@example.org").collect();
        let heard = &to_ada.last().unwrap();
        assert_eq!(heard.1, "What came of an introduction of yours");
        assert!(
            !heard.2.contains("Dot") && !heard.2.contains("zq7thanks"),
            "what was said is between the three"
        );
        let trail = introductions::thanks(app, &bo, &second).await.unwrap().trail;
        let parts: Vec<(&str, f64)> = trail.iter().map(|up| (up.name.as_str(), up.part)).collect();
        assert_eq!(parts.len(), 2, "{parts:?}");
        assert!((parts.iter().map(|part| part.1).sum::<f64>() - 1.0).abs() < 1e-9);
    })
    .await;
}

/// Leaving keeps introductions; erasing leaves of those that came about that they did, and of others nothing.
#[tokio::test]
async fn leaving_keeps_and_erasing_forgets() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        let pair = || new(member(&guild, &bo_seat), member(&guild, &cy_seat));
        let joined = drafted_and_sent(&house, &ada, pair()).await;
        introductions::answer(app, &bo, &joined, Answer::Yes { reach: "zq7boreach".into() }).await.unwrap();
        introductions::answer(app, &cy, &joined, yes()).await.unwrap();
        let open = drafted_and_sent(&house, &ada, pair()).await;
        leave::leave(app, &bo, &guild).await.unwrap();
        assert_eq!(introductions::find(app, &bo, &joined).await.unwrap().seen, Seen::Joined);
        jobs::work(app).await.unwrap();
        erase::erase(app, &bo, "zq7bo@example.org").await.unwrap();
        assert!(matches!(introductions::find(app, &ada, &open).await, Err(Error::NotFound)));
        assert_eq!(introductions::find(app, &cy, &joined).await.unwrap().other.unwrap().name, "");
        let dump = house.database.dump().await;
        let traces: Vec<&String> = dump.iter().filter(|row| row.to_lowercase().contains("zq7bo")).collect();
        assert!(traces.is_empty(), "{traces:?}");
    })
    .await;
}

/// The letter as it travels: one Message-ID, both in To, the introducer in Cc, answers to all three; once to each.
#[tokio::test]
async fn one_thread_on_the_wire() {
    let mut house = TestHouse::new(Engine::Sqlite).await;
    let sink = MailSink::start().await;
    let post = Post { port: sink.port(), ..Post::at("127.0.0.1", "house@goodword.example".parse().unwrap()) };
    house.app.house = Arc::new(House { post: Some(post), ..(*house.app.house).clone() });
    let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
    let app = &house.app;
    let id = drafted_and_sent(&house, &ada, new(member(&guild, &bo_seat), member(&guild, &cy_seat))).await;
    introductions::answer(app, &bo, &id, yes()).await.unwrap();
    introductions::answer(app, &cy, &id, yes()).await.unwrap();
    jobs::work(app).await.unwrap();
    jobs::work(app).await.unwrap();
    let arrived: Vec<_> =
        sink.arrived().into_iter().filter(|letter| letter.text.contains("brings you together,")).collect();
    assert_eq!(arrived.len(), 3);
    for letter in &arrived {
        assert_eq!(letter.message_id(), arrived[0].message_id());
        let header = |name: &str| letter.headers(name).concat();
        assert!(header("To").contains("zq7bo@example.org") && header("To").contains("zq7cy@example.org"));
        assert!(header("Cc").contains("ada@example.org"));
        for address in ["zq7bo@example.org", "zq7cy@example.org", "ada@example.org"] {
            assert!(header("Reply-To").contains(address));
        }
        for once in ["To", "Cc", "From", "Reply-To", "Message-ID"] {
            assert_eq!(letter.headers(once).len(), 1, "{once}");
        }
    }
}

/// Of a community's asks, those that somebody's offer answers are suggested to whoever may see both, from next Monday on; a wish of
/// somebody else's changes nothing of it; whom one has brought together is suggested no more.
#[tokio::test]
async fn you_may_know_someone() {
    on_both(async |house| {
        let Three { guild, ada, bo, cy, bo_seat, cy_seat, .. } = three(&house).await;
        let app = &house.app;
        members::say(app, &bo, &guild, Side::Ask, Entry::new("a bookkeeper for my small company")).await.unwrap();
        members::say(app, &cy, &guild, Side::Offer, Entry::new("bookkeeping for small companies")).await.unwrap();
        assert!(introductions::suggestions(app, &ada, &guild).await.unwrap().is_empty(), "asks of this week wait");
        let offered = introductions::for_whom(app, &ada, &guild, &bo_seat).await.unwrap();
        assert_eq!(offered[0].helper.0, cy_seat);
        house.clock.forward_days(7);
        let all = introductions::suggestions(app, &ada, &guild).await.unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0].asker.0, &all[0].helper.0), (&bo_seat, &cy_seat));
        assert!(all[0].why.contains("“bookkeeping for small companies”"));
        house
            .database
            .run(&format!(
                "insert into kept_apart (community_id, member_id, other_id, since) values ('{guild}', '{cy_seat}', '{bo_seat}', 1)"
            ))
            .await;
        assert_eq!(introductions::suggestions(app, &ada, &guild).await.unwrap(), all, "a wish shows nowhere");
        assert!(introductions::suggestions(app, &bo, &guild).await.unwrap().is_empty(), "one needs no introducer to oneself");
        drafted_and_sent(&house, &ada, new(member(&guild, &bo_seat), member(&guild, &cy_seat))).await;
        assert!(introductions::suggestions(app, &ada, &guild).await.unwrap().is_empty());
        let eve = house.person("Eve Outsider", "eve@example.org").await;
        assert!(matches!(introductions::suggestions(app, &eve, &guild).await, Err(Error::NotFound)));
    })
    .await;
}

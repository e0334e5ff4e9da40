//! Finding a time, calendars, the guide, and what is told afterwards.

use std::sync::Arc;

use goodword_app::answers::{self, Given};
use goodword_app::mail::Post;
use goodword_app::matches::{By, Say};
use goodword_app::meetings::{self, Planned};
use goodword_app::outside::Secret;
use goodword_app::{Error, House, archive, erase, feeds, guide, jobs, leave};
use goodword_domain::answers::{Count, Help, Met};
use goodword_domain::help::HelpKind;
use goodword_domain::profiles::Hours;
use goodword_domain::times::Slot;
use goodword_testkit::mail_sink::MailSink;
use goodword_testkit::{Engine, TestHouse, on_both};

use crate::support::{Guild, code, terms};

/// Two who both said yes.
async fn two(house: &TestHouse) -> Guild {
    let guild = Guild::of(house, 2).await;
    for i in 0..2 {
        guild
            .describe(i, |profile| {
                profile.availability = vec![Hours { weekday: 2 + i as u8, from_minute: 660, to_minute: 900 }];
                profile.availability.push(Hours {
                    weekday: 4,
                    from_minute: 660 + 60 * i as u16,
                    to_minute: 900,
                });
                profile.news = "A new kiln".to_owned();
            })
            .await;
    }
    guild.released(terms()).await;
    guild.says(0, Say::Accept {}).await.unwrap();
    guild.says(1, Say::Accept {}).await.unwrap();
    guild
}

/// Does something to the match of a member.
macro_rules! on_match {
    ($guild:expr, $i:expr, $verb:path $(, $given:expr)*) => {{
        let id = $guild.mine($i).await.id;
        let by = By::Seat { actor: &$guild.people[$i].0, community: &$guild.id, id: &id };
        $verb(&$guild.app, &by $(, $given)*).await
    }};
}

async fn agreed(guild: &Guild) -> Planned {
    let options = on_match!(guild, 0, meetings::find).unwrap().options;
    let first = vec![options[0].at.from];
    on_match!(guild, 0, meetings::tick, first.clone()).unwrap();
    on_match!(guild, 1, meetings::tick, first).unwrap()
}

/// The calendar parts of the letters that wait for somebody, oldest first.
async fn calendars(house: &TestHouse, i: usize) -> Vec<String> {
    let rows = house.database.dump().await;
    let to = format!("m{i}@example.org");
    let mut all: Vec<String> = rows
        .into_iter()
        .filter(|row| row.starts_with("outbox") && row.contains(&to) && row.contains("BEGIN:VCALENDAR"))
        .collect();
    all.sort_by_key(|row| row.split("SEQUENCE:").nth(1).and_then(|rest| rest.chars().next()));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_that_both_have_free_is_agreed_and_calendars_are_told() {
    on_both(async |house| {
        let guild = two(&house).await;
        let planned = on_match!(guild, 0, meetings::find).unwrap();
        // Thursday is their common day; 12 to 15 in Berlin less the way there and back.
        let first: Slot = planned.options[0].at;
        assert_eq!(first.from.to_string(), "2026-06-04T10:30:00Z");
        assert_eq!(planned.options.len(), 3);
        let letter = guild.letters(0).await.remove(0).2;
        assert!(letter.contains("Thursday, 4 June, 12:30"), "{letter}");

        let planned = agreed(&guild).await;
        assert_eq!((planned.stage.as_str(), planned.at, planned.sequence), ("agreed", Some(first), 1));
        for i in 0..2 {
            let told = calendars(&house, i).await;
            assert_eq!(told.len(), 1);
            assert!(
                told[0].contains("METHOD:REQUEST") && told[0].contains("DTSTART:20260604T103000Z"),
                "{told:?}"
            );
            let other = format!("m{}@example.org", 1 - i);
            assert!(!told[0].contains(&other), "nobody's address is told to another");
        }
        on_match!(guild, 1, meetings::place, "Café Sample").unwrap();
        let other = vec![Slot {
            from: first.from + jiff::SignedDuration::from_hours(24 * 7),
            to: first.to + jiff::SignedDuration::from_hours(24 * 7),
        }];
        on_match!(guild, 1, meetings::offer, other.clone()).unwrap();
        assert_eq!(guild.n_letters(0, "meeting_times").await, 1);
        let moved = on_match!(guild, 0, meetings::tick, vec![other[0].from]).unwrap();
        assert_eq!((moved.at, moved.sequence), (Some(other[0]), 3));
        assert_eq!(calendars(&house, 0).await.len(), 3);

        guild.says(0, Say::NotThisTime { seen: true }).await.unwrap();
        let last = calendars(&house, 1).await.pop().unwrap();
        assert!(last.contains("METHOD:CANCEL") && last.contains("SEQUENCE:4"), "{last}");
        assert_eq!(code(on_match!(guild, 1, meetings::place, "Elsewhere")), "is_off");
    })
    .await;
}

/// Gmail and Outlook want the entry as an alternative of the text, with the method in the part's own header (RFC 6047).
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_travels_as_text_page_and_calendar() {
    let sink = MailSink::start().await;
    let mut house = TestHouse::new(Engine::Sqlite).await;
    let from = "meet@goodword.example".parse().unwrap();
    let post = Post { port: sink.port(), ..Post::at("127.0.0.1", from) };
    let old = House::clone(&house.app.house);
    house.app.house = Arc::new(House { post: Some(post), ..old });
    let guild = two(&house).await;
    agreed(&guild).await;
    jobs::work(&guild.app).await.unwrap();
    let arrived = sink.arrived();
    let told: Vec<_> = arrived.iter().filter(|mail| mail.text.contains("text/calendar")).collect();
    assert_eq!(told.len(), 2);
    for mail in told {
        let message = mail_parser::MessageParser::default().parse(mail.text.as_bytes()).unwrap();
        let kind = |part: &mail_parser::MessagePart<'_>| {
            let kind = mail_parser::MimeHeaders::content_type(part).unwrap();
            format!("{}/{}", kind.c_type, kind.c_subtype.as_deref().unwrap_or_default())
        };
        let kinds: Vec<String> = message.parts.iter().map(kind).collect();
        assert_eq!(kinds, ["multipart/alternative", "text/plain", "text/html", "text/calendar"]);
        let calendar = &message.parts[3];
        let kind = mail_parser::MimeHeaders::content_type(calendar).unwrap();
        assert_eq!((kind.attribute("method"), kind.attribute("charset")), (Some("REQUEST"), Some("utf-8")));
        let text = calendar.text_contents().unwrap();
        assert!(text.contains("METHOD:REQUEST") && text.contains(&format!("mailto:{}", mail.to)), "{text}");
        assert!(text.contains("mailto:meet@goodword.example"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_shows_ones_own_meetings_until_it_is_ended() {
    on_both(async |house| {
        let guild = two(&house).await;
        agreed(&guild).await;
        let actor = &guild.people[1].0;
        let feed = feeds::make(&guild.app, actor, &guild.id).await.unwrap();
        let secret = Secret::shown(feed.url.rsplit('/').next().unwrap());
        let calendar = feeds::read(&guild.app, &secret).await.unwrap();
        assert!(calendar.contains("SUMMARY:Meet Ada Samplewright") && !calendar.contains("example.org"));
        feeds::make(&guild.app, actor, &guild.id).await.unwrap();
        assert!(matches!(feeds::read(&guild.app, &secret).await, Err(Error::NotFound)), "a new one ends it");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn afterwards_both_are_asked_and_what_they_say_is_sealed_until_both_did() {
    on_both(async |house| {
        let guild = two(&house).await;
        agreed(&guild).await;
        let guide = on_match!(guild, 0, guide::find).unwrap();
        assert_eq!(guide.others[0].profile.as_ref().unwrap().news, "A new kiln");
        assert_eq!((guide.others[0].asks.len(), guide.others[0].last_time.is_none()), (1, true));
        house.clock.forward_days(4);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(
            (guild.n_letters(0, "did_you_meet").await, guild.n_letters(1, "did_you_meet").await),
            (1, 1)
        );

        let not_yet = Given {
            met: Met::NotYet,
            useful: None,
            helps: vec![],
            thanks: String::new(),
            note: String::new(),
        };
        on_match!(guild, 0, answers::give, not_yet.clone()).unwrap();
        house.clock.forward_days(8);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.n_letters(0, "did_you_meet").await, 2, "asked again after not yet");

        let help =
            Help { from: guild.people[1].1.clone(), to: guild.people[0].1.clone(), kind: HelpKind::Advice };
        let yes = Given {
            met: Met::Yes,
            useful: Some(true),
            helps: vec![help],
            thanks: "Thank you for the kiln.".to_owned(),
            note: "zq7a private".to_owned(),
        };
        on_match!(guild, 0, answers::give, yes).unwrap();
        assert_eq!(on_match!(guild, 1, answers::find).unwrap().others.len(), 0, "sealed");
        on_match!(guild, 1, answers::give, Given { met: Met::Yes, ..not_yet }).unwrap();
        let open = on_match!(guild, 1, answers::find).unwrap();
        assert_eq!(open.others[0].thanks, "Thank you for the kiln.");
        assert!(!serde_json::to_string(&open).unwrap().contains("zq7a"), "a note is for whoever wrote it");
        assert_eq!(
            code(on_match!(
                guild,
                1,
                answers::give,
                Given {
                    met: Met::No,
                    useful: None,
                    helps: vec![],
                    thanks: String::new(),
                    note: String::new()
                }
            )),
            "is_open"
        );

        let rounds = goodword_app::rounds::all(&guild.app, &guild.ada, &guild.id).await.unwrap();
        let figures = answers::figures(&guild.app, &guild.ada, &guild.id, &rounds[0].id).await.unwrap();
        assert_eq!((figures.on, figures.met, figures.met_percent), (1, Count::Few, None));
        assert_eq!(figures.by_kind["advice"], Count::Few);
        assert!(figures.facts.met.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_keeps_ones_one_to_ones_and_erasing_leaves_no_trace() {
    on_both(async |house| {
        let guild = two(&house).await;
        agreed(&guild).await;
        let yes = Given {
            met: Met::Yes,
            useful: None,
            helps: vec![],
            thanks: String::new(),
            note: "zq7a kept".to_owned(),
        };
        on_match!(guild, 1, answers::give, yes).unwrap();
        leave::leave(&guild.app, &guild.people[1].0, &guild.id).await.unwrap();
        let kept = archive::kept(&guild.app, &guild.people[1].0).await.unwrap();
        let one = &kept[0].seat.one_to_ones[0];
        assert_eq!(one.with, ["Ada Samplewright"]);
        assert_eq!(one.said.as_ref().unwrap().note, "zq7a kept");
        assert_eq!(guild.mine(0).await.others[0].name, "Member1 Fictional", "whom one met stays");

        erase::erase(&guild.app, &guild.people[1].0, "m1@example.org").await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let left: Vec<String> = house.database.dump().await;
        for trace in ["Member1", "m1@example.org", "zq7a", "logo and brand design"] {
            let found = left.iter().find(|row| row.contains(trace));
            assert!(found.is_none(), "{trace} is left: {found:?}");
        }
    })
    .await;
}

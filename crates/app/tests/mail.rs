//! Letters over a real connection to a mail server that fails in every way: what must arrive arrives, with one
//! Message-ID; what must not come twice never does; nothing is lost, nothing goes out while it is held.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use goodword_app::mail::{self, Block, Class, INVITATION, Letter, Line, Post, SIGN_IN};
use goodword_app::{Actor, Error, House, jobs};
use goodword_store::outbox;
use goodword_testkit::mail_sink::{Fault, MailSink};
use goodword_testkit::{TestHouse, on_both};

/// A letter of a class to somebody.
fn letter(class: Class, what: &'static str, to: &str) -> Letter {
    Letter {
        class,
        what,
        community: None,
        person: None,
        to: to.parse().expect("an address"),
        subject: Line::new("Ada Samplewright asks for a word"),
        body: vec![
            Block::Paragraph("Dear Bo,\nAda of win.example would like to meet you.".to_owned()),
            Block::Quote("I know <b>somebody</b> at www.bait.example.\nWrite to me@bait.example.".to_owned()),
            Block::Button {
                label: "See".to_owned(),
                url: "http://localhost:8080/sign-in/secret-7".to_owned(),
            },
        ],
    }
}

async fn post(house: &TestHouse, letter: &Letter) {
    let mut change = house.app.change(&Actor::GOODWORD, "test").await.expect("a change");
    change.post(letter).await.expect("a place in the outbox");
    change.commit().await.expect("a commit");
}

/// The house with this server, which has a moment for each answer.
fn with_server(house: &mut TestHouse, sink: &MailSink) {
    let from = "goodword@mail.example".parse().expect("an address");
    let post =
        Post { port: sink.port(), patience: Duration::from_millis(300), ..Post::at("127.0.0.1", from) };
    let old = &house.app.house;
    house.app.house = Arc::new(House { post: Some(post), ..House::clone(old) });
}

/// Works until nothing waits any more, with time going on in between.
async fn until_quiet(house: &TestHouse) {
    for _ in 0..60 {
        jobs::work(&house.app).await.expect("work");
        if mail::outbox::counts(&house.app).await.expect("counts").waiting == 0 {
            return;
        }
        house.clock.forward(3700);
    }
    panic!("letters wait for ever");
}

/// Text and HTML as an outside parser reads them.
fn parts(raw: &str) -> (String, String) {
    let message = mail_parser::MessageParser::default().parse(raw.as_bytes()).expect("a message");
    let text = message.body_text(0).expect("a text").into_owned();
    (text, message.body_html(0).expect("HTML").into_owned())
}

async fn ever(house: &TestHouse, name: &str) -> i64 {
    let counts = mail::outbox::counts(&house.app).await.expect("counts");
    counts.ever.iter().find(|(said, _)| said == name).map_or(0, |(_, n)| *n)
}

/// Faults after which the server certainly has no letter.
const HARMLESS: [Fault; 6] = [
    Fault::HangUp,
    Fault::SayNothing,
    Fault::RefuseReceiver(451),
    Fault::StallAtReceiver,
    Fault::DropBeforeData,
    Fault::RefuseLetter(451),
];

/// Faults after which nobody but the server can tell.
const AMBIGUOUS: [Fault; 3] = [Fault::DropWithinData, Fault::DropAfterDot, Fault::StallAfterDot];

#[tokio::test]
async fn what_must_arrive_arrives_through_every_fault_with_one_message_id() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        sink.fail(&HARMLESS);
        sink.fail(&AMBIGUOUS);
        post(&house, &letter(Class::MustArrive, "notice", "bo@example.org")).await;
        until_quiet(&house).await;
        let arrived = sink.arrived();
        let ids: BTreeSet<String> = arrived.iter().map(|letter| letter.message_id()).collect();
        assert_eq!(ids.len(), 1, "one letter has one Message-ID");
        // Twice in doubt, once for certain.
        assert_eq!(arrived.len(), 3);
        assert!(arrived.iter().all(|letter| letter.text == arrived[0].text), "the same bytes each time");
        assert_eq!(sink.n_connections(), HARMLESS.len() + AMBIGUOUS.len() + 1);
        assert_eq!((ever(&house, "sent").await, ever(&house, "failed").await), (1, 0));
        assert_eq!((ever(&house, "retried").await, ever(&house, "resent").await), (6, 3));
    })
    .await;
}

#[tokio::test]
async fn what_people_say_to_each_other_never_comes_twice_and_is_never_lost_silently() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        for fault in AMBIGUOUS {
            sink.fail(&[Fault::HangUp, Fault::RefuseLetter(450), fault]);
            post(&house, &letter(Class::HumanVisible, "note", "bo@example.org")).await;
            until_quiet(&house).await;
        }
        post(&house, &letter(Class::HumanVisible, "note", "bo@example.org")).await;
        until_quiet(&house).await;
        let ids: Vec<String> = sink.arrived().iter().map(|letter| letter.message_id()).collect();
        assert_eq!(ids.len(), 3, "two in doubt and one for certain; one broke off");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "none came twice");
        assert_eq!((ever(&house, "sent").await, ever(&house, "unknown").await), (1, 3));
        assert_eq!(ever(&house, "resent").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_for_ever_ends_a_letter_and_leaves_nothing_of_it() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        for fault in [Fault::RefuseReceiver(550), Fault::RefuseLetter(554)] {
            sink.fail(&[fault]);
            post(&house, &letter(Class::MustArrive, "notice", "bo@example.org")).await;
            assert!(jobs::work(&house.app).await.expect("work") > 0);
        }
        assert_eq!(ever(&house, "failed").await, 2);
        assert!(mail::waiting_for(&house.app, &Actor::OPERATOR).await.expect("a list").is_empty());
        assert!(sink.arrived().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_sender_that_slept_past_its_lease_sends_nothing() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        for class in [Class::MustArrive, Class::HumanVisible] {
            post(&house, &letter(class, "notice", "bo@example.org")).await;
            let before = sink.arrived().len();
            let slept = mail::sending::lease(&house.app, 4).await.expect("a lease");
            assert_eq!(slept.len(), 1);
            assert!(mail::sending::lease(&house.app, 4).await.expect("none").is_empty());
            house.clock.forward(3600);
            until_quiet(&house).await;
            for taken in slept {
                mail::sending::send(house.app.clone(), taken).await;
            }
            assert_eq!(sink.arrived().len(), before + 1, "{class:?}");
        }
        assert_eq!(ever(&house, "sent").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_sender_that_vanished_leaves_behind_how_far_it_came() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        for (class, data_began, ends) in [
            (Class::HumanVisible, false, "sent"),
            (Class::HumanVisible, true, "unknown"),
            (Class::MustArrive, true, "sent"),
        ] {
            let (ended, arrived) = (ever(&house, ends).await, sink.arrived().len());
            post(&house, &letter(class, "notice", "bo@example.org")).await;
            // What a sender writes down before it is killed.
            let now = goodword_app::Clock::now(&*house.clock);
            let mut tx = house.app.db.write("test").await.expect("a transaction");
            let leased = outbox::lease(&mut tx, now, house.clock.in_minutes(2), 1).await.expect("a lease");
            if data_began {
                let began = outbox::begin_data(&mut tx, &leased[0].letter.id, leased[0].fence, now).await;
                assert!(began.expect("an answer"));
            }
            tx.commit().await.expect("a commit");
            jobs::work(&house.app).await.expect("work");
            assert_eq!(sink.arrived().len(), arrived, "the lease holds");
            until_quiet(&house).await;
            assert_eq!(ever(&house, ends).await, ended + 1);
            assert_eq!(sink.arrived().len() - arrived, usize::from(ends == "sent"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_restored_copy_is_quiet_until_an_operator_releases_it() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        with_server(&mut house, &sink);
        mail::outbox::hold(&house.app).await.expect("held");
        post(&house, &letter(Class::MustArrive, "notice", "bo@example.org")).await;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        for _ in 0..3 {
            jobs::work(&house.app).await.expect("work");
            house.clock.forward_days(1);
        }
        assert!(mail::sending::lease(&house.app, 4).await.expect("none").is_empty());
        assert!(matches!(mail::release(&house.app, &ada).await, Err(Error::NotAllowed(_))));
        assert!(matches!(mail::release(&house.app, &Actor::STRANGER).await, Err(Error::SignInFirst)));
        assert_eq!(sink.n_connections(), 0, "nothing was sent while held");
        assert!(mail::outbox::is_held(&house.app).await.expect("an answer"));
        mail::release(&house.app, &Actor::OPERATOR).await.expect("released");
        until_quiet(&house).await;
        assert_eq!(sink.arrived().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn without_a_server_letters_wait_to_be_read_by_those_who_may() {
    on_both(async |house| {
        let (ada, bo) =
            (house.person("Ada", "ada@example.org").await, house.person("Bo", "bo@example.org").await);
        let (guild, _club) = (house.community("Guild", &ada).await, house.community("Club", &bo).await);
        post(&house, &letter(Class::MustArrive, SIGN_IN, "cy@example.org")).await;
        let invitation =
            Letter { community: Some(guild), ..letter(Class::MustArrive, INVITATION, "di@example.org") };
        post(&house, &invitation).await;
        jobs::work(&house.app).await.expect("work");
        let what = async |actor: &Actor| {
            let list = mail::waiting_for(&house.app, actor).await.expect("a list");
            list.into_iter().map(|waiting| waiting.what).collect::<Vec<_>>()
        };
        let mut all = what(&Actor::OPERATOR).await;
        all.sort();
        assert_eq!(all, [INVITATION, SIGN_IN]);
        for owner in [&ada, &bo] {
            assert!(matches!(mail::waiting_for(&house.app, owner).await, Err(Error::NotAllowed(_))));
        }
        assert!(matches!(mail::waiting_for(&house.app, &Actor::STRANGER).await, Err(Error::SignInFirst)));
        let list = mail::waiting_for(&house.app, &Actor::OPERATOR).await.expect("a list");
        let invitation = list.iter().find(|waiting| waiting.what == INVITATION).expect("an invitation");
        let (subject, text) = invitation.content.clone().expect("its content");
        assert!(subject.starts_with("Ada") && text.contains("http://localhost:8080/sign-in/secret-7"));
    })
    .await;
}

#[tokio::test]
async fn what_was_written_is_gone_once_it_is_sent() {
    let mut house = TestHouse::new(goodword_testkit::Engine::Sqlite).await;
    let sink = MailSink::start().await;
    with_server(&mut house, &sink);
    post(&house, &letter(Class::MustArrive, SIGN_IN, "bo@example.org")).await;
    let holds_it = || {
        let files = std::fs::read_dir(&house.database.folder).expect("a folder").flatten();
        let mut bytes = files.map(|file| std::fs::read(file.path()).unwrap_or_default());
        bytes.any(|bytes| bytes.windows(8).any(|part| part == b"secret-7"))
    };
    assert!(holds_it());
    // The server's list of letters is open to nobody while they can be sent.
    let list = mail::waiting_for(&house.app, &Actor::OPERATOR).await.expect("a list");
    assert_eq!(list[0].content, None);
    until_quiet(&house).await;
    house.app.db.wipe().await.expect("wiped");
    assert!(!holds_it(), "a secret is left in the files");
}

#[tokio::test]
async fn a_link_to_sign_in_is_not_sent_when_it_opens_nothing_any_more() {
    on_both(async |mut house| {
        let sink = MailSink::start().await;
        post(&house, &letter(Class::MustArrive, SIGN_IN, "bo@example.org")).await;
        with_server(&mut house, &sink);
        house.clock.forward(3601);
        until_quiet(&house).await;
        assert!(sink.arrived().is_empty());
        assert_eq!(ever(&house, "failed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn no_name_makes_a_header_a_link_or_a_tag() {
    let mut house = TestHouse::new(goodword_testkit::Engine::Sqlite).await;
    let sink = MailSink::start().await;
    with_server(&mut house, &sink);
    let plain = Letter {
        subject: Line::new("Hello"),
        body: vec![Block::Paragraph("Hello".to_owned())],
        ..letter(Class::MustArrive, "notice", "bo@example.org")
    };
    post(&house, &plain).await;
    until_quiet(&house).await;
    let expected = sink.arrived()[0].header_names();
    let ends =
        ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\u{0B}", "\0", "%0d%0a", "=0D=0A", "=?utf-8?q?=0D=0A?="];
    for end in ends {
        let bait =
            format!("x{end}Bcc: victim@example.org{end}{end}<script>alert(1)</script> www.bait.example");
        let letter = Letter {
            subject: Line::new(&bait),
            body: vec![
                Block::Paragraph(bait.clone()),
                Block::Quote(bait.clone()),
                Block::Button { label: bait, url: "http://localhost:8080/x".to_owned() },
            ],
            ..plain.clone()
        };
        post(&house, &letter).await;
        until_quiet(&house).await;
        let arrived = sink.arrived().last().expect("a letter").clone();
        assert_eq!(arrived.header_names(), expected, "{end:?} changed the headers");
        assert_eq!(arrived.to, "bo@example.org");
        let (text, html) = parts(&arrived.text);
        assert!(html.contains("alert(1)") && !html.contains("<script"), "{end:?} made a tag");
        assert!(!html.contains("www.bait.example"), "{end:?} left what mail programs make a link of");
        assert!(
            text.contains("alert(1)") && !text.contains("www.bait.example") && !text.contains("m@example")
        );
        assert_eq!(html.matches("<a ").count(), 2, "only the button leads somewhere");
    }
}

#[tokio::test]
async fn a_button_opens_nothing_but_the_house() {
    let house = TestHouse::new(goodword_testkit::Engine::Sqlite).await;
    for url in [
        "https://bait.example/",
        "http://localhost:8080.bait.example/",
        "javascript:alert(1)",
        "http://localhost:8080/\"x",
    ] {
        let body = vec![Block::Button { label: "Go".to_owned(), url: url.to_owned() }];
        let letter = Letter { body, ..letter(Class::MustArrive, "notice", "bo@example.org") };
        let mut change = house.app.change(&Actor::GOODWORD, "test").await.expect("a change");
        assert!(matches!(change.post(&letter).await, Err(Error::Broken(_))), "{url} was taken");
    }
}

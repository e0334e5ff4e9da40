//! The way to a mail server is private and goes to the right one, or no letter goes there; and no letter is lost by it.

use std::sync::Arc;
use std::time::Duration;

use goodword_app::mail::{self, Block, Class, Letter, Line, Post, Tls};
use goodword_app::{Actor, House, jobs};
use goodword_testkit::mail_sink::MailSink;
use goodword_testkit::manners::{AUTHORITY, Manners, PASSWORD, USER};
use goodword_testkit::{Engine, TestHouse};

/// A house that sends to this server, and a letter in its outbox.
async fn house(sink: &MailSink, tls: Tls) -> (TestHouse, Post) {
    let mut house = TestHouse::new(Engine::Sqlite).await;
    let from = "goodword@mail.example".parse().expect("an address");
    let post = Post {
        port: sink.port(),
        tls,
        authority: Some(AUTHORITY.to_owned()),
        user: Some(USER.to_owned()),
        password: Some(PASSWORD.to_owned()),
        patience: Duration::from_secs(5),
        ..Post::at("127.0.0.1", from)
    };
    set(&mut house, &post);
    let mut change = house.app.change(&Actor::GOODWORD, "test").await.expect("a change");
    let letter = Letter {
        class: Class::HumanVisible,
        what: "introduction",
        community: None,
        person: None,
        to: "bo@example.org".parse().expect("an address"),
        subject: Line::new("Ada Samplewright asks for a word"),
        body: vec![Block::Paragraph("Ada would like to meet you.".to_owned())],
    };
    change.post(&letter).await.expect("a place in the outbox");
    change.commit().await.expect("a commit");
    (house, post)
}

fn set(house: &mut TestHouse, post: &Post) {
    post.check().expect("settings that can work");
    let old = &house.app.house;
    house.app.house = Arc::new(House { post: Some(post.clone()), ..House::clone(old) });
}

/// Tries once; why the letter waits, or nothing if it went.
async fn tried(house: &TestHouse) -> Option<String> {
    jobs::work(&house.app).await.expect("work");
    let waiting = mail::waiting_for(&house.app, &Actor::OPERATOR).await.expect("the outbox");
    waiting.into_iter().next().map(|letter| letter.last_error.unwrap_or_default())
}

#[tokio::test]
async fn letters_go_a_private_way_with_a_password() {
    for (manners, tls) in
        [(Manners::turning_private(), Tls::Starttls), (Manners::private_at_once(), Tls::Implicit)]
    {
        let sink = MailSink::with(manners.with_password()).await;
        let (house, _) = house(&sink, tls).await;
        assert_eq!(tried(&house).await, None);
        assert_eq!(sink.arrived().len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_and_loses_no_letter() {
    let sink = MailSink::with(Manners::turning_private().with_password()).await;
    let (mut house, right) = house(&sink, Tls::Starttls).await;
    set(&mut house, &Post { password: Some("not this".to_owned()), ..right.clone() });
    assert_eq!(tried(&house).await.as_deref(), Some("smtp_535"));
    set(&mut house, &right);
    house.clock.forward(3600);
    assert_eq!(tried(&house).await, None);
    assert_eq!(sink.arrived().len(), 1);
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_may_be_another() {
    let sinks = [
        (MailSink::with(Manners::turning_private().as_somebody_else()).await, Tls::Starttls, AUTHORITY),
        (MailSink::with(Manners::private_at_once().as_somebody_else()).await, Tls::Implicit, AUTHORITY),
        (MailSink::with(Manners::turning_private()).await, Tls::Starttls, ""),
        (MailSink::with(Manners::private_at_once()).await, Tls::Implicit, ""),
        // It offers no privacy at all.
        (MailSink::start().await, Tls::Starttls, AUTHORITY),
    ];
    for (sink, tls, authority) in sinks {
        let (mut house, post) = house(&sink, tls).await;
        let authority = (!authority.is_empty()).then(|| authority.to_owned());
        set(&mut house, &Post { authority, ..post });
        let why = tried(&house).await.expect("the letter waits");
        assert!(matches!(why.as_str(), "tls" | "not_offered" | "connection_lost"), "{why}");
        assert!(sink.n_connections() > 0 && sink.arrived().is_empty());
    }
}

//! One walk over letters, with a bait in everything that people name themselves: no header more, no tag, no link but the
//! house's own. A slice with a letter has it written in [`every_letter`].

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use goodword_app::invitations::{self, Guest};
use goodword_app::mail::{INVITATION, Post, SIGN_IN};
use goodword_app::{House, erase, jobs, sign_in};
use goodword_domain::communities::Role;
use goodword_testkit::mail_sink::{Arrived, MailSink};
use goodword_testkit::{Engine, TestHouse};
use mail_parser::MessageParser;

const HOUSE: &str = "https://goodword.example";

/// Has every letter written, where everything that people name themselves is this. What each letter is follows from its
/// receiver.
async fn every_letter(name: &str) -> BTreeMap<&'static str, Arrived> {
    let sink = MailSink::start().await;
    let mut house = TestHouse::new(Engine::Sqlite).await;
    let from = "goodword@mail.example".parse().unwrap();
    let post = Post { port: sink.port(), patience: Duration::from_secs(5), ..Post::at("127.0.0.1", from) };
    house.app.house =
        Arc::new(House { url: HOUSE.to_owned(), post: Some(post), ..(*house.app.house).clone() });
    let app = &house.app;
    // Written past all checks: letters must hold whatever stands in the tables.
    let ada = house.person(name, "sign-in@example.org").await;
    let bo = house.person(name, "farewell@example.org").await;
    let guild = house.community(name, &ada).await;
    let guest =
        Guest { address: "invitation@example.org".to_owned(), name: String::new(), role: Role::Member };
    invitations::invite(app, &ada, &guild, guest).await.unwrap();
    sign_in::ask(app, &"sign-in@example.org".parse().unwrap(), "192.0.2.1").await.unwrap();
    erase::erase(app, &bo, "farewell@example.org").await.unwrap();
    jobs::work(app).await.unwrap();
    let what = |to: &str| match to.split('@').next() {
        Some("sign-in") => SIGN_IN,
        Some("farewell") => "farewell",
        _ => INVITATION,
    };
    sink.arrived().into_iter().map(|letter| (what(&letter.to), letter)).collect()
}

#[tokio::test]
async fn no_bait_gets_into_any_letter() {
    let plain = every_letter("Ada Samplewright").await;
    assert_eq!(plain.keys().copied().collect::<Vec<_>>(), ["farewell", INVITATION, SIGN_IN]);
    let unsubscribe = plain[INVITATION].headers("List-Unsubscribe");
    assert!(unsubscribe[0].starts_with(&format!("<{HOUSE}/never-again/")), "{unsubscribe:?}");
    assert_eq!(plain[INVITATION].headers("List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    let ends = ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\0", "%0d%0a", "=0D=0A", "=?utf-8?q?=0D=0A?="];
    for end in ends {
        let bait = format!(
            "x{end}Bcc: victim@bait.example{end}{end}<a href=\"https://bait.example\">y</a> www.bait.example <script>"
        );
        for (what, letter) in every_letter(&bait).await {
            assert_eq!(letter.header_names(), plain[what].header_names(), "{what} with {end:?}");
            let message = MessageParser::default().parse(letter.text.as_bytes()).expect("a message");
            let html = message.body_html(0).expect("HTML").into_owned();
            let text = message.body_text(0).expect("text").into_owned();
            assert_eq!(
                message.to().and_then(|to| to.as_list()).map(<[_]>::len),
                Some(1),
                "{what} with {end:?}"
            );
            assert!(!html.contains("<script"), "{what} with {end:?} has a tag");
            for anchor in html.split("<a ").skip(1) {
                let ours = anchor.starts_with(&format!("href=\"{HOUSE}/"));
                assert!(
                    ours,
                    "{what} with {end:?} leads to {}",
                    anchor.split('>').next().unwrap_or_default()
                );
            }
            for part in [&html, &text] {
                let links = part.split("://").count() - 1;
                let own = part.matches(HOUSE).count();
                assert_eq!(links, own, "{what} with {end:?} has a link of somebody else's");
                assert!(
                    !part.contains("bait.example"),
                    "{what} with {end:?} has what mail programs make a link of"
                );
            }
        }
    }
}

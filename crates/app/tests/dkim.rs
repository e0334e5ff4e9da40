//! Signatures on letters hold before other people's verifiers.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use goodword_app::mail::{Block, Class, Dkim, Letter, Line, Post};
use goodword_app::{Actor, House, jobs};
use goodword_testkit::mail_sink::{Arrived, MailSink};
use goodword_testkit::{Engine, TestHouse};
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};

/// Keys made for these tests, used nowhere else: private key and public key as other programs wrote them.
const KEYS: [(&str, &str, &str); 3] = [
    ("rsa", include_str!("keys/rsa.pem"), include_str!("keys/rsa.public")),
    ("rsa", include_str!("keys/rsa-pkcs1.pem"), include_str!("keys/rsa.public")),
    ("ed25519", include_str!("keys/ed25519.pem"), include_str!("keys/ed25519.public")),
];

/// Answers of the DNS that are known already.
struct Known<K, V>(Mutex<HashMap<K, V>>);

impl<K: Hash + Eq, V: Clone> ResolverCache<K, V> for Known<K, V> {
    fn get<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.lock().expect("what is known").get(name).cloned()
    }

    fn remove<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.lock().expect("what is known").remove(name)
    }

    fn insert(&self, key: K, value: V, _: Instant) {
        self.0.lock().expect("what is known").insert(key, value);
    }
}

async fn signed(key: &str) -> (Arrived, Dkim) {
    let mut house = TestHouse::new(Engine::Sqlite).await;
    let sink = MailSink::start().await;
    let dkim = Dkim { domain: "mail.example".into(), selector: "gw1".into(), key: key.to_owned() };
    let from = "goodword@mail.example".parse().expect("an address");
    let post = Post { port: sink.port(), dkim: Some(dkim.clone()), ..Post::at("127.0.0.1", from) };
    post.check().expect("a key that can be used");
    house.app.house = Arc::new(House { post: Some(post), ..House::clone(&house.app.house) });
    let letter = Letter {
        class: Class::MustArrive,
        what: "notice",
        community: None,
        person: None,
        to: "bo@example.org".parse().expect("an address"),
        subject: Line::new(
            "Zoë Samplewright würde Sie gern treffen — über eine sehr lange Betreffzeile hinweg",
        ),
        body: vec![Block::Paragraph("Grüße.  Two  spaces, a trailing one \n.dot at the start\n".to_owned())],
    };
    let mut change = house.app.change(&Actor::GOODWORD, "test").await.expect("a change");
    change.post(&letter).await.expect("posted");
    change.commit().await.expect("a commit");
    jobs::work(&house.app).await.expect("work");
    (sink.arrived().pop().expect("a letter"), dkim)
}

async fn verified(text: &str, record: &str) -> bool {
    let key = DomainKey::parse(record.as_bytes()).expect("a record");
    let known: Known<Box<str>, Txt> = Known(Mutex::default());
    known.insert("gw1._domainkey.mail.example.".into(), key.into(), Instant::now() + Duration::from_secs(60));
    let message = AuthenticatedMessage::parse(text.as_bytes()).expect("a message");
    let resolver = MessageAuthenticator::new_cloudflare().expect("a resolver that is not asked");
    let results = resolver.verify_dkim(Parameters::new(&message).with_txt_cache(&known)).await;
    results.len() == 1 && results.iter().all(|result| result.result() == &DkimResult::Pass)
}

#[tokio::test]
async fn signatures_hold_and_changes_break_them() {
    for (kind, key, public) in KEYS {
        let (arrived, dkim) = signed(key).await;
        let record = format!("v=DKIM1; k={kind}; p={}", public.trim());
        assert_eq!(
            dkim.record().expect("a record"),
            ("gw1._domainkey.mail.example".to_owned(), record.clone())
        );
        if let Ok(folder) = std::env::var("GOODWORD_TEST_LETTERS") {
            std::fs::write(format!("{folder}/{kind}.eml"), &arrived.text).expect("a place for the letter");
        }
        assert!(verified(&arrived.text, &record).await, "{kind}: {}", arrived.text);
        assert!(!arrived.text.contains("\t;"), "some verifiers trip over this: {}", arrived.text);
        let of = |from: &str, to: &str| arrived.text.replacen(from, to, 1);
        for changed in [
            of("\r\nSubject: ", "\r\nSubject: Re: "),
            of("\r\nTo: bo@", "\r\nTo: di@"),
            of("goodword@mail.example", "badword@mail.example"),
            of("Message-ID: <", "Message-ID: <x"),
            of("Auto-Submitted: auto-generated", "Auto-Submitted: no"),
            of("\r\nDate: ", "\r\nDate: Mon, 1 Jan 2001 00:00:00 +0000\r\nX-Date: "),
            of("Two", "Three"),
        ] {
            assert_ne!(changed, arrived.text);
            assert!(!verified(&changed, &record).await, "{kind}: a change was not noticed");
        }
        let names = arrived.headers("DKIM-Signature").concat().to_lowercase().replace(";  ", "; ");
        let names = names.split("; h=").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
        for name in
            ["from", "to", "subject", "date", "message-id", "mime-version", "content-type", "auto-submitted"]
        {
            assert!(names.split([':', ' ', '\t']).any(|said| said == name), "{name} is not signed: {names}");
        }
    }
}

#[test]
fn a_key_that_is_none_is_said_to_the_operator() {
    let from: goodword_domain::people::MailAddress = "goodword@mail.example".parse().expect("an address");
    let with = |key: &str| {
        let dkim = Dkim { domain: "mail.example".into(), selector: "gw1".into(), key: key.into() };
        Post { dkim: Some(dkim), ..Post::at("127.0.0.1", from.clone()) }
    };
    for key in ["", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        let said = with(key).check().expect_err("no key");
        assert!(said.contains("PEM") && !said.contains("AAAA"));
    }
    let shown = format!("{:?}", Post { password: Some("geheim".into()), ..with(KEYS[0].1) });
    assert!(!shown.contains("geheim") && !shown.contains("PRIVATE"), "{shown}");
    let open = Post { user: Some("u".into()), password: Some("p".into()), ..Post::at("mail.example", from) };
    assert!(open.check().expect_err("a password in the open").contains("starttls"));
}

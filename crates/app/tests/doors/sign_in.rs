//! Signing in by a mailed link, on both engines.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{code, letters, letters_to, new_letter, secret_in};
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Peeked, Proof};
use goodword_app::{Actor, App, Error, jobs, sessions};
use goodword_testkit::{Engine, TestHouse, on_both};

const ADA: &str = "ada@example.org";
const NETWORK: &str = "192.0.2.1";

async fn asked(house: &TestHouse, address: &str) -> (Secret, Secret) {
    let before = letters_to(house, address).await;
    let here = sign_in::ask(&house.app, &address.parse().unwrap(), NETWORK).await.unwrap();
    let letter = new_letter(house, address, &before).await;
    (secret_in(&letter, "/sign-in/"), here)
}

fn by<'a>(link: &'a Secret, here: &'a Secret) -> Proof<'a> {
    Proof::Link { link, here: Some(here) }
}

/// A link opens one session, which is its owner's, and then nothing.
#[tokio::test]
async fn a_link_signs_in_once() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, "ADA@example.org").await;
        let (person, session, secret) =
            sign_in::finish(&house.app, by(&link, &here), "Firefox on Linux").await.unwrap();
        assert_eq!(&person.id, ada.person().unwrap());
        let actor = sessions::actor_by_session(&house.app, &secret).await.unwrap().unwrap();
        assert_eq!(actor.person().unwrap(), &person.id);
        assert_eq!(sessions::mine(&house.app, &actor).await.unwrap(), (vec![session.clone()], session.id));
        assert_eq!(code(sign_in::finish(&house.app, by(&link, &here), "").await), "link_over");
        assert_eq!(sign_in::peek(&house.app, &link, Some(&here)).await.unwrap(), Peeked::Over);
    })
    .await;
}

/// Fifty at once with one link: one session, and the other forty-nine are told that it is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_open_one_session() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, ADA).await;
        let mut all = tokio::task::JoinSet::new();
        for n in 0..50 {
            let (app, link, here) = (house.app.clone(), link.clone(), here.clone());
            all.spawn(async move { sign_in::finish(&app, by(&link, &here), &format!("device {n}")).await });
        }
        let outcomes: Vec<String> = all.join_all().await.into_iter().map(code).collect();
        assert_eq!(outcomes.iter().filter(|word| *word == "done").count(), 1, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|word| *word == "link_over").count(), 49, "{outcomes:?}");
        let rows = house.database.dump().await;
        assert_eq!(rows.iter().filter(|row| row.starts_with("sessions:")).count(), 1);
    })
    .await;
}

/// Elsewhere the link opens nothing; its page shows a code, which opens a session where it was asked for, and only there.
#[tokio::test]
async fn a_link_belongs_to_the_browser_that_asked() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, ADA).await;
        let elsewhere = house.app.chance.secret();
        for other in [None, Some(&elsewhere)] {
            let tried = sign_in::finish(&house.app, Proof::Link { link: &link, here: other }, "").await;
            assert_eq!(code(tried), "asked_elsewhere");
        }
        let Peeked::Elsewhere { code: shown } = sign_in::peek(&house.app, &link, None).await.unwrap() else {
            panic!("no code is shown")
        };
        let typed = shown.to_lowercase().replace('-', " ").replace('o', "0").replace('i', "1");
        let wrong_place = Proof::Code { here: &elsewhere, code: &typed };
        assert_eq!(code(sign_in::finish(&house.app, wrong_place, "").await), "wrong_code");
        sign_in::finish(&house.app, Proof::Code { here: &here, code: &typed }, "").await.unwrap();
        assert_eq!(code(sign_in::finish(&house.app, by(&link, &here), "").await), "link_over");
    })
    .await;
}

/// A code can be guessed at five times; then even the right one, and the link, are void. For an address that nobody has,
/// guessing answers the same.
#[tokio::test]
async fn a_code_is_guessed_at_five_times() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, ADA).await;
        let Peeked::Elsewhere { code: shown } = sign_in::peek(&house.app, &link, None).await.unwrap() else {
            panic!("no code is shown")
        };
        let nobody = sign_in::ask(&house.app, &"nobody@example.org".parse().unwrap(), NETWORK).await.unwrap();
        for _ in 0..5 {
            for here in [&here, &nobody] {
                let wrong = Proof::Code { here, code: "AAAA-AAAA" };
                assert_eq!(code(sign_in::finish(&house.app, wrong, "").await), "wrong_code");
            }
        }
        let right = Proof::Code { here: &here, code: &shown };
        assert_eq!(code(sign_in::finish(&house.app, right, "").await), "wrong_code");
        assert_eq!(code(sign_in::finish(&house.app, by(&link, &here), "").await), "link_over");
    })
    .await;
}

/// What scanners of mail do: twenty looks at a link change no row of any table.
#[tokio::test]
async fn looking_changes_nothing() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, ADA).await;
        let before = house.database.dump().await;
        for _ in 0..20 {
            sign_in::peek(&house.app, &link, None).await.unwrap();
            sign_in::peek(&house.app, &link, Some(&here)).await.unwrap();
        }
        assert_eq!(before, house.database.dump().await);
        sign_in::finish(&house.app, by(&link, &here), "").await.unwrap();
        assert_ne!(before, house.database.dump().await, "the dump sees what changes");
    })
    .await;
}

/// Ten minutes, and no clock that is set back gives a link more: neither a used one nor one that was seen too old.
#[tokio::test]
async fn a_clock_that_is_set_back_revives_nothing() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (used, here) = asked(&house, ADA).await;
        sign_in::finish(&house.app, by(&used, &here), "").await.unwrap();
        house.clock.forward(-300);
        assert_eq!(code(sign_in::finish(&house.app, by(&used, &here), "").await), "link_over");
        house.clock.forward(300);

        let (old, here) = asked(&house, ADA).await;
        house.clock.forward(599);
        assert_eq!(sign_in::peek(&house.app, &old, Some(&here)).await.unwrap(), Peeked::Here);
        house.clock.forward(1);
        assert_eq!(code(sign_in::finish(&house.app, by(&old, &here), "").await), "link_over");
        house.clock.forward(-300);
        assert_eq!(code(sign_in::finish(&house.app, by(&old, &here), "").await), "link_over");
        house.clock.forward(300);

        // Nobody tried the old link, but another one was made after its time.
        let (old, here) = asked(&house, ADA).await;
        house.clock.forward(601);
        asked(&house, ADA).await;
        house.clock.forward(-500);
        assert_eq!(code(sign_in::finish(&house.app, by(&old, &here), "").await), "link_over");
        house.clock.forward(500);

        // Nobody did anything at all: the house itself ends what is over, all the time.
        let (old, here) = asked(&house, ADA).await;
        house.clock.forward(601);
        jobs::work(&house.app).await.unwrap();
        house.clock.forward(-500);
        assert_eq!(code(sign_in::finish(&house.app, by(&old, &here), "").await), "link_over");
    })
    .await;
}

/// An hour more or less, once or for good, signs nobody out.
#[tokio::test]
async fn a_clock_that_jumps_an_hour_signs_nobody_out() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (link, here) = asked(&house, ADA).await;
        let (_, _, secret) = sign_in::finish(&house.app, by(&link, &here), "").await.unwrap();
        for jump in [3600, -3600, -3600, 7200] {
            house.clock.forward(jump);
            jobs::work(&house.app).await.unwrap();
            assert!(sessions::actor_by_session(&house.app, &secret).await.unwrap().is_some(), "{jump}");
        }
    })
    .await;
}

/// Asking does the same for an address that somebody has and for one that nobody has: rows of the same tables, and as many.
#[tokio::test]
async fn asking_tells_nothing() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        let (mut grown, mut written_to) = (Vec::new(), Vec::new());
        for address in [ADA, "bob@example.org"] {
            let before = tables(&house).await;
            sign_in::ask(&house.app, &address.parse().unwrap(), NETWORK).await.unwrap();
            let after = tables(&house).await;
            grown.push(after.into_iter().zip(before).map(|(a, b)| (a.0, a.1 - b.1)).collect::<Vec<_>>());
            written_to.push(letters(&house).await.into_iter().map(|(to, _)| to).collect::<Vec<_>>());
            // By then the letter is worth nothing, and is tidied away.
            house.clock.forward_days(2);
            jobs::work(&house.app).await.unwrap();
        }
        // The first ask makes the key of hashes and the network's account.
        let without_key = |rows: &Vec<(String, i64)>| {
            rows.iter().filter(|row| row.0 != "instance").cloned().collect::<Vec<_>>()
        };
        assert_eq!(without_key(&grown[0]), without_key(&grown[1]));
        assert_eq!(written_to, [vec![ADA.to_owned()], vec![]]);
        let rows = house.database.dump().await;
        assert!(!rows.iter().any(|row| row.contains("bob@")), "who only asked is not written down");
    })
    .await;
}

async fn tables(house: &TestHouse) -> Vec<(String, i64)> {
    let names = ["budgets", "events", "instance", "jobs", "outbox", "sign_ins", "sessions"];
    let rows = house.database.dump().await;
    let count = |name: &str| rows.iter().filter(|row| row.starts_with(&format!("{name}:"))).count() as i64;
    names.iter().map(|name| ((*name).to_owned(), count(name))).collect()
}

/// An address and a network can ask so often and no more, whether or not somebody has the address; a restart forgets
/// nothing, another instance counts along, and what a stranger's network spends leaves room for one's own.
#[tokio::test]
async fn asking_has_a_budget() {
    on_both(async |house| {
        house.person("Ada Samplewright", ADA).await;
        for address in [ADA, "nobody@example.org"] {
            let address = address.parse().unwrap();
            for n in 0..5 {
                // Another instance on the same database, just started.
                let other = App { db: house.database.open().await, ..house.app.clone() };
                let app = if n % 2 == 0 { &house.app } else { &other };
                sign_in::ask(app, &address, NETWORK).await.unwrap();
                other.db.close().await;
            }
            let Err(Error::TooOften(seconds)) = sign_in::ask(&house.app, &address, NETWORK).await else {
                panic!("a sixth ask in fifteen minutes went through")
            };
            assert!((900..=916).contains(&seconds), "{seconds}");
            sign_in::ask(&house.app, &address, "198.51.100.7").await.unwrap();
        }
        house.clock.forward(917);
        sign_in::ask(&house.app, &ADA.parse().unwrap(), NETWORK).await.unwrap();
        // The whole network: 11 so far.
        for n in 0..89 {
            sign_in::ask(&house.app, &format!("p{n}@example.org").parse().unwrap(), NETWORK).await.unwrap();
        }
        let full = sign_in::ask(&house.app, &"p90@example.org".parse().unwrap(), NETWORK).await;
        assert!(matches!(full, Err(Error::TooOften(_))));
        let rows = house.database.dump().await;
        let budgets: Vec<_> = rows.iter().filter(|row| row.starts_with("budgets:")).collect();
        assert!(
            !budgets.is_empty() && budgets.iter().all(|row| !row.contains('@') && !row.contains(NETWORK))
        );
    })
    .await;
}

/// Strangers in many networks cannot keep somebody out of their own account, and a box gets no more than so many letters.
#[tokio::test]
async fn strangers_lock_nobody_out() {
    on_both(async |house| {
        let ada = ADA.parse().unwrap();
        let mut n_taken = 0;
        for n in 0..30 {
            for _ in 0..3 {
                n_taken += u32::from(sign_in::ask(&house.app, &ada, &format!("203.0.113.{n}")).await.is_ok());
            }
        }
        assert_eq!(n_taken, 30 + 20, "one of each network, and twenty more");
        sign_in::ask(&house.app, &ada, NETWORK).await.unwrap();
        for n in 0..69 {
            sign_in::ask(&house.app, &ada, &format!("198.18.0.{n}")).await.unwrap();
        }
        let full = sign_in::ask(&house.app, &ada, "198.51.100.99").await;
        assert!(matches!(full, Err(Error::TooOften(_))), "a box gets 120 letters an hour at most");
        // Whoever is erased is not remembered by what was asked for them, either.
        let ada = house.person("Ada Samplewright", ADA).await;
        goodword_app::erase::erase(&house.app, &ada, ADA).await.unwrap();
        let rows = house.database.dump().await;
        let of_ada =
            rows.iter().filter(|row| row.starts_with("budgets:") && !row.contains("sign_in.network"));
        assert_eq!(of_ada.count(), 0);
    })
    .await;
}

/// A job that cannot be done does not keep what a stranger typed.
#[tokio::test]
async fn a_letter_that_is_given_up_leaves_no_address_behind() {
    on_both(async |house| {
        sign_in::ask(&house.app, &ADA.parse().unwrap(), NETWORK).await.unwrap();
        let hands: Arc<dyn jobs::Hands> = Arc::new(Nothing);
        jobs::work_by(&house.app, &hands).await.unwrap();
        let rows = house.database.dump().await;
        assert!(rows.iter().all(|row| !row.contains(ADA)), "{rows:#?}");
        assert_eq!(jobs::failed(&house.app, &Actor::OPERATOR).await.unwrap(), []);
    })
    .await;
}

/// Gives everything up.
struct Nothing;

#[async_trait::async_trait]
impl jobs::Hands for Nothing {
    async fn take_on(&self, _: &jobs::Task) -> jobs::Outcome {
        Err(jobs::Trouble::GiveUp("a_test"))
    }
}

/// In parallel no more is spent than there is.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_spend_no_more() {
    on_both(async |house| {
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let app = house.app.clone();
            all.spawn(async move { sign_in::ask(&app, &ADA.parse().unwrap(), NETWORK).await });
        }
        let n = tokio::time::timeout(Duration::from_secs(60), all.join_all()).await.unwrap();
        assert_eq!(n.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    })
    .await;
}

/// Whoever has a shell makes a link that opens in any browser; nobody else can.
#[tokio::test]
async fn a_shell_makes_links() {
    let house = TestHouse::new(Engine::Sqlite).await;
    let ada = house.person("Ada Samplewright", ADA).await;
    let address = ADA.parse().unwrap();
    let link = sign_in::link(&house.app, &Actor::OPERATOR, &address).await.unwrap();
    assert_eq!(sign_in::peek(&house.app, &link, None).await.unwrap(), Peeked::Here);
    for other in [&ada, &Actor::STRANGER, &Actor::GOODWORD] {
        assert!(matches!(sign_in::link(&house.app, other, &address).await, Err(Error::NotAllowed(_))));
    }
    sign_in::finish(&house.app, Proof::Link { link: &link, here: None }, "").await.unwrap();
}

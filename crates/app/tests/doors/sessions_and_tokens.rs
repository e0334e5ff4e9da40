//! Sessions and personal tokens, on both engines.

use crate::support::code;
use goodword_app::actor::{Door, Who};
use goodword_app::outside::Secret;
use goodword_app::sessions::{self, Session};
use goodword_app::tokens::{self, Scope, Terms};
use goodword_app::{Actor, Error, invitations, members};
use goodword_domain::communities::Role;
use goodword_testkit::{TestHouse, on_both};

async fn opened(house: &TestHouse, person: &Actor, device: &str) -> (Session, Secret) {
    let mut change = house.app.change(&Actor::STRANGER, "session").await.unwrap();
    let opened = sessions::open(&mut change, person.person().unwrap(), device).await.unwrap();
    change.commit().await.unwrap();
    opened
}

async fn comes_in(house: &TestHouse, secret: &Secret) -> Option<Actor> {
    sessions::actor_by_session(&house.app, secret).await.unwrap()
}

fn terms(scope: Scope, days: Option<u32>) -> Terms {
    Terms { name: "Calendar".to_owned(), scope, days }
}

/// A session lasts 30 days after its last use, and 180 days at most; once over, it stays over whatever the clock says.
#[tokio::test]
async fn a_session_slides_and_ends() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let (_, used) = opened(&house, &ada, "Firefox on Linux").await;
        let (_, unused) = opened(&house, &ada, "Safari on Mac").await;
        for _ in 0..8 {
            house.clock.forward_days(20);
            assert!(comes_in(&house, &used).await.is_some());
        }
        assert!(comes_in(&house, &unused).await.is_none());
        house.clock.forward_days(19);
        assert!(comes_in(&house, &used).await.is_some(), "179 days");
        house.clock.forward_days(1);
        assert!(comes_in(&house, &used).await.is_none(), "180 days");
        house.clock.forward_days(-170);
        assert!(comes_in(&house, &used).await.is_none());
        assert!(comes_in(&house, &unused).await.is_none());
    })
    .await;
}

/// Its use is written down at most every ten minutes.
#[tokio::test]
async fn being_seen_is_noted_seldom() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let (_, secret) = opened(&house, &ada, "").await;
        let before = house.database.dump().await;
        house.clock.forward(599);
        comes_in(&house, &secret).await.unwrap();
        assert_eq!(before, house.database.dump().await);
        house.clock.forward(1);
        comes_in(&house, &secret).await.unwrap();
        assert_ne!(before, house.database.dump().await);
    })
    .await;
}

/// One sees one's own sessions and ends them, at once; nobody else's.
#[tokio::test]
async fn everybody_ends_their_own_sessions() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        let (first, here) = opened(&house, &ada, "Firefox on Linux").await;
        let (second, there) = opened(&house, &ada, "Safari on iPhone").await;
        opened(&house, &ada, "Chrome on Windows").await;
        let (_, his) = opened(&house, &bob, "Edge on Windows").await;
        let ada = comes_in(&house, &here).await.unwrap();
        let bob = comes_in(&house, &his).await.unwrap();
        let (all, this) = sessions::mine(&house.app, &ada).await.unwrap();
        assert_eq!((all.len(), this), (3, first.id));
        assert!(matches!(sessions::end(&house.app, &bob, &second.id).await, Err(Error::NotFound)));
        sessions::end(&house.app, &ada, &second.id).await.unwrap();
        assert!(comes_in(&house, &there).await.is_none());
        assert_eq!(sessions::end_others(&house.app, &ada).await.unwrap(), 1);
        assert_eq!(sessions::mine(&house.app, &ada).await.unwrap().0.len(), 1);
        assert!(comes_in(&house, &his).await.is_some());
        let rows = house.database.dump().await;
        assert!(!rows.iter().any(|row| row.contains(here.reveal())), "kept as a hash only");
    })
    .await;
}

/// Who is kept out of the last community that they were active in is signed out everywhere, tokens included.
#[tokio::test]
async fn being_kept_out_everywhere_signs_out() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        let (one, two) = (house.community("Guild", &ada).await, house.community("Club", &ada).await);
        let (in_one, in_two) =
            (house.seat(&one, &bob, Role::Member).await, house.seat(&two, &bob, Role::Member).await);
        let (_, session) = opened(&house, &bob, "").await;
        let (_, token) = tokens::make(&house.app, &bob, terms(Scope::Write, None)).await.unwrap();
        members::suspend(&house.app, &ada, &one, &in_one).await.unwrap();
        assert!(comes_in(&house, &session).await.is_some());
        members::suspend(&house.app, &ada, &two, &in_two).await.unwrap();
        assert!(comes_in(&house, &session).await.is_none());
        assert!(tokens::actor_by_token(&house.app, &token).await.unwrap().is_none());
    })
    .await;
}

/// A token does what it says until it ends, is kept as a hash, and its secret begins with `gw_`.
#[tokio::test]
async fn a_token_comes_in_until_it_ends() {
    on_both(async |house| {
        let app = &house.app;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        let (reads, secret) = tokens::make(app, &ada, terms(Scope::Read, Some(7))).await.unwrap();
        assert!(secret.reveal().starts_with("gw_") && secret.reveal().len() == 46);
        assert!(!house.database.dump().await.iter().any(|row| row.contains(&secret.reveal()[3..])));
        let actor = tokens::actor_by_token(app, &secret).await.unwrap().unwrap();
        let door = Door::Token { id: reads.id.clone(), writes: false };
        assert_eq!(actor.who, Who::Person { id: ada.person().unwrap().clone(), door });
        assert!(matches!(app.change(&actor, "x").await.err(), Some(Error::NotAllowed(_))));
        assert!(matches!(tokens::end(app, &bob, &reads.id).await, Err(Error::NotFound)));
        house.clock.forward_days(7);
        assert!(tokens::actor_by_token(app, &secret).await.unwrap().is_none());
        house.clock.forward_days(-3);
        assert!(tokens::actor_by_token(app, &secret).await.unwrap().is_none(), "not revived");
        let (writes, secret) = tokens::make(app, &ada, terms(Scope::Write, None)).await.unwrap();
        tokens::end(app, &ada, &writes.id).await.unwrap();
        assert!(tokens::actor_by_token(app, &secret).await.unwrap().is_none());
        for days in [0, 366] {
            assert_eq!(code(tokens::make(app, &ada, terms(Scope::Read, Some(days))).await), "bad_field");
        }
    })
    .await;
}

/// Repeating the call with its key gives the same token another secret; the first one is void.
#[tokio::test]
async fn a_lost_secret_is_replaced() {
    on_both(async |house| {
        let app = &house.app;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let keyed = Actor { once: Some("key-1".to_owned()), ..ada.clone() };
        let (first, lost) = tokens::make(app, &keyed, terms(Scope::Read, None)).await.unwrap();
        let (again, secret) = tokens::make(app, &keyed, terms(Scope::Read, None)).await.unwrap();
        assert_eq!(first, again);
        assert!(tokens::actor_by_token(app, &lost).await.unwrap().is_none());
        assert!(tokens::actor_by_token(app, &secret).await.unwrap().is_some());
        let mine = tokens::mine(app, &ada).await.unwrap();
        assert_eq!(mine.iter().map(|token| &token.id).collect::<Vec<_>>(), [&first.id]);
    })
    .await;
}

/// A token opens no doors: with one, nobody makes tokens, sees sessions, asks in organisers or accepts invitations.
#[tokio::test]
async fn a_token_opens_no_doors() {
    on_both(async |house| {
        let app = &house.app;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let (made, secret) = tokens::make(app, &ada, terms(Scope::Write, None)).await.unwrap();
        let token = tokens::actor_by_token(app, &secret).await.unwrap().unwrap();
        let guest =
            |role| invitations::Guest { address: "eve@example.org".into(), name: String::new(), role };
        let refused = [
            tokens::make(app, &token, terms(Scope::Read, None)).await.err(),
            tokens::mine(app, &token).await.err(),
            tokens::end(app, &token, &made.id).await.err(),
            sessions::mine(app, &token).await.err(),
            sessions::end(app, &token, "x").await.err(),
            sessions::end_others(app, &token).await.err(),
            invitations::invite(app, &token, &guild, guest(Role::Organiser)).await.err(),
            invitations::accept_as(app, &token, &secret).await.err(),
            invitations::join(app, &token, &guild).await.err(),
            invitations::mine(app, &token).await.err(),
        ];
        for (n, error) in refused.into_iter().enumerate() {
            assert!(matches!(error, Some(Error::NotAllowed(_))), "the {n}th: {error:?}");
        }
        invitations::invite(app, &token, &guild, guest(Role::Member)).await.unwrap();
        invitations::invite(app, &ada, &guild, guest(Role::Organiser)).await.unwrap();
    })
    .await;
}

/// A device is told by a few words of ours; nothing of what a browser sends is kept.
#[test]
fn devices_are_told_in_our_words() {
    let said = [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
             Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 \
             Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile \
             Safari/537.36",
            "Chrome on Android",
        ),
        ("curl/8.5.0", "curl"),
        ("<script>\r\nX: y", "A browser or program"),
    ];
    for (user_agent, device) in said {
        assert_eq!(sessions::device(user_agent), device);
    }
}

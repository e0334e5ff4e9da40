//! Setting up, on both engines.

use crate::support::code;
use goodword_app::set_up::{self, Peeked};
use goodword_app::{communities, sessions};
use goodword_domain::communities::Role;
use goodword_testkit::on_both;

fn terms() -> communities::Terms {
    communities::Terms {
        name: "Guild of Samples".to_owned(),
        place: "Sampletown".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        round_every_weeks: 4,
        repeat_window_weeks: 12,
    }
}

/// The first with the link becomes operator and owner and is signed in; the link then says that all is done, and no other
/// link is made.
#[tokio::test]
async fn the_first_person_sets_up() {
    on_both(async |house| {
        let app = &house.app;
        let link = set_up::link(app).await.unwrap().expect("nobody is here");
        assert_eq!(set_up::peek(app, &link).await.unwrap(), Peeked::Open);
        let address = "ada@example.org".parse().unwrap();
        let done = set_up::finish(app, &link, &address, "Ada Samplewright", terms(), "curl").await.unwrap();
        let ada = sessions::actor_by_session(app, &done.secret).await.unwrap().unwrap();
        assert_eq!(ada.person().unwrap(), &done.person.id);
        let seat = goodword_app::members::mine(app, &ada, &done.community).await.unwrap();
        assert_eq!(seat.member.role, Role::Owner);
        communities::found(app, &ada, terms()).await.expect("an operator founds communities");
        assert_eq!(set_up::peek(app, &link).await.unwrap(), Peeked::Done);
        let bob = "bob@example.org".parse().unwrap();
        assert_eq!(code(set_up::finish(app, &link, &bob, "Bob", terms(), "").await), "set_up_already");
        assert!(set_up::link(app).await.unwrap().is_none());
    })
    .await;
}

/// A link that was renewed holds no longer, a refused form leaves the link as it was, and no look changes anything.
#[tokio::test]
async fn only_the_last_link_holds() {
    on_both(async |house| {
        let app = &house.app;
        let old = set_up::link(app).await.unwrap().unwrap();
        let link = set_up::link(app).await.unwrap().unwrap();
        let ada = "ada@example.org".parse().unwrap();
        assert_eq!(code(set_up::finish(app, &old, &ada, "Ada", terms(), "").await), "link_over");
        let before = house.database.dump().await;
        assert!(!before.iter().any(|row| row.contains(link.reveal())), "kept as a hash only");
        for _ in 0..20 {
            assert_eq!(set_up::peek(app, &old).await.unwrap(), Peeked::Over);
            assert_eq!(set_up::peek(app, &link).await.unwrap(), Peeked::Open);
        }
        assert_eq!(code(set_up::finish(app, &link, &ada, "", terms(), "").await), "bad_field");
        assert_eq!(before, house.database.dump().await);
        set_up::finish(app, &link, &ada, "Ada", terms(), "").await.unwrap();
    })
    .await;
}

/// Fifty at once with the link: one owner.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_make_one_owner() {
    on_both(async |house| {
        let link = set_up::link(&house.app).await.unwrap().unwrap();
        let mut all = tokio::task::JoinSet::new();
        for n in 0..50 {
            let (app, link) = (house.app.clone(), link.clone());
            all.spawn(async move {
                let address = format!("p{n}@example.org").parse().unwrap();
                set_up::finish(&app, &link, &address, "Somebody", terms(), "").await
            });
        }
        let outcomes: Vec<String> = all.join_all().await.into_iter().map(code).collect();
        assert_eq!(outcomes.iter().filter(|word| *word == "done").count(), 1, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|word| *word == "set_up_already").count(), 49, "{outcomes:?}");
        let rows = house.database.dump().await;
        for table in ["people:", "communities:", "members:", "sessions:"] {
            assert_eq!(rows.iter().filter(|row| row.starts_with(table)).count(), 1, "{table}");
        }
    })
    .await;
}

//! What is one's own goes along: archives out and in, leaving, being removed, closing; on both engines.

use goodword_app::{Actor, App, Error, archive, directory, leave, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::{Hours, Profile};
use goodword_formats::archive as format;
use goodword_store::entries::Side;
use goodword_testkit::{TestHouse, on_both};

/// Ada in a guild of Ola's, with something in every field.
async fn ada(house: &TestHouse) -> (Actor, Actor, CommunityId, MemberId) {
    let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
    let guild = house.community("Guild of Samples", &owner).await;
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let id = house.seat(&guild, &ada, Role::Member).await;
    let profile = Profile {
        profession: "Baker".into(),
        years: Some(3),
        serves: vec!["cafés".into()],
        availability: vec![Hours { weekday: 2, from_minute: 720, to_minute: 810 }],
        news: "A new oven.\nAnd a cat.".into(),
        ..Profile::named("Ada Samplewright")
    };
    members::describe(app, &ada, &guild, profile).await.unwrap();
    let ask = Entry { kind: Some(HelpKind::Advice), text: "on pensions".into() };
    let ask = members::say(app, &ada, &guild, Side::Ask, ask).await.unwrap();
    house.clock.forward_days(2);
    members::close(app, &ada, &guild, &ask.id, Some("Thank you, Ola")).await.unwrap();
    members::say(app, &ada, &guild, Side::Offer, Entry::new("a spare oven")).await.unwrap();
    (owner, ada, guild, id)
}

async fn read(app: &App, actor: &Actor) -> archive::Archive {
    format::read(&archive::export(app, actor).await.unwrap()).unwrap()
}

/// Rule 12: everything of one's own, in open formats; and importing it into a fresh installation gives the same archive.
#[tokio::test]
async fn an_archive_comes_out_of_a_fresh_installation_as_it_went_in() {
    on_both(async |house| {
        let (_, ada, guild, _) = ada(&house).await;
        let bytes = archive::export(&house.app, &ada).await.unwrap();
        assert_eq!(archive::export(&house.app, &ada).await.unwrap(), bytes, "the same state, the same bytes");
        let all = read(&house.app, &ada).await;
        let seat = &all.memberships[0];
        assert_eq!((seat.community.id.as_str(), seat.profile.years), (guild.0.as_str(), Some(3)));
        assert_eq!((seat.asks[0].thanks.as_deref(), seat.offers.len()), (Some("Thank you, Ola"), 1));
        assert!(all.events.iter().any(|event| event.what == "member.described"));

        let fresh = TestHouse::on(house.engine, goodword_testkit::Database::new(house.engine).await, 2).await;
        let there = fresh.person("", "ada@example.org").await;
        let brought = archive::import(&fresh.app, &there, bytes.clone()).await.unwrap();
        assert_eq!((brought.n_memberships, brought.n_here), (1, 0));
        assert_eq!(archive::export(&fresh.app, &there).await.unwrap(), bytes);
        let again = archive::import(&fresh.app, &there, bytes.clone()).await.unwrap();
        assert_eq!((again.n_memberships, again.n_here, again.n_events), (0, 1, 0));
        assert_eq!(archive::export(&fresh.app, &there).await.unwrap(), bytes, "twice is once");

        let here = archive::import(&house.app, &ada, bytes.clone()).await.unwrap();
        assert_eq!(
            (here.n_memberships, here.n_here, here.n_events),
            (0, 1, 0),
            "who is a member keeps no copy"
        );
        assert_eq!(archive::export(&house.app, &ada).await.unwrap(), bytes);
    })
    .await;
}

/// An archive holds nothing that belongs to others.
#[tokio::test]
async fn nobody_else_is_in_an_archive() {
    on_both(async |house| {
        let (owner, ada, guild, _) = ada(&house).await;
        let (app, zoe) = (&house.app, house.person("Zq7name Zq7last", "zq7mail@example.org").await);
        house.seat(&guild, &zoe, Role::Member).await;
        let profile =
            Profile { news: "zq7news".into(), place: "zq7place".into(), ..Profile::named("Zq7name") };
        members::describe(app, &zoe, &guild, profile).await.unwrap();
        members::say(app, &zoe, &guild, Side::Ask, Entry::new("zq7ask of mine")).await.unwrap();
        for actor in [&ada, &owner] {
            let text = serde_json::to_string(&read(app, actor).await).unwrap().to_lowercase();
            assert!(!text.contains("zq7"), "{text}");
        }
        assert!(serde_json::to_string(&read(app, &zoe).await).unwrap().contains("zq7news"));
    })
    .await;
}

/// Whoever leaves is gone for others at once, and keeps everything they said.
#[tokio::test]
async fn leaving_keeps_what_is_ones_own() {
    on_both(async |house| {
        let (owner, ada, guild, id) = ada(&house).await;
        let app = &house.app;
        let before = read(app, &ada).await;
        leave::leave(app, &ada, &guild).await.unwrap();
        assert!(matches!(directory::open(app, &owner, &guild, &id).await, Err(Error::NotFound)));
        assert!(matches!(members::mine(app, &ada, &guild).await, Err(Error::NotFound)));
        let after = read(app, &ada).await;
        let (was, is) = (&before.memberships[0], &after.memberships[0]);
        assert_eq!((was.standing.as_str(), is.standing.as_str()), ("active", "left"));
        assert_eq!((&was.profile, &was.asks, &was.offers), (&is.profile, &is.asks, &is.offers));
        assert!(matches!(leave::leave(app, &ada, &guild).await, Err(Error::NotFound)));
        let kept = archive::kept(app, &ada).await.unwrap();
        assert!(matches!(archive::forget(app, &owner, &kept[0].id).await, Err(Error::NotFound)));
        archive::forget(app, &ada, &kept[0].id).await.unwrap();
        assert!(read(app, &ada).await.memberships.is_empty());
    })
    .await;
}

/// Whoever is removed, or suspended before, or in a community that closes, keeps the same.
#[tokio::test]
async fn being_removed_keeps_the_same() {
    on_both(async |house| {
        let (owner, ada, guild, id) = ada(&house).await;
        let app = &house.app;
        let zoe = house.person("Zoe Example", "zoe@example.org").await;
        house.seat(&guild, &zoe, Role::Member).await;
        assert!(matches!(leave::remove(app, &zoe, &guild, &id).await, Err(Error::NotAllowed(_))));
        members::suspend(app, &owner, &guild, &id).await.unwrap();
        leave::remove(app, &owner, &guild, &id).await.unwrap();
        assert_eq!(read(app, &ada).await.memberships[0].offers.len(), 1);
        let last = leave::leave(app, &owner, &guild).await;
        assert!(matches!(&last, Err(Error::Refused(why)) if why.code == "last_owner"), "{last:?}");
        assert!(leave::close(app, &owner, &guild, "").await.is_err());
        assert!(leave::close(app, &zoe, &guild, "Guild of Samples").await.is_err());
        leave::close(app, &owner, &guild, " guild of samples ").await.unwrap();
        for (actor, role) in [(&owner, "owner"), (&zoe, "member")] {
            let all = read(app, actor).await;
            assert_eq!(
                (all.memberships[0].role.as_str(), all.memberships[0].standing.as_str()),
                (role, "left")
            );
        }
    })
    .await;
}

/// What is no archive is refused with a sentence, and nothing of it comes in.
#[tokio::test]
async fn a_bad_archive_brings_nothing() {
    on_both(async |house| {
        let (_, ada, ..) = ada(&house).await;
        let (app, good) = (&house.app, read(&house.app, &ada).await);
        let there = house.person("", "there@example.org").await;
        let before = house.database.dump().await;
        let broken = |change: &dyn Fn(&mut archive::Archive)| {
            let mut archive = good.clone();
            archive.memberships.push(archive.memberships[0].clone());
            change(&mut archive);
            format::write(&archive).unwrap()
        };
        let bad: Vec<(&str, Vec<u8>)> = vec![
            ("zip", b"name,email".to_vec()),
            ("memberships[1].profile.news", broken(&|a| a.memberships[1].profile.news = "x".repeat(2000))),
            ("memberships[1].role", broken(&|a| a.memberships[1].role = "king".into())),
            ("memberships[1].standing", broken(&|a| a.memberships[1].standing = "dead".into())),
            ("memberships[1].since", broken(&|a| a.memberships[1].since = "yesterday".into())),
            (
                "memberships[1].asks[0].kind",
                broken(&|a| a.memberships[1].asks[0].kind = Some("money".into())),
            ),
            ("memberships[1].member", broken(&|a| a.memberships[1].member = "<b>".into())),
            ("memberships[1].community.name", broken(&|a| a.memberships[1].community.name = "x".repeat(999))),
            ("events[0]", broken(&|a| a.events[0].what = "I wrote this".into())),
        ];
        for (at, bytes) in bad {
            match archive::import(app, &there, bytes).await {
                Err(Error::Refused(why)) => assert!(why.sentence.contains(at), "{at}: {}", why.sentence),
                other => panic!("{at}: {other:?}"),
            }
        }
        assert_eq!(house.database.dump().await, before);
    })
    .await;
}

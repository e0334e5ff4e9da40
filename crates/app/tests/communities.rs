//! Who sees and changes what in a community, on both engines.

use goodword_app::{Actor, Error, communities, directory, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;
use goodword_store::entries::Side;
use goodword_testkit::on_both;

fn terms(name: &str) -> communities::Terms {
    communities::Terms {
        name: name.to_owned(),
        place: "Sampletown".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        round_every_weeks: 4,
        repeat_window_weeks: 12,
    }
}

/// Repeating a creating call with its key gives what it made, and makes nothing twice.
#[tokio::test]
async fn founding_twice_with_one_key_founds_once() {
    on_both(async |house| {
        let ada = house.operator("Ada Samplewright", "ada@example.org").await;
        let keyed = Actor { once: Some("key-1".to_owned()), ..ada.clone() };
        let first = communities::found(&house.app, &keyed, terms("Guild of Samples")).await.unwrap();
        let again = communities::found(&house.app, &keyed, terms("Guild of Samples")).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(communities::mine(&house.app, &ada).await.unwrap(), [first]);
        let other = communities::found(&house.app, &keyed, terms("Another Guild")).await;
        assert!(matches!(other, Err(Error::Refused(refused)) if refused.code == "key_used_otherwise"));
    })
    .await;
}

/// To somebody outside, a community that is there and one that is not look the same, for every verb.
#[tokio::test]
async fn outside_and_nowhere_look_the_same() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let eve = house.person("Eve Outsider", "eve@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let there = members::mine(&house.app, &ada, &guild).await.unwrap().member.id;
        for (community, id) in [(guild, there), (CommunityId("nowhere".into()), MemberId("nobody".into()))] {
            let app = &house.app;
            let said = [
                communities::find(app, &eve, &community).await.err(),
                communities::change(app, &eve, &community, terms("Mine")).await.err(),
                communities::log(app, &eve, &community, None, 10).await.err(),
                members::mine(app, &eve, &community).await.err(),
                directory::open(app, &eve, &community, &id).await.err(),
                members::page(app, &eve, &community, None, 10).await.err(),
                members::suspend(app, &eve, &community, &id).await.err(),
                members::appoint(app, &eve, &community, &id, Role::Member).await.err(),
            ];
            assert!(said.iter().all(|error| matches!(error, Some(Error::NotFound))), "{said:?}");
        }
    })
    .await;
}

/// What a member says of themselves is what others read; asks close and go.
#[tokio::test]
async fn a_card_shows_what_its_owner_said() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let bo_id = house.seat(&guild, &bo, Role::Member).await;
        let said =
            Profile { profession: "umbrella repair".into(), ..Profile::named("  Bo\u{202E} Exampleson ") };
        members::describe(&house.app, &bo, &guild, said).await.unwrap();
        let ask = Entry::new("someone who knows wind");
        let ask = members::say(&house.app, &bo, &guild, Side::Ask, ask).await.unwrap();
        let seen = directory::open(&house.app, &ada, &guild, &bo_id).await.unwrap();
        assert_eq!(seen.member.profile.name, "Bo Exampleson");
        assert_eq!(seen.entries, std::slice::from_ref(&ask));
        assert!(matches!(
            members::close(&house.app, &ada, &guild, &ask.id, None).await,
            Err(Error::NotFound)
        ));
        members::close(&house.app, &bo, &guild, &ask.id, Some("Ada knew one.")).await.unwrap();
        assert_eq!(directory::open(&house.app, &ada, &guild, &bo_id).await.unwrap().entries, []);
    })
    .await;
}

/// Whoever is suspended is nowhere to be seen for members, still there for organisers, and sees nothing themselves.
#[tokio::test]
async fn a_suspended_member_is_out_and_keeps_the_seat() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let cy = house.person("Cy Mockford", "cy@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let bo_id = house.seat(&guild, &bo, Role::Member).await;
        house.seat(&guild, &cy, Role::Member).await;
        let app = &house.app;
        assert!(matches!(members::suspend(app, &cy, &guild, &bo_id).await, Err(Error::NotAllowed(_))));
        members::suspend(app, &ada, &guild, &bo_id).await.unwrap();
        assert!(matches!(directory::open(app, &cy, &guild, &bo_id).await, Err(Error::NotFound)));
        assert!(directory::open(app, &ada, &guild, &bo_id).await.is_ok());
        assert!(matches!(members::mine(app, &bo, &guild).await, Err(Error::NotFound)));
        members::restore(app, &ada, &guild, &bo_id).await.unwrap();
        assert_eq!(members::mine(app, &bo, &guild).await.unwrap().member.id, bo_id);
        let log = communities::log(app, &ada, &guild, None, 10).await.unwrap();
        let told: Vec<&str> = log.iter().map(|event| event.what.as_str()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        let organises = communities::log(app, &cy, &guild, None, 10).await;
        assert!(matches!(organises, Err(Error::NotAllowed(_))));
    })
    .await;
}

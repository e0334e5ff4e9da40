//! Asks and offers of one's own: in other words, in another order, closed with thanks and opened again.

use goodword_app::entries::{self, Towards};
use goodword_app::{Actor, Error, directory, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::Entry;
use goodword_store::entries::Side;
use goodword_testkit::{TestHouse, on_both};

async fn village(house: &TestHouse) -> (Actor, Actor, CommunityId) {
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let bo = house.person("Bo Exampleson", "bo@example.org").await;
    let guild = house.community("Guild of Samples", &ada).await;
    house.seat(&guild, &bo, Role::Member).await;
    (ada, bo, guild)
}

async fn texts(house: &TestHouse, who: &Actor, guild: &CommunityId) -> Vec<String> {
    let card = members::mine(&house.app, who, guild).await.unwrap();
    card.entries.into_iter().map(|kept| kept.entry.text).collect()
}

#[tokio::test]
async fn asks_keep_the_order_that_their_owner_gives_them() {
    on_both(async |house| {
        let (ada, bo, guild) = village(&house).await;
        let mut ids = Vec::new();
        for text in ["one", "two", "three"] {
            ids.push(entries::say(&house.app, &ada, &guild, Side::Ask, Entry::new(text)).await.unwrap().id);
        }
        entries::say(&house.app, &ada, &guild, Side::Offer, Entry::new("an offer")).await.unwrap();
        entries::shift(&house.app, &ada, &guild, &ids[2], Towards::First).await.unwrap();
        assert_eq!(texts(&house, &ada, &guild).await, ["one", "three", "two", "an offer"]);
        entries::shift(&house.app, &ada, &guild, &ids[0], Towards::First).await.unwrap();
        entries::shift(&house.app, &ada, &guild, &ids[1], Towards::Last).await.unwrap();
        assert_eq!(texts(&house, &ada, &guild).await, ["one", "three", "two", "an offer"], "the ends stay");
        let other = entries::shift(&house.app, &bo, &guild, &ids[0], Towards::Last).await;
        assert!(matches!(other, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn what_is_reworded_is_found_by_its_new_words_alone() {
    on_both(async |house| {
        let (ada, bo, guild) = village(&house).await;
        let said =
            entries::say(&house.app, &ada, &guild, Side::Ask, Entry::new("need clients")).await.unwrap();
        let better = Entry { kind: Some(HelpKind::Introduction), text: "to two cafés nearby".to_owned() };
        for (who, id) in [(&bo, said.id.as_str()), (&ada, "nowhere")] {
            let refused = entries::reword(&house.app, who, &guild, id, better.clone()).await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
        let kept = entries::reword(&house.app, &ada, &guild, &said.id, better.clone()).await.unwrap();
        assert_eq!((kept.entry, kept.since), (better, said.since));
        for (words, n) in [("clients", 0), ("cafes", 1)] {
            let found = directory::search(&house.app, &bo, &guild, words, None, 10).await.unwrap();
            assert_eq!(found.cards.len(), n, "{words}");
        }
        let empty = entries::reword(&house.app, &ada, &guild, &said.id, Entry::new(" ")).await;
        assert!(matches!(empty, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_with_thanks_opens_again_behind_the_others() {
    on_both(async |house| {
        let (ada, bo, guild) = village(&house).await;
        let first = entries::say(&house.app, &ada, &guild, Side::Ask, Entry::new("first")).await.unwrap();
        entries::say(&house.app, &ada, &guild, Side::Ask, Entry::new("second")).await.unwrap();
        entries::close(&house.app, &ada, &guild, &first.id, Some("Bo knew one.")).await.unwrap();
        let closed = entries::closed(&house.app, &ada, &guild).await.unwrap();
        assert_eq!((closed.len(), closed[0].thanks.as_deref()), (1, Some("Bo knew one.")));
        assert_eq!(entries::closed(&house.app, &bo, &guild).await.unwrap(), []);
        assert!(matches!(entries::reopen(&house.app, &bo, &guild, &first.id).await, Err(Error::NotFound)));
        entries::reopen(&house.app, &ada, &guild, &first.id).await.unwrap();
        assert_eq!(texts(&house, &ada, &guild).await, ["second", "first"]);
        assert!(matches!(entries::reopen(&house.app, &ada, &guild, &first.id).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn opening_again_goes_no_further_than_saying() {
    on_both(async |house| {
        let (ada, _, guild) = village(&house).await;
        let first = entries::say(&house.app, &ada, &guild, Side::Offer, Entry::new("first")).await.unwrap();
        entries::close(&house.app, &ada, &guild, &first.id, None).await.unwrap();
        for n in 0..20 {
            let offer = Entry::new(&format!("offer {n}"));
            entries::say(&house.app, &ada, &guild, Side::Offer, offer).await.unwrap();
        }
        let refused = entries::reopen(&house.app, &ada, &guild, &first.id).await;
        assert!(matches!(refused, Err(Error::Refused(refused)) if refused.code == "enough_open"));
        assert_eq!(texts(&house, &ada, &guild).await.len(), 20);
    })
    .await;
}

#[tokio::test]
async fn saying_a_part_of_a_profile_leaves_the_rest() {
    on_both(async |house| {
        let (ada, _, guild) = village(&house).await;
        members::retouch(&house.app, &ada, &guild, |p| p.news = "a second shop".to_owned()).await.unwrap();
        let card = members::retouch(&house.app, &ada, &guild, |p| p.years = Some(3)).await.unwrap();
        assert_eq!(
            (card.member.profile.news.as_str(), card.member.profile.years),
            ("a second shop", Some(3))
        );
        let wrong = members::retouch(&house.app, &ada, &guild, |p| p.years = Some(300)).await;
        assert!(matches!(wrong, Err(Error::Refused(refused)) if refused.field == Some("years")));
    })
    .await;
}

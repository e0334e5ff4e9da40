//! Who could help with an ask, who needs an offer: told by what anybody in the community could read, and by nothing else.

use goodword_app::directory::Total;
use goodword_app::{Actor, Error, echoes, members, wishes};
use goodword_domain::members::{Entry, MemberId};
use goodword_store::entries::Side;
use goodword_testkit::{TestHouse, Village, on_both};

/// Ada needs her books done; Bo and Cy keep books, and Bo needs what Ada can give.
async fn village(house: &TestHouse) -> Village {
    let v = Village::new(house).await;
    for (who, side, text) in [
        (&v.ada, Side::Ask, "someone to do my books"),
        (&v.ada, Side::Offer, "product photos for your catalogue"),
        (&v.bo, Side::Offer, "monthly bookkeeping for small firms"),
        (&v.bo, Side::Ask, "a product photographer"),
        (&v.bo, Side::Offer, "bookkeeping for clubs"),
        (&v.cy, Side::Offer, "monthly bookkeeping"),
        (&v.cy, Side::Ask, "a boat for Sunday"),
    ] {
        members::say(&house.app, who, &v.guild, side, Entry::new(text)).await.unwrap();
    }
    v
}

async fn who_helps(house: &TestHouse, v: &Village, who: &Actor) -> (Vec<MemberId>, Total) {
    let books = (Side::Ask, "someone to do my books");
    let found = echoes::find(&house.app, who, &v.guild, books, 3).await.unwrap();
    (found.few.into_iter().map(|echo| echo.member.id).collect(), found.total)
}

#[tokio::test]
async fn an_ask_finds_each_who_could_help_once_with_the_reason() {
    on_both(async |house| {
        let v = village(&house).await;
        let books = (Side::Ask, "someone to do my books");
        let found = echoes::find(&house.app, &v.ada, &v.guild, books, 3).await.unwrap();
        assert_eq!(found.total, Total::Exactly(2));
        assert!(
            found
                .few
                .iter()
                .all(|echo| echo.theirs.entry.text.contains("bookkeeping") && echo.strength >= 0.5)
        );
        let one = echoes::find(&house.app, &v.ada, &v.guild, books, 1).await.unwrap();
        assert_eq!((one.few.len(), one.total), (1, Total::Exactly(2)));
        assert!(!who_helps(&house, &v, &v.bo).await.0.contains(&v.bo_id), "nobody is their own echo");
    })
    .await;
}

#[tokio::test]
async fn an_offer_finds_who_needs_it_and_today_finds_whom_one_could_help() {
    on_both(async |house| {
        let v = village(&house).await;
        let photos = (Side::Offer, "product photos");
        let found = echoes::find(&house.app, &v.ada, &v.guild, photos, 3).await.unwrap();
        assert_eq!(found.few[0].theirs.entry.text, "a product photographer");
        let help = echoes::to_help(&house.app, &v.ada, &v.guild, 3).await.unwrap();
        assert_eq!((help.few.len(), help.few[0].member.id.clone()), (1, v.bo_id.clone()));
        assert_eq!(help.few[0].mine, "product photos for your catalogue");
        let card = goodword_app::directory::open(&house.app, &v.ada, &v.guild, &v.bo_id).await.unwrap();
        let marks = echoes::on_card(&house.app, &v.ada, &card).await.unwrap();
        assert_eq!(marks.len(), 3, "one ask that Ada answers, two offers that answer hers: {marks:?}");
    })
    .await;
}

#[tokio::test]
async fn who_pauses_or_is_kept_out_is_no_echo_and_neither_is_whom_one_would_rather_not_meet() {
    on_both(async |house| {
        let v = village(&house).await;
        members::retouch(&house.app, &v.cy, &v.guild, |p| p.paused_until = "2999-01-01".parse().ok())
            .await
            .unwrap();
        assert_eq!(who_helps(&house, &v, &v.ada).await, (vec![v.bo_id.clone()], Total::Exactly(1)));
        members::retouch(&house.app, &v.cy, &v.guild, |p| p.paused_until = None).await.unwrap();
        wishes::add(&house.app, &v.ada, &v.guild, &v.bo_id).await.unwrap();
        assert_eq!(who_helps(&house, &v, &v.ada).await.0, std::slice::from_ref(&v.cy_id));
        members::suspend(&house.app, &v.ada, &v.guild, &v.cy_id).await.unwrap();
        assert_eq!(who_helps(&house, &v, &v.ada).await, (vec![], Total::Exactly(0)));
    })
    .await;
}

#[tokio::test]
async fn what_others_wish_about_somebody_is_not_told_by_who_is_missing() {
    on_both(async |house| {
        let v = village(&house).await;
        let before = who_helps(&house, &v, &v.ada).await;
        let ada = members::mine(&house.app, &v.ada, &v.guild).await.unwrap().member.id;
        wishes::add(&house.app, &v.bo, &v.guild, &ada).await.unwrap();
        assert_eq!(who_helps(&house, &v, &v.ada).await, before);
        let eve = house.person("Eve Outsider", "eve@example.org").await;
        let outside = echoes::find(&house.app, &eve, &v.guild, (Side::Ask, "books"), 3).await;
        assert!(matches!(outside, Err(Error::NotFound)));
        assert!(matches!(echoes::to_help(&house.app, &eve, &v.guild, 3).await, Err(Error::NotFound)));
    })
    .await;
}

//! Whom a member would rather not meet: their own secret, which outlasts leaving and coming back.

use goodword_app::invitations::{self, Guest};
use goodword_app::{Actor, Error, archive, communities, erase, leave, wishes};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_testkit::{TestHouse, Village, on_both};

/// Comes back by an invitation to the same address.
async fn come_back(house: &TestHouse, village: &Village, who: &Actor, address: &str) -> MemberId {
    let guest = Guest { address: address.to_owned(), name: String::new(), role: Role::Member };
    invitations::invite(&house.app, &village.ada, &village.guild, guest).await.unwrap();
    invitations::join(&house.app, who, &village.guild).await.unwrap().id
}

async fn apart_from(house: &TestHouse, who: &Actor, guild: &CommunityId) -> Vec<MemberId> {
    let mine = wishes::mine(&house.app, who, guild).await.unwrap();
    mine.into_iter().map(|apart| apart.member).collect()
}

#[tokio::test]
async fn a_wish_is_its_owners_alone() {
    on_both(async |house| {
        let v = Village::new(&house).await;
        let app = &house.app;
        wishes::add(app, &v.bo, &v.guild, &v.cy_id).await.unwrap();
        wishes::add(app, &v.bo, &v.guild, &v.cy_id).await.unwrap();
        let mine = wishes::mine(app, &v.bo, &v.guild).await.unwrap();
        assert_eq!((mine.len(), mine[0].name.as_str()), (1, "Cy Mockford"));
        for other in [&v.ada, &v.cy] {
            assert_eq!(wishes::mine(app, other, &v.guild).await.unwrap(), []);
            assert!(matches!(wishes::remove(app, other, &v.guild, &v.cy_id).await, Err(Error::NotFound)));
        }
        let log = communities::log(app, &v.ada, &v.guild, None, 100).await.unwrap();
        assert_eq!(log, [], "an organiser could read it in the log");
        let me = wishes::add(app, &v.bo, &v.guild, &v.bo_id).await;
        assert!(matches!(me, Err(Error::Refused(_))));
        let eve = house.person("Eve Outsider", "eve@example.org").await;
        for (who, whom) in [(&eve, &v.cy_id), (&v.bo, &MemberId("nowhere".to_owned()))] {
            assert!(matches!(wishes::add(app, who, &v.guild, whom).await, Err(Error::NotFound)));
        }
        wishes::remove(app, &v.bo, &v.guild, &v.cy_id).await.unwrap();
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, []);
    })
    .await;
}

/// Leaving and coming back is no way around somebody's wish, whichever of the two left, and if both did.
#[tokio::test]
async fn a_wish_holds_again_when_somebody_comes_back() {
    on_both(async |house| {
        let v = Village::new(&house).await;
        let app = &house.app;
        wishes::add(app, &v.bo, &v.guild, &v.cy_id).await.unwrap();
        leave::leave(app, &v.cy, &v.guild).await.unwrap();
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, []);
        let rows = house.database.dump().await;
        let resting: Vec<&String> = rows.iter().filter(|row| row.starts_with("resting_wishes")).collect();
        assert_eq!(resting.len(), 1);
        assert!(!resting[0].contains(&v.bo_id.0) && !resting[0].contains('@'), "{resting:?}");
        let again = come_back(&house, &v, &v.cy, "cy@example.org").await;
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, std::slice::from_ref(&again));
        leave::leave(app, &v.bo, &v.guild).await.unwrap();
        leave::remove(app, &v.ada, &v.guild, &again).await.unwrap();
        come_back(&house, &v, &v.bo, "bo@example.org").await;
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, []);
        let third = come_back(&house, &v, &v.cy, "cy@example.org").await;
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, [third]);
        assert_eq!(apart_from(&house, &v.cy, &v.guild).await, []);
    })
    .await;
}

/// Whoever is erased takes their wishes along; what somebody else wishes about them is not theirs to take.
#[tokio::test]
async fn being_erased_takes_ones_own_wishes_only() {
    on_both(async |house| {
        let v = Village::new(&house).await;
        let app = &house.app;
        wishes::add(app, &v.bo, &v.guild, &v.cy_id).await.unwrap();
        wishes::add(app, &v.cy, &v.guild, &v.bo_id).await.unwrap();
        assert!(archive::export(app, &v.bo).await.is_ok());
        erase::erase(app, &v.cy, "cy@example.org").await.unwrap();
        let rows = house.database.dump().await;
        assert_eq!(rows.iter().filter(|row| row.starts_with("resting_wishes")).count(), 1);
        let cy = house.person("Cy Mockford", "cy@example.org").await;
        let again = come_back(&house, &v, &cy, "cy@example.org").await;
        assert_eq!(apart_from(&house, &v.bo, &v.guild).await, [again]);
        assert_eq!(apart_from(&house, &cy, &v.guild).await, []);
    })
    .await;
}

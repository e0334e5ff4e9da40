//! What one may not see one does not find: each reading on somebody's behalf, tried by somebody who may not.
//!
//! The verbs above ask for the actor's seat as well; these tests hold the wall below when that one falls.

use goodword_domain::communities::Role;
use goodword_store::directory::Search;
use goodword_store::{communities, events, members, roll};
use goodword_testkit::on_both;

#[tokio::test]
async fn whoever_is_not_active_in_a_community_finds_nothing_of_it() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let su = house.person("Su Placeholder", "su@example.org").await;
        let eve = house.person("Eve Outsider", "eve@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let club = house.community("Club of Others", &eve).await;
        let su_id = house.seat(&guild, &su, Role::Member).await;
        let ada_id = goodword_app::members::mine(&house.app, &ada, &guild).await.unwrap().member.id;
        goodword_app::members::suspend(&house.app, &ada, &guild, &su_id).await.unwrap();
        let mut tx = house.app.look().await.unwrap();
        for viewer in [&su, &eve] {
            let viewer = viewer.person().unwrap();
            assert_eq!(communities::find_for(&mut tx, viewer, &guild).await.unwrap(), None);
            assert!(communities::all_for(&mut tx, viewer).await.unwrap().iter().all(|seen| seen.id != guild));
            assert_eq!(members::seat(&mut tx, viewer, &guild).await.unwrap(), None);
            assert_eq!(members::find_for(&mut tx, viewer, &guild, &ada_id).await.unwrap(), None);
            assert_eq!(members::page_for(&mut tx, viewer, &guild, ("", ""), 10).await.unwrap(), []);
            assert_eq!(events::page_for(&mut tx, viewer, &guild, None, 10).await.unwrap(), []);
        }
        // In a community of one's own, ids of another's find nothing either.
        let eve = eve.person().unwrap();
        assert_eq!(members::find_for(&mut tx, eve, &club, &ada_id).await.unwrap(), None);
        assert_eq!(members::page_for(&mut tx, eve, &club, ("", ""), 10).await.unwrap().len(), 1);
        assert_eq!(members::n_owners(&mut tx, &club).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn members_do_not_see_who_is_not_here_and_read_no_log() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let su = house.person("Su Placeholder", "su@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        house.seat(&guild, &bo, Role::Member).await;
        let su_id = house.seat(&guild, &su, Role::Member).await;
        goodword_app::members::suspend(&house.app, &ada, &guild, &su_id).await.unwrap();
        let mut tx = house.app.look().await.unwrap();
        let (ada, bo) = (ada.person().unwrap(), bo.person().unwrap());
        assert!(members::find_for(&mut tx, ada, &guild, &su_id).await.unwrap().is_some());
        assert_eq!(members::find_for(&mut tx, bo, &guild, &su_id).await.unwrap(), None);
        assert_eq!(members::page_for(&mut tx, ada, &guild, ("", ""), 10).await.unwrap().len(), 3);
        assert_eq!(members::page_for(&mut tx, bo, &guild, ("", ""), 10).await.unwrap().len(), 2);
        assert_eq!(events::page_for(&mut tx, ada, &guild, None, 10).await.unwrap().len(), 1);
        assert_eq!(events::page_for(&mut tx, bo, &guild, None, 10).await.unwrap(), []);
        for words in [vec![], vec!["placeholder".to_owned()]] {
            for (viewer, sees) in [(ada, true), (bo, false)] {
                let search = Search { viewer, community: &guild, words: &words, side: None, kind: None };
                let page = roll::page_for(&mut tx, search, "all", ("", ""), 10).await.unwrap();
                assert_eq!(page.iter().any(|listed| listed.member.id == su_id), sees);
            }
        }
        assert_eq!(roll::counts_for(&mut tx, ada, &guild).await.unwrap().n_kept_out, 1);
        assert_eq!(roll::counts_for(&mut tx, bo, &guild).await.unwrap(), roll::Counts::default());
    })
    .await;
}

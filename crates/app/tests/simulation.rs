//! Many actors at random, told time, told chance: what must hold, holds after every deed.
//!
//! `GOODWORD_SIMULATION=FROM..TO` runs other seeds; a failing one is named with the deeds that led there.

use goodword_testkit::simulation;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_people_do_what_must_hold_holds() {
    let said = std::env::var("GOODWORD_SIMULATION").unwrap_or_else(|_| "0..150".to_owned());
    let (from, to) = said.split_once("..").expect("FROM..TO");
    let (from, to): (u64, u64) = (from.parse().expect("a number"), to.parse().expect("a number"));
    let beginning = simulation::beginning().await;
    let mut broken = Vec::new();
    for seed in from..to {
        if let Err(why) = simulation::run(&beginning, seed, 60).await {
            broken.push(why);
        }
        if broken.len() >= 5 {
            break;
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
}

/// The comparison notices a house that does not do what it says: here one that keeps nobody out for long.
#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_was_tampered_with_is_noticed() {
    let beginning = simulation::beginning().await;
    let lets_in = "create trigger lets_in after update of standing on members when new.standing = 'suspended' begin
                   update members set standing = 'active' where community_id = new.community_id and id = new.id; end";
    beginning.run(lets_in).await;
    beginning.rest().await;
    let mut noticed = Vec::new();
    for seed in 0..120 {
        noticed.extend(simulation::run(&beginning, seed, 60).await.err());
        if noticed.last().is_some_and(|why| why.contains("keep out")) {
            break;
        }
    }
    assert!(noticed.iter().any(|why| why.contains("keep out")), "{noticed:?}");
}

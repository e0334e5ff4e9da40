//! Edits by hand, and what they cost.

use goodword_app::rounds::{self, Edit, Edited};
use goodword_app::{Error, jobs};
use goodword_domain::rounds::stages::RoundId;
use goodword_testkit::on_both;

use crate::support::{Guild, code, terms};

async fn edit(guild: &Guild, id: &RoundId, edit: Edit, only_try: bool) -> Result<Edited, Error> {
    rounds::edit(&guild.app, &guild.ada, &guild.id, id, edit, only_try).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_tells_its_cost_before_it_is_made() {
    on_both(async |house| {
        let guild = Guild::of(&house, 6).await;
        let round = guild.planned(terms()).await;
        let before = guild.pairs(&round.id).await;
        let member = |i: usize| guild.people[i].1.clone();
        let swap = Edit::Swap { one: member(before[0][0]), other: member(before[1][0]) };
        let tried = edit(&guild, &round.id, swap.clone(), true).await.unwrap();
        assert!(tried.cost.after.mutual <= tried.cost.before.mutual, "the plan was best: {tried:?}");
        assert!(tried.round.is_none());
        assert_eq!(guild.pairs(&round.id).await, before, "trying changes nothing");

        let made = edit(&guild, &round.id, swap, false).await.unwrap();
        assert_eq!(made.cost, tried.cost);
        let mut wanted =
            vec![vec![before[1][0], before[0][1]], vec![before[0][0], before[1][1]], before[2].clone()];
        wanted.iter_mut().for_each(|pair| pair.sort_unstable());
        wanted.sort();
        let mut now = guild.pairs(&round.id).await;
        now.sort();
        assert_eq!(now, wanted);
        // What was set by hand stays when the round is planned anew.
        rounds::plan(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let mut again = guild.pairs(&round.id).await;
        again.sort();
        assert_eq!(again, wanted);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn splitting_joining_and_keeping_apart() {
    on_both(async |house| {
        let guild = Guild::of(&house, 6).await;
        let round = guild.planned(terms()).await;
        let shown = guild.matches(&round.id).await;
        let split = Edit::Split { id: shown[0].id.clone() };
        let edited = edit(&guild, &round.id, split, false).await.unwrap();
        assert_eq!((edited.cost.freed.len(), edited.round.unwrap().why["none_free"]), (2, 2));
        let three = Edit::Join {
            members: vec![
                shown[0].people[0].member.clone(),
                shown[1].people[0].member.clone(),
                shown[1].people[1].member.clone(),
            ],
        };
        edit(&guild, &round.id, three, false).await.unwrap();
        assert_eq!(guild.pairs(&round.id).await.iter().map(Vec::len).max(), Some(3));
        let one = Edit::Join { members: vec![shown[0].people[0].member.clone()] };
        assert_eq!(code(edit(&guild, &round.id, one, false).await), "bad_field");

        let pair = &shown[2].people;
        let apart = Edit::Apart { one: pair[0].member.clone(), other: pair[1].member.clone() };
        let planning = edit(&guild, &round.id, apart, false).await.unwrap().round.unwrap();
        assert_eq!(planning.stage, "planning");
        jobs::work(&guild.app).await.unwrap();
        let matches = guild.matches(&round.id).await;
        let together = matches
            .iter()
            .any(|shown| pair.iter().all(|one| shown.people.iter().any(|other| other.member == one.member)));
        assert!(!together);
    })
    .await;
}

/// Whether somebody would rather not meet another shows in no refusal: it reads like that of any other rule.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_edit_does_not_tell_why() {
    on_both(async |house| {
        let guild = Guild::of(&house, 4).await;
        let first = guild.released(terms()).await;
        let met = guild.pairs(&first.id).await;
        let second = guild
            .planned(goodword_domain::rounds::Terms { on: jiff::civil::date(2026, 6, 9), ..terms() })
            .await;
        let member = |i: usize| guild.people[i].1.clone();
        let again = Edit::Join { members: vec![member(met[0][0]), member(met[0][1])] };
        assert_eq!(code(edit(&guild, &second.id, again, true).await), "not_possible");
    })
    .await;
}

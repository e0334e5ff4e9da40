//! Planning: who is in, who is not and why, who meets whom.

use goodword_app::{Error, jobs, rounds};
use goodword_domain::rounds::{Joining, Odd, Terms};
use goodword_testkit::on_both;
use jiff::civil::date;

use crate::support::{Guild, code, terms};

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_planned_released_and_everybody_gets_one_letter() {
    on_both(async |house| {
        let guild = Guild::of(&house, 9).await;
        let round = guild.planned(terms()).await;
        assert_eq!((round.stage.as_str(), round.matches["proposed"]), ("previewed", 4));
        let numbers = round.numbers.unwrap();
        assert_eq!((numbers.matched, numbers.left_out), (9, 0));
        assert!(numbers.helped as f64 >= numbers.random_helped, "{numbers:?}");
        let matches = guild.matches(&round.id).await;
        assert!(matches.iter().any(|shown| shown.people.len() == 3), "the odd one joins two others");
        for shown in &matches {
            for (from, to) in shown.people.iter().flat_map(|a| shown.people.iter().map(move |b| (a, b))) {
                let both_ways = from == to
                    || shown
                        .reasons
                        .iter()
                        .any(|reason| reason.from == from.member && reason.to == to.member);
                assert!(both_ways, "a reason from {} to {}", from.name, to.name);
            }
        }
        assert_eq!(guild.letters(3).await, [], "nobody is told before the release");
        rounds::release(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        for i in 0..9 {
            let letters = guild.letters(i).await;
            assert_eq!(letters.len(), 1, "one letter for {i}");
            assert_eq!(letters[0].0, "match");
            let mine = guild.mine(i).await;
            assert!(mine.others.iter().all(|other| letters[0].1.contains(&other.name)), "{}", letters[0].1);
            let own = mine.reasons.iter().find(|reason| reason.to == mine.me).unwrap();
            assert!(letters[0].2.contains(&own.sentence), "{}", letters[0].2);
        }
        assert_eq!(code(rounds::plan(&guild.app, &guild.ada, &guild.id, &round.id).await), "is_released");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_paused_or_skips_or_would_rather_not_is_not_matched() {
    on_both(async |house| {
        let guild = Guild::of(&house, 8).await;
        guild.describe(1, |profile| profile.paused_until = Some(date(2026, 7, 1))).await;
        guild.describe(2, |profile| profile.capacity = Some(0)).await;
        let draft = rounds::draft(&guild.app, &guild.ada, &guild.id, terms()).await.unwrap();
        let skips =
            rounds::choose(&guild.app, &guild.people[3].0, &guild.id, &draft.id, false).await.unwrap();
        assert_eq!(skips.coming, rounds::Coming::No);
        rounds::plan(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let round = guild.round(&draft.id).await;
        assert_eq!(guild.pairs(&draft.id).await.concat().len(), 5, "0, 4, 5, 6, 7 meet");
        assert_eq!((round.why["paused"], round.why["no_meetings"], round.why["skipped"]), (1, 1, 1));
        let out = rounds::without(&guild.app, &guild.ada, &guild.id, &draft.id, "left_out", None, 10).await;
        assert_eq!(out.unwrap().len(), 2);

        // Somebody who pauses between preview and release gets no letter, and the other is told.
        let pairs = guild.pairs(&draft.id).await;
        let pair = pairs.iter().find(|pair| pair.len() == 2).unwrap();
        guild.describe(pair[0], |profile| profile.paused_until = Some(date(2026, 7, 1))).await;
        rounds::release(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.n_letters(pair[0], "match").await, 0);
        assert_eq!(
            (guild.n_letters(pair[1], "match").await, guild.n_letters(pair[1], "match_off").await),
            (0, 1)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_meets_the_same_person_again_within_the_window() {
    on_both(async |house| {
        let guild = Guild::of(&house, 6).await;
        let mut met = std::collections::BTreeSet::new();
        for week in 0..3 {
            let on = date(2026, 6, 2 + 7 * week);
            let round = guild.released(Terms { on, ..terms() }).await;
            for pair in guild.pairs(&round.id).await {
                assert!(met.insert(pair.clone()), "{pair:?} again in week {week}");
            }
        }
        assert_eq!(met.len(), 9);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_say_so_is_in_only_then() {
    on_both(async |house| {
        let guild = Guild::of(&house, 5).await;
        let terms = Terms { joining: Joining::WhoSaysSo, odd: Odd::Rest, ..terms() };
        let draft = rounds::draft(&guild.app, &guild.ada, &guild.id, terms).await.unwrap();
        for i in [1, 2, 4] {
            rounds::choose(&guild.app, &guild.people[i].0, &guild.id, &draft.id, true).await.unwrap();
        }
        rounds::plan(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let round = guild.round(&draft.id).await;
        assert_eq!((round.why["not_joined"], round.why["rests_in_turn"]), (2, 1));
        rounds::release(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let mut told = 0;
        for i in 0..5 {
            told += guild.n_letters(i, "round_left_out").await;
        }
        assert_eq!(told, 1, "who rests is told, who did not join is not");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn planning_can_be_stopped_and_what_it_thought_counts_for_nothing() {
    on_both(async |house| {
        let guild = Guild::of(&house, 4).await;
        let draft = rounds::draft(&guild.app, &guild.ada, &guild.id, terms()).await.unwrap();
        rounds::plan(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        rounds::stop(&guild.app, &guild.ada, &guild.id, &draft.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        let round = guild.round(&draft.id).await;
        assert_eq!((round.stage.as_str(), round.matches.len()), ("draft", 0));
        let member = &guild.people[1].0;
        assert!(matches!(
            rounds::find(&guild.app, member, &guild.id, &draft.id).await,
            Err(Error::NotAllowed(_))
        ));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_past_round_planned_once_more_gives_the_same() {
    on_both(async |house| {
        let guild = Guild::of(&house, 10).await;
        guild.released(terms()).await;
        let second = Terms { on: date(2026, 6, 16), explore_percent: 30, seed: 5, ..terms() };
        let round = guild.released(second.clone()).await;
        guild.describe(4, |profile| profile.paused_until = Some(date(2027, 1, 1))).await;
        let again = rounds::replay(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        assert_eq!(Some(again), round.numbers);
        let relaxed = Terms { repeat_weeks: 0, explore_percent: 0, ..second };
        let relaxed = rounds::what_if(&guild.app, &guild.ada, &guild.id, &round.id, relaxed).await.unwrap();
        assert_eq!(relaxed.matched, round.numbers.unwrap().matched);
    })
    .await;
}

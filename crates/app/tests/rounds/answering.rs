//! Answering a match: by signing in or by a link, quietly, once; and who is matched anew.

use goodword_app::matches::{self, By, Say};
use goodword_app::rounds::{self, Coming, Said};
use goodword_app::{Error, jobs, leave, members};
use goodword_testkit::on_both;

use crate::support::{Guild, code, secret_in, terms};

const NO: Say = Say::NotThisTime { seen: true };

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_the_match_and_answers_without_an_account() {
    on_both(async |house| {
        let guild = Guild::of(&house, 2).await;
        guild.released(terms()).await;
        let letter = guild.letters(1).await.remove(0);
        let secret = secret_in(&letter.2);
        let rows = house.database.dump().await;
        let mine = matches::find(&guild.app, &By::Link(&secret)).await.unwrap();
        assert_eq!((mine.said, mine.others[0].name.as_str()), (Said::Waiting, "Ada Samplewright"));
        assert_eq!(house.database.dump().await, rows, "looking changes nothing");
        assert!(!rows.iter().any(|row| row.starts_with("links") && row.contains(secret.reveal())));

        matches::answer(&guild.app, &By::Link(&secret), Say::Accept {}).await.unwrap();
        matches::answer(&guild.app, &By::Link(&secret), Say::Accept {}).await.unwrap();
        assert_eq!(guild.mine(0).await.others[0].said, Said::Yes);
        assert_eq!(guild.n_letters(0, "match_on").await, 0, "not on before both said yes");
        guild.says(0, Say::Accept {}).await.unwrap();
        assert_eq!((guild.n_letters(0, "match_on").await, guild.n_letters(1, "match_on").await), (1, 1));
        let wrong = goodword_app::outside::Secret::shown("a-guess");
        assert!(matches!(matches::find(&guild.app, &By::Link(&wrong)).await, Err(Error::NotFound)));
        house.clock.forward_days(200);
        assert!(matches!(matches::find(&guild.app, &By::Link(&secret)).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_shows_the_reasons_once_and_is_quiet() {
    on_both(async |house| {
        let guild = Guild::of(&house, 2).await;
        guild.released(terms()).await;
        let first = guild.says(1, Say::NotThisTime { seen: false }).await.unwrap();
        assert!(!first.done && !first.now.reasons.is_empty());
        assert_eq!(first.now.kinds.len(), 6);
        assert_eq!(first.now.said, Said::Waiting);
        let second = guild.says(1, Say::NotThisTime { seen: false }).await.unwrap();
        assert!(second.done);
        assert_eq!(code(guild.says(1, Say::Accept {}).await), "is_answered");
        let told = guild.letters(0).await.pop().unwrap();
        assert_eq!(told.0, "match_off");
        assert!(told.1.starts_with("Not this time"), "{}", told.1);
        assert!(!told.2.contains("Member1"), "who said it, and why, is not told: {}", told.2);
        assert_eq!(guild.mine(0).await.others[0].said, Said::NotThisTime);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_are_free_again_meet_each_other_and_a_late_one_comes_after_them() {
    on_both(async |house| {
        let mut guild = Guild::of(&house, 4).await;
        let round = guild.released(terms()).await;
        let pairs = guild.pairs(&round.id).await;
        guild.join(&house, 4).await;
        guild.join(&house, 5).await;
        let late = rounds::choose(&guild.app, &guild.people[4].0, &guild.id, &round.id, true).await.unwrap();
        assert_eq!(late.coming, Coming::Waiting);
        guild.says(pairs[0][0], NO).await.unwrap();
        guild.says(pairs[1][0], NO).await.unwrap();
        house.clock.forward(3600);
        jobs::work(&guild.app).await.unwrap();
        let (free, also) = (pairs[0][1], pairs[1][1]);
        let mine = guild.mine(free).await;
        assert_eq!(guild.by_member[&mine.others[0].member], also, "the freed ones first");
        assert_eq!((guild.n_letters(free, "match").await, guild.n_letters(also, "match").await), (2, 2));
        assert_eq!(guild.round(&round.id).await.members["waiting"], 1);

        rounds::choose(&guild.app, &guild.people[5].0, &guild.id, &round.id, true).await.unwrap();
        house.clock.forward(3600);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.by_member[&guild.mine(5).await.others[0].member], 4);
        assert!(!guild.round(&round.id).await.members.contains_key("waiting"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_left_at_the_cut_off_joins_two_others() {
    on_both(async |house| {
        let guild = Guild::of(&house, 4).await;
        let round = guild.released(terms()).await;
        let pairs = guild.pairs(&round.id).await;
        for i in [pairs[0][0], pairs[0][1], pairs[1][0]] {
            guild.says(i, Say::Accept {}).await.unwrap();
        }
        guild.says(pairs[1][1], NO).await.unwrap();
        house.clock.forward_days(11);
        jobs::work(&guild.app).await.unwrap();
        let left = pairs[1][0];
        let mine = guild.mine(left).await;
        assert_eq!(mine.others.len(), 2, "a table of three");
        assert_eq!(guild.n_letters(pairs[0][0], "match_grew").await, 1);
        assert_eq!(guild.n_letters(left, "match").await, 2);
        guild.says(left, Say::Accept {}).await.unwrap();
        assert_eq!(guild.mine(left).await.stage, "on");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_reminded_of_once_and_then_expires() {
    on_both(async |house| {
        let guild = Guild::of(&house, 2).await;
        let round = guild.released(terms()).await;
        guild.says(0, Say::Accept {}).await.unwrap();
        for _ in 0..7 {
            house.clock.forward_days(1);
            jobs::work(&guild.app).await.unwrap();
        }
        assert_eq!(
            (guild.n_letters(0, "match_reminder").await, guild.n_letters(1, "match_reminder").await),
            (0, 1)
        );
        house.clock.forward_days(1);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.mine(1).await.stage, "off");
        assert_eq!(guild.n_letters(0, "match_off").await, 1);
        assert_eq!(code(guild.says(1, Say::Accept {}).await), "is_answered");
        // The one who came waits until the cut-off, is told, and the round closes at its end.
        house.clock.forward_days(4);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.n_letters(0, "round_left_out").await, 1);
        house.clock.forward_days(60);
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.round(&round.id).await.stage, "closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pausing_and_leaving_set_the_other_free() {
    on_both(async |house| {
        let guild = Guild::of(&house, 6).await;
        let round = guild.released(terms()).await;
        let pairs = guild.pairs(&round.id).await;
        let stays = |pair: &Vec<usize>| if pair[0] == 0 { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        let ((a, pauses), (b, leaves), (c, suspended)) =
            (stays(&pairs[0]), stays(&pairs[1]), stays(&pairs[2]));
        guild.says(pauses, Say::Pause { until: None }).await.unwrap();
        let me = members::mine(&guild.app, &guild.people[pauses].0, &guild.id).await.unwrap();
        assert_eq!(me.member.profile.paused_until.unwrap().to_string(), "2026-07-27");
        leave::leave(&guild.app, &guild.people[leaves].0, &guild.id).await.unwrap();
        members::suspend(&guild.app, &guild.ada, &guild.id, &guild.people[suspended].1).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        for i in [a, b, c] {
            assert_eq!(guild.n_letters(i, "match_off").await, 1, "{i} is told");
        }
        house.clock.forward_days(11);
        jobs::work(&guild.app).await.unwrap();
        let rematched =
            guild.matches(&round.id).await.into_iter().filter(|shown| shown.made_by == "rematched");
        assert_eq!(rematched.count(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_left_alone_before_the_release_is_seen_and_told() {
    on_both(async |house| {
        let guild = Guild::of(&house, 4).await;
        let round = guild.planned(terms()).await;
        let pairs = guild.pairs(&round.id).await;
        let pair = pairs.iter().find(|pair| !pair.contains(&0)).unwrap();
        leave::leave(&guild.app, &guild.people[pair[0]].0, &guild.id).await.unwrap();
        assert_eq!(guild.round(&round.id).await.why["none_free"], 1);
        rounds::release(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        assert_eq!(guild.n_letters(pair[1], "round_left_out").await, 1);
    })
    .await;
}

//! Rounds that come by themselves.

use goodword_app::outside::Secret;
use goodword_app::rounds::{self, Calendar, Coming};
use goodword_app::{jobs, wishes};
use goodword_domain::rounds::Terms;
use goodword_testkit::on_both;
use jiff::civil::date;

use crate::support::{Guild, terms};

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_makes_each_round_once_and_members_skip_it_by_a_link() {
    on_both(async |house| {
        let guild = Guild::of(&house, 5).await;
        let calendar = Calendar {
            first: date(2026, 6, 9),
            every_weeks: 2,
            minute: 540,
            told_days: 3,
            releases: true,
            terms: Terms { explore_percent: 0, ..terms() },
        };
        rounds::set_calendar(&guild.app, &guild.ada, &guild.id, calendar).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        assert!(rounds::all(&guild.app, &guild.ada, &guild.id).await.unwrap().is_empty(), "not yet");
        house.clock.forward_days(5);
        for _ in 0..2 {
            jobs::work(&guild.app).await.unwrap();
        }
        assert_eq!(rounds::all(&guild.app, &guild.ada, &guild.id).await.unwrap().len(), 1);
        let letter = guild.letters(3).await.remove(0);
        assert_eq!(letter.0, "round_soon");
        let secret = letter.2.split_once("/rounds/").unwrap().1.lines().next().unwrap().to_owned();
        let secret = Secret::shown(&secret);
        let before = rounds::coming_by_link(&guild.app, &secret).await.unwrap();
        assert_eq!((before.coming, before.on), (Coming::Yes, date(2026, 6, 9)));
        let after = rounds::choose_by_link(&guild.app, &secret, false).await.unwrap();
        assert_eq!(after.coming, Coming::No);

        // Four weeks go by, an hour at a time on the days that count: three rounds, each released once.
        for _ in 0..28 * 8 {
            house.clock.forward(3 * 3600);
            jobs::work(&guild.app).await.unwrap();
        }
        let all = rounds::all(&guild.app, &guild.ada, &guild.id).await.unwrap();
        let released = all.iter().filter(|round| round.released.is_some()).map(|round| round.terms.on);
        assert_eq!(released.collect::<Vec<_>>(), [date(2026, 6, 23), date(2026, 6, 9)]);
        assert_eq!(all.last().unwrap().why["skipped"], 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_would_rather_not_meet_somebody_does_not() {
    on_both(async |house| {
        let guild = Guild::of(&house, 4).await;
        for other in [0, 2] {
            wishes::add(&guild.app, &guild.people[1].0, &guild.id, &guild.people[other].1).await.unwrap();
        }
        let round = guild.planned(terms()).await;
        let pairs = guild.pairs(&round.id).await;
        assert!(pairs.contains(&vec![1, 3]), "{pairs:?}");
        assert_eq!(wishes::mine(&guild.app, &guild.people[1].0, &guild.id).await.unwrap().len(), 2);
        assert!(wishes::mine(&guild.app, &guild.people[0].0, &guild.id).await.unwrap().is_empty());
        // A wish that comes after the plan still holds when people are asked.
        wishes::add(&guild.app, &guild.people[3].0, &guild.id, &guild.people[1].1).await.unwrap();
        rounds::release(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        jobs::work(&guild.app).await.unwrap();
        assert_eq!((guild.n_letters(1, "match").await, guild.n_letters(3, "match").await), (0, 0));
    })
    .await;
}

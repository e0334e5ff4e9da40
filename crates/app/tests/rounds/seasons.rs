//! Many rounds of a lively community, and a release that is disturbed: nobody meets anybody too soon again, nobody is dropped, nobody
//! is asked twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use goodword_app::matches::{self, By, Say};
use goodword_app::rounds::{self, Said};
use goodword_app::{App, jobs};
use goodword_domain::chance::Chance;
use goodword_domain::rounds::Terms;
use goodword_testkit::{Engine, RepeatingChance, TestHouse, on_both};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use crate::support::{Guild, terms};

/// How many members and rounds: `GOODWORD_SEASON=200x26` makes it a year.
fn season() -> (usize, usize) {
    let said = std::env::var("GOODWORD_SEASON").unwrap_or_else(|_| "24x4".to_owned());
    let (members, rounds) = said.split_once('x').expect("members x rounds");
    (members.parse().expect("a number"), rounds.parse().expect("a number"))
}

/// What is watched over the rounds.
#[derive(Default)]
struct Watch {
    /// The last round's day on which two were asked to meet.
    met: BTreeMap<(usize, usize), Date>,
    /// For how many rounds somebody who wanted to meet did not.
    alone: BTreeMap<usize, usize>,
    longest: usize,
    n_rematched: usize,
    n_trios: usize,
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the figures of a longer season are read by people")]
async fn a_season_of_absences_declines_pauses_and_late_joiners() {
    let (n, n_rounds) = season();
    let house = TestHouse::new(Engine::Sqlite).await;
    let mut guild = Guild::of(&house, n).await;
    let (mut chance, mut watch) = (Chance::seeded(26), Watch::default());
    let mut paused: BTreeMap<usize, Date> = BTreeMap::new();
    for number in 0..n_rounds {
        let on = date(2026, 6, 2).saturating_add((14 * number as i64).days());
        if number > 0 {
            let next = guild.people.len();
            guild.join(&house, next).await;
        }
        for i in 1..guild.people.len() {
            if chance.below(20) == 0 && paused.get(&i).is_none_or(|until| *until <= on) {
                let until = on.saturating_add(28.days());
                guild.describe(i, |profile| profile.paused_until = Some(until)).await;
                paused.insert(i, until);
            }
        }
        let away: BTreeSet<usize> = paused.iter().filter(|one| *one.1 > on).map(|one| *one.0).collect();
        one_round(&house, &guild, on, &away, &mut chance, &mut watch).await;
    }
    assert!(watch.longest <= 1, "somebody was alone {} rounds in a row", watch.longest);
    println!(
        "{n} members, {n_rounds} rounds: {} pairs asked, {} matched anew, {} tables of three, longest alone {} round(s)",
        watch.met.len(),
        watch.n_rematched,
        watch.n_trios,
        watch.longest
    );
}

async fn one_round(
    house: &TestHouse,
    guild: &Guild,
    on: Date,
    away: &BTreeSet<usize>,
    chance: &mut Chance,
    watch: &mut Watch,
) {
    let app = &guild.app;
    let terms = Terms { on, explore_percent: 10, seed: chance.below(1_000_000) as u32, ..terms() };
    let draft = rounds::draft(app, &guild.ada, &guild.id, terms).await.unwrap();
    let mut skips = BTreeSet::new();
    for i in (0..guild.people.len()).filter(|i| !away.contains(i)) {
        if chance.below(20) == 0 {
            rounds::choose(app, &guild.people[i].0, &guild.id, &draft.id, false).await.unwrap();
            skips.insert(i);
        }
    }
    rounds::plan(app, &guild.ada, &guild.id, &draft.id).await.unwrap();
    jobs::work(app).await.unwrap();
    let placed: BTreeSet<usize> = pairs(guild, &draft.id).await.into_values().flatten().collect();
    for i in 0..guild.people.len() {
        let stays = away.contains(&i) || skips.contains(&i);
        assert_eq!(placed.contains(&i), !stays, "on {on}: member {i} is dropped, or matched though away");
    }
    rounds::release(app, &guild.ada, &guild.id, &draft.id).await.unwrap();
    jobs::work(app).await.unwrap();
    let late: Vec<usize> = skips.iter().copied().filter(|_| chance.below(2) == 0).collect();
    for i in &late {
        rounds::choose(app, &guild.people[*i].0, &guild.id, &draft.id, true).await.unwrap();
    }
    // Who does not come this time, by a word or by silence; everybody else says yes to whatever comes.
    let unwilling: BTreeSet<usize> = (0..guild.people.len()).filter(|_| chance.below(8) == 0).collect();
    for day in 0..14 {
        answer(guild, &draft.id, &unwilling, day).await;
        house.clock.forward_days(1);
        jobs::work(app).await.unwrap();
    }
    settle(guild, &draft.id, on, away, &skips, &late, &unwilling, watch).await;
}

/// Everybody who was asked and has not answered says something; half of the unwilling say nothing at all.
async fn answer(
    guild: &Guild,
    id: &goodword_domain::rounds::stages::RoundId,
    unwilling: &BTreeSet<usize>,
    day: usize,
) {
    for shown in rounds::of_round(&guild.app, &guild.ada, &guild.id, id, None, 200).await.unwrap() {
        if shown.stage != "asked" {
            continue;
        }
        for one in shown.people.iter().filter(|one| one.said == Said::Waiting) {
            let i = guild.by_member[&one.member];
            let say = match unwilling.contains(&i) {
                true if i.is_multiple_of(2) => continue,
                true if day < 2 => continue,
                true => Say::NotThisTime { seen: true },
                false => Say::Accept {},
            };
            let by = By::Seat { actor: &guild.people[i].0, community: &guild.id, id: &shown.id };
            let answered = matches::answer(&guild.app, &by, say).await.unwrap();
            if answered.now.stage == "off" {
                break;
            }
        }
    }
}

/// The members of each match of a round, whatever became of it.
async fn pairs(guild: &Guild, id: &goodword_domain::rounds::stages::RoundId) -> BTreeMap<String, Vec<usize>> {
    let mut all = BTreeMap::new();
    let mut after = None;
    loop {
        let place = after.as_ref().map(|(position, id)| (*position, id));
        let some = rounds::of_round(&guild.app, &guild.ada, &guild.id, id, place, 200).await.unwrap();
        let Some(last) = some.last() else { return all };
        after = Some((last.position, last.id.clone()));
        for shown in some {
            let members = shown.people.iter().map(|one| guild.by_member[&one.member]);
            all.insert(shown.id.0.clone(), members.collect());
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a round is judged by")]
async fn settle(
    guild: &Guild,
    id: &goodword_domain::rounds::stages::RoundId,
    on: Date,
    away: &BTreeSet<usize>,
    skips: &BTreeSet<usize>,
    late: &[usize],
    unwilling: &BTreeSet<usize>,
    watch: &mut Watch,
) {
    for people in pairs(guild, id).await.into_values() {
        watch.n_trios += usize::from(people.len() > 2);
        for (i, a) in people.iter().enumerate() {
            assert!(!away.contains(a), "{a} has paused");
            for b in &people[i + 1..] {
                let last = watch.met.insert((*a.min(b), *a.max(b)), on);
                let days = last.map(|last| (on - last).get_days());
                // In one round two can meet again only as two of three: that is the same meeting.
                assert!(
                    days.is_none_or(|days| days >= 84 || days == 0),
                    "{a} and {b} again after {days:?} days"
                );
            }
        }
    }
    for i in 0..guild.people.len() {
        let wants =
            !away.contains(&i) && !unwilling.contains(&i) && (!skips.contains(&i) || late.contains(&i));
        if !wants {
            continue;
        }
        let mine = matches::mine(&guild.app, &guild.people[i].0, &guild.id).await.unwrap();
        let meets = mine.iter().any(|mine| mine.on == on && mine.stage == "on");
        watch.n_rematched += mine.iter().filter(|mine| mine.on == on).count().saturating_sub(1);
        let alone = watch.alone.entry(i).or_insert(0);
        *alone = if meets { 0 } else { *alone + 1 };
        watch.longest = watch.longest.max(*alone);
    }
}

/// Another instance on the same database, with chance of its own.
fn another(app: &App, seed: u64) -> App {
    App { chance: Arc::new(RepeatingChance::new(seed)), ..app.clone() }
}

async fn each_has_one_letter(guild: &Guild, n: usize) {
    for i in 0..n {
        assert_eq!(guild.n_letters(i, "match").await, 1, "letters to {i}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_at_once_ask_nobody_twice() {
    on_both(async |house| {
        let guild = Guild::of(&house, 16).await;
        let round = guild.planned(terms()).await;
        rounds::release(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        let (one, other) = (another(&guild.app, 1001), another(&guild.app, 1002));
        for _ in 0..4 {
            let (a, b) = tokio::join!(jobs::work(&one), jobs::work(&other));
            a.unwrap();
            b.unwrap();
        }
        each_has_one_letter(&guild, 16).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_is_cut_off_anywhere_goes_on_and_asks_nobody_twice() {
    on_both(async |house| {
        let guild = Guild::of(&house, 12).await;
        let round = guild.planned(terms()).await;
        rounds::release(&guild.app, &guild.ada, &guild.id, &round.id).await.unwrap();
        let mut chance = Chance::seeded(3);
        for cut in 0..12 {
            let app = another(&guild.app, 2000 + cut);
            let working = tokio::spawn(async move { jobs::work(&app).await });
            tokio::time::sleep(Duration::from_micros(chance.below(40_000) as u64)).await;
            working.abort();
            let _ = working.await;
            // Past the lease: whoever was cut off is thought dead.
            house.clock.forward(200);
        }
        for _ in 0..3 {
            jobs::work(&guild.app).await.unwrap();
            house.clock.forward(200);
        }
        each_has_one_letter(&guild, 12).await;
        let asked: Timestamp = guild.round(&round.id).await.released.unwrap();
        assert!(asked < guild.app.now());
    })
    .await;
}

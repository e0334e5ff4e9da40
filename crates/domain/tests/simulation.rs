//! The simulation of `examples/simulate`, kept honest on small worlds: that it finds a gain where there is one and
//! none where there can be none, and that the same seed gives the same numbers.

#[allow(dead_code)]
#[path = "../examples/simulate/main.rs"]
mod simulate;

use simulate::arms::{Arm, compared};
use simulate::claims::OURS;
use simulate::law::Law;
use simulate::measures::Measure;
use simulate::options::Options;
use simulate::statistics::Estimate;
use simulate::study::{Seeds, Study};
use simulate::world::{Needs, Setting, World};

fn two() -> Vec<Arm> {
    compared().into_iter().filter(|arm| ["random coffee", OURS].contains(&arm.name)).collect()
}

fn small() -> Setting {
    Setting { members: 40, rounds: 6, needs: Needs::BeyondTheTrade, ..Setting::default() }
}

fn gain(setting: &Setting) -> Estimate {
    let study = Study::run(setting, two(), Seeds { first: 500, count: 12, threads: 2 });
    study.difference(OURS, "random coffee", Measure::Help)
}

#[test]
fn clear_profiles_make_better_lunches_than_chance_in_both_worlds() {
    for law in [Law::Main, Law::Second] {
        let gain = gain(&Setting { noise: 0.1, law, ..small() });
        assert!(gain.mean > gain.margin, "{law:?}: {gain:?}");
    }
}

#[test]
fn profiles_without_a_true_word_gain_nothing() {
    for law in [Law::Main, Law::Second] {
        let gain = gain(&Setting { noise: 1.0, law, ..small() });
        assert!(gain.covers(0.0), "{law:?}: {gain:?}");
    }
}

#[test]
fn there_is_nothing_to_gain_among_people_who_are_all_the_same() {
    let gain = gain(&Setting { identical: true, ..small() });
    assert!(gain.covers(0.0), "{gain:?}");
}

#[test]
fn the_number_of_threads_changes_no_number() {
    let run = |threads| {
        let study = Study::run(&small(), compared(), Seeds { first: 7, count: 3, threads });
        compared()
            .iter()
            .map(|arm| Measure::ALL.map(|measure| study.mean(arm.name, measure)))
            .collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn nobody_asks_for_what_they_can_do_when_needs_lie_beyond_the_trade() {
    let world = World::new(&small(), 3);
    for (member, person) in world.people.iter().enumerate() {
        let topic = world.need(member, 0, 1);
        assert!(person.skills[topic] < 0.3, "member {member} asks for topic {topic}");
    }
}

#[test]
fn arguments_that_make_no_sense_are_refused_by_name() {
    for (arguments, names) in [
        (vec!["--members", "7"], "--members"),
        (vec!["--noise", "1.5"], "--noise"),
        (vec!["--noise", "NaN"], "--noise"),
        (vec!["--veto"], "--veto"),
        (vec!["--world", "third"], "--world"),
        (vec!["--needs", "none"], "--needs"),
        (vec!["--colour"], "--colour"),
    ] {
        let refusal = Options::read(arguments.iter().map(|&word| word.to_owned())).unwrap_err();
        assert!(refusal.contains(names), "{arguments:?}: {refusal}");
    }
    let quick = Options::read(["--quick".to_owned()]).unwrap();
    assert_eq!((quick.seeds.count, quick.setting.members), (5, 60));
}

//! What is run and printed, part by part.

use super::arms::{Arm, ablations, compared};
use super::claims::{OURS, judge};
use super::law::Law;
use super::measures::Measure;
use super::statistics::Estimate;
use super::study::{Seeds, Study};
use super::table;
use super::world::{Needs, Setting};

const PRIMARY: [Measure; 5] =
    [Measure::Help, Measure::Useful, Measure::Gini, Measure::Efficiency, Measure::Diversity];
const GUARDS: [Measure; 6] = [
    Measure::Newcomers,
    Measure::GiverGini,
    Measure::Never,
    Measure::Isolates,
    Measure::Held,
    Measure::Proven,
];

fn only(names: &[&str]) -> Vec<Arm> {
    compared().into_iter().filter(|arm| names.contains(&arm.name)).collect()
}

/// One world, all arms: the registered comparison.
pub fn comparison(setting: &Setting, seeds: Seeds, say: &mut dyn FnMut(&str)) {
    let study = Study::run(setting, compared(), seeds);
    say(&format!("## {}\n", title(setting, seeds)));
    say(&table::means(&study, &PRIMARY));
    say(&table::means(&study, &GUARDS));
    say("Paired differences, with half of the 95 % interval:\n");
    say(&table::against_each(&study, &PRIMARY));
    say(&table::against_each(&study, &GUARDS[..4]));
    say("The registered claims, judged together:\n");
    say(&table::verdicts(&judge(&study)));
}

/// Ours with one term changed at a time.
pub fn ablation(setting: &Setting, seeds: Seeds, say: &mut dyn FnMut(&str)) {
    let arms = only(&[OURS]).into_iter().chain(ablations()).collect();
    let study = Study::run(setting, arms, seeds);
    say(&format!("## Each term of ours changed alone: {}\n", title(setting, seeds)));
    say(&table::each_against(&study, &PRIMARY));
    say(&table::each_against(&study, &GUARDS[..4]));
}

/// The other settings: decline, the second world, noise, controls, stress, size.
pub fn sweep(base: &Setting, seeds: Seeds, say: &mut dyn FnMut(&str)) {
    for setting in [
        Setting { veto: 0.3, ..base.clone() },
        Setting { veto: 0.7, ..base.clone() },
        Setting { law: Law::Second, ..base.clone() },
        Setting { law: Law::Second, veto: 0.7, ..base.clone() },
    ] {
        comparison(&setting, seeds, say);
    }
    ablation(&Setting { veto: 0.7, ..base.clone() }, seeds, say);
    say("## Gain over random coffee\n");
    let gained: Vec<(String, Study)> = settings(base)
        .into_iter()
        .map(|(name, s)| {
            let study = Study::run(&s, only(&["random coffee", OURS]), seeds);
            (name, study)
        })
        .collect();
    say(&table::gains(
        &gained,
        "random coffee",
        &[Measure::Help, Measure::Useful, Measure::Gini, Measure::GiverGini],
    ));
    say(&doses_and_controls(&gained));
}

/// Whether the gain falls with noise, as it must, and whether the controls show none.
fn doses_and_controls(gained: &[(String, Study)]) -> String {
    let gain = |what: &str| -> Vec<Estimate> {
        let those = gained.iter().filter(|(name, _)| name.contains(what));
        those.map(|(_, study)| study.difference(OURS, "random coffee", Measure::Help)).collect()
    };
    let falls =
        ["main, noise", "second, noise"].map(|dose| gain(dose).windows(2).all(|w| w[1].mean < w[0].mean));
    let none = ["noise 1.0", "identical"].map(|control| gain(control).iter().all(|gain| gain.covers(0.0)));
    let word = |holds: bool| if holds { "yes" } else { "**no**" };
    format!(
        "Does the gain in help fall with every step of noise? Main world: {}, second: {}. Is there none, within its \
         interval, in both worlds with noise 1: {}, with identical members: {}.\n",
        word(falls[0]),
        word(falls[1]),
        word(none[0]),
        word(none[1])
    )
}

/// Noise from none to all, in both worlds; everybody the same person; stress; other sizes.
fn settings(base: &Setting) -> Vec<(String, Setting)> {
    let mut all = Vec::new();
    for (name, law) in [("main", Law::Main), ("second", Law::Second)] {
        let base = Setting { law, ..base.clone() };
        let mut push = |what: String, setting: Setting| all.push((format!("{name}, {what}"), setting));
        for noise in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            push(format!("noise {noise:.1}"), Setting { noise, ..base.clone() });
        }
        push("identical members".to_owned(), Setting { identical: true, ..base.clone() });
        push("30 % takers".to_owned(), Setting { takers: 0.3, ..base.clone() });
        push("30 % inflators".to_owned(), Setting { inflators: 0.3, ..base.clone() });
        for members in [40, 300] {
            push(format!("{members} members"), Setting { members, ..base.clone() });
        }
    }
    all
}

fn title(setting: &Setting, seeds: Seeds) -> String {
    let world = match setting.law {
        Law::Main => "Main world",
        Law::Second => "Second world",
    };
    let needs = match setting.needs {
        Needs::OfTheTrade => "needs that colleagues can answer",
        Needs::BeyondTheTrade => "needs beyond one's trade",
    };
    format!(
        "{world}, {needs}: {} members, {} rounds, noise {}, veto {}, seeds {} to {}",
        setting.members,
        setting.rounds,
        setting.noise,
        setting.veto,
        seeds.first,
        seeds.first + seeds.count as u64 - 1
    )
}

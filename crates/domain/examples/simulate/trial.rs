//! One arm in one world: round after round people are matched, meet or not, help or not.

use goodword_domain::scoring::Dials;
use goodword_matching::{Budget, Problem, solve};

use super::arms::{Arm, Seen};
use super::draws::{For, draws};
use super::measures::{Measures, Tally};
use super::profiles::{Profile, is_asked};
use super::record::Record;
use super::ties::Ties;
use super::world::{NEEDS, World};

/// What is left of a giver's tiredness after a round.
const REST: f64 = 0.7;
/// Chance that help which came is reported.
const REPORTED: f64 = 0.8;

/// A need of a member, and the round in which it appeared.
#[derive(Clone, Copy)]
struct Need {
    topic: usize,
    born: usize,
    answered: bool,
}

struct Trial<'a> {
    world: &'a World,
    profiles: Vec<Profile>,
    needs: Vec<[Need; NEEDS]>,
    load: Vec<f64>,
    record: Record,
    ties: Ties,
    tally: Tally,
}

/// Plays all rounds and measures.
pub fn play(world: &World, arm: &Arm) -> Measures {
    let n = world.n();
    let first = |member| {
        std::array::from_fn(|slot| Need { topic: world.need(member, slot, 0), born: 0, answered: false })
    };
    let mut trial = Trial {
        world,
        profiles: Profile::all(world),
        needs: (0..n).map(first).collect(),
        load: vec![0.0; n],
        record: Record::empty(n),
        ties: Ties::before(world),
        tally: Tally::new(n),
    };
    for round in 0..world.setting.rounds {
        let pairs = trial.pairs(arm, round);
        trial.record.fade(&Dials::default());
        trial.ties.fade();
        let tired = trial.load.clone();
        trial.load.iter_mut().for_each(|load| *load *= REST);
        for (a, b) in pairs {
            trial.meet(a, b, round, &tired);
        }
        trial.tally.round_over(round);
        trial.renew(round);
    }
    trial.tally.measures(world, &trial.ties)
}

impl Trial<'_> {
    fn pairs(&mut self, arm: &Arm, round: usize) -> Vec<(usize, usize)> {
        let asks = self.asks();
        let truth = |a: usize, b: usize| self.expected(a, b);
        let seen = Seen {
            world: self.world,
            round,
            profiles: &self.profiles,
            asks: &asks,
            record: &self.record,
            truth: &truth,
        };
        let edges = arm.edges(&seen);
        let problem = Problem::new(self.world.n(), &edges).expect("weights of an arm are bounded");
        let plan = solve(&problem, &Budget::default());
        self.tally.planned(self.world.n() / 2, plan.is_optimal());
        plan.pairs.iter().map(|&(a, b)| (a as usize, b as usize)).collect()
    }

    /// Topics of the needs that members wrote down.
    fn asks(&self) -> Vec<Vec<usize>> {
        let of = |(member, needs): (usize, &[Need; NEEDS])| {
            let shown = needs
                .iter()
                .enumerate()
                .filter(|(slot, need)| is_asked(self.world, member, *slot, need.born));
            shown.map(|(_, need)| need.topic).collect()
        };
        self.needs.iter().enumerate().map(of).collect()
    }

    fn chance(&self, giver: usize, receiver: usize, topic: usize) -> f64 {
        let (people, chemistry) = (&self.world.people, self.world.chemistry(giver, receiver));
        self.world.setting.law.chance(&people[giver], &people[receiver], chemistry, topic, self.load[giver])
    }

    /// The true expectation of help in both directions, with declines and absences.
    fn expected(&self, a: usize, b: usize) -> f64 {
        let towards = |giver: usize, receiver: usize| -> f64 {
            self.needs[receiver].iter().map(|need| self.chance(giver, receiver, need.topic)).sum()
        };
        let people = &self.world.people;
        let stays = |me, other| if self.is_promised(me, other) { 1.0 } else { 1.0 - self.world.setting.veto };
        let held = people[a].attendance * people[b].attendance * stays(a, b) * stays(b, a);
        held * (towards(a, b) + towards(b, a))
    }

    /// Does the other's profile hold out anything that this member needs, written down or not?
    fn is_promised(&self, me: usize, other: usize) -> bool {
        self.needs[me].iter().any(|need| self.profiles[other].promises(need.topic))
    }

    fn takes_place(&self, a: usize, b: usize, round: usize) -> bool {
        let comes = |me: usize, other: usize| {
            let seed = self.world.seed;
            let declines = draws(seed, For::Decline, &[round, me]).unit() < self.world.setting.veto;
            let there = draws(seed, For::Attendance, &[round, me]).unit() < self.world.people[me].attendance;
            there && (!declines || self.is_promised(me, other))
        };
        comes(a, b) && comes(b, a)
    }

    fn meet(&mut self, a: usize, b: usize, round: usize, tired: &[f64]) {
        self.record.matched(a, b, round);
        if !self.takes_place(a, b, round) {
            return;
        }
        let held_out = [(a, b), (b, a)].map(|(giver, receiver)| self.holds_out(giver, receiver));
        let useful =
            self.help(a, b, round, tired[a], held_out[0]) + self.help(b, a, round, tired[b], held_out[1]);
        self.record.met(a, b);
        self.ties.met(a, b, useful > 0);
        self.tally.held();
    }

    /// Did the written asks meet the written offers in this direction?
    fn holds_out(&self, giver: usize, receiver: usize) -> bool {
        let needs = self.needs[receiver].iter().enumerate();
        let mut asked = needs.filter(|(slot, need)| is_asked(self.world, receiver, *slot, need.born));
        asked.any(|(_, need)| self.profiles[giver].promises(need.topic))
    }

    /// One direction of a meeting; how many needs were answered.
    fn help(&mut self, giver: usize, receiver: usize, round: usize, load: f64, held_out: bool) -> usize {
        let (world, law) = (self.world, self.world.setting.law);
        let (people, chemistry) = (&world.people, world.chemistry(giver, receiver));
        let luck = |what, slot| draws(world.seed, what, &[round, giver, receiver, slot]).unit();
        let willing = luck(For::Willing, 0) < law.willing(&people[giver], load);
        let (mut helps, mut reported) = (0, 0.0);
        for (slot, need) in self.needs[receiver].iter_mut().enumerate() {
            let lands = law.lands(&people[giver], &people[receiver], chemistry, need.topic, load);
            if willing && luck(For::Lands, slot) < lands {
                need.answered = true;
                helps += 1;
                reported += f64::from(u8::from(luck(For::Report, slot) < REPORTED));
            }
        }
        self.load[giver] += helps as f64;
        self.record.reported(giver, receiver, held_out, reported);
        self.tally.helped(giver, receiver, helps);
        helps
    }

    /// Answered needs make room for others, and some are given up.
    fn renew(&mut self, round: usize) {
        for (member, needs) in self.needs.iter_mut().enumerate() {
            for (slot, need) in needs.iter_mut().enumerate() {
                if need.answered || self.world.renews(member, slot, round) {
                    let topic = self.world.need(member, slot, round + 1);
                    *need = Need { topic, born: round + 1, answered: false };
                }
            }
        }
    }
}

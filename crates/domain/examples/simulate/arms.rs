//! The arms: ways to decide who meets whom. All get the same engine, the same profiles and the same rule that no
//! pair repeats; they differ in what a pair is worth.

use goodword_domain::help::HelpKind;
use goodword_domain::scoring::{self, Dials};

use super::draws::{For, draws};
use super::profiles::Profile;
use super::record::Record;
use super::world::World;

/// Weights are whole numbers for the engine.
const SCALE: f64 = 1e6;
/// How near an ask is to an offer on the same topic.
const EXACT: f64 = 1.0;
/// Rounds during which somebody who came without ties counts as new.
const NEW_ROUNDS: usize = 3;

/// One way to match.
#[derive(Clone, Debug)]
pub struct Arm {
    pub name: &'static str,
    pub rule: Rule,
}

/// What a pair is worth.
#[derive(Clone, Debug)]
pub enum Rule {
    /// Random coffee.
    Lot,
    /// People of one trade.
    SameProfession,
    /// Trades that buy from each other; two of the same trade are rejected.
    BuysFromWhom,
    /// The popular with the popular.
    Popularity,
    /// How much two can help each other, by the product's formulas.
    Help { dials: Box<Dials>, learns: bool },
    /// The true expectation, which nobody can know.
    Truth,
}

/// What a matcher may look at in one round.
pub struct Seen<'a> {
    pub world: &'a World,
    pub round: usize,
    pub profiles: &'a [Profile],
    /// Topics that each member asks about, as written.
    pub asks: &'a [Vec<usize>],
    pub record: &'a Record,
    /// Expected help of a pair; only [`Rule::Truth`] may look.
    pub truth: &'a dyn Fn(usize, usize) -> f64,
}

fn help(name: &'static str, learns: bool, turn: impl Fn(&mut Dials)) -> Arm {
    let mut dials = Dials::default();
    turn(&mut dials);
    Arm { name, rule: Rule::Help { dials: Box::new(dials), learns } }
}

/// The arms that are compared.
pub fn compared() -> Vec<Arm> {
    let plain = |name, rule| Arm { name, rule };
    vec![
        plain("random coffee", Rule::Lot),
        plain("same profession", Rule::SameProfession),
        plain("buys from whom", Rule::BuysFromWhom),
        plain("popularity", Rule::Popularity),
        help("utilitarian", false, |d| {
            (d.geometric_share, d.fairness, d.giver_load, d.bridging, d.welcome) = (0.0, 0.0, 0.0, 0.0, 0.0);
        }),
        help("Goodword", true, |_| {}),
        plain("oracle", Rule::Truth),
    ]
}

/// Ours with one term changed.
pub fn ablations() -> Vec<Arm> {
    vec![
        help("λ = 0 (sum of both)", true, |d| d.geometric_share = 0.0),
        help("λ = 1 (balance only)", true, |d| d.geometric_share = 1.0),
        help("α = 0 (no fairness)", true, |d| d.fairness = 0.0),
        help("α = 2 (more fairness)", true, |d| d.fairness = 2.0),
        help("no bridging", true, |d| d.bridging = 0.0),
        help("no welcome", true, |d| d.welcome = 0.0),
        help("no giver protection", true, |d| d.giver_load = 0.0),
        help("no learned reliability", false, |_| {}),
    ]
}

impl Arm {
    /// What every open pair is worth, as edges for the engine.
    pub fn edges(&self, seen: &Seen) -> Vec<(u32, u32, i64)> {
        let worth: Box<dyn Fn(usize, usize) -> f64> = match &self.rule {
            Rule::Lot => Box::new(|a, b| seen.lot(a, b)),
            Rule::SameProfession => {
                Box::new(|a, b| f64::from(u8::from(seen.same_trade(a, b))) + 1e-3 * seen.lot(a, b))
            }
            Rule::BuysFromWhom => {
                Box::new(|a, b| f64::from(u8::from(seen.world.deals(a, b))) + 1e-3 * seen.lot(a, b))
            }
            Rule::Popularity => {
                let standing: Vec<f64> = (0..seen.world.n()).map(|a| seen.record.popularity(a)).collect();
                Box::new(move |a, b| 1e-2 * standing[a] * standing[b] + 1e-3 * seen.lot(a, b))
            }
            Rule::Help { dials, learns } => {
                let weights = seen.help_weights(dials, *learns);
                let n = seen.world.n();
                Box::new(move |a, b| weights[a * n + b])
            }
            Rule::Truth => Box::new(|a, b| (seen.truth)(a, b)),
        };
        let rejects_peers = matches!(self.rule, Rule::BuysFromWhom);
        let open = |a: usize, b: usize| {
            seen.record.open(a, b, seen.round) && !(rejects_peers && seen.same_trade(a, b))
        };
        let pairs = (0..seen.world.n()).flat_map(|b| (0..b).map(move |a| (a, b)));
        pairs
            .filter(|&(a, b)| open(a, b))
            .map(|(a, b)| (a as u32, b as u32, (worth(a, b) * SCALE).round() as i64))
            .collect()
    }
}

impl Seen<'_> {
    fn lot(&self, a: usize, b: usize) -> f64 {
        draws(self.world.seed, For::Lot, &[self.round, a, b]).unit()
    }

    fn same_trade(&self, a: usize, b: usize) -> bool {
        self.world.people[a].profession == self.world.people[b].profession
    }

    /// h(giver→receiver) from profile and asks, through the two channels that this trial has.
    fn directed(
        &self,
        dials: &Dials,
        expertise: f64,
        reliability: f64,
        giver: usize,
        receiver: usize,
    ) -> f64 {
        let profile = &self.profiles[giver];
        let answered = |offers: super::profiles::Topics| {
            let asks = self.asks[receiver].iter().filter(|&&topic| offers.contains(topic));
            scoring::noisy_or(asks.map(|_| dials.importance * dials.landing(EXACT) * expertise))
        };
        let mut q = [0.0; 6];
        q[HelpKind::Advice.index()] = answered(profile.skills);
        q[HelpKind::Introduction.index()] = answered(profile.contacts);
        // Values are unknown here, as for most communities: one factor for everybody.
        dials.directed(&q, dials.values_factor(0.0), dials.followup_factor(reliability))
    }

    /// W of every pair with bridging and welcome in units of its median, by `a * n + b` with a < b.
    fn help_weights(&self, dials: &Dials, learns: bool) -> Vec<f64> {
        let n = self.world.n();
        let expertise: Vec<f64> = self.profiles.iter().map(|p| dials.expertise(p.n_offers())).collect();
        let reliability = if learns { self.record.reliability(dials) } else { vec![dials.reliability; n] };
        let h = |a: usize, b: usize| self.directed(dials, expertise[a], reliability[a], a, b);
        let (received, given) = (&self.record.received, &self.record.given);
        let mut weights = vec![0.0; n * n];
        for b in 0..n {
            for a in 0..b {
                let for_a = dials.benefit(h(b, a), received[a], given[b]);
                let for_b = dials.benefit(h(a, b), received[b], given[a]);
                weights[a * n + b] = dials.weight(for_a, for_b);
            }
        }
        let mut positive: Vec<f64> = weights.iter().copied().filter(|&w| w > 0.0).collect();
        positive.sort_by(f64::total_cmp);
        let median = positive.get(positive.len() / 2).copied().unwrap_or(1.0);
        for b in 0..n {
            for a in 0..b {
                weights[a * n + b] += median * self.extra(dials, a, b);
            }
        }
        weights
    }

    /// What a meeting counts for bringing strangers together and for welcoming somebody new.
    fn extra(&self, dials: &Dials, a: usize, b: usize) -> f64 {
        let is_new = |at: usize| self.round < NEW_ROUNDS && self.world.people[at].newcomer;
        let bridging = if dials.bridging > 0.0 { scoring::bridging(self.record.steps(a, b)) } else { 0.0 };
        dials.bridging * bridging + if is_new(a) != is_new(b) { dials.welcome } else { 0.0 }
    }
}

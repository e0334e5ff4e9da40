//! The truth: people with skills, contacts, tempers and needs, which no matcher sees.
//!
//! Everything is drawn from the seed alone, so all arms act in the same world.

use goodword_domain::chance::Chance;

use super::draws::{For, beta, dirichlet, draws, normal, one_of, pareto};
use super::law::Law;

/// What needs, skills and contacts are about.
pub const TOPICS: usize = 40;
/// Trades.
pub const PROFESSIONS: usize = 12;
/// Circles of people who know each other before the first round.
const CHAPTERS: usize = 4;
/// Needs that a person has at any time.
pub const NEEDS: usize = 3;
/// Share of skill that makes a level of 1; a person's shares sum to 1.
const MASTERY: f64 = 0.2;
/// From this level on a person thinks of a skill or a contact as theirs to offer.
pub const WORTH_OFFERING: f64 = 0.3;
/// How many contacts on one topic open half of the doors.
const CONTACTS_FOR_HALF: f64 = 3.0;
/// Chance that an unanswered need is replaced by another between two rounds.
const RENEWAL: f64 = 0.35;

/// What the part of needs that comes with a trade is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// What colleagues of the same trade know.
    OfTheTrade,
    /// What a trade typically lacks; and nobody asks for what they can do themselves.
    BeyondTheTrade,
}

/// What a trial is about; everything but the seed and the arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub members: usize,
    pub rounds: usize,
    /// Chance that a skill, a contact or an ask is missing from what matchers see.
    pub noise: f64,
    /// Chance that a member declines a lunch that promises them nothing.
    pub veto: f64,
    /// How help comes about.
    pub law: Law,
    pub needs: Needs,
    /// Share of people who hardly help.
    pub takers: f64,
    /// Share of people who claim what they do not have.
    pub inflators: f64,
    /// Negative control: everybody is the same person.
    pub identical: bool,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting {
            members: 120,
            rounds: 12,
            noise: 0.4,
            veto: 0.0,
            law: Law::Main,
            needs: Needs::OfTheTrade,
            takers: 0.15,
            inflators: 0.08,
            identical: false,
        }
    }
}

/// One person as they are. Numbers are in `0..=1`.
#[derive(Clone, Debug)]
pub struct Person {
    pub profession: usize,
    pub chapter: usize,
    /// Came without any tie.
    pub newcomer: bool,
    pub inflates: bool,
    /// Level by topic.
    pub skills: [f64; TOPICS],
    /// How far their contacts reach, by topic.
    pub contacts: [f64; TOPICS],
    pub generosity: f64,
    pub followthrough: f64,
    pub attendance: f64,
    /// How good help must be for them; the second world only.
    pub threshold: f64,
}

/// A world of one seed.
pub struct World {
    pub setting: Setting,
    pub seed: u64,
    pub people: Vec<Person>,
    /// Topics that people of a profession need: shares that sum to 1.
    needed: Vec<[f64; TOPICS]>,
    /// How often a topic is needed, whatever the profession.
    popularity: [f64; TOPICS],
    /// Which profession buys from which.
    buys: [[bool; PROFESSIONS]; PROFESSIONS],
    chemistry: Vec<f64>,
    /// Ties before the first round, with their strength.
    pub ties: Vec<(usize, usize, f64)>,
}

impl World {
    pub fn new(setting: &Setting, seed: u64) -> World {
        let mut chance = draws(seed, For::World, &[]);
        let trades: Vec<[f64; TOPICS]> = (0..PROFESSIONS).map(|_| dirichlet(&mut chance, 0.15)).collect();
        let mut popularity = std::array::from_fn(|rank| libm::pow(rank as f64 + 1.0, -0.7));
        chance.shuffle(&mut popularity);
        let buys = draw_buyers(&mut chance);
        let person = |at| {
            let who = if setting.identical { 0 } else { at };
            draw_person(setting, &trades, &mut draws(seed, For::Person, &[who]))
        };
        let people: Vec<Person> = (0..setting.members).map(person).collect();
        let needed = match setting.needs {
            Needs::OfTheTrade => trades,
            Needs::BeyondTheTrade => {
                let mut chance = draws(seed, For::Lack, &[]);
                (0..PROFESSIONS).map(|_| dirichlet(&mut chance, 0.15)).collect()
            }
        };
        let chemistry = draw_chemistry(setting.members, seed);
        let ties = draw_ties(&people, &mut chance);
        World { setting: setting.clone(), seed, people, needed, popularity, buys, chemistry, ties }
    }

    pub fn n(&self) -> usize {
        self.people.len()
    }

    /// How well two people get on, around 1; nobody can see it beforehand.
    pub fn chemistry(&self, a: usize, b: usize) -> f64 {
        self.chemistry[a * self.n() + b]
    }

    /// Does either buy from the other's trade?
    pub fn deals(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.people[a].profession, self.people[b].profession);
        self.buys[a][b] || self.buys[b][a]
    }

    /// The need that appears in this place of a member's list in this round, whichever arm asks.
    pub fn need(&self, member: usize, slot: usize, round: usize) -> usize {
        if self.setting.identical {
            return one_of(&mut draws(self.seed, For::Need, &[0, slot, 0]), &self.popularity);
        }
        let mut chance = draws(self.seed, For::Need, &[member, slot, round]);
        let person = &self.people[member];
        let mut topic = self.draw_need(person, &mut chance);
        if self.setting.needs == Needs::BeyondTheTrade {
            let mut redraws = 0;
            while person.skills[topic] >= WORTH_OFFERING && redraws < 50 {
                topic = self.draw_need(person, &mut chance);
                redraws += 1;
            }
        }
        topic
    }

    fn draw_need(&self, person: &Person, chance: &mut Chance) -> usize {
        let of_trade = chance.unit() < 0.4;
        let weights = if of_trade { &self.needed[person.profession] } else { &self.popularity };
        one_of(chance, weights)
    }

    /// Is a need that nobody answered replaced after this round?
    pub fn renews(&self, member: usize, slot: usize, round: usize) -> bool {
        draws(self.seed, For::Renewal, &[member, slot, round]).unit() < RENEWAL
    }
}

/// Each profession buys from three others.
fn draw_buyers(chance: &mut Chance) -> [[bool; PROFESSIONS]; PROFESSIONS] {
    std::array::from_fn(|buyer| {
        let mut sellers: Vec<usize> = (0..PROFESSIONS).filter(|&seller| seller != buyer).collect();
        chance.shuffle(&mut sellers);
        std::array::from_fn(|seller| sellers[..3].contains(&seller))
    })
}

fn draw_person(setting: &Setting, trades: &[[f64; TOPICS]], chance: &mut Chance) -> Person {
    let profession = chance.below(PROFESSIONS);
    let trade = &trades[profession];
    let own: [f64; TOPICS] = dirichlet(chance, 0.08);
    let skills = std::array::from_fn(|t| ((0.6 * trade[t] + 0.4 * own[t]) / MASTERY).min(1.0));
    let taker = chance.unit() < setting.takers;
    let generosity = beta(chance, 4.0, 2.0);
    Person {
        profession,
        chapter: chance.below(CHAPTERS),
        newcomer: chance.unit() < 0.15,
        inflates: chance.unit() < setting.inflators,
        skills,
        contacts: draw_contacts(trade, chance),
        generosity: if taker { 0.1 } else { generosity },
        followthrough: beta(chance, 5.0, 2.0),
        attendance: beta(chance, 12.0, 2.0),
        threshold: 0.2 + 0.3 * chance.unit(),
    }
}

/// A few people know very many; half of one's contacts are of one's own trade.
fn draw_contacts(trade: &[f64; TOPICS], chance: &mut Chance) -> [f64; TOPICS] {
    let number = pareto(chance, 8.0, 1.3).min(500.0) as usize;
    let mut count = [0.0; TOPICS];
    for _ in 0..number {
        let topic = if chance.unit() < 0.5 { one_of(chance, trade) } else { chance.below(TOPICS) };
        count[topic] += 1.0;
    }
    count.map(|c| c / (c + CONTACTS_FOR_HALF))
}

/// Lognormal with mean 1 and sd .7 of the logarithm, one number for both directions.
fn draw_chemistry(n: usize, seed: u64) -> Vec<f64> {
    const SD: f64 = 0.7;
    let mut all = vec![1.0; n * n];
    for a in 0..n {
        for b in 0..a {
            let z = normal(&mut draws(seed, For::Chemistry, &[b, a]));
            let value = libm::exp(SD * z - SD * SD / 2.0);
            (all[a * n + b], all[b * n + a]) = (value, value);
        }
    }
    all
}

/// About four ties each, nine in ten within a chapter; newcomers have none.
fn draw_ties(people: &[Person], chance: &mut Chance) -> Vec<(usize, usize, f64)> {
    let known: Vec<usize> = (0..people.len()).filter(|&at| !people[at].newcomer).collect();
    let mut ties = Vec::new();
    if known.len() < 2 {
        return ties;
    }
    while ties.len() < 2 * known.len() {
        let (a, b) = (known[chance.below(known.len())], known[chance.below(known.len())]);
        let anywhere = chance.unit() < 0.1;
        let strength = 0.5 + chance.unit();
        if a != b && (anywhere || people[a].chapter == people[b].chapter) {
            ties.push((a.min(b), a.max(b), strength));
        }
    }
    ties
}

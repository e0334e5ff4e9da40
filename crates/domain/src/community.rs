//! A community read once for scoring: every distinct ask and offer, who has it, and which offers answer which
//! asks. From it one [`Row`] says what one member and everybody else can give each other.
//!
//! A row costs one pass over the members who offer what this member asks for and who ask for what this member
//! offers, not over all pairs of sentences; sentences are compared once per distinct wording.

use std::collections::BTreeMap;

use goodword_language::{Direction, Language, Market, OfferIndex, Reading};

use crate::help::HelpKind;
use crate::members::{Entry, Member};
use crate::scoring::{self, Dials};

/// Position of a member in the community's list.
pub type Seat = usize;

/// Up to this many members shared markets are compared for all pairs.
const ALL_MARKETS: usize = 20_000;

/// One distinct ask or offer of the community.
struct Wording {
    reading: Reading,
    kind: HelpKind,
    /// The kind was said by the member, not guessed from the wording.
    stated: bool,
    /// Members who have it, ascending.
    members: Vec<u32>,
    /// Offers that answer this ask, or asks that this offer answers, with the strength; ascending.
    links: Vec<(u32, f64)>,
}

/// What a member's row is made of, beside the wordings.
struct Standing {
    /// Distinct asks, ascending; the order in which products are taken, so that both sides agree to the bit.
    asks: Vec<u32>,
    offers: Vec<u32>,
    values: Vec<u32>,
    market: Market,
    expertise: f64,
    years: Option<u32>,
}

/// Members with everything that scoring needs, read once.
pub struct Community<'a> {
    /// The members, in the order in which they were handed in.
    pub members: &'a [Member],
    /// The constants in force.
    pub dials: Dials,
    language: &'a Language,
    asks: Vec<Wording>,
    offers: Vec<Wording>,
    standing: Vec<Standing>,
    shared: SharedMarkets,
    mean_alike: f64,
}

/// What one member gets from, and gives to, everybody: `gets[v]` is h(v→u), `gives[v]` is h(u→v).
pub struct Row {
    /// Help towards the member of this row, by seat.
    pub gets: Vec<f64>,
    /// Help from the member of this row, by seat.
    pub gives: Vec<f64>,
}

/// Noisy-or over channels for one member with everybody: factors that land in the open channel, and what the
/// closed channels leave of 1. Factors come in the order of the asks, so that both sides of a pair agree to the bit.
struct Channels {
    open: Vec<f64>,
    touched: Vec<Seat>,
    rest: Vec<f64>,
}

impl Channels {
    fn new(n: usize) -> Channels {
        Channels { open: vec![1.0; n], touched: Vec::new(), rest: vec![1.0; n] }
    }

    /// Has anything landed so far?
    fn touches(&self, other: Seat) -> bool {
        self.open[other] < 1.0 || self.rest[other] < 1.0
    }

    fn land(&mut self, other: Seat, chance: f64) {
        if self.open[other] == 1.0 {
            self.touched.push(other);
        }
        self.open[other] *= 1.0 - chance;
    }

    fn close(&mut self, weight: f64) {
        for other in self.touched.drain(..) {
            let q = 1.0 - std::mem::replace(&mut self.open[other], 1.0);
            self.rest[other] *= 1.0 - weight * q;
        }
    }
}

/// An ask of one member that an offer of another answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Position in the asking member's list of asks.
    pub ask: usize,
    /// Position in the offering member's list of offers.
    pub offer: usize,
    /// How near they are, `0..=1`.
    pub strength: f64,
    /// Which kind of help it is.
    pub kind: HelpKind,
    /// One of the two said so; otherwise it is what the wording suggests.
    pub stated: bool,
}

fn intern(
    language: &Language,
    members: &[Member],
    direction: Direction,
    entries: impl Fn(&Member) -> &[Entry],
) -> (Vec<Wording>, Vec<Vec<u32>>) {
    let mut known: BTreeMap<(String, Option<HelpKind>), u32> = BTreeMap::new();
    let mut wordings: Vec<Wording> = Vec::new();
    let mut by_member = Vec::with_capacity(members.len());
    for (seat, member) in members.iter().enumerate() {
        let mut own = Vec::new();
        for entry in entries(member) {
            let id = *known.entry((entry.text.clone(), entry.kind)).or_insert_with(|| {
                let reading = language.read(&entry.text, direction);
                let kind = entry.kind.or(reading.kind().map(HelpKind::from)).unwrap_or(HelpKind::Advice);
                let stated = entry.kind.is_some();
                wordings.push(Wording { reading, kind, stated, members: Vec::new(), links: Vec::new() });
                wordings.len() as u32 - 1
            });
            if !own.contains(&id) {
                own.push(id);
                wordings[id as usize].members.push(seat as u32);
            }
        }
        by_member.push(own);
    }
    (wordings, by_member)
}

/// Compares every distinct ask with every distinct offer, once.
fn link(language: &Language, dials: &Dials, asks: &mut [Wording], offers: &mut [Wording], threads: usize) {
    let readings: Vec<Reading> = offers.iter().map(|offer| offer.reading.clone()).collect();
    let index = OfferIndex::new(language, readings);
    let found = in_parallel(asks.len(), threads, |ask| {
        index
            .search(language, &asks[ask].reading, dials.faint)
            .iter()
            .map(|hit| (hit.offer, hit.strength))
            .collect()
    });
    for (ask, links) in found.into_iter().enumerate() {
        let links: Vec<(u32, f64)> = links;
        for &(offer, strength) in &links {
            offers[offer as usize].links.push((ask as u32, strength));
        }
        asks[ask].links = links;
    }
}

/// Runs `work` on `0..n` over some threads; the result does not depend on how many.
pub fn in_parallel<T: Send>(n: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.clamp(1, n.max(1));
    if threads == 1 {
        return (0..n).map(work).collect();
    }
    let part = n.div_ceil(threads);
    std::thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = (0..threads)
            .map(|t| scope.spawn(move || (t * part..((t + 1) * part).min(n)).map(work).collect::<Vec<T>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// How well any two could serve the same people together, in 255 steps.
///
/// Small communities keep it for all pairs, a byte each. In large ones only pairs with an ask and an offer that meet
/// are asked, when they are needed.
struct SharedMarkets {
    n: usize,
    /// Row by row; empty in large communities.
    steps: Vec<u8>,
}

impl SharedMarkets {
    fn of(language: &Language, standing: &[Standing], threads: usize) -> SharedMarkets {
        let n = standing.len();
        let mut shared = SharedMarkets { n, steps: Vec::new() };
        if n > ALL_MARKETS {
            return shared;
        }
        let later = in_parallel(n, threads, |a| {
            (a + 1..n).map(|b| steps(language, &standing[a], &standing[b])).collect::<Vec<u8>>()
        });
        shared.steps = vec![0; n * n];
        for (a, row) in later.into_iter().enumerate() {
            for (b, step) in (a + 1..).zip(row) {
                shared.steps[a * n + b] = step;
                shared.steps[b * n + a] = step;
            }
        }
        shared
    }

    /// `None` in a large community.
    fn row(&self, a: Seat) -> Option<&[u8]> {
        (!self.steps.is_empty()).then(|| &self.steps[a * self.n..(a + 1) * self.n])
    }
}

fn steps(language: &Language, a: &Standing, b: &Standing) -> u8 {
    let market = language.partnership(&a.market, &b.market);
    market.map_or(0, |market| {
        (scoring::collaboration(market.audience, market.together, market.same) * 255.0).round() as u8
    })
}

fn numbered(words: &[String], known: &mut BTreeMap<String, u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = words
        .iter()
        .map(|word| {
            let next = known.len() as u32;
            *known.entry(word.trim().to_lowercase()).or_insert(next)
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The mean likeness of values over pairs where both are known; over an even sample when there are many.
fn mean_alike(standing: &[Standing]) -> f64 {
    let known: Vec<&[u32]> =
        standing.iter().map(|s| s.values.as_slice()).filter(|values| !values.is_empty()).collect();
    let step = known.len().div_ceil(1_000).max(1);
    let sample: Vec<&[u32]> = known.into_iter().step_by(step).collect();
    let (mut sum, mut pairs) = (0.0, 0.0_f64);
    for (i, a) in sample.iter().enumerate() {
        for b in &sample[..i] {
            sum += scoring::alike(a, b).unwrap_or(0.0);
            pairs += 1.0;
        }
    }
    if pairs > 0.0 { sum / pairs } else { 0.0 }
}

impl<'a> Community<'a> {
    /// Reads the members. `threads` changes the time, never the result.
    pub fn read(
        language: &'a Language,
        members: &'a [Member],
        dials: Dials,
        threads: usize,
    ) -> Community<'a> {
        let (mut asks, asked) = intern(language, members, Direction::Ask, |m| &m.asks);
        let (mut offers, offered) = intern(language, members, Direction::Offer, |m| &m.offers);
        link(language, &dials, &mut asks, &mut offers, threads);
        let mut known_values = BTreeMap::new();
        let mut standing: Vec<Standing> = members
            .iter()
            .zip(asked.into_iter().zip(offered))
            .map(|(member, (mut own_asks, own_offers))| {
                own_asks.sort_unstable();
                let profession = member.profession.iter().map(|text| language.read(text, Direction::Offer));
                let mut does: Vec<Reading> = profession.collect();
                does.extend(own_offers.iter().map(|&offer| offers[offer as usize].reading.clone()));
                Standing {
                    values: numbered(&member.values, &mut known_values),
                    market: language.market(&does, &member.serves),
                    expertise: dials.expertise(own_offers.len()),
                    years: member.years,
                    asks: own_asks,
                    offers: own_offers,
                }
            })
            .collect();
        standing.shrink_to_fit();
        let mean_alike = mean_alike(&standing);
        let shared = SharedMarkets::of(language, &standing, threads);
        Community { members, dials, language, asks, offers, standing, shared, mean_alike }
    }

    /// How many members there are.
    pub fn n(&self) -> usize {
        self.members.len()
    }

    /// How far two members' values agree; the community's mean where one has named none.
    fn alike(&self, a: Seat, b: Seat) -> f64 {
        scoring::alike(&self.standing[a].values, &self.standing[b].values).unwrap_or(self.mean_alike)
    }

    /// How far an ask is open to a giver: who says that they want a mentor wants somebody with more years.
    fn openness(&self, ask: u32, mentor: Seat, learner: Seat) -> f64 {
        let ask = &self.asks[ask as usize];
        if ask.stated && ask.kind == HelpKind::Mentoring {
            self.dials.seniority(self.standing[mentor].years, self.standing[learner].years)
        } else {
            1.0
        }
    }

    /// How likely an answer of this strength helps: u·s·e, and open to mentoring where that is asked for.
    fn lands(&self, ask: u32, strength: f64, giver: Seat, receiver: Seat) -> f64 {
        self.dials.importance
            * self.dials.landing(strength)
            * self.standing[giver].expertise
            * self.openness(ask, giver, receiver)
    }

    /// The best strength with which one of `offers` answers each ask, ascending by ask.
    fn answered_by(&self, offers: &[u32]) -> Vec<(u32, f64)> {
        let mut answered: Vec<(u32, f64)> =
            offers.iter().flat_map(|&offer| self.offers[offer as usize].links.iter().copied()).collect();
        answered.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
        answered.dedup_by_key(|&mut (ask, _)| ask);
        answered
    }

    /// What one member and everybody else can give each other.
    pub fn row(&self, seat: Seat) -> Row {
        let n = self.n();
        let own = &self.standing[seat];
        let (mut gets, mut gives) = (Channels::new(n), Channels::new(n));
        let mut best = vec![0.0_f64; n];
        let answered = self.answered_by(&own.offers);
        for kind in HelpKind::ALL {
            for &ask in own.asks.iter().filter(|&&ask| self.kind(ask) == kind) {
                for (giver, strength) in self.givers(ask, &mut best) {
                    gets.land(giver, self.lands(ask, strength, giver, seat));
                }
            }
            for &(ask, strength) in answered.iter().filter(|(ask, _)| self.kind(*ask) == kind) {
                for &asker in &self.asks[ask as usize].members {
                    gives.land(asker as usize, self.lands(ask, strength, seat, asker as usize));
                }
            }
            if kind == HelpKind::Collaboration {
                for other in 0..n {
                    let shared = match self.shared.row(seat) {
                        Some(row) => f64::from(row[other]) / 255.0,
                        None if gets.touches(other) || gives.touches(other) => {
                            self.collaboration(seat, other)
                        }
                        None => 0.0,
                    };
                    if shared > 0.0 && other != seat {
                        gets.land(other, shared);
                        gives.land(other, shared);
                    }
                }
            }
            gets.close(self.dials.channel[kind.index()]);
            gives.close(self.dials.channel[kind.index()]);
        }
        let followup = self.dials.followup_factor(self.dials.reliability);
        let mut row = Row { gets: vec![0.0; n], gives: vec![0.0; n] };
        for other in (0..n).filter(|&other| other != seat) {
            if gets.rest[other] < 1.0 || gives.rest[other] < 1.0 {
                let values = self.dials.values_factor(self.alike(seat, other));
                row.gets[other] = (1.0 - gets.rest[other]) * values * followup;
                row.gives[other] = (1.0 - gives.rest[other]) * values * followup;
            }
        }
        row
    }

    fn kind(&self, ask: u32) -> HelpKind {
        self.asks[ask as usize].kind
    }

    /// Everybody with an offer near this ask, with the strength of their nearest. `best` is all zero, before and after.
    fn givers(&self, ask: u32, best: &mut [f64]) -> Vec<(Seat, f64)> {
        let mut givers = Vec::new();
        for &(offer, strength) in &self.asks[ask as usize].links {
            for &giver in &self.offers[offer as usize].members {
                let so_far = &mut best[giver as usize];
                if *so_far == 0.0 {
                    givers.push((giver as usize, 0.0));
                }
                *so_far = so_far.max(strength);
            }
        }
        for (giver, strength) in &mut givers {
            *strength = std::mem::take(&mut best[*giver]);
        }
        givers
    }

    /// Help in both directions between two members: h(a→b), h(b→a).
    pub fn between(&self, a: Seat, b: Seat) -> (f64, f64) {
        let values = self.dials.values_factor(self.alike(a, b));
        let followup = self.dials.followup_factor(self.dials.reliability);
        let mut left = [self.left(a, b), self.left(b, a)];
        let before = ..=HelpKind::Collaboration.index();
        let meets = left.iter().any(|left| left[before].iter().any(|&rest| rest < 1.0));
        if meets || self.shared.row(a).is_some() {
            let shared = self.collaboration(a, b);
            left.iter_mut().for_each(|left| left[HelpKind::Collaboration.index()] *= 1.0 - shared);
        }
        let help = |left: [f64; 6]| self.dials.directed(&left.map(|rest| 1.0 - rest), values, followup);
        (help(left[0]), help(left[1]))
    }

    /// What the giver's offers leave open of the receiver's asks, by kind: Π (1 − u·s·e).
    fn left(&self, giver: Seat, receiver: Seat) -> [f64; 6] {
        let mut left = [1.0; 6];
        for (ask, strength) in self.answered_by(&self.standing[giver].offers) {
            if self.standing[receiver].asks.binary_search(&ask).is_ok() {
                left[self.kind(ask).index()] *= 1.0 - self.lands(ask, strength, giver, receiver);
            }
        }
        left
    }

    /// How well two members could serve the same people together.
    fn collaboration(&self, a: Seat, b: Seat) -> f64 {
        let step = match self.shared.row(a) {
            Some(row) => row[b],
            None => steps(self.language, &self.standing[a], &self.standing[b]),
        };
        f64::from(step) / 255.0
    }

    /// Why two members could serve the same people together, in a clause; with how well.
    pub fn shared_market(&self, a: Seat, b: Seat) -> Option<(String, f64)> {
        let strength = self.collaboration(a, b);
        let why = self.language.partnership_why(&self.standing[a].market, &self.standing[b].market);
        why.filter(|_| strength > 0.0).map(|why| (why, strength))
    }

    /// Values that both named, in the first member's words.
    pub fn shared_values(&self, a: Seat, b: Seat) -> Vec<&str> {
        let theirs: Vec<String> = self.members[b].values.iter().map(|v| v.trim().to_lowercase()).collect();
        let mine = self.members[a].values.iter().map(|value| value.trim());
        mine.filter(|value| theirs.contains(&value.to_lowercase())).collect()
    }

    /// Every ask of `receiver` with the giver's nearest offer to it, strongest first.
    pub fn answers(&self, giver: Seat, receiver: Seat) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (ask, entry) in self.members[receiver].asks.iter().enumerate() {
            let Some(wording) = self.wording(&self.asks, &self.standing[receiver].asks, entry) else {
                continue;
            };
            let links = &self.asks[wording as usize].links;
            let nearest = self.members[giver]
                .offers
                .iter()
                .enumerate()
                .filter_map(|(offer, entry)| {
                    let id = self.wording(&self.offers, &self.standing[giver].offers, entry)?;
                    let link = links.binary_search_by_key(&id, |&(offer, _)| offer).ok()?;
                    Some((offer, id, links[link].1))
                })
                .reduce(|best, next| if next.2 > best.2 { next } else { best });
            if let Some((offer, id, strength)) = nearest {
                let stated = entry.kind.or(self.members[giver].offers[offer].kind);
                let kind = stated.unwrap_or_else(|| self.suggested(wording, id));
                answers.push(Answer { ask, offer, strength, kind, stated: stated.is_some() });
            }
        }
        answers.sort_by(|x, y| y.strength.total_cmp(&x.strength));
        answers
    }

    /// The number of this entry among the member's own wordings.
    fn wording(&self, wordings: &[Wording], own: &[u32], entry: &Entry) -> Option<u32> {
        let same = |id: &&u32| {
            let wording = &wordings[**id as usize];
            wording.reading.text() == entry.text && entry.kind.is_none_or(|kind| kind == wording.kind)
        };
        own.iter().find(same).copied()
    }

    /// The kind that the wording of an ask suggests, else that of the offer.
    fn suggested(&self, ask: u32, offer: u32) -> HelpKind {
        let (ask, offer) = (self.kind(ask), self.offers[offer as usize].kind);
        if ask == HelpKind::Advice { offer } else { ask }
    }

    /// For one member: may others answer an ask of theirs, and may they answer one of others', usefully?
    /// `(helped[v], helps[v])` by seat.
    pub fn usefully(&self, seat: Seat) -> (Vec<bool>, Vec<bool>) {
        let mut helped = vec![false; self.n()];
        let mut helps = vec![false; self.n()];
        let useful = |links: &[(u32, f64)]| -> Vec<u32> {
            links.iter().filter(|link| link.1 >= self.dials.useful).map(|link| link.0).collect()
        };
        for &ask in &self.standing[seat].asks {
            for offer in useful(&self.asks[ask as usize].links) {
                self.offers[offer as usize]
                    .members
                    .iter()
                    .for_each(|&v| helped[v as usize] = v as usize != seat);
            }
        }
        for &offer in &self.standing[seat].offers {
            for ask in useful(&self.offers[offer as usize].links) {
                self.asks[ask as usize].members.iter().for_each(|&v| helps[v as usize] = v as usize != seat);
            }
        }
        (helped, helps)
    }
}

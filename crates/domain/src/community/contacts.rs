//! Whose asks and offers meet those of one member: the pairs that are worth weighing in a large community.
//!
//! Definitions. Two members are *in contact* when an offer of one answers an ask of the other. A wording is *common*
//! when more than [`FEW`] people hold what answers it.
//!
//! Idea. Help is added up along the links of a member's own asks and offers, and nobody else is touched. Where an ask
//! is so common that thousands could answer it, those are looked at who come next in the list, in a circle, among
//! [`AHEAD`] people: whoever stands there may be as good as anybody, and everybody has other people ahead. What few
//! can answer is looked at whole.
//!
//! Cost: for one member the holders of what answers their asks and of what their offers answer, each common wording
//! at most `AHEAD`.

use super::help::Channels;
use super::{Community, Seat};
use crate::help::HelpKind;

/// How far ahead in the list the holders of common wordings are looked for.
const AHEAD: usize = 12_000;
/// Up to so many holders are all looked at, wherever they stand.
const FEW: usize = 1_500;

/// Work space for one contact list after another.
pub struct Bench {
    gets: Channels,
    gives: Channels,
    best: Vec<f64>,
}

/// Somebody in contact, with the help that would pass; shared markets are not counted yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// The other.
    pub seat: Seat,
    /// What they could do for the member.
    pub gets: f64,
    /// What the member could do for them.
    pub gives: f64,
}

impl Community<'_> {
    /// Work space for [`Community::contacts`].
    pub fn bench(&self) -> Bench {
        let n = self.n();
        Bench { gets: Channels::new(n), gives: Channels::new(n), best: vec![0.0; n] }
    }

    /// Everybody in contact with a member, in no order but the same one each time.
    pub fn contacts(&self, seat: Seat, bench: &mut Bench) -> Vec<Contact> {
        let own = &self.standing[seat];
        let answered = self.answered_by(&own.offers);
        let askers = answered.iter().map(|(ask, _)| self.asks[*ask as usize].members.len()).sum::<usize>();
        for kind in HelpKind::ALL {
            for &ask in own.asks.iter().filter(|&&ask| self.kind(ask) == kind) {
                let links = &self.asks[ask as usize].links;
                let holders = links.iter().map(|(offer, _)| self.offers[*offer as usize].members.len()).sum();
                let near = |offer: usize| self.ahead(&self.offers[offer].members, seat, holders);
                for (giver, strength) in self.givers(ask, &mut bench.best, near) {
                    bench.gets.land(giver, self.lands(ask, strength, giver, seat));
                }
            }
            for &(ask, strength) in answered.iter().filter(|(ask, _)| self.kind(*ask) == kind) {
                for &asker in self.ahead(&self.asks[ask as usize].members, seat, askers).into_iter().flatten()
                {
                    bench.gives.land(asker as usize, self.lands(ask, strength, seat, asker as usize));
                }
            }
            bench.gets.close(self.dials.channel[kind.index()]);
            bench.gives.close(self.dials.channel[kind.index()]);
        }
        bench.drain(seat)
    }

    /// A contact with what a shared market adds.
    pub fn with_shared_market(&self, seat: Seat, contact: Contact) -> Contact {
        let shared =
            self.dials.channel[HelpKind::Collaboration.index()] * self.collaboration(seat, contact.seat);
        let either = |help: f64| 1.0 - (1.0 - help) * (1.0 - shared);
        Contact { gets: either(contact.gets), gives: either(contact.gives), ..contact }
    }

    /// By concept, the members one of whose services it is, ascending.
    pub fn sellers(&self) -> Vec<Vec<u32>> {
        let mut sellers = vec![Vec::new(); self.language.n_concepts()];
        for (seat, standing) in (0..).zip(&self.standing) {
            standing.market.services().for_each(|concept| sellers[usize::from(concept.0)].push(seat));
        }
        sellers
    }

    /// People whose services go together with those of a member and who serve the same people, with the help that
    /// would pass. Of each service so many are looked at who come next in the list; those stand in its order.
    pub fn partners(&self, seat: Seat, sellers: &[Vec<u32>], of_each: usize) -> Vec<Contact> {
        let mut others: Vec<u32> = Vec::new();
        for concept in self.standing[seat].market.goes_with() {
            let list = &sellers[usize::from(concept.0)];
            let next = list.partition_point(|other| (*other as usize) <= seat);
            others.extend(list[next..].iter().chain(&list[..next]).take(of_each));
        }
        others.sort_unstable();
        others.dedup();
        let others = others.into_iter().map(|other| other as usize).filter(|other| *other != seat);
        let alone = others.map(|seat| Contact { seat, gets: 0.0, gives: 0.0 });
        let both = alone.map(|contact| self.with_shared_market(seat, contact));
        both.filter(|contact| contact.gets > 0.0).collect()
    }

    /// The members of a list to be looked at: all of them where few hold the same, else those ahead in the circle.
    fn ahead<'b>(&self, members: &'b [u32], seat: Seat, holders: usize) -> [&'b [u32]; 2] {
        if holders <= FEW || self.n() <= AHEAD {
            return [members, &[]];
        }
        let before = |end: usize| members.partition_point(|&member| (member as usize) < end);
        let (from, end) = (before(seat), seat + AHEAD);
        if end <= self.n() {
            [&members[from..before(end)], &[]]
        } else {
            [&members[from..], &members[..before(end - self.n())]]
        }
    }
}

impl Bench {
    /// What was added up, and the bench clean again.
    fn drain(&mut self, own: Seat) -> Vec<Contact> {
        let mut contacts = Vec::with_capacity(self.gets.reached.len() + self.gives.reached.len());
        let given = std::mem::take(&mut self.gives.reached);
        for seat in self.gets.reached.drain(..).chain(given) {
            let gets = 1.0 - std::mem::replace(&mut self.gets.rest[seat], 1.0);
            let gives = 1.0 - std::mem::replace(&mut self.gives.rest[seat], 1.0);
            if seat != own && (gets > 0.0 || gives > 0.0) {
                contacts.push(Contact { seat, gets, gives });
            }
        }
        contacts
    }
}

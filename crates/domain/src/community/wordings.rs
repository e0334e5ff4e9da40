//! Every distinct ask and offer of a community: read once, compared once.

use std::collections::{BTreeMap, BTreeSet};

use goodword_language::{Direction, Language, OfferIndex, Reading};

use super::in_parallel;
use crate::help::HelpKind;
use crate::members::{Entry, Member};
use crate::scoring::Dials;

/// Of more different offers than this,
const MANY: usize = 20_000;
/// an ask is linked with so many that are nearest to it.
const NEAREST: usize = 200;

/// One distinct ask or offer of the community.
pub(super) struct Wording {
    pub reading: Reading,
    pub kind: HelpKind,
    /// The kind was said by the member, not guessed from the wording.
    pub stated: bool,
    /// Members who have it, ascending.
    pub members: Vec<u32>,
    /// Offers that answer this ask, or asks that this offer answers, with the strength; ascending.
    pub links: Vec<(u32, f64)>,
}

/// Numbers the wordings of all members, reads each once, and says which are whose.
pub(super) fn intern(
    language: &Language,
    members: &[Member],
    direction: Direction,
    entries: impl Fn(&Member) -> &[Entry],
    threads: usize,
) -> (Vec<Wording>, Vec<Vec<u32>>) {
    let mut known: BTreeMap<(&str, Option<HelpKind>), u32> = BTreeMap::new();
    let mut distinct: Vec<(&Entry, Vec<u32>)> = Vec::new();
    let mut by_member = Vec::with_capacity(members.len());
    for (seat, member) in members.iter().enumerate() {
        let mut own = Vec::new();
        for entry in entries(member) {
            let id = *known.entry((&entry.text, entry.kind)).or_insert_with(|| {
                distinct.push((entry, Vec::new()));
                distinct.len() as u32 - 1
            });
            if !own.contains(&id) {
                own.push(id);
                distinct[id as usize].1.push(seat as u32);
            }
        }
        by_member.push(own);
    }
    let texts: Vec<(&str, Direction)> =
        distinct.iter().map(|(entry, _)| (entry.text.as_str(), direction)).collect();
    let wording = |((entry, members), reading): ((&Entry, Vec<u32>), Reading)| {
        let kind = entry.kind.or(reading.kind().map(HelpKind::from)).unwrap_or(HelpKind::Advice);
        Wording { reading, kind, stated: entry.kind.is_some(), members, links: Vec::new() }
    };
    let readings = language.read_all(&texts, threads);
    (distinct.into_iter().zip(readings).map(wording).collect(), by_member)
}

/// What the members call their work, each wording read once.
pub(super) fn professions<'a>(
    language: &Language,
    members: &'a [Member],
    threads: usize,
) -> BTreeMap<&'a str, Reading> {
    let distinct: BTreeSet<&str> = members.iter().filter_map(|member| member.profession.as_deref()).collect();
    let texts: Vec<(&str, Direction)> = distinct.iter().map(|text| (*text, Direction::Offer)).collect();
    let readings = language.read_all(&texts, threads);
    distinct.into_iter().zip(readings).collect()
}

/// Finds what answers every distinct ask among the distinct offers.
pub(super) fn link(
    language: &Language,
    dials: &Dials,
    asks: &mut [Wording],
    offers: &mut [Wording],
    threads: usize,
) {
    let index = OfferIndex::new(language, offers.iter().map(|offer| &offer.reading));
    let most = if offers.len() > MANY { NEAREST } else { usize::MAX };
    let found = in_parallel(asks.len(), threads, |ask| {
        let mut hits = index.nearest(language, &asks[ask].reading, most, dials.faint);
        hits.sort_unstable_by_key(|hit| hit.offer);
        hits.iter().map(|hit| (hit.offer, hit.strength)).collect()
    });
    for (ask, links) in found.into_iter().enumerate() {
        let links: Vec<(u32, f64)> = links;
        for &(offer, strength) in &links {
            offers[offer as usize].links.push((ask as u32, strength));
        }
        asks[ask].links = links;
    }
}

//! Offers in few pieces of memory, those about the same side by side.

use crate::reading::{Beside, Offered, Reading};
use crate::rows::Rows;
use crate::vocabulary::WordId;

/// Many offers, by place.
#[derive(Clone, Debug)]
pub(super) struct Offers {
    /// By place, the offer's number.
    numbers: Vec<u32>,
    shares: Rows<(u16, f32)>,
    words: Rows<(WordId, f32)>,
    beside: Vec<Beside>,
}

impl Offers {
    pub(super) fn new(offers: Vec<&Reading>) -> Offers {
        let mut numbers: Vec<u32> = (0..offers.len() as u32).collect();
        numbers.sort_by_cached_key(|number| (subject(offers[*number as usize]), *number));
        let ordered = || numbers.iter().map(|number| offers[*number as usize]);
        Offers {
            shares: ordered().map(|offer| offer.shares.iter().copied()).collect(),
            words: ordered().map(|offer| offer.words.iter().copied()).collect(),
            beside: ordered().map(Reading::beside).collect(),
            numbers,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of the offer at a place.
    pub(super) fn number(&self, place: usize) -> u32 {
        self.numbers[place]
    }

    pub(super) fn at(&self, place: usize) -> Offered<'_> {
        Offered { shares: self.shares.row(place), words: self.words.row(place), beside: &self.beside[place] }
    }
}

/// What an offer is about first and second, how much of it is the first, and how surely it was read; what cannot be
/// read stands last, by its words.
fn subject(offer: &Reading) -> (u16, u8, u16, u8, u32) {
    let mut shares: Vec<(u16, f32)> = offer.shares.to_vec();
    shares.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let heaviest = offer.words.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let word = heaviest.map_or(u32::MAX, |(word, _)| word.0);
    let Some((first, share)) = shares.first().copied() else { return (u16::MAX, 0, 0, 0, word) };
    let second = shares.get(1).map_or(u16::MAX, |(second, _)| *second);
    let step = |x: f32, steps: f32| (steps - x * steps) as u8;
    (first, step(share, 8.0), second, step(offer.surest() as f32, 8.0), word)
}

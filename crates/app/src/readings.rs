//! Sentences that were read lately, so that a page need not have a whole community read anew.
//!
//! They lie in memory alone, and for an hour at most: what was erased is not remembered here.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use goodword_language::{Direction, Language, Reading};
use jiff::{SignedDuration, Timestamp};

/// How many are kept.
const MOST: usize = 20_000;
/// For how long.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);

/// The language that pages read with: the embedded lexicon alone.
pub(crate) fn language() -> &'static Language {
    &LANGUAGE
}

/// Sentences that were read lately.
#[derive(Debug, Default)]
pub struct Readings(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    since: Option<Timestamp>,
    by_text: HashMap<(Direction, String), Arc<Reading>>,
}

impl Readings {
    /// The reading of a sentence.
    pub(crate) fn of(&self, text: &str, direction: Direction, now: Timestamp) -> Arc<Reading> {
        let key = (direction, text.to_owned());
        if let Some(known) = self.shelf(now).by_text.get(&key) {
            return known.clone();
        }
        let reading = Arc::new(language().read(text, direction));
        self.shelf(now).by_text.insert(key, reading.clone());
        reading
    }

    /// The shelf; emptied when it is full or old.
    fn shelf(&self, now: Timestamp) -> std::sync::MutexGuard<'_, Shelf> {
        // Whoever panicked while holding it left whole readings behind.
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let old = shelf.since.is_none_or(|since| now.duration_since(since).abs() > KEPT);
        if old || shelf.by_text.len() >= MOST {
            *shelf = Shelf { since: Some(now), by_text: HashMap::new() };
        }
        shelf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_forgotten_within_the_hour() {
        let readings = Readings::default();
        let began = Timestamp::UNIX_EPOCH;
        let first = readings.of("monthly bookkeeping", Direction::Offer, began);
        let again = readings.of("monthly bookkeeping", Direction::Offer, began + KEPT);
        assert!(Arc::ptr_eq(&first, &again));
        let later = began + KEPT + SignedDuration::from_secs(1);
        readings.of("something else", Direction::Offer, later);
        assert_eq!(readings.shelf(later).by_text.len(), 1);
    }
}

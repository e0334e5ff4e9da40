//! The rules of a round: who takes part, and who may sit with whom.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::past::Standing;
use super::{Place, Settings};
use crate::community::Seat;
use crate::members::{Member, MemberId};

/// Why someone takes no part in this round; not a matter of matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    Paused(Date),
    NoMeetings,
}

/// What closes a pair for this round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    MetRecently,
    Avoided,
    ElsewhereOnly,
    NoSharedLanguage,
}

/// The hard rules, looked up once by seat.
pub(crate) struct Rules {
    avoided: Vec<BTreeSet<Seat>>,
    /// Number of a member's place; `None` when the place does not matter.
    places: Option<Vec<usize>>,
    /// A bit for each language spoken; no bit when unknown.
    languages: Vec<u128>,
}

/// Does this member take part on this day?
pub(crate) fn away(member: &Member, on: Date) -> Option<Away> {
    match member.paused_until {
        Some(day) if day > on => Some(Away::Paused(day)),
        _ => (member.capacity == Some(0)).then_some(Away::NoMeetings),
    }
}

/// One spelling for a language that people write by name or code, in their own tongue or another.
fn language_name(written: &str) -> String {
    const SPELLINGS: [(&str, &[&str]); 14] = [
        ("en", &["english", "englisch", "anglais", "inglés", "ingles", "inglese", "engels"]),
        ("de", &["german", "deutsch", "allemand", "alemán", "aleman", "tedesco", "duits"]),
        ("fr", &["french", "französisch", "français", "francais", "francés", "frances", "frans"]),
        ("es", &["spanish", "spanisch", "espagnol", "español", "espanol", "spagnolo", "spaans"]),
        ("it", &["italian", "italienisch", "italien", "italiano", "italiaans"]),
        ("nl", &["dutch", "niederländisch", "néerlandais", "nederlands", "holandés"]),
        ("pl", &["polish", "polnisch", "polonais", "polaco", "polski"]),
        ("pt", &["portuguese", "portugiesisch", "portugais", "portugués", "português"]),
        ("tr", &["turkish", "türkisch", "turc", "turco", "türkçe"]),
        ("uk", &["ukrainian", "ukrainisch", "ukrainien", "українська"]),
        ("ru", &["russian", "russisch", "russe", "ruso", "русский"]),
        ("ar", &["arabic", "arabisch", "arabe", "árabe", "العربية"]),
        ("zh", &["chinese", "chinesisch", "chinois", "chino", "mandarin", "中文"]),
        ("ja", &["japanese", "japanisch", "japonais", "japonés", "日本語"]),
    ];
    let lower = written.trim().to_lowercase();
    let code = lower.split(['-', '_', ' ', '(']).next().unwrap_or_default();
    let known = SPELLINGS.iter().find(|(short, names)| code == *short || names.contains(&code));
    known.map_or(lower.clone(), |(short, _)| (*short).to_owned())
}

fn number<T: Ord>(known: &mut BTreeMap<T, usize>, word: T) -> usize {
    let next = known.len();
    *known.entry(word).or_insert(next)
}

impl Rules {
    pub fn of(
        members: &[Member],
        settings: &Settings,
        avoid: &[(MemberId, MemberId)],
        seats: &BTreeMap<&MemberId, Seat>,
    ) -> Rules {
        let mut avoided = vec![BTreeSet::new(); members.len()];
        for (a, b) in avoid.iter().filter_map(|(a, b)| Some((*seats.get(a)?, *seats.get(b)?))) {
            avoided[a].insert(b);
            avoided[b].insert(a);
        }
        let mut known = BTreeMap::new();
        let place = |member: &Member| member.place.as_deref().map(|place| place.trim().to_lowercase());
        let places = (settings.place == Place::Same)
            .then(|| members.iter().map(|member| number(&mut known, place(member))).collect());
        let mut spoken = BTreeMap::new();
        let languages = members
            .iter()
            .map(|member| {
                let own = member.languages.iter().map(|l| number(&mut spoken, language_name(l)));
                // The 128th language and beyond share a bit: the gate opens a little wider, never too little.
                own.fold(0, |bits, language| bits | 1_u128 << language.min(127))
            })
            .collect();
        Rules { avoided, places, languages }
    }

    /// The place group of a member; all are in one when the place does not matter.
    pub fn place(&self, seat: Seat) -> usize {
        self.places.as_ref().map_or(0, |places| places[seat])
    }

    /// May these two sit together? `None` is yes.
    pub fn closed(&self, past: &Standing, a: Seat, b: Seat) -> Option<Closed> {
        if self.avoided[a].contains(&b) {
            return Some(Closed::Avoided);
        }
        if past.met_recently(a, b) {
            return Some(Closed::MetRecently);
        }
        if self.place(a) != self.place(b) {
            return Some(Closed::ElsewhereOnly);
        }
        let (mine, theirs) = (self.languages[a], self.languages[b]);
        let mute = mine != 0 && theirs != 0 && mine & theirs == 0;
        mute.then_some(Closed::NoSharedLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_language_has_one_name_however_it_is_written() {
        for written in ["English", "en", "EN-GB", "englisch", "Inglés (B2)", "en_US"] {
            assert_eq!(language_name(written), "en", "{written}");
        }
        assert_eq!(language_name("Klingon"), "klingon");
    }

    #[test]
    fn a_pause_ends_on_its_day() {
        let mut member = Member::named("a", "Ana");
        member.paused_until = Some(date(2026, 6, 1));
        assert_eq!(away(&member, date(2026, 5, 31)), Some(Away::Paused(date(2026, 6, 1))));
        assert_eq!(away(&member, date(2026, 6, 1)), None);
    }

    #[test]
    fn unknown_languages_close_no_pair() {
        let mut members = ["a", "b", "c"].map(|id| Member::named(id, id));
        members[0].languages = vec!["Deutsch".into()];
        members[1].languages = vec!["fr".into()];
        let seats = members.iter().enumerate().map(|(seat, m)| (&m.id, seat)).collect();
        let rules = Rules::of(&members, &Settings::on(date(2026, 1, 1)), &[], &seats);
        let past = Standing::nothing(3);
        assert_eq!(rules.closed(&past, 0, 1), Some(Closed::NoSharedLanguage));
        assert_eq!((rules.closed(&past, 0, 2), rules.closed(&past, 1, 2)), (None, None));
    }
}

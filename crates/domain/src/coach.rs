//! The coach: what would make an ask or an offer easier to answer, and what the reader made of it.
//!
//! Plain rules over words, in English and German. A hint never keeps anybody from saying something: it asks the question
//! that a good host would ask. The hints' sentences stand where people are spoken to, under [`Hint::word`].

use goodword_language::{ConceptId, Direction, Language, Reading};

use crate::words::folded;

/// What could be said more plainly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Clients of any kind: which?
    Clients,
    /// Money from anywhere: for what, how much, from whom?
    Money,
    /// People to work with: what would they do?
    Staff,
    /// Contacts as such: to whom?
    Contacts,
    /// To be seen: by whom?
    Attention,
    /// Help as such: with what?
    Help,
    /// Nothing in particular.
    Anything,
    /// Several things in one sentence.
    Several,
    /// Worded as the other side: an ask that offers, an offer that asks.
    OtherSide,
    /// Longer than one breath.
    Long,
    /// The reader knows none of it: a more common word beside it helps.
    Unread,
}

impl Hint {
    /// The word under which its sentence stands.
    pub fn word(self) -> &'static str {
        match self {
            Hint::Clients => "clients",
            Hint::Money => "money",
            Hint::Staff => "staff",
            Hint::Contacts => "contacts",
            Hint::Attention => "attention",
            Hint::Help => "help",
            Hint::Anything => "anything",
            Hint::Several => "several",
            Hint::OtherSide => "other_side",
            Hint::Long => "long",
            Hint::Unread => "unread",
        }
    }
}

/// What the coach makes of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coached {
    /// What could be said more plainly; nothing, most of the time.
    pub hints: Vec<Hint>,
    /// What it was understood to be about, surest first: at most two concepts of the lexicon.
    pub concepts: Vec<ConceptId>,
    /// The lexicon's ids of the customers that it names, at most two.
    pub audiences: Vec<String>,
}

/// A sentence says what it is about when the reader is at least this sure.
const SURE: f64 = 0.25;
/// And about a second thing, when that is so near to the surest.
const NEXT: f64 = 0.75;
/// More letters than this are more than one breath.
const LONG: usize = 140;
/// So many commas and the like tell of several things.
const SEVERAL: usize = 3;

/// Words that say nothing by themselves, folded.
const FILLING: &str = "i we me us my our a an the some any more new good better best great to of for with in on at and or by from \
    is are am be need needs want wants would like looking look seeking seek find finding get getting please who can could \
    someone somebody people person that which have has not just maybe also ways way how \
    ich wir mir uns mein meine meinen unser unsere unseren ein eine einen einem einer der die das den dem mehr neue neuen neuer neues \
    gute guten guter gutes zu zum zur von fur mit im am bei und oder ist sind brauche brauchen suche suchen mochte mochten will wollen \
    finden bitte wer kann konnte jemand jemanden leute menschen etwas nicht auch wie";

/// What somebody names who has not yet said which.
const VAGUE: [(Hint, &str); 7] = [
    (
        Hint::Clients,
        "clients client customers customer sales leads lead orders business deals revenue kunden kundinnen kunde auftrage auftrag \
         umsatz verkauf neukunden geschaft klienten",
    ),
    (
        Hint::Money,
        "money funding investment investor investors capital cash finance financing grants geld kapital investoren investor finanzierung \
         forderung mittel",
    ),
    (
        Hint::Staff,
        "staff employees employee workers hands team talent hires personal mitarbeiter mitarbeiterinnen mitarbeitende personen \
         fachkrafte verstarkung",
    ),
    (
        Hint::Contacts,
        "contacts contact network networking connections introductions introduction partners partner partnerships kontakte kontakt \
         netzwerk netzwerken vernetzung beziehungen partnerschaften einfuhrungen",
    ),
    (
        Hint::Attention,
        "visibility exposure awareness reach followers attention marketing publicity promotion sichtbarkeit reichweite bekanntheit \
         aufmerksamkeit werbung",
    ),
    (
        Hint::Help,
        "help support advice tips guidance feedback ideas input mentor mentoring mentorship experience knowledge expertise skills know hilfe \
         unterstutzung rat tipps beratung ideen austausch erfahrung erfahrungen wissen mentorin konnen",
    ),
    (
        Hint::Anything,
        "anything everything things thing stuff something opportunities alles irgendwas dinge chancen moglichkeiten",
    ),
];

/// What the coach makes of an ask or an offer.
pub fn coach(language: &Language, text: &str, direction: Direction) -> Coached {
    let reading = language.read(text, direction);
    let surest = reading.concepts().first().map_or(0.0, |(_, sure)| *sure);
    let least = SURE.max(NEXT * surest);
    let concepts =
        reading.concepts().iter().filter(|(_, sure)| *sure >= least).take(2).map(|(id, _)| *id).collect();
    let audiences = language.audiences_named(&reading).take(2).map(|audience| audience.id.clone()).collect();
    let coached = Coached { hints: Vec::new(), concepts, audiences };
    Coached { hints: hints(text, direction, &reading, &coached), ..coached }
}

fn hints(text: &str, direction: Direction, reading: &Reading, coached: &Coached) -> Vec<Hint> {
    let mut hints = Vec::new();
    if reading.worded().is_some_and(|worded| worded != direction) {
        hints.push(Hint::OtherSide);
    }
    match vague(text) {
        Some(vague) => hints.push(vague),
        None if coached.concepts.is_empty() && coached.audiences.is_empty() => hints.push(Hint::Unread),
        None => {}
    }
    if text.chars().filter(|c| matches!(c, ',' | ';' | '/')).count() >= SEVERAL || text.contains("; ") {
        hints.push(Hint::Several);
    } else if text.chars().count() > LONG {
        hints.push(Hint::Long);
    }
    hints
}

/// What is vague about a sentence in which every word that says something is a vague one.
fn vague(text: &str) -> Option<Hint> {
    let folded = folded(text);
    let filling: Vec<&str> = FILLING.split_whitespace().collect();
    let telling = folded.split(' ').filter(|word| !word.is_empty() && !filling.contains(word));
    let topics: Option<Vec<Hint>> = telling.map(topic).collect();
    let topics = topics?;
    // “Help with clients” is about clients.
    let named = topics.iter().find(|hint| !matches!(hint, Hint::Help | Hint::Anything));
    Some(named.or(topics.first()).copied().unwrap_or(Hint::Anything))
}

fn topic(word: &str) -> Option<Hint> {
    VAGUE.iter().find(|(_, words)| words.split_whitespace().any(|known| known == word)).map(|(hint, _)| *hint)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);

    fn asked(text: &str) -> Vec<Hint> {
        coach(&LANGUAGE, text, Direction::Ask).hints
    }

    #[test]
    fn vague_asks_are_asked_back_in_both_languages() {
        for (text, hint) in [
            ("Need clients", Hint::Clients),
            ("more customers, please!", Hint::Clients),
            ("Ich brauche mehr Aufträge", Hint::Clients),
            ("neue Kunden finden", Hint::Clients),
            ("funding", Hint::Money),
            ("Suche Investoren", Hint::Money),
            ("good staff", Hint::Staff),
            ("Mitarbeiter", Hint::Staff),
            ("networking", Hint::Contacts),
            ("Kontakte", Hint::Contacts),
            ("more visibility", Hint::Attention),
            ("help", Hint::Help),
            ("help with finding clients", Hint::Clients),
            ("Unterstützung", Hint::Help),
            ("something new", Hint::Anything),
            ("I need", Hint::Anything),
        ] {
            assert_eq!(asked(text).first(), Some(&hint), "{text}");
        }
    }

    #[test]
    fn specific_asks_are_left_in_peace() {
        for text in [
            "someone to do my books before the tax year ends",
            "an introduction to two cafés that look for local suppliers",
            "a physiotherapist, because I sit all day",
            "jemand, der meine Buchhaltung macht",
            "Fotos für unsere Speisekarte",
        ] {
            assert_eq!(asked(text), [], "{text}");
        }
    }

    #[test]
    fn one_thing_at_a_time_and_in_one_breath() {
        assert!(asked("a bookkeeper, a lawyer, a photographer, a printer").contains(&Hint::Several));
        let long = format!("someone to do my books {}", "every month of the year ".repeat(6));
        assert!(asked(&long).contains(&Hint::Long));
    }

    #[test]
    fn an_offer_that_asks_is_on_the_wrong_side() {
        let coached = coach(&LANGUAGE, "looking for a baker", Direction::Offer);
        assert_eq!(coached.hints.first(), Some(&Hint::OtherSide));
        assert!(asked("we offer monthly bookkeeping").contains(&Hint::OtherSide));
    }

    #[test]
    fn what_was_understood_is_told() {
        let coached = coach(&LANGUAGE, "monthly bookkeeping for small firms", Direction::Offer);
        let names: Vec<&str> =
            coached.concepts.iter().map(|id| LANGUAGE.concept(*id).name.as_str()).collect();
        assert!(names.contains(&"bookkeeping"), "{names:?}");
        assert_eq!(coached.audiences, ["small-firms"]);
        assert_eq!(asked("quibbledy frobnication"), [Hint::Unread]);
    }
}

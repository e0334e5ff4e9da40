//! What a sentence says beside its subject: whether it asks or offers, the kind of help, how senior,
//! how soon. Told by wording; silence is an answer too (`None`).

use aho_corasick::AhoCorasick;

/// Which side of the table a sentence speaks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Somebody needs.
    Ask,
    /// Somebody gives.
    Offer,
}

/// The six kinds of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Bringing two people together.
    Introduction,
    /// Telling what one knows.
    Advice,
    /// Lending or giving a thing, a room, hands.
    Resource,
    /// Doing something together.
    Collaboration,
    /// Accompanying somebody for a while.
    Mentoring,
    /// Sending somebody on with a recommendation.
    Referral,
}

/// How far along a person is, where a sentence says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seniority {
    /// Students, trainees, first steps.
    Beginner,
    /// Practised.
    Experienced,
    /// Leads people or a firm.
    Leader,
}

const ASKING: &[&str] = &[
    "looking for",
    "in search of",
    "searching for",
    "seeking",
    "i need",
    "we need",
    "need ",
    "wanted",
    "i want",
    "we want",
    "i would like",
    "we would like",
    "who can",
    "who knows",
    "does anyone",
    "can anyone",
    "where can",
    "how do",
    "how can",
    "help with",
    "help me",
    "someone to",
    "someone who",
    "somebody who",
    "somebody to",
    "suche",
    "suchen",
    "gesucht",
    "brauche",
    "jemand",
    "busco",
    "buscamos",
    "necesito",
    "necesitamos",
    "cherche",
    "recherche",
    "besoin",
    "szukam",
    "potrzebuj",
];

const OFFERING: &[&str] = &[
    "i help",
    "we help",
    "i can",
    "we can",
    "i offer",
    "we offer",
    "offering",
    "i teach",
    "we build",
    "i build",
    "i make",
    "we make",
    "i write",
    "i introduce",
    "i run",
    "i know",
    "i sell",
    "we sell",
    "i buy",
    "we buy",
    "happy to",
    "glad to",
    "available",
    "years of",
    "biete",
    "ich helfe",
    "ofrezco",
    "ofrecemos",
    "je propose",
    "nous offrons",
];

const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Introduction,
        &[
            "introduc",
            "intro to",
            "connect me",
            "connect you",
            "contacts to",
            "contact to",
            "contacts in",
            "put me in touch",
            "get in touch with",
            "who knows",
            "i know the",
            "i know many",
            "i know people",
            "well connected",
            "network of",
            "door opener",
            "vorstellen",
            "kontakt",
            "presentar",
            "mise en relation",
        ],
    ),
    (Kind::Mentoring, &["mentor", "sparring", "accompany", "coach", "role model"]),
    (
        Kind::Referral,
        &[
            "referral",
            "refer ",
            "recommend",
            "word of mouth",
            "first customers",
            "new customers",
            "new clients",
            "more clients",
            "more customers",
            "empfehl",
        ],
    ),
    (
        Kind::Collaboration,
        &[
            "partner",
            "co-founder",
            "cofounder",
            "collaborat",
            "together with",
            "joint",
            "cooperat",
            "kooperation",
            "team up",
        ],
    ),
    (
        Kind::Resource,
        &[
            "to rent",
            "for rent",
            "lend",
            "borrow",
            "space",
            "room",
            "hire",
            "premises",
            "machine",
            "equipment",
            "volunteer",
            "donat",
            "spare",
            "hands for",
            "van ",
            "desk",
        ],
    ),
    (
        Kind::Advice,
        &[
            "advice",
            "advise",
            "feedback",
            "tips",
            "how do",
            "how to",
            "how can",
            "second opinion",
            "questions about",
            "explain",
            "learn about",
            "understand",
            "review of",
            "experience with",
            "beratung",
        ],
    ),
];

const URGENT: &[&str] = &[
    "urgent",
    "asap",
    "as soon as possible",
    "immediately",
    "by monday",
    "by friday",
    "by tomorrow",
    "tomorrow",
    "today",
    "this week",
    "next week",
    "short notice",
    "at once",
    "right away",
    "same-day",
    "same day",
    "within a week",
    "in a week",
    "deadline",
    "dringend",
    "sofort",
    "urgente",
    "vite",
];

const SENIORITY: &[(Seniority, &[&str])] = &[
    (
        Seniority::Leader,
        &[
            "ceo",
            "cto",
            "cfo",
            "coo",
            "founder",
            "director",
            "head of",
            "vice president",
            "vp ",
            "managing",
            "executive",
            "owner",
            "chief",
            "partner at",
            "board",
        ],
    ),
    (
        Seniority::Experienced,
        &["senior", "experienced", "lead ", "principal", "expert", "years of", "seasoned"],
    ),
    (
        Seniority::Beginner,
        &[
            "junior",
            "beginner",
            "student",
            "trainee",
            "intern",
            "apprentice",
            "first-time",
            "first time",
            "newcomer",
            "graduate",
            "early-career",
            "starting out",
            "career changer",
        ],
    ),
];

/// What one sentence says beside its subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The side that its wording speaks from; `None` where it says nothing clear.
    pub(crate) worded: Option<Direction>,
    /// The kind of help that it names.
    pub(crate) kind: Option<Kind>,
    /// How senior the person is that it names.
    pub(crate) seniority: Option<Seniority>,
    /// Whether it says that it is soon or never.
    pub(crate) urgent: bool,
}

/// What a sign stands for; of several kinds or seniorities the first listed wins.
#[derive(Clone, Copy, Debug)]
enum Means {
    Asking,
    Offering,
    Kind(usize),
    Seniority(usize),
    Urgent,
}

/// All signs in one automaton: a sentence is read once (Aho and Corasick, 1975).
#[derive(Clone, Debug)]
pub(crate) struct SignReader {
    automaton: AhoCorasick,
    means: Vec<Means>,
}

impl SignReader {
    pub(crate) fn new() -> SignReader {
        let mut signs: Vec<(&str, Means)> = Vec::new();
        let mut list = |texts: &[&'static str], means| signs.extend(texts.iter().map(|text| (*text, means)));
        list(ASKING, Means::Asking);
        list(OFFERING, Means::Offering);
        list(URGENT, Means::Urgent);
        KINDS.iter().enumerate().for_each(|(n, (_, texts))| list(texts, Means::Kind(n)));
        SENIORITY.iter().enumerate().for_each(|(n, (_, texts))| list(texts, Means::Seniority(n)));
        let automaton =
            AhoCorasick::new(signs.iter().map(|(text, _)| text)).expect("some hundred short signs fit");
        SignReader { automaton, means: signs.into_iter().map(|(_, means)| means).collect() }
    }

    /// What a folded sentence says. A sign counts at the start of a word only.
    pub(crate) fn read(&self, folded: &str) -> Signs {
        let (mut asks, mut offers, mut urgent) = (folded.ends_with('?'), false, false);
        let (mut kind, mut seniority) = (usize::MAX, usize::MAX);
        for found in self.automaton.find_overlapping_iter(folded) {
            if folded[..found.start()].ends_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            match self.means[found.pattern().as_usize()] {
                Means::Asking => asks = true,
                Means::Offering => offers = true,
                Means::Urgent => urgent = true,
                Means::Kind(n) => kind = kind.min(n),
                Means::Seniority(n) => seniority = seniority.min(n),
            }
        }
        let worded = match (asks, offers) {
            (true, false) => Some(Direction::Ask),
            (false, true) => Some(Direction::Offer),
            _ => None,
        };
        let kind = KINDS.get(kind).map(|(kind, _)| *kind);
        Signs { worded, kind, seniority: SENIORITY.get(seniority).map(|(s, _)| *s), urgent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(folded: &str) -> Signs {
        SignReader::new().read(folded)
    }

    #[test]
    fn wording_tells_the_direction() {
        assert_eq!(read("looking for a baker").worded, Some(Direction::Ask));
        assert_eq!(read("i help bakers with their ovens").worded, Some(Direction::Offer));
        assert_eq!(read("bread").worded, None);
    }

    #[test]
    fn wording_tells_the_kind_of_help() {
        assert_eq!(read("introductions to hotel managers").kind, Some(Kind::Introduction));
        assert_eq!(read("two desks to rent").kind, Some(Kind::Resource));
        assert_eq!(read("a mentor for my first year").kind, Some(Kind::Mentoring));
        assert_eq!(read("bread").kind, None);
    }

    #[test]
    fn signs_stand_at_the_start_of_a_word() {
        assert!(!read("holidaytoday").urgent);
        assert!(read("a plumber today").urgent);
    }
}

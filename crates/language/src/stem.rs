//! The stem of a word: what `bookkeeper`, `bookkeepers` and `bookkeeping` share.
//!
//! A light stemmer of our own for retrieval. It joins more than a grammar would (`account`, `accountant`,
//! `accounting`), which suits short business sentences; both sides of a comparison are stemmed alike, so
//! that an odd-looking stem does no harm. Words of four letters and fewer lose only a plural. Cost: a few
//! comparisons of endings.

/// Plurals that no rule finds.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("bought", "buy"),
    ("children", "child"),
    ("feet", "foot"),
    ("geese", "goose"),
    ("halves", "half"),
    ("kept", "keep"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("left", "leave"),
    ("lives", "life"),
    ("lost", "lose"),
    ("made", "make"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("mice", "mouse"),
    ("paid", "pay"),
    ("people", "person"),
    ("ran", "run"),
    ("sales", "sale"),
    ("selves", "self"),
    ("shelves", "shelf"),
    ("sold", "sell"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Words that look inflected and are not, or whose stem would fall on another word; sorted.
const WHOLE: &[&str] = &[
    "always",
    "analysis",
    "anything",
    "apartment",
    "banner",
    "basis",
    "border",
    "building",
    "bus",
    "business",
    "butter",
    "campus",
    "career",
    "careers",
    "carer",
    "carers",
    "catering",
    "ceiling",
    "cement",
    "chapter",
    "charging",
    "charter",
    "chassis",
    "city",
    "clothing",
    "comment",
    "community",
    "computer",
    "computers",
    "corner",
    "counter",
    "customer",
    "customers",
    "department",
    "dinner",
    "during",
    "economics",
    "electronics",
    "engineer",
    "engineering",
    "engineers",
    "ethics",
    "evening",
    "everything",
    "factory",
    "feather",
    "flyer",
    "flyers",
    "focus",
    "founder",
    "founders",
    "garment",
    "gas",
    "general",
    "hearing",
    "hotel",
    "housing",
    "king",
    "leather",
    "lens",
    "letter",
    "letting",
    "lighting",
    "listing",
    "living",
    "local",
    "logistics",
    "lotion",
    "marketing",
    "master",
    "mathematics",
    "medical",
    "meeting",
    "meetings",
    "mention",
    "moment",
    "morning",
    "motion",
    "nation",
    "news",
    "nothing",
    "number",
    "order",
    "paper",
    "partner",
    "partners",
    "party",
    "personal",
    "physics",
    "plus",
    "politics",
    "port",
    "portable",
    "poster",
    "ration",
    "river",
    "roster",
    "series",
    "social",
    "something",
    "species",
    "spring",
    "station",
    "statistics",
    "status",
    "string",
    "summer",
    "tender",
    "tenders",
    "thing",
    "timber",
    "training",
    "university",
    "virus",
    "water",
    "weather",
    "wedding",
    "winter",
];

/// Endings, longest first, with what takes their place and how many letters must stay before them.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("isations", "", 4),
    ("izations", "", 4),
    ("isation", "", 4),
    ("ization", "", 4),
    ("fulness", "", 4),
    ("ational", "", 4),
    ("ations", "", 4),
    ("ators", "", 4),
    ("ation", "", 4),
    ("ating", "", 4),
    ("ators", "", 4),
    ("ative", "", 4),
    ("ities", "", 4),
    ("ments", "", 4),
    ("ances", "", 4),
    ("ences", "", 4),
    ("ising", "", 4),
    ("izing", "", 4),
    ("ically", "", 4),
    ("ical", "", 4),
    ("ants", "", 5),
    ("ated", "", 4),
    ("ates", "", 4),
    ("ator", "", 4),
    ("ised", "", 4),
    ("ized", "", 4),
    ("ises", "", 5),
    ("izes", "", 4),
    ("ment", "", 4),
    ("ness", "", 4),
    ("ance", "", 4),
    ("ence", "", 4),
    ("ings", "", 3),
    ("ions", "", 4),
    ("ists", "", 4),
    ("able", "", 4),
    ("ible", "", 4),
    ("ally", "", 4),
    ("ate", "", 4),
    ("ant", "", 5),
    ("ion", "", 4),
    ("ing", "", 3),
    ("ers", "", 4),
    ("ors", "", 4),
    ("ist", "", 4),
    ("ise", "", 5),
    ("ize", "", 4),
    ("ity", "", 4),
    ("ive", "", 4),
    ("ied", "i", 2),
    ("eed", "ee", 3),
    ("al", "", 5),
    ("ed", "", 3),
    ("er", "", 4),
    ("or", "", 5),
    ("ly", "", 4),
    ("ic", "", 4),
];

/// The stem of one word as [`crate::text::words`] gives it.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 3 || word.bytes().any(|b| !b.is_ascii_lowercase()) {
        return word.to_string();
    }
    let word = singular(word);
    if word.len() < 5 || is_whole(&word) {
        return word;
    }
    for (ending, instead, keep) in ENDINGS {
        if let Some(left) = word.strip_suffix(ending)
            && left.len() >= *keep
            && left.bytes().any(is_vowel)
        {
            return tidy(&format!("{left}{instead}"));
        }
    }
    tidy(&word)
}

/// The singular of an English plural; other words stay.
fn singular(word: &str) -> String {
    if let Ok(at) = IRREGULAR.binary_search_by(|(plural, _)| (*plural).cmp(word)) {
        return IRREGULAR[at].1.to_string();
    }
    if is_whole(word) || word.len() < 4 && !matches!(word, "cvs" | "pcs" | "hrs" | "ads") {
        return word.to_string();
    }
    if let Some(left) = word.strip_suffix("ies")
        && left.len() > 1
    {
        return if left.len() > 2 { format!("{left}y") } else { format!("{left}ie") };
    }
    for double in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if word.ends_with(double) {
            return word[..word.len() - 2].to_string();
        }
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        return word[..word.len() - 1].to_string();
    }
    word.to_string()
}

fn is_whole(word: &str) -> bool {
    WHOLE.binary_search(&word).is_ok()
}

/// Undoes what joining an ending did: a doubled consonant, a final `e` or `y`.
fn tidy(word: &str) -> String {
    let bytes = word.as_bytes();
    let n = bytes.len();
    if n > 3
        && bytes[n - 1] == bytes[n - 2]
        && !is_vowel(bytes[n - 1])
        && !matches!(bytes[n - 1], b'l' | b's' | b'z')
    {
        return word[..n - 1].to_string();
    }
    match bytes[n - 1] {
        b'e' if n > 4 => word[..n - 1].to_string(),
        b'y' if n > 3 => format!("{}i", &word[..n - 1]),
        _ => word.to_string(),
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trade_its_practitioner_and_its_verb_share_a_stem() {
        for family in [
            &["bookkeeper", "bookkeepers", "bookkeeping"][..],
            &["accountant", "accountants", "accounting", "accounts"],
            &["photographer", "photographers", "photograph"],
            &["translation", "translations", "translator", "translate", "translating"],
            &["invoice", "invoices", "invoicing", "invoiced"],
            &["company", "companies"],
            &["tax", "taxes"],
            &["plan", "plans", "planning", "planned"],
            &["recruiter", "recruiting", "recruit", "recruitment"],
            &["bakery", "bakeries"],
            &["child", "children"],
            &["web", "webs"],
            &["van", "vans"],
            &["box", "boxes"],
        ] {
            for word in family {
                assert_eq!(stem(word), stem(family[0]), "{word} and {}", family[0]);
            }
        }
    }

    #[test]
    fn different_things_keep_different_stems() {
        for (one, other) in [
            ("letter", "letting"),
            ("java", "javascript"),
            ("sql", "mysql"),
            ("port", "portable"),
            ("business", "busy"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(IRREGULAR.is_sorted() && WHOLE.is_sorted());
    }
}

//! What pages say, in each language: Fluent files in `words/`, and dates and numbers as people there write them.
//!
//! Templates say `{{ "people-title"|say }}`; the language comes along with the rendering (see `pages/filters.rs`).

use std::any::Any;
use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

/// Under which name the language comes along with a rendering.
pub const WORDS: &str = "words";

/// A language of the pages.
pub struct Language {
    /// Its tag, as in `lang="de"`.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    thousands: char,
    bundle: FluentBundle<FluentResource>,
}

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words(&'static Language);

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../words/", $language, "/shell.ftl")),
            include_str!(concat!("../words/", $language, "/doors.ftl")),
            include_str!(concat!("../words/", $language, "/members.ftl")),
            include_str!(concat!("../words/", $language, "/organise.ftl")),
            include_str!(concat!("../words/", $language, "/one_to_ones.ftl")),
            include_str!(concat!("../words/", $language, "/roll.ftl")),
            include_str!(concat!("../words/", $language, "/log.ftl")),
            include_str!(concat!("../words/", $language, "/profile.ftl")),
            include_str!(concat!("../words/", $language, "/own.ftl")),
            include_str!(concat!("../words/", $language, "/promises.ftl")),
            include_str!(concat!("../words/", $language, "/introductions.ftl")),
            include_str!(concat!("../words/", $language, "/rounds.ftl")),
        ]
    };
}

static LANGUAGES: LazyLock<[Language; 2]> = LazyLock::new(|| {
    [
        language("en", "English", ',', "en-GB", files!("en")),
        language("de", "Deutsch", '.', "de", files!("de")),
    ]
});

fn language(
    tag: &'static str,
    name: &'static str,
    thousands: char,
    id: &str,
    files: impl IntoIterator<Item = &'static str>,
) -> Language {
    let mut bundle = FluentBundle::new_concurrent(vec![id.parse::<LanguageIdentifier>().unwrap_or_default()]);
    // Marks of direction around every name would be heard by some screen readers; no right-to-left language is here yet.
    bundle.set_use_isolating(false);
    for file in files {
        // A test reads every file: what is broken in one never ships. The rest of the file still speaks.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    Language { tag, name, direction: "ltr", thousands, bundle }
}

/// Something that can stand in a sentence.
pub trait Said {
    /// As Fluent takes it: numbers choose the plural.
    fn said(&self, words: Words) -> FluentValue<'_>;
}

impl Said for str {
    fn said(&self, _: Words) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Said for String {
    fn said(&self, _: Words) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Said for u32 {
    fn said(&self, _: Words) -> FluentValue<'_> {
        FluentValue::Number(FluentNumber::from(*self))
    }
}

impl Said for usize {
    fn said(&self, _: Words) -> FluentValue<'_> {
        FluentValue::Number(FluentNumber::from(*self))
    }
}

impl Said for Date {
    fn said(&self, words: Words) -> FluentValue<'_> {
        FluentValue::String(Cow::Owned(words.date(*self)))
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self, words: Words) -> FluentValue<'_> {
        (**self).said(words)
    }
}

/// The language comes along with every rendering; templates' filters take it from there.
impl askama::Values for Words {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == WORDS).then_some(self)
    }
}

impl Words {
    /// The language of the pages that suits best: the one chosen, else the first of `Accept-Language` that is here.
    pub fn choose(chosen: Option<&str>, accepted: &str) -> Words {
        let known = |tag: &str| {
            let first = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
            LANGUAGES.iter().find(|language| language.tag == first)
        };
        let mut wanted: Vec<(&str, f32)> = accepted.split(',').map(weighed).collect();
        wanted.sort_by(|a, b| b.1.total_cmp(&a.1));
        let accepted = || wanted.iter().filter(|(_, weight)| *weight > 0.0).find_map(|(tag, _)| known(tag));
        Words(chosen.and_then(known).or_else(accepted).unwrap_or(&LANGUAGES[0]))
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Words> {
        LANGUAGES.iter().map(Words)
    }

    /// Which language it is.
    pub fn language(self) -> &'static Language {
        self.0
    }

    /// Whether there is a sentence of this name.
    pub fn has(self, key: &str) -> bool {
        self.0.bundle.has_message(key)
    }

    /// A sentence; the name itself, if there is none.
    pub fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A sentence with something in it.
    pub fn say_with(self, key: &str, with: &[(&'static str, &dyn Said)]) -> String {
        let bundle = &self.0.bundle;
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in with {
            args.set(*name, value.said(self));
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A whole number, with its thousands apart.
    pub fn number(self, n: u64) -> String {
        let digits = n.to_string();
        let mut said = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                said.push(self.0.thousands);
            }
            said.push(digit);
        }
        said
    }

    /// A day: “22 November 2026”.
    pub fn date(self, day: Date) -> String {
        let (number, month) = (u32::from(day.day().unsigned_abs()), u32::from(day.month().unsigned_abs()));
        let year = day.year().to_string();
        self.say_with("date", &[("day", &number), ("month", &month), ("year", &year)])
    }

    /// A day with its weekday: “Sunday, 22 November”.
    pub fn day(self, day: Date) -> String {
        let weekday = u32::from(day.weekday().to_monday_one_offset().unsigned_abs());
        let (number, month) = (u32::from(day.day().unsigned_abs()), u32::from(day.month().unsigned_abs()));
        self.say_with("day", &[("weekday", &weekday), ("day", &number), ("month", &month)])
    }
}

/// One entry of `Accept-Language`, with its weight.
fn weighed(entry: &str) -> (&str, f32) {
    let (tag, rest) = entry.split_once(';').unwrap_or((entry, ""));
    let weight = rest.trim().strip_prefix("q=").and_then(|q| q.trim().parse().ok());
    (tag.trim(), weight.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(chosen: Option<&str>, accepted: &str) -> &'static str {
        Words::choose(chosen, accepted).language().tag
    }

    #[test]
    fn a_choice_goes_before_what_the_browser_says_and_english_stands_in() {
        assert_eq!(tag(None, "de-AT,de;q=0.9,en;q=0.5"), "de");
        assert_eq!(tag(None, "fr, en;q=0.3, de;q=0.7"), "de");
        assert_eq!(tag(Some("en"), "de"), "en");
        assert_eq!(tag(Some("tlh"), "de;q=0, *"), "en");
        assert_eq!(tag(None, ""), "en");
    }

    #[test]
    fn numbers_and_dates_are_written_as_people_there_do() {
        let [en, de] = [tag_words("en"), tag_words("de")];
        assert_eq!(
            (en.number(1_234_567), de.number(1_234), en.number(12)),
            ("1,234,567".into(), "1.234".into(), "12".into())
        );
        let day = jiff::civil::date(2026, 11, 22);
        assert_eq!((en.date(day), de.date(day)), ("22 November 2026".into(), "22. November 2026".into()));
        assert_eq!(
            (en.day(day), de.day(day)),
            ("Sunday, 22 November".into(), "Sonntag, 22. November".into())
        );
    }

    fn tag_words(tag: &str) -> Words {
        Words::choose(Some(tag), "")
    }
}

//! What templates can do with a word: `{{ "people-title"|say }}`, `{{ "people-found"|say_with("n", total) }}`,
//! `{{ "goodword.js"|file }}`.

use askama::Values;
use goodword_app::directory::Total;
use jiff::civil::Date;

use crate::words::{Said, WORDS, Words};

use super::files;

/// A sentence in the reader's language.
#[askama::filter_fn]
pub fn say(key: impl AsRef<str>, values: &dyn Values) -> askama::Result<String> {
    Ok(askama::get_value::<Words>(values, WORDS)?.say(key.as_ref()))
}

/// A sentence with one thing in it.
#[askama::filter_fn]
pub fn say_with<V: Said>(
    key: impl AsRef<str>,
    values: &dyn Values,
    name: &'static str,
    value: V,
) -> askama::Result<String> {
    let words = askama::get_value::<Words>(values, WORDS)?;
    Ok(words.say_with(key.as_ref(), &[(name, &value)]))
}

/// A sentence with two things in it.
#[askama::filter_fn]
pub fn say_with_both<V: Said, W: Said>(
    key: impl AsRef<str>,
    values: &dyn Values,
    name: &'static str,
    value: V,
    other_name: &'static str,
    other_value: W,
) -> askama::Result<String> {
    let words = askama::get_value::<Words>(values, WORDS)?;
    Ok(words.say_with(key.as_ref(), &[(name, &value), (other_name, &other_value)]))
}

/// A day with its weekday: `{{ at.day|day }}`.
#[askama::filter_fn]
pub fn day<D: Day>(day: D, values: &dyn Values) -> askama::Result<String> {
    Ok(askama::get_value::<Words>(values, WORDS)?.day(day.date()))
}

/// A date, however many references away a template has it.
pub trait Day {
    /// The date.
    fn date(&self) -> Date;
}

impl Day for Date {
    fn date(&self) -> Date {
        *self
    }
}

impl<D: Day> Day for &D {
    fn date(&self) -> Date {
        (**self).date()
    }
}

/// `yes` or `no`: whether there are more than were counted, for a sentence that says so.
#[askama::filter_fn]
pub fn more(total: &Total, _: &dyn Values) -> askama::Result<&'static str> {
    Ok(if matches!(total, Total::MoreThan(_)) { "yes" } else { "no" })
}

/// Where a file of ours is served, under a name that changes with what stands in it.
#[askama::filter_fn]
pub fn file(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<String> {
    Ok(files::url(name.as_ref()))
}

/// A word of the glossary as the end of a name: `"role-"|and(role.word())|say`.
#[askama::filter_fn]
pub fn and<W: AsRef<str>>(start: impl AsRef<str>, _: &dyn Values, end: W) -> askama::Result<String> {
    Ok(format!("{}{}", start.as_ref(), end.as_ref()))
}

/// The first letters of a name, for the circle beside it.
#[askama::filter_fn]
pub fn initials(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<String> {
    let mut parts =
        name.as_ref().split_whitespace().filter_map(|part| part.chars().find(|c| c.is_alphanumeric()));
    let (first, last) = (parts.next(), parts.next_back());
    Ok(first.into_iter().chain(last).flat_map(char::to_uppercase).collect())
}

/// Which of eight colours a name has, always the same.
#[askama::filter_fn]
pub fn hue(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<u32> {
    Ok(name.as_ref().bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 8)
}

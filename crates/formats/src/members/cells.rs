//! Cells that hold a number, a day, a yes or a time zone.

use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;

use crate::dates;
use crate::error::short;
use crate::names::fold;

/// The most meetings that one member can want in a round.
const MOST_MEETINGS: u32 = 20;

/// Nobody has worked for longer; a greater number is a year or a slip.
const MOST_YEARS: u32 = 80;

/// `12`, `10+`, `5-10` (its beginning), `less than 1` (0), `3.5 years` (3); otherwise a sentence.
pub(super) fn years(cell: &str) -> Result<u32, String> {
    let not_read = || format!("\"{}\" is not a number of years and was not used.", short(cell));
    let start = cell.find(|c: char| c.is_ascii_digit()).ok_or_else(not_read)?;
    let (before, from) = cell.split_at(start);
    let digits = from.find(|c: char| !c.is_ascii_digit()).and_then(|end| from.get(..end)).unwrap_or(from);
    let number: u32 = digits.parse().map_err(|_| not_read())?;
    if number > MOST_YEARS || before.trim_end().ends_with('-') {
        return Err(not_read());
    }
    const LESS: [&str; 9] = [
        "less than",
        "under",
        "below",
        "weniger als",
        "unter",
        "menos de",
        "moins de",
        "minder dan",
        "meno di",
    ];
    let is_less = before.contains('<') || LESS.contains(&fold(before).as_str());
    Ok(if is_less { number.saturating_sub(1) } else { number })
}

/// A whole number from 0 to 20; otherwise a sentence with the remedy.
pub(super) fn capacity(cell: &str) -> Result<u32, String> {
    let whole = cell.trim().strip_suffix(".0").unwrap_or(cell.trim());
    let number = whole.parse().ok().filter(|number| *number <= MOST_MEETINGS);
    number.ok_or_else(|| {
        format!(
            "\"{}\" is not a number of meetings; write a whole number from 0 to {MOST_MEETINGS}, or leave the cell empty",
            short(cell)
        )
    })
}

/// A day; otherwise a sentence with the remedy.
pub(super) fn paused_until(cell: &str) -> Result<Date, String> {
    dates::day(cell).map_err(|why| format!("\"{}\" {why}", short(cell)))
}

/// Yes or no; `None` when it is neither.
pub(super) fn yes(cell: &str) -> Option<bool> {
    const YES: [&str; 14] =
        ["yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si", "s", "wahr", "new", "newcomer"];
    const NO: [&str; 10] = ["no", "n", "false", "0", "nein", "non", "nee", "falsch", "", "not yet"];
    match cell.trim() {
        "✓" | "✔" | "☑" | "✅" => return Some(true),
        _ => {}
    }
    let word = fold(cell);
    if YES.contains(&word.as_str()) { Some(true) } else { NO.contains(&word.as_str()).then_some(false) }
}

/// The zone's name in the IANA database that is built in: the same on every machine.
pub(super) fn timezone(cell: &str) -> Result<String, String> {
    let found = TimeZoneDatabase::bundled().get(&cell.trim().replace(' ', "_")).ok();
    found.and_then(|zone| zone.iana_name().map(str::to_owned)).ok_or_else(|| {
        format!(
            "\"{}\" is not a time zone that we know and was not used; write a name such as Europe/Berlin.",
            short(cell)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_people_write_them() {
        for (cell, number) in [
            ("12", 12),
            ("10+", 10),
            ("5-10 years", 5),
            ("less than 1", 0),
            ("< 1", 0),
            ("Weniger als 2", 1),
            ("More than 50", 50),
            ("3.5", 3),
            ("ca. 7", 7),
        ] {
            assert_eq!(years(cell), Ok(number), "{cell}");
        }
        for cell in ["many", "1998", "-3", "99999999999999"] {
            let sentence = years(cell).expect_err(cell);
            assert!(sentence.contains(cell), "{sentence}");
        }
    }

    #[test]
    fn capacity_is_a_small_whole_number() {
        assert_eq!((capacity("0"), capacity(" 20 "), capacity("2.0")), (Ok(0), Ok(20), Ok(2)));
        for cell in ["21", "-1", "1.5", "two", "1e3"] {
            let sentence = capacity(cell).expect_err(cell);
            assert!(sentence.contains("0 to 20"), "{sentence}");
        }
    }

    #[test]
    fn yes_is_understood_in_six_languages_and_maybe_is_not() {
        for cell in ["yes", "X", "1", "TRUE", "ja", "Oui", "sí", "Sì", "✓"] {
            assert_eq!(yes(cell), Some(true), "{cell}");
        }
        for cell in ["no", "0", "Nein", "FALSE", "non", "nee"] {
            assert_eq!(yes(cell), Some(false), "{cell}");
        }
        assert_eq!(yes("maybe"), None);
    }

    #[test]
    fn time_zones_are_checked_against_the_built_in_database() {
        assert_eq!(timezone("europe/berlin"), Ok("Europe/Berlin".to_owned()));
        assert_eq!(timezone("America/New York"), Ok("America/New_York".to_owned()));
        for cell in ["Middle Earth", "GMT+2 or so", ""] {
            assert!(timezone(cell).is_err(), "{cell}");
        }
    }
}

//! Days as people write them in spreadsheets.

use jiff::civil::Date;

/// Why a cell is no day. The display is what follows the cell in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDay {
    /// 05/06/2026: the fifth of June or the sixth of May.
    Ambiguous(Date, Date),
    /// Not a day at all.
    Unreadable,
}

impl std::fmt::Display for NoDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoDay::Ambiguous(one, other) => {
                write!(f, "could mean {one} or {other}; write the one you mean in this form")
            }
            NoDay::Unreadable => write!(f, "is not a day; write it as year-month-day, such as 2026-12-31"),
        }
    }
}

/// Reads `2026-12-31`, `2026/12/31`, `31.12.2026`, and `31/12/2026` or `12/31/2026` where only one
/// order makes a day. A time of day after the day is passed over.
pub(crate) fn day(cell: &str) -> Result<Date, NoDay> {
    let cell = cell.trim();
    let end = cell.find(['T', 't', ' ']).unwrap_or(cell.len());
    let written = cell.get(..end).unwrap_or(cell);
    let separator = written.chars().find(|c| !c.is_ascii_digit()).ok_or(NoDay::Unreadable)?;
    let parts: Vec<&str> = written.split(separator).collect();
    let [first, second, third] = parts.as_slice() else { return Err(NoDay::Unreadable) };
    match (separator, first.len(), third.len()) {
        ('-' | '/' | '.', 4, 1..=2) => date(first, second, third).ok_or(NoDay::Unreadable),
        ('.', 1..=2, 4) => date(third, second, first).ok_or(NoDay::Unreadable),
        ('/' | '-', 1..=2, 4) => either_order(first, second, third),
        _ => Err(NoDay::Unreadable),
    }
}

fn either_order(first: &str, second: &str, year: &str) -> Result<Date, NoDay> {
    match (date(year, second, first), date(year, first, second)) {
        (Some(one), Some(other)) if one != other => Err(NoDay::Ambiguous(one, other)),
        (Some(one), _) | (None, Some(one)) => Ok(one),
        (None, None) => Err(NoDay::Unreadable),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_that_can_mean_one_thing_only() {
        for cell in [
            "2026-12-31",
            "2026/12/31",
            "2026.12.31",
            " 31.12.2026 ",
            "31/12/2026",
            "12/31/2026",
            "31-12-2026",
            "2026-12-31T10:00:00Z",
            "2026-12-31 00:00",
        ] {
            assert_eq!(day(cell), Ok(date(2026, 12, 31)), "{cell}");
        }
        assert_eq!(day("5.6.2026"), Ok(date(2026, 6, 5)), "dots put the day first");
        assert_eq!(day("05/05/2026"), Ok(date(2026, 5, 5)), "both orders are the same day");
    }

    #[test]
    fn days_that_can_mean_two_things_are_not_guessed() {
        assert_eq!(day("05/06/2026"), Err(NoDay::Ambiguous(date(2026, 6, 5), date(2026, 5, 6))));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for cell in [
            "",
            "soon",
            "2026",
            "31.12.26",
            "2026-13-01",
            "30.02.2026",
            "1/2/3/4",
            "+1-02-2026",
            "２０２６-12-31",
            "é-é-é",
        ] {
            assert_eq!(day(cell), Err(NoDay::Unreadable), "{cell}");
        }
    }
}

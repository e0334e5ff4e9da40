//! The matches as one page to print and cut.
//!
//! The page asks for nothing from outside and runs nothing. It shows no e-mail addresses: cards
//! lie around on tables.

use askama::Template;

use super::{Match, MatchReport, People, Person, name_of, names_in_a_row};

/// One match as a card.
struct Card<'a> {
    number: usize,
    title: String,
    seats: Vec<Seat<'a>>,
    table: &'a Match,
}

/// One person on a card.
struct Seat<'a> {
    name: &'a str,
    about: String,
}

#[derive(Template)]
#[template(path = "matches.html")]
struct Page<'a> {
    day: String,
    cards: Vec<Card<'a>>,
    /// Name and why.
    left_out: Vec<(&'a str, &'a str)>,
    report: &'a MatchReport,
}

/// One self-contained page to print and cut, in English; light and dark.
pub fn html(report: &MatchReport, people: &People) -> Vec<u8> {
    let cards = report.matches.iter().enumerate().map(|(at, table)| card(at + 1, table, people)).collect();
    let left_out =
        report.left_out.iter().map(|left| (name_of(people, &left.member), left.why.as_str())).collect();
    let day = report.round.on.strftime("%A, %-d %B %Y").to_string();
    let page = Page { day, cards, left_out, report };
    page.render().expect("memory takes every page").into_bytes()
}

fn card<'a>(number: usize, table: &'a Match, people: &'a People) -> Card<'a> {
    let seats = table
        .members
        .iter()
        .map(|id| Seat { name: name_of(people, id), about: about(people.get(id)) })
        .collect();
    Card { number, title: names_in_a_row(people, &table.members), seats, table }
}

/// `Bookkeeper, Lisbon`.
fn about(person: Option<&Person>) -> String {
    let Some(person) = person else { return String::new() };
    let parts = [person.profession.as_deref(), person.place.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Page<'_> {
    fn percent_of_best(&self) -> String {
        format!("{:.2}", (1.0 - self.report.summary.gap.clamp(0.0, 1.0)) * 100.0)
    }

    fn mean(&self, number: &f64) -> String {
        format!("{number:.1}")
    }
}

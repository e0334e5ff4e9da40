//! A round to read in a terminal: who meets whom and one sentence each way, who was left out, and the gain.

use std::fmt::Write;

use goodword_domain::community::Seat;
use goodword_domain::members::Member;
use goodword_domain::reasons::Reason;
use goodword_domain::rounds::{RoundPlan, Summary, Table};
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

use crate::screen::{QUIET, REACHED, STRONG};

/// From this width on names and sentences stand side by side.
const SIDE_BY_SIDE: usize = 90;

/// The whole page, with colours; `model` is the sentence model that read asks and offers.
pub fn page(plan: &RoundPlan, members: &[Member], model: Option<&str>, width: usize) -> String {
    let mut page = String::new();
    let names = name_column(plan, members, width);
    for (number, table) in (1..).zip(&plan.tables) {
        block(&mut page, number, table, members, names, width);
    }
    left_out(&mut page, plan, width);
    summary(&mut page, plan, width);
    if let Some(model) = model {
        let said = format!("Asks and offers were read with the sentence model {model}.");
        wrap(&said, width - 2).iter().for_each(|text| line(&mut page, &format!("  {text}")));
    }
    page
}

/// Width of the column of names when there is room for two columns.
fn name_column(plan: &RoundPlan, members: &[Member], width: usize) -> Option<usize> {
    let seats = plan.tables.iter().flat_map(|table| &table.seats);
    let longest = seats.map(|&seat| members[seat].name.width()).max().unwrap_or(0);
    (width >= SIDE_BY_SIDE).then(|| longest.clamp(10, width / 3))
}

/// The one sentence that each person of a table gets: what the others could do for them.
fn sentences(table: &Table) -> Vec<&Reason> {
    let strongest = |to: Seat| {
        let towards = table.reasons.iter().filter(move |reason| reason.to == to);
        towards.reduce(|best, next| if next.strength > best.strength { next } else { best })
    };
    // For a pair the sentence about what the first can give comes first.
    table.seats.iter().rev().filter_map(|&seat| strongest(seat)).collect()
}

fn block(
    page: &mut String,
    number: usize,
    table: &Table,
    members: &[Member],
    names: Option<usize>,
    width: usize,
) {
    let indent = format!("{number:>4}  ");
    let people: Vec<&str> = table.seats.iter().map(|&seat| members[seat].name.as_str()).collect();
    let mut said: Vec<String> = sentences(table).iter().map(|reason| reason.sentence.clone()).collect();
    said.extend(table.note.clone());
    match names {
        Some(column) => {
            let room = width.saturating_sub(indent.len() + column + 2);
            let left: Vec<String> = people.iter().flat_map(|name| wrap(name, column)).collect();
            let right: Vec<String> = said.iter().flat_map(|text| wrap_hanging(text, room)).collect();
            for row in 0..left.len().max(right.len()) {
                let (name, text) = (left.get(row).map_or("", |s| s), right.get(row).map_or("", |s| s));
                let gutter = if row == 0 { indent.clone() } else { " ".repeat(indent.len()) };
                let pad = " ".repeat((column + 2).saturating_sub(name.width()));
                line(page, &format!("{QUIET}{gutter}{QUIET:#}{STRONG}{name}{STRONG:#}{pad}{text}"));
            }
        }
        None => {
            let title = people.join(" · ");
            for (row, part) in wrap(&title, width - indent.len()).iter().enumerate() {
                let gutter = if row == 0 { indent.clone() } else { " ".repeat(indent.len()) };
                line(page, &format!("{QUIET}{gutter}{QUIET:#}{STRONG}{part}{STRONG:#}"));
            }
            for text in said.iter().flat_map(|text| wrap_hanging(text, width - 4)) {
                line(page, &format!("    {text}"));
            }
        }
    }
    page.push('\n');
}

/// One line without blanks at its end.
pub fn line(page: &mut String, text: &str) {
    page.push_str(text.trim_end());
    page.push('\n');
}

/// The text in lines of this width.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, width.max(10)).into_iter().map(|part| part.into_owned()).collect()
}

fn wrap_hanging(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(20)).initial_indent("– ").subsequent_indent("  ");
    textwrap::wrap(text, options).into_iter().map(|part| part.into_owned()).collect()
}

fn left_out(page: &mut String, plan: &RoundPlan, width: usize) {
    if plan.left_out.is_empty() {
        if !plan.tables.is_empty() {
            let _ = writeln!(page, "{STRONG}Nobody is left out.{STRONG:#}\n");
        }
        return;
    }
    let _ = writeln!(page, "{STRONG}Not this time{STRONG:#}");
    for left in &plan.left_out {
        for text in wrap_hanging(&left.sentence, width - 2) {
            line(page, &format!("  {text}"));
        }
    }
    page.push('\n');
}

fn summary(page: &mut String, plan: &RoundPlan, width: usize) {
    let summary = &plan.summary;
    let _ = writeln!(page, "{STRONG}In short{STRONG:#}");
    let matches = counted(plan.tables.len(), "match", "matches");
    for text in wrap(&format!("{} of {} members in {matches}.", summary.matched, summary.members), width - 2)
    {
        let _ = writeln!(page, "  {text}");
    }
    if summary.asking > 0 && !plan.tables.is_empty() {
        page.push('\n');
        // What stands beside a bar is 31 columns wide.
        let wide = (width / 3).min(width.saturating_sub(31)).clamp(8, 40);
        let helped = format!("of {} who ask have a partner who can help with it", summary.asking);
        bars(page, &helped, summary.helped as f64, summary.random_helped, summary.asking, (wide, width));
        let both = format!("of {matches} help both ways");
        bars(
            page,
            &both,
            summary.both_ways as f64,
            summary.random_both_ways,
            plan.tables.len(),
            (wide, width),
        );
    }
    for text in wrap(&optimum(summary), width - 2).iter().filter(|text| !text.is_empty()) {
        line(page, &format!("  {text}"));
    }
}

/// This round and chance, one bar each, on the same scale.
fn bars(page: &mut String, of: &str, ours: f64, random: f64, all: usize, (wide, width): (usize, usize)) {
    let bar = |value: f64| {
        let eighths = (value / all.max(1) as f64 * wide as f64 * 8.0).round() as usize;
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
        let drawn = format!("{}{rest}", "█".repeat((eighths / 8).min(wide)));
        let pad = " ".repeat(wide.saturating_sub(drawn.width()));
        (drawn, pad)
    };
    let ((here, here_pad), (chance, chance_pad)) = (bar(ours), bar(random));
    let title = wrap(&format!("{ours} {of}"), width - 2);
    for (row, text) in title.iter().enumerate() {
        // The number, which is all that the first line may hold, stands out.
        let strong = if row == 0 { text.find(' ').unwrap_or(text.len()) } else { 0 };
        let (number, rest) = text.split_at(strong);
        line(page, &format!("  {STRONG}{number}{STRONG:#}{rest}"));
    }
    let _ = writeln!(page, "    {REACHED}{here}{REACHED:#}{here_pad}  {ours:>6} this round");
    let _ = writeln!(page, "    {QUIET}{chance}{QUIET:#}{chance_pad}  {random:>6.1} pairs drawn by lot");
    page.push('\n');
}

fn optimum(summary: &Summary) -> String {
    let gap = summary.gap();
    if summary.weight <= 0.0 {
        String::new()
    } else if summary.sifted {
        format!(
            "Of so many members only everybody's most promising pairs were weighed: at most {:.2} % could be gained among those.",
            (gap * 100.0).max(0.01)
        )
    } else if gap < 5e-7 {
        "Proven: no round under these rules could help more.".to_owned()
    } else {
        format!(
            "Proven: at most {:.2} % could be gained by any other round under these rules.",
            (gap * 100.0).max(0.01)
        )
    }
}

/// `1 table`, `2 tables`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

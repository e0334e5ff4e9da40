//! Why two people should meet, one sentence each way, in words that a good host would use.
//!
//! Every match carries a reason in both directions. Where no offer answers an ask the sentence says what else
//! one could do for the other: serve the same people together, open one's network, or simply ask.

use crate::community::{Answer, Community, Seat};
use crate::help::HelpKind;
use crate::members::{Entry, Member};

/// What one person in a match could give the other, and the facts that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Who could give.
    pub from: Seat,
    /// To whom.
    pub to: Seat,
    /// Which kind of help.
    pub kind: HelpKind,
    /// The ask, in the receiver's words, if one is answered or at least named.
    pub ask: Option<String>,
    /// The offer, in the giver's words, if it answers the ask.
    pub offer: Option<String>,
    /// How near the offer is to the ask, or how well two markets fit, `0..=1`; 0 where nothing was found.
    pub strength: f64,
    /// The sentence to show.
    pub sentence: String,
}

/// How people are called within one match: by first name, unless two share it or it is a title.
pub struct Names(Vec<(Seat, String)>);

impl Names {
    /// Names for the people of one table.
    pub fn at(table: &[Seat], members: &[Member]) -> Names {
        let first: Vec<&str> = table.iter().map(|&seat| first_word(&members[seat].name)).collect();
        let clear = |i: usize| {
            let alone = first.iter().enumerate().all(|(j, other)| j == i || *other != first[i]);
            alone && is_given_name(first[i])
        };
        let called = |(i, &seat): (usize, &Seat)| {
            let name = members[seat].name.trim();
            (seat, if clear(i) { first[i] } else { name }.to_owned())
        };
        Names(table.iter().enumerate().map(called).collect())
    }

    /// What to call the person in this seat.
    pub fn of(&self, seat: Seat) -> &str {
        self.0.iter().find(|(at, _)| *at == seat).map_or("", |(_, name)| name)
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

fn is_given_name(word: &str) -> bool {
    const TITLES: [&str; 14] =
        ["dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "herr", "frau", "hr", "fr", "the", "member"];
    let bare = word.trim_end_matches('.').to_lowercase();
    bare.chars().count() > 1
        && !word.ends_with('.')
        && !word.ends_with(',')
        && !TITLES.contains(&bare.as_str())
}

/// The strongest reasons from one person to another, at least one, at most two.
pub fn reasons(community: &Community, names: &Names, from: Seat, to: Seat) -> Vec<Reason> {
    let answers = community.answers(from, to);
    let mut found: Vec<Reason> =
        answers.iter().take(2).map(|answer| answered(community, names, from, to, answer)).collect();
    if found.len() < 2 && found.first().is_none_or(|best| best.strength < community.dials.useful) {
        found.extend(shared_market(community, names, from, to));
    }
    if found.is_empty() {
        found.push(opening(community, names, from, to));
    }
    found
}

fn answered(community: &Community, names: &Names, from: Seat, to: Seat, answer: &Answer) -> Reason {
    let ask = &community.members[to].asks[answer.ask];
    let offer = &community.members[from].offers[answer.offer];
    let (giver, receiver) = (names.of(from), names.of(to));
    let can = if answer.strength >= community.dials.useful { "can" } else { "may be able to" };
    let deed = if answer.stated {
        deed(answer.kind, can, giver, receiver)
    } else {
        format!("{giver} {can} help {receiver}")
    };
    let need = need(receiver, ask);
    let sentence = if ask.text.trim().to_lowercase() == offer.text.trim().to_lowercase() {
        format!("{deed}: {need}, and {giver} offers just that.")
    } else {
        format!("{deed}: {need}, {}.", gift(giver, offer))
    };
    Reason {
        from,
        to,
        kind: answer.kind,
        ask: Some(ask.text.trim().to_owned()),
        offer: Some(offer.text.trim().to_owned()),
        strength: answer.strength,
        sentence,
    }
}

/// "Ana can advise Ben": what the giver could do.
fn deed(kind: HelpKind, can: &str, giver: &str, receiver: &str) -> String {
    match kind {
        HelpKind::Introduction => format!("{giver} {can} introduce {receiver} to someone"),
        HelpKind::Advice => format!("{giver} {can} advise {receiver}"),
        HelpKind::Resource => format!("{giver} {can} help {receiver} out"),
        HelpKind::Collaboration => format!("{giver} {can} work together with {receiver}"),
        HelpKind::Mentoring => format!("{giver} {can} mentor {receiver}"),
        HelpKind::Referral => format!("{giver} {can} send work {receiver}’s way"),
    }
}

/// "Ben asks for “someone to do my books”", or "Ben says “we cannot find drivers”" when it is a sentence.
fn need(receiver: &str, ask: &Entry) -> String {
    const SPOKEN: [&str; 31] = [
        "i",
        "i'm",
        "i’m",
        "i've",
        "i’ve",
        "i'd",
        "i’d",
        "we",
        "we're",
        "we’re",
        "we've",
        "we’ve",
        "my",
        "our",
        "nobody",
        "how",
        "where",
        "what",
        "who",
        "to",
        "get",
        "find",
        "it",
        "they",
        "there",
        "is",
        "are",
        "can",
        "will",
        "people",
        "customers",
    ];
    let first = first_word(&ask.text).to_lowercase();
    let spoken = SPOKEN.contains(&first.as_str()) || ask.text.trim_end().ends_with(['?', '!']);
    let verb = match ask.kind {
        Some(HelpKind::Introduction) => "asks for an introduction",
        Some(HelpKind::Advice) => "asks about",
        Some(HelpKind::Mentoring) => "asks for mentoring:",
        Some(HelpKind::Referral) => "asks for a referral:",
        _ if spoken => "says",
        _ => "asks for",
    };
    format!("{receiver} {verb} {}", quoted(&ask.text))
}

/// "Ana offers “monthly bookkeeping”", or "Ana knows about “cash flow”" when the member offered advice.
fn gift(giver: &str, offer: &Entry) -> String {
    let verb = match offer.kind {
        Some(HelpKind::Introduction) => "offers an introduction",
        Some(HelpKind::Advice) => "knows about",
        Some(HelpKind::Mentoring) => "offers mentoring:",
        Some(HelpKind::Referral) => "offers a referral:",
        Some(HelpKind::Resource | HelpKind::Collaboration) | None => "offers",
    };
    format!("{giver} {verb} {}", quoted(&offer.text))
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.trim().trim_end_matches('.'))
}

fn shared_market(community: &Community, names: &Names, from: Seat, to: Seat) -> Option<Reason> {
    let (why, strength) = community.shared_market(from, to)?;
    let sentence =
        format!("{} and {} could serve the same people together: {why}.", names.of(from), names.of(to));
    Some(Reason { from, to, kind: HelpKind::Collaboration, ask: None, offer: None, strength, sentence })
}

/// Where nothing on paper fits: the sentence that opens a conversation.
fn opening(community: &Community, names: &Names, from: Seat, to: Seat) -> Reason {
    let (giver, receiver) = (names.of(from), names.of(to));
    let ask = community.members[to].asks.first();
    let values = community.shared_values(from, to);
    let newcomer = community.members[to].newcomer && !community.members[from].newcomer;
    let (kind, sentence) = match (ask, newcomer, values.is_empty()) {
        (Some(ask), ..) => {
            let need = need(receiver, ask);
            (HelpKind::Introduction, format!("{giver} may know someone for {receiver}: {need}."))
        }
        (None, true, _) => {
            (HelpKind::Mentoring, format!("{receiver} is new here: {giver} can show {receiver} around."))
        }
        (None, false, false) => {
            let shared = values.join(" and ");
            (
                HelpKind::Introduction,
                format!(
                    "{giver} and {receiver} both value {shared}: a good start for “what would help you?”."
                ),
            )
        }
        (None, false, true) => (
            HelpKind::Introduction,
            format!("{receiver} has not asked for anything yet: {giver} can ask “what would help you?”."),
        ),
    };
    let ask = ask.map(|ask| ask.text.trim().to_owned());
    Reason { from, to, kind, ask, offer: None, strength: 0.0, sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(names: &[&str]) -> Vec<String> {
        let members: Vec<Member> = names.iter().map(|name| Member::named(name, name)).collect();
        let table: Vec<Seat> = (0..members.len()).collect();
        let names = Names::at(&table, &members);
        table.iter().map(|&seat| names.of(seat).to_owned()).collect()
    }

    #[test]
    fn people_are_called_by_first_name_unless_it_is_shared_or_a_title() {
        assert_eq!(called(&["Ana Berg", "Ben Okafor"]), ["Ana", "Ben"]);
        assert_eq!(called(&["Ana Berg", "Ana Diaz"]), ["Ana Berg", "Ana Diaz"]);
        assert_eq!(called(&["Dr. Ana Berg", "Berg, Ben"]), ["Dr. Ana Berg", "Berg, Ben"]);
        assert_eq!(called(&["Member 00001", "Member 00002"]), ["Member 00001", "Member 00002"]);
    }

    #[test]
    fn an_ask_that_is_a_sentence_is_said_not_asked_for() {
        let need = |text: &str| need("Ben", &Entry::new(text));
        assert_eq!(need("someone to do my books"), "Ben asks for “someone to do my books”");
        assert_eq!(need("I have to let two people go."), "Ben says “I have to let two people go”");
    }

    #[test]
    fn a_kind_that_the_member_named_stands_before_their_words() {
        let ask = Entry { kind: Some(HelpKind::Introduction), text: "to a brewer".into() };
        let offer = Entry { kind: Some(HelpKind::Advice), text: "cash flow.".into() };
        assert_eq!(gift("Ana", &offer), "Ana knows about “cash flow”");
        assert_eq!(need("Ben", &ask), "Ben asks for an introduction “to a brewer”");
    }
}

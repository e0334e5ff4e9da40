//! The clause that a host could say about a pair.

use crate::Language;
use crate::lexicon::Side;
use crate::nearness::{Evidence, Relation};
use crate::reading::Reading;

/// One plain clause for the judgement of one pair.
pub(crate) fn clause(
    language: &Language,
    evidence: &Evidence,
    relation: Relation,
    ask: &Reading,
    offer: &Reading,
) -> String {
    if ask.is_empty() || offer.is_empty() {
        return "there is nothing to read on one side".into();
    }
    if evidence.same {
        return format!("'{}' is just what is asked for", ask.text().trim());
    }
    let Some((i, j, _)) = evidence.pair else { return loose(language, evidence, ask, offer) };
    let (asked, offered) = (ask.concepts()[i].0, offer.concepts()[j].0);
    let (asked_name, offered_name) = (&language.concept(asked).name, &language.concept(offered).name);
    match relation {
        Relation::SameWords | Relation::AlikeToModel => loose(language, evidence, ask, offer),
        Relation::BothAsk => format!("both are looking for {asked_name}"),
        Relation::Unrelated => "they have nothing in common".into(),
        _ if asked == offered => same_concept(language, ask, i, asked_name),
        _ if language.relations.go_together(asked.0, offered.0) => {
            format!("{offered_name} often goes together with {asked_name}")
        }
        _ => format!("{offered_name} is close to {asked_name}"),
    }
}

fn same_concept(language: &Language, ask: &Reading, at: usize, name: &str) -> String {
    let wording = ask.spoken[at].map(|number| &language.wordings.all[number as usize]);
    match wording {
        Some(wording) if wording.side == Side::Ask => {
            format!("'{}' is how people ask for {name}", wording.text)
        }
        _ => format!("both are about {name}"),
    }
}

fn loose(language: &Language, evidence: &Evidence, ask: &Reading, offer: &Reading) -> String {
    let top =
        |reading: &Reading| reading.concepts().first().map(|(id, _)| language.concept(*id).name.clone());
    match (top(ask), top(offer)) {
        _ if evidence.words == 0.0 && evidence.close > 0.0 => {
            "the sentence model finds them alike, though they share neither words nor a trade".into()
        }
        _ if evidence.words == 0.0 => "they have nothing in common".into(),
        (Some(one), Some(other)) if one != other => {
            format!("they share words, but one is about {one} and the other about {other}")
        }
        _ => "they share words".into(),
    }
}

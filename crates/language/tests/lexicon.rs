//! Keeps the embedded lexicon fit to read with, whoever writes in it next.

use goodword_language::{Lexicon, LexiconError, lint};

fn whole() -> Result<Lexicon, LexiconError> {
    let mut lexicon = Lexicon::default();
    for (name, text) in Lexicon::standard_files() {
        lexicon.add(name, text, false)?;
    }
    Ok(lexicon)
}

/// A file that does not parse, or an id that stands twice, would silently take wordings away.
#[test]
fn every_file_parses_and_no_id_stands_twice() {
    if let Err(error) = whole() {
        panic!("{error}");
    }
}

/// A dangling link or a phrase in two concepts makes readings worse without a word.
#[test]
fn the_linter_finds_no_error() {
    let errors: Vec<String> =
        lint(&Lexicon::standard()).iter().filter(|f| f.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{} things to mend:\n{}", errors.len(), errors.join("\n"));
}

/// Breadth is the point of the lexicon.
#[test]
fn the_lexicon_is_broad() {
    let lexicon = Lexicon::standard();
    let trades: std::collections::BTreeSet<&str> = lexicon.concepts().map(|c| c.trade.as_str()).collect();
    let translated =
        |words: &goodword_language::OtherWordings| !words.words.is_empty() || !words.ask.is_empty();
    let german = lexicon.concepts().filter(|c| translated(&c.de)).count();
    let spanish = lexicon.concepts().filter(|c| translated(&c.es)).count();
    let french = lexicon.concepts().filter(|c| translated(&c.fr)).count();
    assert!(lexicon.concepts().len() >= 400, "{} concepts", lexicon.concepts().len());
    assert!(trades.len() >= 60, "{} trades", trades.len());
    assert!(german.min(spanish).min(french) >= 100, "{german} German, {spanish} Spanish, {french} French");
}

/// The linter itself: each kind of mistake is told.
#[test]
fn the_linter_tells_each_mistake() {
    let mut lexicon = Lexicon::default();
    let text = r#"
        [one]
        name = "one"
        offer = ["same words", "b", "c"]
        ask = ["d", "e", "f", "g"]
        with = ["nowhere"]
        near = { two = 7.0 }
        [two]
        name = "two"
        offer = ["Same Words"]
        ask = []
    "#;
    assert_eq!(lexicon.add("test", text, false), Ok(()));
    let told: Vec<String> = lint(&lexicon).iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for part in [
        "\"same words\" stands in [one] and in [two]",
        "[nowhere]",
        "no `ask`",
        "only 1 wordings",
        "not between",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
}

/// An organiser's mistake is answered with the place and the remedy.
#[test]
fn mistakes_in_a_lexicon_are_named() {
    let mut lexicon = Lexicon::default();
    let broken = lexicon.add("mine.toml", "[a\n", false).expect_err("no TOML").to_string();
    assert!(broken.starts_with("mine.toml is not a TOML file"), "{broken}");
    let strange = "[a]\nname = \"a\"\noffer = [\"x\"]\nask = [\"y\"]\ncolour = \"red\"\n";
    let strange = lexicon.add("mine.toml", strange, false).expect_err("unknown field").to_string();
    assert!(strange.contains("[a]") && strange.contains("colour"), "{strange}");
}

//! Clauses of reason and purpose: what somebody asks for stands before them.

/// Follows the words of a sentence and tells which of them stand in such a clause.
#[derive(Default)]
pub(crate) struct Aside {
    /// Something was said already: a sentence that begins with its reason goes on with its core.
    core: bool,
    after_so: bool,
    here: bool,
}

impl Aside {
    /// The next word, with its weight; whether it stands in a clause of reason or purpose.
    pub(crate) fn hear(&mut self, word: &str, weight: f64) -> bool {
        let begins = match word {
            "because" | "since" | "weil" | "damit" | "porque" | "parce" => true,
            "that" | "i" | "we" => self.after_so,
            _ => false,
        };
        self.here |= begins && self.core;
        self.after_so = word == "so";
        self.core |= weight >= SAID;
        self.here
    }
}

/// A word of this weight says something.
const SAID: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    fn asides(text: &str) -> Vec<&str> {
        let mut aside = Aside::default();
        let weight = |word: &str| if word.len() > 4 && word != "since" { 1.0 } else { 0.0 };
        text.split(' ').filter(|word| aside.hear(word, weight(word))).collect()
    }

    #[test]
    fn reasons_and_purposes_stand_aside() {
        assert_eq!(asides("a baker since the mill burnt"), ["since", "the", "mill", "burnt"]);
        assert_eq!(asides("bread so that we eat"), ["that", "we", "eat"]);
        assert_eq!(asides("since the mill burnt we lack bread"), [""; 0]);
        assert_eq!(asides("so much bread that we waste it"), [""; 0]);
    }
}

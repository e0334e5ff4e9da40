//! One line of text, by construction: what stands in a header cannot begin another one.

use goodword_domain::words;

/// At most this many characters are kept.
const MOST: usize = 200;

/// One line: no line breaks, no other controls, nothing that turns the direction of what follows. Too long a line is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// The text as one line.
    pub fn new(text: &str) -> Line {
        let line = words::line("line", text, usize::MAX).unwrap_or_default();
        match line.char_indices().nth(MOST) {
            None => Line(line),
            Some(_) => Line(line.chars().take(MOST - 1).chain(['…']).collect()),
        }
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        let bad = "Hello\r\nBcc: everybody@example.org\n\n<b>\u{0}\u{85}\u{2028}x\u{202E}";
        let line = Line::new(bad);
        assert_eq!(line.as_str(), "Hello Bcc: everybody@example.org <b> x");
        assert!(!line.as_str().contains(char::is_control));
        assert_eq!(Line::new(&"x".repeat(500)).as_str().chars().count(), MOST);
        assert!(Line::new(&"x".repeat(201)).as_str().ends_with('…'));
        assert_eq!(Line::new(&"x".repeat(200)).as_str(), "x".repeat(200));
    }
}

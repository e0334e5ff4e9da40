//! How a letter looks: the same words as text and as HTML.
//!
//! Names that people gave themselves stand in letters. Mail programs turn `win.example` or `a@b.example` into links all by
//! themselves, so what could become one is broken by a space of no width ([`no_link`]): the only links in a letter are its
//! buttons.

use askama::Template;

use super::{Block, Letter};
use crate::error::{Error, Result};

/// A letter's two forms.
pub struct Rendered {
    /// As text.
    pub plain: String,
    /// As HTML.
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    subject: String,
    host: &'a str,
    blocks: &'a [Shown],
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Plain<'a> {
    host: &'a str,
    blocks: &'a [Shown],
}

/// A block, fit to be shown: paragraphs by line, links broken where they are not ours.
enum Shown {
    Paragraph(Vec<String>),
    Button(String, String),
    Quote(Vec<String>),
}

/// Both forms of a letter that comes from the house at `url`.
pub fn rendered(letter: &Letter, url: &str) -> Result<Rendered> {
    let blocks = letter.body.iter().map(|block| shown(block, url)).collect::<Result<Vec<Shown>>>()?;
    let host = host(url);
    let odd = |error: askama::Error| Error::Broken(format!("a letter cannot be rendered: {error}"));
    Ok(Rendered {
        plain: Plain { host, blocks: &blocks }.render().map_err(odd)?,
        html: Html { subject: no_link(letter.subject.as_str()), host, blocks: &blocks }
            .render()
            .map_err(odd)?,
    })
}

/// The host of a URL, without the port.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    let host = host.map_or(authority, |(host, _)| host).trim_matches(['[', ']']);
    if host.is_empty() { "localhost" } else { host }
}

fn shown(block: &Block, url: &str) -> Result<Shown> {
    let lines = |text: &str| text.lines().map(no_link).collect();
    match block {
        Block::Paragraph(text) => Ok(Shown::Paragraph(lines(text))),
        Block::Quote(text) => Ok(Shown::Quote(lines(text))),
        Block::Button { label, url: to } => {
            let ours =
                to.strip_prefix(url).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
            let plain = to.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\".contains(c));
            match ours && plain {
                true => Ok(Shown::Button(no_link(label), to.clone())),
                false => Err(Error::Broken("a letter's button leads out of the house".to_owned())),
            }
        }
    }
}

/// The same text, with a space of no width wherever a mail program would begin to see an address: after `@`, `://` and a dot
/// inside a word, but not inside a number.
pub fn no_link(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let signs: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    for (i, sign) in signs.iter().enumerate() {
        out.push(*sign);
        let before = i.checked_sub(1).and_then(|i| signs.get(i)).copied().unwrap_or(' ');
        let after = signs.get(i + 1).copied().unwrap_or(' ');
        let breaks = match sign {
            '.' | '。' | '．' | '｡' => {
                !before.is_whitespace()
                    && after.is_alphanumeric()
                    && !(before.is_ascii_digit() && after.is_ascii_digit())
            }
            '@' => !after.is_whitespace(),
            ':' => !after.is_whitespace() && before.is_alphabetic(),
            '/' => after == '/',
            _ => false,
        };
        if breaks {
            out.push('\u{200B}');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_an_address_is_broken() {
        for (text, broken) in [
            ("Ada win.example", "Ada win.\u{200B}example"),
            ("ada@win.example", "ada@\u{200B}win.\u{200B}example"),
            ("https://win.example/x", "https:\u{200B}/\u{200B}/win.\u{200B}example/x"),
            ("mailto:ada", "mailto:\u{200B}ada"),
            ("At 10.30. See you: there.", "At 10.30. See you: there."),
            ("line\u{0}break", "linebreak"),
        ] {
            assert_eq!(no_link(text), broken);
        }
    }

    #[test]
    fn the_host_is_the_hosts_name() {
        for (url, name) in [
            ("https://goodword.example", "goodword.example"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("https://a.example:8443/x?y", "a.example"),
            ("", "localhost"),
        ] {
            assert_eq!(host(url), name);
        }
    }
}

//! Canaries: words that stand in what is private, and a net that finds them in whatever is told to somebody else.
//!
//! Every private fact of a world carries a word of its own ([`Canaries::word`]) with who may read it. The net then looks
//! through all that is told, in every disguise in which words travel: in capitals, escaped for URLs, HTML, JSON or mail,
//! packed as base64, as digits with signs between them; and for addresses as the hashes by which pictures of people are asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use data_encoding::{BASE64, BASE64URL, HEXLOWER};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The shortest run of signs that is tried as base64.
const SHORTEST_PACKED: usize = 12;

/// One private fact.
#[derive(Clone, Debug)]
struct Canary {
    what: String,
    word: String,
    seen_by: Vec<&'static str>,
}

/// All private facts of a world, and the net.
#[derive(Clone, Debug, Default)]
pub struct Canaries {
    all: Vec<Canary>,
    net: OnceLock<(AhoCorasick, Vec<usize>)>,
}

impl Canaries {
    /// A new word for a private fact that only these may read.
    pub fn word(&mut self, what: &str, seen_by: &[&'static str]) -> String {
        let word = format!("zq{:010}kw", 7_700_000_000_u64 + 37 * self.all.len() as u64);
        self.watch(what, &word, seen_by);
        word
    }

    /// Takes what stands somewhere anyway for a private fact.
    pub fn watch(&mut self, what: &str, word: &str, seen_by: &[&'static str]) {
        assert!(word.len() >= 10, "{word:?} could stand anywhere");
        self.all.push(Canary { what: what.to_owned(), word: word.to_owned(), seen_by: seen_by.to_vec() });
        self.net = OnceLock::new();
    }

    /// What this tells its reader and may not. Nobody is called `""`: logs and figures, which are nobody's to read.
    pub fn found(&self, reader: &str, told: &[u8]) -> Vec<String> {
        let (net, of) = self.net.get_or_init(|| self.woven());
        let mut found = BTreeMap::new();
        for (disguise, text) in undone(told) {
            for caught in net.find_overlapping_iter(&text) {
                let canary = &self.all[of[caught.pattern().as_usize()]];
                if !canary.seen_by.contains(&reader) {
                    found.entry(&canary.what).or_insert_with(|| format!("{} ({disguise})", canary.what));
                }
            }
        }
        found.into_values().collect()
    }

    fn woven(&self) -> (AhoCorasick, Vec<usize>) {
        let mut needles = Vec::new();
        let mut of = Vec::new();
        for (n, canary) in self.all.iter().enumerate() {
            for needle in disguised(&canary.word) {
                needles.push(needle);
                of.push(n);
            }
        }
        (AhoCorasick::new(&needles).expect("a net"), of)
    }
}

/// What to look for: the word, its digits, and an address's hashes. All in lower case.
fn disguised(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let mut all = vec![lower.clone()];
    if digits.len() >= 9 {
        all.push(digits);
    }
    if lower.contains('@') {
        let hashes: [Vec<u8>; 3] =
            [Md5::digest(&lower).to_vec(), Sha1::digest(&lower).to_vec(), Sha256::digest(&lower).to_vec()];
        for hash in hashes {
            all.push(HEXLOWER.encode(&hash));
            all.push(BASE64.encode(&hash).trim_end_matches('=').to_lowercase());
            all.push(BASE64URL.encode(&hash).trim_end_matches('=').to_lowercase());
        }
    }
    all
}

/// The text as it came, and without each disguise; in lower case.
fn undone(told: &[u8]) -> Vec<(&'static str, String)> {
    let text = String::from_utf8_lossy(told).into_owned();
    let unfolded = quoted_printable(&text);
    let mut all = vec![
        ("in an address of the web", percent(&text)),
        ("escaped for HTML", entities(&text)),
        ("escaped for JSON", backslashes(&text)),
        ("as digits", text.chars().filter(char::is_ascii_digit).collect()),
        ("packed", packed(&text)),
        ("packed in a mail", packed(&unfolded)),
        ("in a mail", unfolded),
        ("as it is", text),
    ];
    all.iter_mut().for_each(|(_, text)| *text = text.to_lowercase());
    all
}

/// `%7a` and `+`.
fn percent(text: &str) -> String {
    escaped(text, '%', 2, |hex| u8::from_str_radix(hex, 16).ok()).replace('+', " ")
}

/// `=7A`, and lines that were broken. Base64 in a mail is broken without a sign: lines are joined anyway.
fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    escaped(&joined, '=', 2, |hex| u8::from_str_radix(hex, 16).ok()).replace("\r\n", "")
}

/// `\u007a`.
fn backslashes(text: &str) -> String {
    escaped(&text.replace("\\u", "\u{1}"), '\u{1}', 4, |hex| {
        u32::from_str_radix(hex, 16).ok().and_then(|code| u8::try_from(code).ok())
    })
}

/// A sign with so many hexadecimal digits behind it is one byte.
fn escaped(text: &str, sign: char, n_digits: usize, byte: fn(&str) -> Option<u8>) -> String {
    let mut parts = text.split(sign);
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..n_digits).and_then(byte) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[n_digits..]);
            }
            None => bytes.extend_from_slice(format!("{sign}{part}").as_bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `&#x7a;`, `&#122;` and the named ones.
fn entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let sign = part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest)));
        match sign {
            Some((sign, rest)) => {
                out.push(sign);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

fn entity(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => match name {
            "amp" => '&'.into(),
            "lt" => '<'.into(),
            "gt" => '>'.into(),
            "quot" => '"'.into(),
            "apos" => '\''.into(),
            "commat" => '@'.into(),
            "period" => '.'.into(),
            _ => return None,
        },
    };
    char::from_u32(code)
}

/// Everything that could be base64, unpacked.
fn packed(text: &str) -> String {
    let part_of = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    let runs = text.split(|c| !part_of(c)).filter(|run| run.len() >= SHORTEST_PACKED);
    let mut out = String::new();
    for run in runs {
        let run = run.replace('-', "+").replace('_', "/");
        // Where a run begins is not certain: a sign before it may have been taken along.
        for from in 0..4 {
            let rest = run.get(from..).unwrap_or_default();
            let whole = &rest[..rest.len() - rest.len() % 4];
            if let Ok(bytes) = BASE64.decode(whole.as_bytes()) {
                out.push_str(&String::from_utf8_lossy(&bytes));
                out.push(' ');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_net_finds_a_word_in_every_disguise() {
        let mut canaries = Canaries::default();
        let word = canaries.word("thanks of bo", &["bo"]);
        let address = format!("{word}@example.org");
        canaries.watch("address of bo", &address, &["bo"]);
        let upper = word.to_uppercase();
        let spaced: String = word.chars().filter(char::is_ascii_digit).flat_map(|c| [c, '-']).collect();
        let bytes =
            |sign: &str| word.bytes().map(|b| sign.replace("XX", &format!("{b:02x}"))).collect::<String>();
        let in_lines = BASE64.encode(format!("Hello {word}, and so on for long.").as_bytes());
        let disguised = [
            format!("<p>{word}</p>"),
            format!("{{\"x\":\"{upper}\"}}"),
            format!("tel:{spaced}"),
            bytes("%XX"),
            bytes("&#xXX;"),
            bytes("=XX"),
            bytes("\\u00XX"),
            format!("{}=\r\n{}", &word[..5], &word[5..]),
            format!("x={}", BASE64URL.encode(word.as_bytes())),
            format!("{}\r\n{}", &in_lines[..20], &in_lines[20..]),
            format!("/avatar/{}", HEXLOWER.encode(&Md5::digest(&address))),
            HEXLOWER.encode(&Sha1::digest(&address)),
            BASE64.encode(&Sha256::digest(&address)),
        ];
        for told in disguised {
            assert!(!canaries.found("cy", told.as_bytes()).is_empty(), "not found in {told}");
            assert_eq!(canaries.found("bo", told.as_bytes()), Vec::<String>::new());
        }
        assert_eq!(canaries.found("cy", b"nothing of anybody's, 2026-06-01T12:00:00Z"), Vec::<String>::new());
    }
}

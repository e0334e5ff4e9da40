//! The real command, run in a folder of its own, and what its outcome says.

#![allow(dead_code, reason = "each test file uses the part of it that it needs")]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The day on which rounds are held here unless a test says otherwise: a Monday.
pub const DAY: &str = "2027-03-01";

/// Two ids, the smaller first.
pub type Pair = (String, String);

/// An empty folder in which the command runs; gone when the test ends.
pub struct Folder(tempfile::TempDir);

/// What came back from one call.
pub struct Outcome {
    /// The exit code; -1 when a signal ended the program.
    pub code: i32,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub told: String,
}

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and gives its name.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        name.to_owned()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of everything in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The command as this machine's shell would start it, without the colours and widths of the tester's own.
    pub fn command(&self, said: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodword"));
        command.current_dir(self.0.path()).args(said).stdin(Stdio::null());
        // A model that the tester has installed would change what is read.
        command.env("XDG_DATA_HOME", self.path("data"));
        for variable in ["GOODWORD_MODEL", "COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"]
        {
            command.env_remove(variable);
        }
        command
    }

    /// Runs `goodword` with these words.
    pub fn goodword(&self, said: &[&str]) -> Outcome {
        Outcome::of(self.command(said).output().unwrap())
    }

    /// The same, with bytes on standard input.
    pub fn goodword_reading(&self, said: &[&str], stdin: &[u8]) -> Outcome {
        let mut command = self.command(said);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        running.stdin.take().unwrap().write_all(stdin).unwrap();
        Outcome::of(running.wait_with_output().unwrap())
    }

    /// A round as JSON; the call must succeed. `--on` is [`DAY`] unless it is said.
    pub fn round(&self, said: &[&str]) -> Value {
        let day = if said.contains(&"--on") { vec![] } else { vec!["--on", DAY] };
        let words = [&["match"], said, &["--format", "json"], &day[..]].concat();
        let outcome = self.goodword(&words);
        assert_eq!(outcome.code, 0, "{words:?}: {}", outcome.told);
        serde_json::from_slice(&outcome.out).unwrap()
    }
}

impl Outcome {
    fn of(output: Output) -> Outcome {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!told.contains("panicked"), "the program broke instead of answering: {told}");
        Outcome { code: output.status.code().unwrap_or(-1), out: output.stdout, told }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Refused: exit code 1, nothing on standard output, and a sentence with all of these in it.
    pub fn refused(&self, with: &[&str]) {
        assert_eq!(self.code, 1, "should be refused: {}{}", self.told, String::from_utf8_lossy(&self.out));
        assert!(self.out.is_empty(), "a refusal prints nothing else");
        for part in with {
            assert!(self.told.contains(part), "“{part}” is missing in: {}", self.told);
        }
    }
}

/// From the repository root.
pub fn from_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

pub fn example() -> String {
    from_root("examples/members.csv").to_str().unwrap().to_owned()
}

/// The ids of each match.
pub fn tables(round: &Value) -> Vec<Vec<String>> {
    let ids = |table: &Value| table["members"].as_array().unwrap().iter().map(text).collect();
    round["matches"].as_array().unwrap().iter().map(ids).collect()
}

/// The text of a JSON value.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Everyone who meets someone.
pub fn matched(round: &Value) -> BTreeSet<String> {
    tables(round).into_iter().flatten().collect()
}

/// Everyone who meets no one, with the reason.
pub fn left_out(round: &Value) -> Vec<(String, String)> {
    round["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| (text(&left["member"]), text(&left["why"])))
        .collect()
}

/// Who shares a table with whom; a table of three is three pairs. Fails when a pair stands in it twice.
pub fn pairs(round: &Value) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for table in tables(round) {
        for (i, a) in table.iter().enumerate() {
            for b in &table[i + 1..] {
                let pair = (a.min(b).clone(), a.max(b).clone());
                assert!(pairs.insert(pair), "{a} and {b} share two tables of one round");
            }
        }
    }
    pairs
}

const TRADES: [(&str, &str, &str); 10] = [
    ("bookkeeper", "monthly bookkeeping for small firms", "a new logo and a sign"),
    ("graphic designer", "logos and signs", "somebody who looks after our computers"),
    ("computer doctor", "repair of computers and networks", "advice on a lease"),
    ("solicitor", "a plain reading of a lease", "catering for forty guests"),
    ("caterer", "lunches and catering for up to eighty guests", "photographs of our dishes"),
    ("photographer", "photographs of people and products", "someone to do my books"),
    ("carpenter", "shelves and tables made to measure", "a website for my workshop"),
    ("web builder", "websites for shops and workshops", "a coach for my first hire"),
    ("coach", "mentoring: for people who lead for the first time", "shelves for our practice"),
    ("translator", "letters in Spanish and German", "introduction: to a caterer"),
];

/// The id of the `i`-th invented member.
pub fn id(i: usize) -> String {
    format!("m{i:02}")
}

/// The name of the `i`-th invented member.
pub fn name(i: usize) -> String {
    let first = ["Abby", "Bert", "Cleo", "Dodo", "Elmo", "Fifi"][i % 6];
    let last = ["Testwood", "Sampleford", "Mockbury", "Dummyton", "Fauxley", "Pretendham"][i / 6 % 6];
    format!("{first} {last}")
}

/// A members file of `n` invented people, 36 at most.
pub fn invented(n: usize) -> String {
    with_column(n, "years", |i| (i % 7 + 1).to_string())
}

/// The same with one column more.
pub fn with_column(n: usize, header: &str, cell: impl Fn(usize) -> String) -> String {
    let mut file = format!("id,name,email,profession,offers,asks,{header}\n");
    for i in 0..n {
        let (trade, offers, asks) = TRADES[i % TRADES.len()];
        file += &format!("{},{},{1}@example.org,{trade},{offers},{asks},{}\n", id(i), name(i), cell(i))
            .replace(&format!("{}@", name(i)), &format!("{}@", id(i)));
    }
    file
}

/// A day so many weeks after [`DAY`].
pub fn week(n: usize) -> String {
    days_later(n * 7)
}

/// A day so many days after [`DAY`].
pub fn days_later(n: usize) -> String {
    let day: jiff::civil::Date = DAY.parse().unwrap();
    (0..n).fold(day, |day, _| day.tomorrow().unwrap()).to_string()
}

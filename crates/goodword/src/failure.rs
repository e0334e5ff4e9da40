//! What ends a verb early, said for the person who must act.

use std::path::Path;
use std::process::ExitCode;

use crate::screen;

/// Why nothing was done. Nothing is half-written when one of these is returned.
#[derive(Debug)]
pub enum Failure {
    /// A file that was handed in is refused; the text names file, row, column and remedy.
    Refused(String),
    /// The call contradicts itself.
    Usage(String),
    /// The reader of our output has gone; not an error.
    NobodyListens,
}

impl Failure {
    /// A refusal that begins with the file's name.
    pub fn refused(file: &Path, why: impl std::fmt::Display) -> Failure {
        Failure::Refused(format!("{}: {why}", screen::name_of(file)))
    }

    /// What is wrong.
    pub fn text(&self) -> &str {
        match self {
            Failure::Refused(text) | Failure::Usage(text) => text,
            Failure::NobodyListens => "nobody listens",
        }
    }

    /// Says what is wrong on standard error and gives the exit code: 1 input refused, 2 usage.
    pub fn report(self) -> ExitCode {
        let (text, code) = match self {
            Failure::Refused(text) => (text, 1),
            Failure::Usage(text) => (text, 2),
            Failure::NobodyListens => return ExitCode::SUCCESS,
        };
        let red = anstyle::AnsiColor::Red.on_default().bold();
        screen::tell(format_args!("{red}goodword:{red:#} {text}"));
        ExitCode::from(code)
    }
}

//! What the terminal is like, and the few colours in use. Colours reach terminals only: everything printed goes
//! through a stream that strips them elsewhere.

use std::fmt;
use std::io::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};

/// Names.
pub const STRONG: Style = Style::new().bold();
/// What can be passed over.
pub const QUIET: Style = Style::new().dimmed();
/// Bars of what was reached.
pub const REACHED: Style = AnsiColor::Green.on_default();
/// Something to look at.
pub const NOTICE: Style = AnsiColor::Yellow.on_default();

/// Columns to write in: the terminal's, between 40 and 120; 100 when nobody sees them.
pub fn width() -> usize {
    let seen = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    seen.or_else(said).unwrap_or(100).clamp(40, 120)
}

/// A line on standard error. Whoever closed it does not want to know.
pub fn tell(line: fmt::Arguments) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// What a file is called in a sentence.
pub fn name_of(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

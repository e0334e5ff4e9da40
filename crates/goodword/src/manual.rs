//! Shell completions and the manual page, made from the command line's own definition.

use crate::cli::{self, CompletionsArgs};
use crate::failure::Failure;
use crate::output;

/// `goodword completions SHELL`
pub fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), "goodword", &mut script);
    output::print(&script)
}

/// `goodword man`: one page, the verbs included.
pub fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    let command = cli::command();
    let unwritable =
        |error: std::io::Error| Failure::Refused(format!("the manual page cannot be made: {error}"));
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(unwritable)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        let named = verb.clone().display_name(format!("goodword-{}", verb.get_name()));
        clap_mangen::Man::new(named).render(&mut page).map_err(unwritable)?;
    }
    output::print(&page)
}

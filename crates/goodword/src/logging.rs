//! What the log holds: one line for each thing that happened, with ids and closed words, nothing that anybody wrote.
//! It goes to standard error; whoever starts Goodword decides where that leads.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::Log;

/// Logs from here on: what Goodword itself says, and warnings of the libraries below.
pub fn start(form: Log) {
    let ours = ["goodword", "goodword_app", "goodword_store", "goodword_web"];
    let heard = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(ours.map(|name| (name, LevelFilter::INFO)));
    let lines =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false).with_target(false);
    let all = tracing_subscriber::registry().with(heard);
    // A second call would be a test's; the first one's form stays.
    let _ = match form {
        Log::Text => all.with(lines).try_init(),
        Log::Json => all.with(lines.json().flatten_event(true)).try_init(),
    };
}

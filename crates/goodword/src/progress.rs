//! A progress bar for whoever waits longer than a second.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use goodword_domain::rounds::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long nobody needs to be told anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows the steps of a long piece of work on standard error, if that is a terminal.
pub struct Waiting {
    bar: ProgressBar,
    done: Option<mpsc::Sender<()>>,
    showing: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Begins, invisible at first.
    pub fn begin(n_steps: u64) -> Waiting {
        let bar = ProgressBar::with_draw_target(Some(n_steps), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {bar:24} {msg} ({elapsed})");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let (done, waiting) = mpsc::channel();
        let shown = bar.clone();
        let showing = std::thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Waiting { bar, done: Some(done), showing: Some(showing) }
    }
}

impl Waiting {
    /// Says what is being done, and how much of it.
    pub fn reach(&self, doing: &str, done: usize, of: usize) {
        self.bar.set_message(doing.to_owned());
        self.bar.set_length(of as u64);
        self.bar.set_position(done as u64);
    }
}

impl Progress for Waiting {
    fn step(&self, doing: &str) {
        self.bar.set_message(doing.to_owned());
        self.bar.inc(1);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(showing) = self.showing.take() {
            // A thread that only draws cannot fail in a way that matters here.
            let _ = showing.join();
        }
        self.bar.finish_and_clear();
    }
}

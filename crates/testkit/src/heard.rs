//! What the log says, kept to be searched.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use tracing_subscriber::fmt::MakeWriter;

/// Every line that was logged since somebody began to listen, as operators see them.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<u8>>>);

static ALL: OnceLock<Heard> = OnceLock::new();

impl Heard {
    /// Begins to listen to everything in this process.
    pub fn all() -> Heard {
        let heard = ALL.get_or_init(|| {
            let heard = Heard::default();
            let listening = tracing_subscriber::fmt().json().with_writer(heard.clone()).finish();
            tracing::subscriber::set_global_default(listening).expect("nobody else listens");
            heard
        });
        heard.clone()
    }

    /// What was heard so far.
    pub fn lines(&self) -> Vec<u8> {
        self.0.lock().expect("the lines").clone()
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Heard {
    type Writer = Heard;

    fn make_writer(&'a self) -> Heard {
        self.clone()
    }
}

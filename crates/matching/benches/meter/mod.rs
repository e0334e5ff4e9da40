//! CPU seconds and memory of this process, as Linux counts them (0 elsewhere).

use std::time::Instant;

pub struct Meter {
    wall: Instant,
    cpu: f64,
}

impl Meter {
    pub fn start() -> Meter {
        Meter { wall: Instant::now(), cpu: cpu_seconds() }
    }

    /// CPU seconds of all threads and wall seconds since the start.
    pub fn read(&self) -> (f64, f64) {
        (cpu_seconds() - self.cpu, self.wall.elapsed().as_secs_f64())
    }
}

/// Ticks of the whole process are coarse; what the main thread alone has used is known to the nanosecond.
fn cpu_seconds() -> f64 {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let main = read("/proc/self/schedstat");
    let main = main.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9;
    let stat = read("/proc/self/stat");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_ascii_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    let all = (ticks(11) + ticks(12)) / 100.0;
    if all > main + 0.03 { all } else { main }
}

pub fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

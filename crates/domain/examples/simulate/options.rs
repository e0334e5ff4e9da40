//! What the command line says.

use super::law::Law;
use super::study::Seeds;
use super::world::{Needs, Setting};

/// How to call the example.
pub const USAGE: &str = "\
usage: simulate [--seeds 40] [--first-seed 1] [--members 120] [--rounds 12] [--noise 0.4] [--veto 0]
                [--world main|second] [--needs trade|beyond] [--threads 2] [--sweep] [--quick]

  --sweep   also the other settings: declines, both worlds, noise 0 to 1, controls, stress, sizes
  --quick   five seeds of 60 members, six rounds";

/// Everything that can be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub setting: Setting,
    pub seeds: Seeds,
    pub sweep: bool,
}

impl Options {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// A sentence that names the argument and the remedy.
    pub fn read(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut options = Options {
            setting: Setting::default(),
            seeds: Seeds { first: 1, count: 40, threads },
            sweep: false,
        };
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{name} needs a value after it"));
            let setting = &mut options.setting;
            match name.as_str() {
                "--seeds" => options.seeds.count = number(&name, &value()?, 2.0, 1e4)? as usize,
                "--first-seed" => options.seeds.first = number(&name, &value()?, 0.0, 1e9)? as u64,
                "--threads" => options.seeds.threads = number(&name, &value()?, 1.0, 256.0)? as usize,
                "--members" => setting.members = even(number(&name, &value()?, 2.0, 5e3)? as usize)?,
                "--rounds" => setting.rounds = number(&name, &value()?, 1.0, 500.0)? as usize,
                "--noise" => setting.noise = number(&name, &value()?, 0.0, 1.0)?,
                "--veto" => setting.veto = number(&name, &value()?, 0.0, 1.0)?,
                "--world" => setting.law = law(&value()?)?,
                "--needs" => setting.needs = needs(&value()?)?,
                "--sweep" => options.sweep = true,
                "--quick" => {
                    options.seeds.count = 5;
                    (setting.members, setting.rounds) = (60, 6);
                }
                _ => return Err(format!("there is no option “{name}”")),
            }
        }
        Ok(options)
    }
}

fn number(name: &str, value: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = value.parse::<f64>().ok().filter(|number| (least..=most).contains(number));
    number.ok_or(format!("{name} takes a number from {least} to {most}, not “{value}”"))
}

/// Nobody rests in a trial, so that all arms schedule the same meetings.
fn even(members: usize) -> Result<usize, String> {
    if members.is_multiple_of(2) {
        Ok(members)
    } else {
        Err(format!("--members must be even, not {members}"))
    }
}

fn law(value: &str) -> Result<Law, String> {
    match value {
        "main" => Ok(Law::Main),
        "second" => Ok(Law::Second),
        _ => Err(format!("--world is “main” or “second”, not “{value}”")),
    }
}

fn needs(value: &str) -> Result<Needs, String> {
    match value {
        "trade" => Ok(Needs::OfTheTrade),
        "beyond" => Ok(Needs::BeyondTheTrade),
        _ => Err(format!("--needs is “trade” or “beyond”, not “{value}”")),
    }
}

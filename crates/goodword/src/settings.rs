//! What the operator decides. Each setting has one name, said in [`Settings`]: `mail_server` stands as that in
//! `goodword.toml`, as `--mail-server` on the command line, as `GOODWORD_MAIL_SERVER` in the environment, and as
//! `GOODWORD_MAIL_SERVER_FILE` where a file holds the value. The command line goes before the environment, this before
//! `goodword.toml`.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Command, ValueEnum};
use config::{Config, Environment, File, FileFormat, Map};
use goodword_app::House;
use goodword_app::mail::{Dkim, Post, Tls};
use goodword_domain::people::MailAddress;
use goodword_store::Place;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The settings' file in the data folder.
const FILE: &str = "goodword.toml";
/// Whom a restored backup must forget again; written by whoever erases.
pub const ERASURES: &str = "erasures.log";
/// What everybody may know who may see a process's command line, and what may not: these have no flag.
const SECRET: [&str; 3] = ["mail_password", "mail_authority", "dkim_key"];
/// What is shown as … wherever settings are shown.
const HIDDEN: [&str; 3] = ["mail_password", "dkim_key", "database_url"];

/// Where the data is: what every verb must know that works on it.
#[derive(Args, Clone, Default, Serialize, Deserialize)]
pub struct Where {
    /// Folder for everything that is kept; made when it is missing
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL to keep everything in, instead of a file: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
}

/// Every setting.
#[derive(Args, Clone, Default, Serialize, Deserialize)]
pub struct Settings {
    #[command(flatten)]
    #[serde(flatten)]
    pub place: Where,
    /// Address and port to listen at [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Where people reach this installation, for links in mails [default: http:// and the address above]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// How many proxies of your own stand in front, each adding to X-Forwarded-For [default: 0]
    #[arg(long, value_name = "N")]
    pub proxies: Option<u8>,
    /// Form of the log on standard error [default: text]
    #[arg(long, value_enum)]
    pub log: Option<Log>,
    /// Mail server that takes our letters; without one they wait, see goodword outbox
    #[arg(long, value_name = "HOST")]
    pub mail_server: Option<String>,
    /// Its port [default: 587; 465 with implicit, 25 with none]
    #[arg(long, value_name = "PORT")]
    pub mail_port: Option<u16>,
    /// How the way to it is kept private [default: starttls]
    #[arg(long, value_enum)]
    pub mail_tls: Option<TlsArg>,
    #[arg(skip)]
    pub mail_authority: Option<String>,
    /// Who signs in there
    #[arg(long, value_name = "NAME")]
    pub mail_user: Option<String>,
    #[arg(skip)]
    pub mail_password: Option<String>,
    /// Address that letters come from
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Name that letters come from [default: Goodword]
    #[arg(long, value_name = "NAME")]
    pub mail_from_name: Option<String>,
    /// Domain that signs letters [default: that of --mail-from, if there is a key]
    #[arg(long, value_name = "DOMAIN")]
    pub dkim_domain: Option<String>,
    /// Name of the key in the DNS, as in NAME._domainkey.example.org
    #[arg(long, value_name = "NAME")]
    pub dkim_selector: Option<String>,
    #[arg(skip)]
    pub dkim_key: Option<String>,
}

/// `--log`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Log {
    /// For people.
    Text,
    /// For programs: an object on each line.
    Json,
}

/// `--mail-tls`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsArg {
    /// It begins open and turns private.
    Starttls,
    /// It is private from the first byte.
    Implicit,
    /// Not at all: for a server on the same machine.
    None,
}

impl Settings {
    /// Puts together what was said on the command line, in the environment and in the file.
    pub fn gathered(self) -> Result<Settings, Failure> {
        gathered(self, &|name| std::env::var(name).ok())
    }

    /// Where the data is.
    pub fn place(&self) -> Result<Place, Failure> {
        match (&self.place.database_url, &self.place.data) {
            (Some(url), _) => Ok(Place::Postgres(url.clone())),
            (None, Some(folder)) => Ok(Place::Sqlite(folder.join("goodword.db"))),
            (None, None) => {
                let said = "Say where the data is: --data DIR, or the variable GOODWORD_DATA.";
                Err(Failure::Usage(said.to_owned()))
            }
        }
    }

    /// Where to listen.
    pub fn listen(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)))
    }

    /// What the app must know. `at` is where people reach it unless something else is said.
    pub fn house(&self, at: SocketAddr) -> Result<House, Failure> {
        let url = self.url.clone().unwrap_or_else(|| format!("http://{at}"));
        let url = url.trim_end_matches('/').to_owned();
        let scheme = url.starts_with("https://") || url.starts_with("http://");
        if !scheme || url.contains(char::is_whitespace) {
            return Err(bad("url", "begins with https:// or http://, as in https://goodword.example.org"));
        }
        let erasures = self.place.data.as_ref().map(|folder| folder.join(ERASURES));
        let post = self.post()?;
        post.as_ref().map_or(Ok(()), Post::check).map_err(Failure::Refused)?;
        Ok(House { url, post, erasures })
    }

    fn post(&self) -> Result<Option<Post>, Failure> {
        let Some(server) = self.mail_server.clone() else { return Ok(None) };
        let tls = match self.mail_tls {
            None | Some(TlsArg::Starttls) => Tls::Starttls,
            Some(TlsArg::Implicit) => Tls::Implicit,
            Some(TlsArg::None) => Tls::None,
        };
        let usual = match tls {
            Tls::Starttls => 587,
            Tls::Implicit => 465,
            Tls::None => 25,
        };
        let from = self.mail_from.as_deref().ok_or_else(|| bad("mail_from", "is needed with mail_server"))?;
        let from: MailAddress =
            from.parse().map_err(|_| bad("mail_from", "is an address, as in goodword@example.org"))?;
        Ok(Some(Post {
            port: self.mail_port.unwrap_or(usual),
            tls,
            authority: self.mail_authority.clone(),
            user: self.mail_user.clone(),
            password: self.mail_password.clone(),
            dkim: self.dkim(&from)?,
            from_name: self.mail_from_name.clone().unwrap_or_else(|| "Goodword".to_owned()),
            ..Post::at(&server, from)
        }))
    }

    fn dkim(&self, from: &MailAddress) -> Result<Option<Dkim>, Failure> {
        let Some(key) = self.dkim_key.clone() else { return Ok(None) };
        let selector =
            self.dkim_selector.clone().ok_or_else(|| bad("dkim_selector", "is needed with dkim_key"))?;
        let own = || from.as_str().rsplit('@').next().unwrap_or_default().to_owned();
        Ok(Some(Dkim { domain: self.dkim_domain.clone().unwrap_or_else(own), selector, key }))
    }
}

impl From<Where> for Settings {
    fn from(place: Where) -> Settings {
        Settings { place, ..Settings::default() }
    }
}

/// What is said, secrets left out.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = said(self).unwrap_or_default();
        let shown = said.iter().map(|(name, value)| match HIDDEN.contains(&name.as_str()) {
            true => (name, "…".to_owned()),
            false => (name, value.to_string()),
        });
        f.debug_map().entries(shown).finish()
    }
}

impl fmt::Debug for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Where({:?})", self.data)
    }
}

/// Tells, in the help of a verb that takes settings, their names in the environment.
pub fn with_names(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let known = names().contains(&arg.get_id().to_string());
        match (known, arg.get_help().map(ToString::to_string)) {
            (true, Some(help)) => {
                let name = variable(arg.get_id().as_str());
                arg.help(format!("{help} [{name}]"))
            }
            _ => arg,
        }
    });
    let secret: Vec<String> = SECRET.iter().map(|name| format!("  {name}  [{}]", variable(name))).collect();
    command.after_help(format!(
        "Settings can stand on the command line, in the environment (the names in brackets, or the same with _FILE \
         for a file that holds the value) and in DIR/{FILE}, as in: listen = \"127.0.0.1:8080\"; the first of these \
         that says one is right.\n\nIn the environment and in the file only:\n{}",
        secret.join("\n")
    ))
}

/// The names of all settings.
fn names() -> Vec<String> {
    match serde_json::to_value(Settings::default()) {
        Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// What a setting is called in the environment.
fn variable(name: &str) -> String {
    format!("GOODWORD_{}", name.to_uppercase())
}

/// What was said, by name.
fn said(settings: &Settings) -> Option<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(settings) {
        Ok(serde_json::Value::Object(map)) => {
            Some(map.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        _ => None,
    }
}

fn gathered(flags: Settings, variables: &dyn Fn(&str) -> Option<String>) -> Result<Settings, Failure> {
    let environment = environment(variables)?;
    let folder = flags.place.data.clone().or_else(|| environment.get("data").map(PathBuf::from));
    let mut all = Config::builder();
    let file = folder.map(|folder| folder.join(FILE)).filter(|file| file.exists());
    if let Some(file) = &file {
        all = all.add_source(read(file)?);
    }
    let source: Map<String, String> =
        environment.into_iter().map(|(name, value)| (variable(&name), value)).collect();
    all = all.add_source(Environment::with_prefix("GOODWORD").source(Some(source)));
    for (name, value) in said(&flags).unwrap_or_default() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        all = all.set_override(name, value).map_err(|error| told(file.as_deref(), &error))?;
    }
    let all = all.build().map_err(|error| told(file.as_deref(), &error))?;
    all.try_deserialize().map_err(|error| told(file.as_deref(), &error))
}

/// What the environment says, by the setting's name.
fn environment(variables: &dyn Fn(&str) -> Option<String>) -> Result<Map<String, String>, Failure> {
    let mut found = Map::new();
    for name in names() {
        let (own, file) = (variable(&name), format!("{}_FILE", variable(&name)));
        match (variables(&own), variables(&file)) {
            (Some(_), Some(_)) => {
                return Err(Failure::Refused(format!(
                    "{own} and {file} are both set. Take one of them away."
                )));
            }
            (Some(value), None) => drop(found.insert(name, value)),
            (None, Some(path)) => {
                let path = Path::new(&path);
                let value = std::fs::read_to_string(path)
                    .map_err(|error| Failure::refused(path, format!("{file} cannot be read: {error}.")))?;
                found.insert(name, value.trim_end_matches(['\r', '\n']).to_owned());
            }
            (None, None) => {}
        }
    }
    Ok(found)
}

/// The file, whose every name is known.
fn read(file: &Path) -> Result<Config, Failure> {
    let source = File::from(file).format(FileFormat::Toml);
    let read = Config::builder().add_source(source).build();
    let read = read.map_err(|error| Failure::refused(file, format!("{error}.")))?;
    let all: Map<String, config::Value> =
        read.clone().try_deserialize().map_err(|error| Failure::refused(file, format!("{error}.")))?;
    let known = names();
    let mut all: Vec<&String> = all.keys().collect();
    all.sort();
    for name in all {
        if name == "data" {
            return Err(Failure::refused(file, "data cannot be said in a file that lies in it."));
        }
        if !known.contains(name) {
            return Err(Failure::refused(file, unknown(name, &known)));
        }
    }
    Ok(read)
}

fn unknown(name: &str, known: &[String]) -> String {
    let near =
        known.iter().max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    match near.filter(|near| strsim::jaro_winkler(near, name) > 0.7) {
        Some(near) => format!("there is no setting {name}. Is {near} meant?"),
        None => format!("there is no setting {name}. Those that there are: {}.", known.join(", ")),
    }
}

fn bad(name: &str, why: &str) -> Failure {
    Failure::Refused(format!("the setting {name} ({}) {why}.", variable(name)))
}

fn told(file: Option<&Path>, error: &config::ConfigError) -> Failure {
    match file {
        Some(file) => Failure::Refused(format!("the settings (with those in {}): {error}.", file.display())),
        None => Failure::Refused(format!("the settings: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &str) -> Option<String> {
        None
    }

    fn in_folder(file: &str) -> (tempfile::TempDir, Settings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), file).unwrap();
        let place = Where { data: Some(folder.path().to_owned()), database_url: None };
        (folder, Settings::from(place))
    }

    #[test]
    fn the_command_line_goes_before_the_environment_and_this_before_the_file() {
        let file = "listen = \"127.0.0.1:1\"\nproxies = 1\nmail_port = 2525\nmail_password = \"from file\"\n";
        let (_kept, said) = in_folder(file);
        let said = Settings { listen: Some("127.0.0.1:3".parse().unwrap()), ..said };
        let environment = |name: &str| match name {
            "GOODWORD_LISTEN" => Some("127.0.0.1:2".to_owned()),
            "GOODWORD_PROXIES" => Some("2".to_owned()),
            _ => None,
        };
        let all = gathered(said, &environment).unwrap();
        assert_eq!(all.listen.unwrap().port(), 3, "command line");
        assert_eq!(all.proxies, Some(2), "environment");
        assert_eq!(all.mail_port, Some(2525), "file");
        assert_eq!(all.mail_password.as_deref(), Some("from file"));
        assert!(all.place.data.is_some());
    }

    #[test]
    fn an_unknown_name_in_the_file_is_refused_with_the_nearest_known_one() {
        let (_kept, said) = in_folder("listn = \"127.0.0.1:1\"\n");
        let refused = gathered(said, &none).unwrap_err();
        assert!(
            refused.text().contains("listn") && refused.text().contains("Is listen meant?"),
            "{refused:?}"
        );
        let (_kept, said) = in_folder("[mail]\nserver = \"localhost\"\n");
        assert!(gathered(said, &none).unwrap_err().text().contains("there is no setting mail"));
    }

    #[test]
    fn a_file_holds_a_secret_and_its_last_line_break_is_no_part_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "007\n").unwrap();
        let by_file =
            |name: &str| (name == "GOODWORD_MAIL_PASSWORD_FILE").then(|| file.to_string_lossy().into_owned());
        let all = gathered(Settings::default(), &by_file).unwrap();
        assert_eq!(all.mail_password.as_deref(), Some("007"), "nothing reads it as a number");
        let both = |name: &str| name.starts_with("GOODWORD_MAIL_PASSWORD").then(|| "x".to_owned());
        assert!(gathered(Settings::default(), &both).unwrap_err().text().contains("both"));
    }

    #[test]
    fn no_secret_is_shown() {
        let all = Settings {
            place: Where { database_url: Some("postgres://u:canary@h/n".into()), ..Where::default() },
            mail_server: Some("localhost".into()),
            mail_from: Some("goodword@example.org".into()),
            mail_password: Some("canary".into()),
            dkim_key: Some("canary".into()),
            dkim_selector: Some("s1".into()),
            ..Settings::default()
        };
        let post = all.post().unwrap().unwrap();
        let shown = format!("{all:?} {:?} {post:?}", all.place);
        assert!(!shown.contains("canary") && shown.contains("mail_server"), "{shown}");
        assert_eq!(post.dkim.unwrap().domain, "example.org");
    }

    #[test]
    fn what_mail_needs_is_asked_for_by_name() {
        let all = Settings { mail_server: Some("localhost".into()), ..Settings::default() };
        let refused = all.house("127.0.0.1:8080".parse().unwrap()).unwrap_err();
        assert!(refused.text().contains("GOODWORD_MAIL_FROM"), "{refused:?}");
    }
}

//! Programs cannot be started in a module, and who tries is told so. One question that macros have for cargo is answered here instead: `cargo locate-project`, by which they
//! find the manifest that names their caller's dependencies.

pub use original::process::*;

use original::convert::AsRef;
use original::default::Default;
use original::ffi::OsStr;
use original::fmt;
use original::io::{Error, ErrorKind, Result};
use original::iter::{IntoIterator, Iterator};
use original::option::Option::{self, None, Some};
use original::path::{Path, PathBuf};
use original::process::Command as Original;
use original::result::Result::{Err, Ok};
use original::string::String;
use original::vec::Vec;
use original::{env, format};

/// As the standard library's. What is not here is there.
pub struct Command(Original);

impl Command {
    pub fn new<S: AsRef<OsStr>>(program: S) -> Command {
        Command(Original::new(program))
    }

    pub fn arg<S: AsRef<OsStr>>(&mut self, argument: S) -> &mut Command {
        self.0.arg(argument);
        self
    }

    pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&mut self, arguments: I) -> &mut Command {
        self.0.args(arguments);
        self
    }

    pub fn env<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, name: K, value: V) -> &mut Command {
        self.0.env(name, value);
        self
    }

    pub fn envs<I: IntoIterator<Item = (K, V)>, K: AsRef<OsStr>, V: AsRef<OsStr>>(
        &mut self,
        variables: I,
    ) -> &mut Command {
        self.0.envs(variables);
        self
    }

    pub fn env_remove<K: AsRef<OsStr>>(&mut self, name: K) -> &mut Command {
        self.0.env_remove(name);
        self
    }

    pub fn env_clear(&mut self) -> &mut Command {
        self.0.env_clear();
        self
    }

    pub fn current_dir<P: AsRef<Path>>(&mut self, folder: P) -> &mut Command {
        self.0.current_dir(folder);
        self
    }

    pub fn stdin<T: original::convert::Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.0.stdin(stream);
        self
    }

    pub fn stdout<T: original::convert::Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.0.stdout(stream);
        self
    }

    pub fn stderr<T: original::convert::Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.0.stderr(stream);
        self
    }

    pub fn output(&mut self) -> Result<Output> {
        match located_project(&self.0) {
            Some(answer) => {
                Ok(Output { status: ExitStatus::default(), stdout: answer.into_bytes(), stderr: Vec::new() })
            }
            None => Err(refusal(&self.0)),
        }
    }

    pub fn status(&mut self) -> Result<ExitStatus> {
        Err(refusal(&self.0))
    }

    pub fn spawn(&mut self) -> Result<Child> {
        Err(refusal(&self.0))
    }
}

impl original::ops::Deref for Command {
    type Target = Original;

    fn deref(&self) -> &Original {
        &self.0
    }
}

impl original::ops::DerefMut for Command {
    fn deref_mut(&mut self) -> &mut Original {
        &mut self.0
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Mostly seen in the panic of a macro that takes the start of a program for granted.
fn refusal(command: &Original) -> Error {
    let program = Path::new(command.get_program()).display();
    Error::new(ErrorKind::Unsupported, format!("`{program}` was not started: a macro may not start programs"))
}

/// What cargo would print.
fn located_project(command: &Original) -> Option<String> {
    let program = Path::new(command.get_program());
    if program.file_stem()? != "cargo" {
        return None;
    }
    let arguments: Vec<&str> = command.get_args().map(OsStr::to_str).collect::<Option<_>>()?;
    if !arguments.contains(&"locate-project") {
        return None;
    }
    let value = |name: &str| {
        let with_sign = format!("{name}=");
        arguments.iter().enumerate().find_map(|(index, argument)| {
            if *argument == name {
                arguments.get(index + 1).copied()
            } else {
                argument.strip_prefix(with_sign.as_str())
            }
        })
    };
    let own = env::var_os("CARGO_MANIFEST_DIR").map(|folder| PathBuf::from(folder).join("Cargo.toml"));
    let named = value("--manifest-path").map(PathBuf::from);
    let is_own = named.is_none() || named == own;
    let mut manifest = named.or(own)?;
    if is_own && arguments.contains(&"--workspace") {
        // A compiler is run at the root of the workspace.
        let root = env::current_dir().ok()?.join("Cargo.toml");
        if root.exists() {
            manifest = root;
        }
    }
    let manifest = manifest.to_str()?;
    Some(match value("--message-format") {
        Some("plain") => format!("{manifest}\n"),
        _ => format!("{{\"root\":{manifest:?}}}\n"),
    })
}

//! How a macro says what it depends on, under the names of each compiler version: `tracked_env` and `tracked_path` before 1.92,
//! `tracked` since. Files that are read without a word are recorded by the host in any case.

/// Environment variables that the expansion depends on.
pub mod tracked_env {
    use std::env::{self, VarError};
    use std::ffi::OsStr;

    pub fn var<K: AsRef<OsStr> + AsRef<str>>(key: K) -> Result<String, VarError> {
        let key: &str = key.as_ref();
        let value = env::var(key);
        super::note(crate::session::TrackedInput::Environment(key.into(), value.as_deref().ok().map(String::from)));
        value
    }
}

/// Files that the expansion depends on.
pub mod tracked_path {
    pub fn path<P: AsRef<str>>(path: P) {
        super::note(crate::session::TrackedInput::Path(path.as_ref().into()));
    }
}

/// Environment variables and files that the expansion depends on.
pub mod tracked {
    use std::env::VarError;
    use std::ffi::OsStr;
    use std::path::Path;

    pub fn env_var<K: AsRef<OsStr> + AsRef<str>>(key: K) -> Result<String, VarError> {
        super::tracked_env::var(key)
    }

    pub fn path<P: AsRef<Path>>(path: P) {
        super::note(crate::session::TrackedInput::Path(path.as_ref().to_string_lossy().into_owned()));
    }
}

fn note(input: crate::session::TrackedInput) {
    crate::session::with(|session| session.tracked.push(input));
}

//! Gathers what tests packed and has `check_bundle.py` look at all of it at once: an independent reader that knows the
//! vendor's public rules and nothing of this program.
#![allow(dead_code)] // each test crate uses its own part of it

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of runs, gone at the end.
pub struct Checker {
    folder: PathBuf,
    runs: Vec<Value>,
}

impl Checker {
    pub fn new(name: &str) -> Checker {
        let folder = std::env::temp_dir().join(format!("nizukuri-checker-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Checker { folder, runs: Vec::new() }
    }

    /// A run's bundles, written out; gives their folder. `more` is what the checker's `Run` takes beside destination and paths.
    pub fn add<'o>(
        &mut self,
        name: &str,
        destination: &str,
        outputs: impl IntoIterator<Item = (&'o String, &'o Vec<u8>)>,
        more: Value,
    ) -> PathBuf {
        let path = self.folder.join(self.runs.len().to_string());
        std::fs::create_dir_all(&path).expect("a folder");
        for (name, bytes) in outputs.into_iter().filter(|(name, _)| is_bundle(name)) {
            std::fs::write(path.join(name), bytes).expect("a bundle");
        }
        self.add_folder(name, destination, &path, more);
        path
    }

    /// A run whose bundles lie in a folder; none is made if there are none.
    pub fn add_folder(&mut self, name: &str, destination: &str, path: &Path, more: Value) {
        let mut files =
            std::fs::read_dir(path).expect("a folder").map(|file| file.expect("a file").file_name());
        if !files.any(|file| is_bundle(&file.to_string_lossy())) {
            return;
        }
        let mut run = json!({ "name": name, "destination": destination, "paths": [path] });
        for (key, value) in more.as_object().into_iter().flatten() {
            run[key] = value.clone();
        }
        self.runs.push(run);
    }

    /// # Panics
    /// With the checker's lines when it finds anything.
    pub fn finish(self) {
        let list = self.folder.join("runs.json");
        std::fs::write(&list, Value::from(self.runs).to_string()).expect("a list");
        let list = ["--runs", list.to_str().expect("UTF-8")];
        python("check_bundle.py", &list);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Papers are no bundles: the only CSV file among them beside `held/` is the list of findings.
fn is_bundle(name: &str) -> bool {
    !name.contains('/') && (name.ends_with(".zip") || name.ends_with(".csv")) && name != "findings.csv"
}

/// Runs a script of `tests/`.
///
/// # Panics
/// With what it said when it fails.
pub fn python(script: &str, arguments: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(script);
    let output =
        Command::new("python3").arg("-B").arg(&script).args(arguments).output().expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}:\n{said}{failed}", script.display());
}

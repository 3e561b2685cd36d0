//! Files and folders named on the command line, as sources.

use super::Failure;
use nizukuri::job::SourceFile;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One file to read.
pub struct File {
    pub path: PathBuf,
    pub source: SourceFile,
}

/// In the order named; inside a folder by name.
pub type Files = Vec<File>;

/// How deep folders are followed: a loop of links must end.
const MAX_DEPTH: usize = 64;

/// Collects the files. Names are those the page would show: the file's own, or the path from the named folder on.
pub fn gather(paths: &[PathBuf]) -> Result<Files, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let name = path
            .canonicalize()
            .ok()
            .as_deref()
            .and_then(Path::file_name)
            .map(|n| n.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| path.to_string_lossy().into_owned());
        walk(path, &name, 0, &mut files)?;
    }
    part_equal_names(&mut files);
    Ok(files)
}

fn walk(path: &Path, name: &str, depth: usize, files: &mut Files) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(error) if depth == 0 => return Err(unreadable(error)),
        // A link to nowhere among a folder's files: the others are read, and this one is told about.
        Err(_) => {
            files.push(unread(path, name));
            return Ok(());
        }
    };
    if !about.is_dir() {
        let source = SourceFile { name: name.to_string(), bytes: about.len() };
        files.push(File { path: path.to_path_buf(), source });
        return Ok(());
    }
    if depth >= MAX_DEPTH {
        return Err(format!("{} lies too deep; are there links in a circle?", path.display()));
    }
    let mut inside = Vec::new();
    match std::fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries {
                inside.push(entry.map_err(unreadable)?.path());
            }
        }
        Err(error) if depth == 0 => return Err(unreadable(error)),
        Err(_) => {
            files.push(unread(path, name));
            return Ok(());
        }
    }
    inside.sort();
    for path in inside {
        let last = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        walk(&path, &format!("{name}/{last}"), depth + 1, files)?;
    }
    Ok(())
}

/// Something that cannot be read, as a source: the byte it is said to have is asked for in vain.
fn unread(path: &Path, name: &str) -> File {
    File { path: path.to_path_buf(), source: SourceFile { name: name.to_string(), bytes: 1 } }
}

/// Two files of one name from different folders: the later ones get a number, as names must be unique.
fn part_equal_names(files: &mut Files) {
    let mut taken = HashSet::new();
    for file in files {
        let name = file.source.name.clone();
        let mut number = 2;
        while !taken.insert(file.source.name.clone()) {
            file.source.name = format!("{name} ({number})");
            number += 1;
        }
    }
}

//! Output files. They carry `.part` until the whole run is right, so that a broken run leaves nothing that
//! looks finished.

use super::Failure;
use nizukuri::bundle::Output;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// The folder written to.
pub struct Sink {
    folder: PathBuf,
    files: BTreeMap<u32, Written>,
    committed: bool,
}

struct Written {
    path: PathBuf,
    open: Option<File>,
}

impl Sink {
    pub fn new(folder: &Path) -> Result<Sink, Failure> {
        make_folder(folder)?;
        Ok(Sink { folder: folder.to_path_buf(), files: BTreeMap::new(), committed: false })
    }

    pub fn take(&mut self, output: Output) -> Result<(), Failure> {
        match output {
            Output::Open { file, name } => self.open(file, &name),
            Output::Write { file, bytes } => {
                let Some(Written { path, open: Some(open) }) = self.files.get_mut(&file) else {
                    return Ok(());
                };
                open.write_all(&bytes).map_err(|error| cannot_write(path, &error))
            }
            Output::Close { file } => {
                if let Some(written) = self.files.get_mut(&file) {
                    written.open = None;
                }
                Ok(())
            }
        }
    }

    fn open(&mut self, file: u32, name: &str) -> Result<(), Failure> {
        let inside = Path::new(name);
        // The core cleans names; this is the second lock on the door.
        if !inside.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(format!("{name} is no name for a file"));
        }
        let path = self.folder.join(inside);
        if let Some(parent) = path.parent() {
            make_folder(parent)?;
        }
        let open = File::create(part(&path)).map_err(|error| cannot_write(&path, &error))?;
        self.files.insert(file, Written { path, open: Some(open) });
        Ok(())
    }

    /// Where an output file can be read again.
    pub fn path(&self, file: u32) -> Option<PathBuf> {
        self.files.get(&file).map(|written| part(&written.path))
    }

    /// The run is right: the files get their names.
    pub fn commit(mut self) -> Result<(), Failure> {
        let mut named: Vec<&Path> = Vec::new();
        for written in self.files.values() {
            if let Err(error) = std::fs::rename(part(&written.path), &written.path) {
                // Half a run looks finished to whoever finds it.
                named.iter().for_each(|path| drop(std::fs::remove_file(path)));
                return Err(cannot_write(&written.path, &error));
            }
            named.push(&written.path);
        }
        self.committed = true;
        Ok(())
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if !self.committed {
            for written in self.files.values() {
                // Nothing more can be done about a file that does not go away.
                let _ = std::fs::remove_file(part(&written.path));
            }
        }
    }
}

fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".part");
    PathBuf::from(name)
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    format!("cannot write {}: {error}", path.display())
}

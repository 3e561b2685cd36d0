//! The host loop over files: the same dozen lines the worker runs over dropped ones.

use super::files::Files;
use super::out::Sink;
use super::{Failure, deliver};
use nizukuri::job::{Job, Origin, Want};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Bytes read in one go.
const CHUNK: usize = 1024 * 1024;

/// Runs a job that writes nothing; `after` is called after each chunk.
pub fn drive<J: Job>(job: &mut J, files: &Files, after: &mut dyn FnMut(&mut J)) {
    let mut buffer = vec![0; CHUNK];
    while let Some(want) = job.wants() {
        let path = match want.from {
            Origin::Source(index) => files.get(index as usize).map(|file| file.path.clone()),
            Origin::Output(_) => None,
        };
        let mut push = |job: &mut J, chunk: &[u8]| {
            job.push(chunk);
            after(job);
            true
        };
        if !read(job, &want, path, &mut buffer, &mut push) {
            job.failed();
        }
    }
}

/// Runs a job that writes, and re-reads what it wrote.
pub fn drive_with_outputs<J: Job>(
    job: &mut J,
    files: &Files,
    sink: &mut Sink,
    failed: &mut Result<(), Failure>,
) {
    let mut buffer = vec![0; CHUNK];
    *failed = deliver(job, sink);
    while failed.is_ok() {
        let Some(want) = job.wants() else { break };
        let path = match want.from {
            Origin::Source(index) => files.get(index as usize).map(|file| file.path.clone()),
            Origin::Output(file) => sink.path(file),
        };
        let mut push = |job: &mut J, chunk: &[u8]| {
            job.push(chunk);
            *failed = deliver(job, sink);
            failed.is_ok()
        };
        if !read(job, &want, path, &mut buffer, &mut push) && failed.is_ok() {
            job.failed();
            *failed = deliver(job, sink);
        }
    }
    if failed.is_ok() {
        *failed = deliver(job, sink);
    }
}

/// Pushes a range chunk by chunk; false when it could not be read to its end, or `push` said to stop.
fn read<J: Job>(
    job: &mut J,
    want: &Want,
    path: Option<PathBuf>,
    buffer: &mut [u8],
    push: &mut dyn FnMut(&mut J, &[u8]) -> bool,
) -> bool {
    let Some(mut file) = path.and_then(|path| File::open(path).ok()) else { return false };
    if file.seek(SeekFrom::Start(want.start)).is_err() {
        return false;
    }
    let mut left = want.end - want.start;
    while left > 0 {
        let room = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        match file.read(&mut buffer[..room]) {
            Ok(0) => return false,
            Ok(count) => {
                left -= count as u64;
                if !push(job, &buffer[..count]) {
                    return false;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
    true
}

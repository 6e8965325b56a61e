//! Where files that were added lie until they are read: a hidden folder beside the case, one for each program that takes
//! some in. What is left in that of a program that was killed is taken up by the next one.
//!
//! A file is written as `7.part`, its name as `7.name`, and only when both are whole it becomes `7`. The lock on `lock`
//! tells that the program lives.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The folder of one program, while it lives.
pub(super) struct Shelf {
    folder: PathBuf,
    lock: Option<File>,
    /// The number of the next file.
    next: usize,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        // What is open cannot be removed everywhere.
        self.lock = None;
        // What is left there was read, or never will be; the person has it where it came from.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Shelf {
    /// A new one for the case at `case`.
    pub(super) fn new(case: &Path) -> io::Result<Shelf> {
        let folder =
            (0..1000).map(|n| case.with_file_name(format!("{}{}-{n}", begin(case), std::process::id())));
        let folder = folder.into_iter().find(|f| !f.exists()).ok_or(io::ErrorKind::AlreadyExists)?;
        private_folder(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        lock.lock()?;
        Ok(Shelf { folder, lock: Some(lock), next: 0 })
    }

    /// The place of the next file.
    pub(super) fn place(&mut self) -> PathBuf {
        self.next += 1;
        self.folder.join((self.next - 1).to_string())
    }

    /// Takes in what programs that live no more have left for this case: each file with its name, in the order in which
    /// they came.
    pub(super) fn take_up(&mut self, left: Vec<PathBuf>) -> io::Result<Vec<(PathBuf, String)>> {
        let mut all = Vec::new();
        for folder in left {
            for (file, name) in whole(&folder)? {
                let at = self.place();
                fs::write(at.with_extension("name"), &name)?;
                fs::rename(file, &at)?;
                all.push((at, name));
            }
            fs::remove_dir_all(folder)?;
        }
        Ok(all)
    }
}

/// Writes a file to a place, with its name; `None` where it is larger than `most` bytes.
pub(super) fn keep(at: &Path, name: &str, file: &mut dyn Read, most: u64) -> io::Result<Option<u64>> {
    let part = at.with_extension("part");
    let size = io::copy(&mut file.take(most + 1), &mut File::create(&part)?)?;
    if size > most {
        fs::remove_file(&part)?;
        return Ok(None);
    }
    fs::write(at.with_extension("name"), name)?;
    fs::rename(part, at)?;
    Ok(Some(size))
}

/// Removes a file that has been read.
pub(super) fn remove(at: &Path) {
    let _ = fs::remove_file(at);
    let _ = fs::remove_file(at.with_extension("name"));
}

/// The folders that programs which live no more have left for a case.
pub(super) fn left(case: &Path) -> Vec<PathBuf> {
    let begin = begin(case);
    let beside = case.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(all) = fs::read_dir(beside) else { return Vec::new() };
    let ours = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&begin));
    let mut left: Vec<PathBuf> = all.flatten().map(|e| e.path()).filter(|p| ours(p) && is_left(p)).collect();
    left.sort();
    left
}

/// How the names of the folders of a case begin.
fn begin(case: &Path) -> String {
    format!(".{}.adding-", case.file_name().unwrap_or_default().to_string_lossy())
}

/// Whether nobody holds a folder.
fn is_left(folder: &Path) -> bool {
    let real = fs::symlink_metadata(folder).is_ok_and(|m| m.is_dir());
    let held = || match File::open(folder.join("lock")) {
        Ok(lock) => matches!(lock.try_lock(), Err(TryLockError::WouldBlock)),
        Err(_) => false,
    };
    real && !held()
}

/// The whole files of a folder, with their names, in the order of their numbers.
fn whole(folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let number = path.file_name().and_then(|n| n.to_str()?.parse::<usize>().ok());
        let name = fs::read_to_string(path.with_extension("name"));
        if let (Some(number), Ok(name), true) = (number, name, path.is_file()) {
            all.push((number, path, name));
        }
    }
    all.sort();
    Ok(all.into_iter().map(|(_, path, name)| (path, name)).collect())
}

/// Makes a folder that only its owner may look into.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_taken_up_and_what_a_living_one_holds_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("a.relata");
        let mut dead = Shelf::new(&case).unwrap();
        for (name, bytes) in [("b/one.txt", "one"), ("two.txt", "two")] {
            assert_eq!(keep(&dead.place(), name, &mut bytes.as_bytes(), 3).unwrap(), Some(3));
        }
        assert_eq!(keep(&dead.place(), "large.txt", &mut "four".as_bytes(), 3).unwrap(), None);
        let half = dead.place();
        fs::write(half.with_extension("part"), "hal").unwrap();
        assert!(left(&case).is_empty(), "it lives");
        // As the system does for a program that is killed.
        dead.lock = None;
        let folders = left(&case);
        assert_eq!(folders.len(), 1);
        assert!(left(&folder.path().join("other.relata")).is_empty());

        let mut shelf = Shelf::new(&case).unwrap();
        let taken = shelf.take_up(folders).unwrap();
        let told: Vec<_> =
            taken.iter().map(|(at, name)| (fs::read_to_string(at).unwrap(), name.as_str())).collect();
        assert_eq!(told, [("one".to_owned(), "b/one.txt"), ("two".to_owned(), "two.txt")]);
        assert!(!dead.folder.exists() && left(&case).is_empty());
        let own = shelf.folder.clone();
        drop(shelf);
        assert!(!own.exists());
    }
}

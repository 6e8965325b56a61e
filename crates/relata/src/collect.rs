//! From what a person types to the inputs behind it: files, folders, globs, addresses, standard input.

use std::path::{Path, PathBuf};

/// One thing to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    File(PathBuf),
    /// A file that is to be known by another name than that under which it lies.
    Kept {
        path: PathBuf,
        name: String,
    },
    Url(String),
    Stdin,
}

/// An input that turned out not to be one: its name, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mishap {
    pub path: String,
    pub message: String,
}

impl Input {
    /// The name under which documents from this input are kept. Paths are kept as typed, without
    /// `./` in front and with `/` between their parts.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::File(path) => tidy(path),
            Input::Kept { name, .. } => name.clone(),
            Input::Url(url) => url.clone(),
            Input::Stdin => "-".to_owned(),
        }
    }

    /// Bytes of a file; 0 where that is not known beforehand.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Input::File(path) | Input::Kept { path, .. } => std::fs::metadata(path).map_or(0, |m| m.len()),
            Input::Url(_) | Input::Stdin => 0,
        }
    }
}

fn tidy(path: &Path) -> String {
    let parts = path.components().filter(|c| !matches!(c, std::path::Component::CurDir));
    parts.collect::<PathBuf>().to_string_lossy().replace('\\', "/")
}

/// Walks everything behind `typed` in a fixed order (as typed; inside folders by name) and hands it
/// to `each` one at a time, so that the number of files does not matter.
///
/// In folders, hidden files and case files are left aside. Links are followed; a loop is a mishap.
pub(crate) fn walk(typed: &[String], each: &mut dyn FnMut(Result<Input, Mishap>)) {
    for word in typed {
        if word == "-" {
            each(Ok(Input::Stdin));
        } else if word.starts_with("http://") || word.starts_with("https://") {
            each(Ok(Input::Url(word.clone())));
        } else if Path::new(word).exists() {
            walk_path(Path::new(word), each);
        } else if word.contains(['*', '?', '[']) {
            walk_glob(word, each);
        } else {
            let message = "no such file or folder".to_owned();
            each(Err(Mishap { path: word.clone(), message }));
        }
    }
}

fn walk_glob(pattern: &str, each: &mut dyn FnMut(Result<Input, Mishap>)) {
    let mishap = |message: String| Err(Mishap { path: pattern.to_owned(), message });
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(error) => return each(mishap(format!("not a pattern: {error}"))),
    };
    let mut any = false;
    for path in paths {
        any = true;
        match path {
            Ok(path) => walk_path(&path, each),
            Err(error) => each(mishap(error.to_string())),
        }
    }
    if !any {
        each(mishap("no file matches".to_owned()));
    }
}

/// Whether a file or folder of this name is left aside in folders.
pub(crate) fn is_left_aside(name: &str) -> bool {
    name.starts_with('.') || is_case_file(name)
}

fn walk_path(root: &Path, each: &mut dyn FnMut(Result<Input, Mishap>)) {
    let is_aside = |e: &walkdir::DirEntry| e.depth() > 0 && is_left_aside(&e.file_name().to_string_lossy());
    let entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|e| !is_aside(e)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => each(Ok(Input::File(entry.into_path()))),
            Ok(entry) => each(Err(Mishap {
                path: tidy(entry.path()),
                message: "not a file (a device, pipe or socket)".to_owned(),
            })),
            Err(error) => {
                let path = error.path().map_or_else(|| tidy(root), tidy);
                let message = match error.loop_ancestor() {
                    Some(above) => format!("a symbolic link that leads back to {}", tidy(above)),
                    None => io_message(error.io_error()),
                };
                each(Err(Mishap { path, message }));
            }
        }
    }
}

fn io_message(error: Option<&std::io::Error>) -> String {
    use std::io::ErrorKind;
    match error.map(std::io::Error::kind) {
        Some(ErrorKind::PermissionDenied) => "no permission to read it".to_owned(),
        Some(ErrorKind::NotFound) => "gone, or a link to nothing".to_owned(),
        _ => error.map_or_else(|| "cannot be read".to_owned(), ToString::to_string),
    }
}

/// What to say of a file that could not be opened or read.
pub(crate) fn file_message(error: &std::io::Error) -> String {
    io_message(Some(error))
}

/// `case.relata` and the files that SQLite keeps beside it while it is open.
fn is_case_file(name: &str) -> bool {
    [".relata", ".relata-wal", ".relata-shm", ".relata-journal"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn collect(typed: &[&str]) -> (Vec<String>, Vec<Mishap>) {
        let typed: Vec<String> = typed.iter().map(|s| (*s).to_owned()).collect();
        let (mut found, mut mishaps) = (Vec::new(), Vec::new());
        walk(&typed, &mut |r| match r {
            Ok(input) => found.push(input.name()),
            Err(mishap) => mishaps.push(mishap),
        });
        (found, mishaps)
    }

    #[test]
    fn folders_are_walked_by_name_without_hidden_and_case_files() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.txt", "a/.hidden", ".git/config", "case.relata", "case.relata-wal"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let root = dir.path().to_str().unwrap();
        let (found, mishaps) = collect(&[root]);
        assert_eq!(found, [format!("{root}/a/z.txt"), format!("{root}/b.txt")]);
        assert_eq!(mishaps, []);
        let (found, _) = collect(&[&format!("{root}/*.txt")]);
        assert_eq!(found, [format!("{root}/b.txt")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_a_mishap_and_the_rest_is_found() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/text.txt"), "x").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/loop")).unwrap();
        let (found, mishaps) = collect(&[dir.path().to_str().unwrap()]);
        assert_eq!(found.len(), 1);
        assert_eq!(mishaps.len(), 1);
        assert!(mishaps[0].message.contains("leads back to"), "{}", mishaps[0].message);
    }

    #[test]
    fn what_is_not_there_is_a_mishap() {
        let (found, mishaps) = collect(&["/no/such/file", "/no/such/*.txt"]);
        assert!(found.is_empty());
        let messages: Vec<&str> = mishaps.iter().map(|m| m.message.as_str()).collect();
        assert_eq!(messages, ["no such file or folder", "no file matches"]);
    }
}

//! Bytes from outside to sources: what is a container is parted, what is not is handed on whole.
//!
//! The only entry for bytes from outside. Members are handed on one at a time as they come out, so
//! that memory holds one of them whatever their number. A bad member gives an error and the next
//! one follows; an archive cut short gives what is there, and an error for the rest.
//!
//! Nothing is ever written to disk: the name of a member, `../../x` too, is only a name here.
//!
//! Paths of members: `a.zip!dir/b.html`, `a.tar.gz!b.txt`, `x.jsonl#17`, `y.mbox#3`,
//! `feed.xml#the-entry's-id`, `z.warc.gz#8` (numbers count from 1), `m.eml!attached.pdf`.

mod archive;
mod lines;
mod meter;
mod parts;

use crate::sniff::{self, Format, Kind};
use crate::{Hints, Limits, ReadError, Source};
use meter::{Budget, too_large};
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

pub(crate) use archive::{zip_error, zip_kind};
pub(crate) use lines::{Line, next_line};
pub(crate) use parts::header_lines;

/// Bytes that tell the kind of a member.
const HEAD: usize = 64 << 10;

/// Anything that can be read and sought in: a file, a cursor over bytes.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of one file, page or pipe.
#[expect(missing_debug_implementations, reason = "holds borrowed readers")]
pub enum Input<'a> {
    /// A file, from its beginning: archives with their table of contents at the end are read in place.
    File(&'a mut dyn ReadSeek),
    /// A pipe or response: zip archives are first taken into memory, up to
    /// [`Limits::document_bytes`].
    Stream(&'a mut dyn Read),
}

/// Hands every source in `input` to `each`, one at a time, with its path; what cannot be read
/// comes as an error with the path of the member, or of the archive where the rest of it is lost.
/// Breaks where `each` breaks.
pub fn unpack(
    path: &str,
    input: Input<'_>,
    hints: &Hints,
    limits: &Limits,
    each: &mut dyn FnMut(String, Result<Source, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut unpacker = Unpacker { limits, each, budget: Budget::new(limits), members: 0 };
    let place = Place { path: path.to_owned(), hints: hints.clone(), depth: 0, gzipped: false };
    match unpacker.open(&place, input) {
        ControlFlow::Break(Stop::Caller) => ControlFlow::Break(()),
        ControlFlow::Break(Stop::Limit) | ControlFlow::Continue(()) => ControlFlow::Continue(()),
    }
}

/// Why unpacking ends before the end.
enum Stop {
    /// The caller wants no more.
    Caller,
    /// The archive costs more than it may.
    Limit,
}

type Flow = ControlFlow<Stop>;

/// Where in an archive we are.
#[derive(Clone)]
struct Place {
    path: String,
    hints: Hints,
    /// Containers around it.
    depth: u32,
    /// Whether a gzip layer was just taken off.
    gzipped: bool,
}

impl Place {
    /// A member of the container at this place.
    fn member(&self, path: String) -> Place {
        Place { path, hints: self.hints.clone(), depth: self.depth + 1, gzipped: false }
    }
}

struct Unpacker<'a> {
    limits: &'a Limits,
    each: &'a mut dyn FnMut(String, Result<Source, ReadError>) -> ControlFlow<()>,
    budget: Budget,
    members: u64,
}

impl Unpacker<'_> {
    /// Parts or hands on what stands at `place`. Calls itself for members, at most
    /// [`Limits::archive_depth`] deep.
    fn open(&mut self, place: &Place, mut input: Input<'_>) -> Flow {
        let mut head = Vec::new();
        let taken = match &mut input {
            Input::File(file) => file
                .take(HEAD as u64)
                .read_to_end(&mut head)
                .and_then(|_| file.seek(SeekFrom::Start(0)).map(drop)),
            Input::Stream(stream) => stream.take(HEAD as u64).read_to_end(&mut head).map(drop),
        };
        if let Err(error) = &taken
            && head.is_empty()
        {
            return self.fail(place, meter::read_error(error, "file"));
        }
        let kind = sniff::kind(&head, &place.path, &place.hints);
        let kind = match (kind, &mut input) {
            (Kind::Zip, Input::File(file)) => zip_kind(file),
            (Kind::Zip, Input::Stream(stream)) => {
                let cap = self.limits.document_bytes;
                let room = (cap + 1).saturating_sub(head.len() as u64);
                let rest = stream.take(room).read_to_end(&mut head);
                if head.len() as u64 > cap {
                    return self.fail(place, too_large(cap));
                }
                if let Err(error) = rest {
                    self.fail(place, meter::read_error(&error, "zip"))?;
                }
                return self.open_bytes(place, head);
            }
            (kind, _) => kind,
        };
        let container = !matches!(kind, Kind::Document(_) | Kind::Other(_) | Kind::Empty);
        // A gzip layer around a container is part of it; gzip in gzip counts.
        if container && place.depth > self.limits.archive_depth {
            let limit = format!("{} archives inside one another", self.limits.archive_depth);
            let what = "an archive in an archive".to_owned();
            return self.fail(place, ReadError::OverLimit { what, limit, advice: "unpack it first" });
        }
        let mut chained;
        let reader: &mut dyn Read = match &mut input {
            Input::File(file) if kind == Kind::Zip => return self.zip(place, *file),
            Input::File(file) => *file,
            Input::Stream(stream) => {
                chained = Cursor::new(head).chain(&mut **stream);
                &mut chained
            }
        };
        match kind {
            Kind::Document(format) => self.document(place, format, reader),
            // A zip file always is a `File` by now.
            Kind::Zip => ControlFlow::Continue(()),
            Kind::Tar => self.tar(place, reader),
            Kind::Gzip => self.gzip(place, reader),
            Kind::Mbox => self.mbox(place, reader),
            Kind::Json => self.json(place, reader),
            Kind::Warc => self.warc(place, reader),
            Kind::Feed => self.feed(place, reader),
            Kind::Other(name) => self.fail(place, ReadError::Unsupported(name.to_owned())),
            // Blanks as far as the head goes: the reader sees whether there is more.
            Kind::Empty => self.document(place, Format::Plain, reader),
        }
    }

    /// Opens a member that is in memory.
    fn open_bytes(&mut self, place: &Place, bytes: Vec<u8>) -> Flow {
        self.open(place, Input::File(&mut Cursor::new(bytes)))
    }

    /// Hands on one document, with what there is of it where its bytes end too early, if the
    /// beginning of its format can be read alone.
    fn document(&mut self, place: &Place, format: Format, reader: &mut dyn Read) -> Flow {
        let cap = self.limits.document_bytes;
        let mut bytes = Vec::new();
        let taken = reader.take(cap.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > cap {
            return self.fail(place, too_large(cap));
        }
        if taken.is_ok() && bytes.iter().all(u8::is_ascii_whitespace) {
            return self.fail(place, ReadError::Empty);
        }
        let Err(error) = taken else { return self.give(place, format, bytes) };
        let error = meter::read_error(&error, "file");
        let in_order = !matches!(format, Format::Pdf | Format::Docx | Format::Odt);
        if in_order && !bytes.is_empty() && !matches!(error, ReadError::OverLimit { .. }) {
            self.give(place, format, bytes)?;
        }
        self.fail(place, error)
    }

    fn give(&mut self, place: &Place, format: Format, bytes: Vec<u8>) -> Flow {
        let attached = if format == Format::Mail { parts::attachments(&bytes) } else { Vec::new() };
        let source = Source { path: place.path.clone(), bytes, hints: place.hints.clone() };
        self.hand(place.path.clone(), Ok(source))?;
        for part in attached {
            self.count(place)?;
            let mut member = place.member(format!("{}!{}", place.path, part.name));
            member.hints.media_type = part.media_type;
            member.hints.charset = part.charset;
            self.open_bytes(&member, part.bytes)?;
        }
        ControlFlow::Continue(())
    }

    fn gzip(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let (packed, count) = meter::Counted::new(reader);
        let plain = flate2::bufread::MultiGzDecoder::new(std::io::BufReader::new(packed));
        let mut metered = self.budget.meter(plain, meter::Packed::SoFar(count));
        let depth = place.depth + u32::from(place.gzipped);
        let inner = Place { depth, gzipped: true, ..place.clone() };
        self.open(&inner, Input::Stream(&mut metered))
    }

    /// Counts a member; the one over the limit ends it all.
    fn count(&mut self, place: &Place) -> Flow {
        self.members += 1;
        if self.members <= self.limits.archive_members {
            return ControlFlow::Continue(());
        }
        let limit = format!("{} members", self.limits.archive_members);
        let error = ReadError::OverLimit {
            what: "the number of its members".to_owned(),
            limit,
            advice: "unpack it and read the folder in parts",
        };
        self.fail(place, error)?;
        ControlFlow::Break(Stop::Limit)
    }

    /// Reports an error; where the whole archive has cost too much, that is the last one.
    fn fail(&mut self, place: &Place, error: ReadError) -> Flow {
        self.hand(place.path.clone(), Err(error))?;
        if self.budget.is_spent() { ControlFlow::Break(Stop::Limit) } else { ControlFlow::Continue(()) }
    }

    fn hand(&mut self, path: String, source: Result<Source, ReadError>) -> Flow {
        match (self.each)(path, source) {
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
            ControlFlow::Break(()) => ControlFlow::Break(Stop::Caller),
        }
    }
}

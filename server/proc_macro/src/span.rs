use crate::diagnostic::{Diagnostic, Level};
use crate::entry::abort_for_positions;
use crate::session::{self, DerivedSpan, Place, PositionQuestion, Positions, Session};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeBounds};
use std::path::PathBuf;

/// A place in the source together with hygiene. Inside the module it is only a number: the host keeps the table.
#[derive(Copy, Clone)]
pub struct Span(u32, PhantomData<*const ()>);

/// The file of a span, in the form in which compilers before 1.88 offered it.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    marker: PhantomData<*const ()>,
}

impl Span {
    pub(crate) const fn from_id(id: u32) -> Span {
        Span(id, PhantomData)
    }

    pub(crate) fn id(self) -> u32 {
        self.0
    }

    pub fn call_site() -> Span {
        Span::from_id(0)
    }

    pub fn mixed_site() -> Span {
        Span::from_id(1)
    }

    pub fn def_site() -> Span {
        Span::from_id(2)
    }

    pub fn resolved_at(&self, other: Span) -> Span {
        if self.0 == other.0 {
            return *self;
        }
        session::with(|session| session.derive(DerivedSpan::ResolvedAt(self.0, other.0)))
    }

    pub fn located_at(&self, other: Span) -> Span {
        other.resolved_at(*self)
    }

    pub fn source(&self) -> Span {
        session::with(|session| session.derive(DerivedSpan::Source(self.0)))
    }

    /// The call that produced the code of this span. Known for the three sites of the running macro only.
    pub fn parent(&self) -> Option<Span> {
        if self.0 <= 2 {
            Some(Span::call_site().source())
        } else {
            None
        }
    }

    pub fn start(&self) -> Span {
        session::with(|session| session.derive(DerivedSpan::Start(self.0)))
    }

    pub fn end(&self) -> Span {
        session::with(|session| session.derive(DerivedSpan::End(self.0)))
    }

    /// From the start of one span to the end of the other; none for spans of different files.
    pub fn join(&self, other: Span) -> Option<Span> {
        self.ask(PositionQuestion::Relation, |positions, session| {
            let first = resolve(positions, session, self.0);
            let second = resolve(positions, session, other.0);
            let same = first.source.is_some() && first.source == second.source;
            same.then(|| DerivedSpan::Join(self.0, other.0))
        })
        .map(|derived| session::with(|session| session.derive(derived)))
    }

    pub(crate) fn subspan<R: RangeBounds<usize>>(&self, range: R) -> Option<Span> {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.checked_add(1)?,
            Bound::Unbounded => 0,
        };
        let length = self.ask(PositionQuestion::Relation, |positions, session| {
            let place = resolve(positions, session, self.0);
            (place.end - place.start) as usize
        });
        let end = match range.end_bound() {
            Bound::Included(end) => end.checked_add(1)?,
            Bound::Excluded(end) => *end,
            Bound::Unbounded => length,
        };
        if start >= end || end > length {
            return None;
        }
        let derived = DerivedSpan::Subspan(self.0, start as u32, (end - start) as u32);
        Some(session::with(|session| session.derive(derived)))
    }

    /// Line of the start, from 1.
    pub fn line(&self) -> usize {
        self.line_column().0
    }

    /// Column of the start in characters, from 1.
    pub fn column(&self) -> usize {
        self.line_column().1
    }

    fn line_column(&self) -> (usize, usize) {
        self.ask(PositionQuestion::LineColumn, |positions, session| {
            let place = resolve(positions, session, self.0);
            let before = match place.source {
                Some(source) => positions.sources[source as usize].text.get(..place.start as usize),
                None => None,
            };
            let before = before.unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            (line, before[line_start..].chars().count() + 1)
        })
    }

    pub fn byte_range(&self) -> Range<usize> {
        self.ask(PositionQuestion::ByteRange, |positions, session| {
            let place = resolve(positions, session, self.0);
            place.start as usize..place.end as usize
        })
    }

    pub fn source_text(&self) -> Option<String> {
        self.ask(PositionQuestion::SourceText, |positions, session| {
            let place = resolve(positions, session, self.0);
            let text = positions.sources[place.source? as usize].text;
            if text.is_empty() {
                return None;
            }
            text.get(place.start as usize..place.end as usize).map(String::from)
        })
    }

    /// The file as the compiler names it: relative to the folder in which cargo runs the compiler, where it lies below it.
    pub fn file(&self) -> String {
        self.ask(PositionQuestion::File, |positions, session| match resolve(positions, session, self.0).source {
            Some(source) => positions.sources[source as usize].path.to_string(),
            None => String::from("<anon>"),
        })
    }

    pub fn local_file(&self) -> Option<PathBuf> {
        self.ask(PositionQuestion::File, |positions, session| {
            let source = resolve(positions, session, self.0).source?;
            Some(PathBuf::from(positions.sources[source as usize].path))
        })
    }

    pub fn source_file(&self) -> SourceFile {
        SourceFile { path: self.file(), marker: PhantomData }
    }

    /// Whether both are the same span of the input, or the same computation of one.
    pub fn eq(&self, other: &Span) -> bool {
        self.0 == other.0
    }

    /// An empty span immediately before this one (compilers before 1.72).
    #[doc(hidden)]
    pub fn before(&self) -> Span {
        self.start()
    }

    /// An empty span immediately behind this one (compilers before 1.72).
    #[doc(hidden)]
    pub fn after(&self) -> Span {
        self.end()
    }

    #[doc(hidden)]
    pub fn save_span(&self) -> usize {
        self.0 as usize
    }

    /// A token that stands in the macro's own source, inside of `quote!`.
    #[doc(hidden)]
    pub fn recover_proc_macro_span(_: usize) -> Span {
        Span::def_site()
    }

    pub fn error<T: Into<String>>(self, message: T) -> Diagnostic {
        Diagnostic::spanned(self, Level::Error, message)
    }

    pub fn warning<T: Into<String>>(self, message: T) -> Diagnostic {
        Diagnostic::spanned(self, Level::Warning, message)
    }

    pub fn note<T: Into<String>>(self, message: T) -> Diagnostic {
        Diagnostic::spanned(self, Level::Note, message)
    }

    pub fn help<T: Into<String>>(self, message: T) -> Diagnostic {
        Diagnostic::spanned(self, Level::Help, message)
    }

    /// Answers a question about positions, and notes that it was asked. A call that came without positions ends here and is
    /// repeated with them.
    fn ask<R>(&self, question: PositionQuestion, answer: impl FnOnce(&Positions, &Session) -> R) -> R {
        let answered = session::with(|session| {
            let read = (self.0, question);
            if !session.position_reads.contains(&read) {
                session.position_reads.push(read);
            }
            let session = &*session;
            session.positions.as_ref().map(|positions| answer(positions, session))
        });
        answered.unwrap_or_else(|| abort_for_positions())
    }
}

/// The place of any span. Computed spans refer only to earlier ones, so this ends.
fn resolve(positions: &Positions, session: &Session, id: u32) -> Place {
    let nowhere = Place { source: None, start: 0, end: 0 };
    if id < session.input_spans {
        return positions.places.get(id as usize).copied().unwrap_or(nowhere);
    }
    match session.derived[(id - session.input_spans) as usize] {
        DerivedSpan::ResolvedAt(located, _) => resolve(positions, session, located),
        DerivedSpan::Source(of) => resolve(positions, session, of),
        DerivedSpan::Start(of) => {
            let place = resolve(positions, session, of);
            Place { end: place.start, ..place }
        }
        DerivedSpan::End(of) => {
            let place = resolve(positions, session, of);
            Place { start: place.end, ..place }
        }
        DerivedSpan::Subspan(of, start, length) => {
            let place = resolve(positions, session, of);
            Place { start: place.start + start, end: place.start + start + length, ..place }
        }
        DerivedSpan::Join(first, second) => {
            let (first, second) = (resolve(positions, session, first), resolve(positions, session, second));
            Place { start: first.start.min(second.start), end: first.end.max(second.end), ..first }
        }
    }
}

/// As rustc prints it, `#context bytes(start..end)`, with the span's number in place of bytes: what a macro makes of it (a unique
/// name, usually) must not depend on where the call stands.
impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#0 bytes({}..{})", self.0, self.0 + 1)
    }
}

impl SourceFile {
    pub fn path(&self) -> PathBuf {
        PathBuf::from(&self.path)
    }

    pub fn is_real(&self) -> bool {
        !self.path.starts_with('<')
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceFile").field("path", &self.path()).field("is_real", &self.is_real()).finish()
    }
}

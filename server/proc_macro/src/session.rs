//! What one expansion knows beside its tokens. A module instance serves one call, so this is set once and read until the end.

use crate::diagnostic::Diagnostic;
use crate::span::Span;
use std::cell::RefCell;

/// A span that the macro computed. The host resolves it: it knows sources and hygiene, the module only numbers.
#[derive(Copy, Clone)]
pub(crate) enum DerivedSpan {
    /// Located at the first, hygiene of the second.
    ResolvedAt(u32, u32),
    Start(u32),
    End(u32),
    Join(u32, u32),
    /// The bytes `start..start + length` of a span.
    Subspan(u32, u32, u32),
    /// Where the code that the span came from was written, outside of every expansion.
    Source(u32),
}

/// The place of one input span: a source (none for text that no file holds) and the bytes within it.
#[derive(Copy, Clone)]
pub(crate) struct Place {
    pub source: Option<u32>,
    pub start: u32,
    pub end: u32,
}

pub(crate) struct SourceText {
    pub path: &'static str,
    pub text: &'static str,
}

/// Sent along only for a call that asks for positions.
pub(crate) struct Positions {
    pub sources: Vec<SourceText>,
    pub places: Vec<Place>,
}

/// What was asked about a span. The answer makes the expansion depend on where the call stands.
#[derive(Copy, Clone, PartialEq)]
pub(crate) enum PositionQuestion {
    LineColumn = 0,
    ByteRange = 1,
    SourceText = 2,
    File = 3,
    Relation = 4,
}

pub(crate) enum TrackedInput {
    Environment(String, Option<String>),
    Path(String),
}

pub(crate) struct Session {
    /// Edition of the crate under expansion: decides which words are keywords.
    pub edition: u32,
    /// Number of spans in the input; derived spans are numbered from here.
    pub input_spans: u32,
    pub positions: Option<Positions>,
    pub derived: Vec<DerivedSpan>,
    pub diagnostics: Vec<Diagnostic>,
    pub tracked: Vec<TrackedInput>,
    pub position_reads: Vec<(u32, PositionQuestion)>,
}

thread_local! {
    static SESSION: RefCell<Session> = const {
        RefCell::new(Session {
            edition: 2021,
            input_spans: 3,
            positions: None,
            derived: Vec::new(),
            diagnostics: Vec::new(),
            tracked: Vec::new(),
            position_reads: Vec::new(),
        })
    };
}

pub(crate) fn with<R>(body: impl FnOnce(&mut Session) -> R) -> R {
    SESSION.with(|session| body(&mut session.borrow_mut()))
}

/// For a report of a panic: none when it struck while the session was in use.
pub(crate) fn try_with<R>(body: impl FnOnce(&Session) -> R) -> Option<R> {
    SESSION.with(|session| session.try_borrow().ok().map(|session| body(&session)))
}

impl Session {
    pub(crate) fn derive(&mut self, derived: DerivedSpan) -> Span {
        self.derived.push(derived);
        Span::from_id(self.input_spans + self.derived.len() as u32 - 1)
    }
}

/// Text that lives as long as the instance, which is one call: identifiers and literals can then be copied freely.
pub(crate) fn keep(text: &str) -> &'static str {
    Box::leak(text.into())
}

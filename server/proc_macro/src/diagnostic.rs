use crate::session;
use crate::span::Span;
use std::slice;

/// Severity of a [`Diagnostic`].
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub enum Level {
    Error,
    Warning,
    Note,
    Help,
}

/// Anything that names the places of a diagnostic.
pub trait MultiSpan {
    fn into_spans(self) -> Vec<Span>;
}

impl MultiSpan for Span {
    fn into_spans(self) -> Vec<Span> {
        vec![self]
    }
}

impl MultiSpan for Vec<Span> {
    fn into_spans(self) -> Vec<Span> {
        self
    }
}

impl<'a> MultiSpan for &'a [Span] {
    fn into_spans(self) -> Vec<Span> {
        self.to_vec()
    }
}

/// A message of a macro about its input. It leaves the module together with the tokens.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    level: Level,
    message: String,
    spans: Vec<Span>,
    children: Vec<Diagnostic>,
}

/// The messages that explain a diagnostic.
#[derive(Debug, Clone)]
pub struct Children<'a>(slice::Iter<'a, Diagnostic>);

impl<'a> Iterator for Children<'a> {
    type Item = &'a Diagnostic;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

macro_rules! child_methods {
    ($($spanned:ident $regular:ident $level:ident,)*) => {$(
        pub fn $spanned<S: MultiSpan, T: Into<String>>(mut self, spans: S, message: T) -> Diagnostic {
            self.children.push(Diagnostic::spanned(spans, Level::$level, message));
            self
        }

        pub fn $regular<T: Into<String>>(mut self, message: T) -> Diagnostic {
            self.children.push(Diagnostic::new(Level::$level, message));
            self
        }
    )*};
}

impl Diagnostic {
    pub fn new<T: Into<String>>(level: Level, message: T) -> Diagnostic {
        Diagnostic { level, message: message.into(), spans: Vec::new(), children: Vec::new() }
    }

    pub fn spanned<S: MultiSpan, T: Into<String>>(spans: S, level: Level, message: T) -> Diagnostic {
        Diagnostic { spans: spans.into_spans(), ..Diagnostic::new(level, message) }
    }

    child_methods! {
        span_error error Error,
        span_warning warning Warning,
        span_note note Note,
        span_help help Help,
    }

    pub fn level(&self) -> Level {
        self.level
    }

    pub fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn set_message<T: Into<String>>(&mut self, message: T) {
        self.message = message.into();
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    pub fn set_spans<S: MultiSpan>(&mut self, spans: S) {
        self.spans = spans.into_spans();
    }

    pub fn children(&self) -> Children<'_> {
        Children(self.children.iter())
    }

    pub(crate) fn children_slice(&self) -> &[Diagnostic] {
        &self.children
    }

    pub fn emit(self) {
        session::with(|session| session.diagnostics.push(self));
    }
}

use crate::ident::{Following, Ident};
use crate::literal::Literal;
use crate::punct::Punct;
use crate::span::Span;
use crate::stream::TokenStream;
use std::fmt;

/// One token, or a delimited sequence of them.
#[derive(Clone)]
pub enum TokenTree {
    Group(Group),
    Ident(Ident),
    Punct(Punct),
    Literal(Literal),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Delimiter {
    Parenthesis,
    Brace,
    Bracket,
    /// Invisible: keeps together what a macro fragment matched.
    None,
}

#[derive(Clone)]
pub struct Group {
    pub(crate) delimiter: Delimiter,
    pub(crate) stream: TokenStream,
    pub(crate) open: Span,
    pub(crate) close: Span,
    pub(crate) entire: Span,
    /// Whether something follows the opening delimiter immediately.
    pub(crate) open_tight: bool,
    pub(crate) following: Following,
}

impl Group {
    pub fn new(delimiter: Delimiter, stream: TokenStream) -> Group {
        let span = Span::call_site();
        Group {
            delimiter,
            stream,
            open: span,
            close: span,
            entire: span,
            open_tight: false,
            following: Following::Space,
        }
    }

    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    pub fn stream(&self) -> TokenStream {
        self.stream.clone()
    }

    pub fn span(&self) -> Span {
        self.entire
    }

    pub fn span_open(&self) -> Span {
        self.open
    }

    pub fn span_close(&self) -> Span {
        self.close
    }

    pub fn set_span(&mut self, span: Span) {
        self.open = span;
        self.close = span;
        self.entire = span;
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", TokenStream::from(TokenTree::from(self.clone())))
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group")
            .field("delimiter", &self.delimiter())
            .field("stream", &self.stream())
            .field("span", &self.span())
            .finish()
    }
}

impl TokenTree {
    pub fn span(&self) -> Span {
        match self {
            TokenTree::Group(group) => group.span(),
            TokenTree::Ident(ident) => ident.span(),
            TokenTree::Punct(punct) => punct.span(),
            TokenTree::Literal(literal) => literal.span(),
        }
    }

    pub fn set_span(&mut self, span: Span) {
        match self {
            TokenTree::Group(group) => group.set_span(span),
            TokenTree::Ident(ident) => ident.set_span(span),
            TokenTree::Punct(punct) => punct.set_span(span),
            TokenTree::Literal(literal) => literal.set_span(span),
        }
    }

    /// Forgets the spacing that macros cannot see: rustc loses it when it hands out a single tree.
    pub(crate) fn forget_hidden_spacing(&mut self) {
        match self {
            TokenTree::Group(group) => {
                group.open_tight = false;
                group.following = Following::Space;
            }
            TokenTree::Ident(ident) => ident.following = Following::Space,
            TokenTree::Punct(punct) => punct.tight = false,
            TokenTree::Literal(literal) => literal.following = Following::Space,
        }
    }
}

impl From<Group> for TokenTree {
    fn from(group: Group) -> TokenTree {
        TokenTree::Group(group)
    }
}

impl From<Ident> for TokenTree {
    fn from(ident: Ident) -> TokenTree {
        TokenTree::Ident(ident)
    }
}

impl From<Punct> for TokenTree {
    fn from(punct: Punct) -> TokenTree {
        TokenTree::Punct(punct)
    }
}

impl From<Literal> for TokenTree {
    fn from(literal: Literal) -> TokenTree {
        TokenTree::Literal(literal)
    }
}

impl fmt::Display for TokenTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenTree::Group(group) => write!(f, "{}", group),
            TokenTree::Ident(ident) => write!(f, "{}", ident),
            TokenTree::Punct(punct) => write!(f, "{}", punct),
            TokenTree::Literal(literal) => write!(f, "{}", literal),
        }
    }
}

impl fmt::Debug for TokenTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenTree::Group(group) => group.fmt(f),
            TokenTree::Ident(ident) => ident.fmt(f),
            TokenTree::Punct(punct) => punct.fmt(f),
            TokenTree::Literal(literal) => literal.fmt(f),
        }
    }
}

use crate::ident::{Following, Ident};
use crate::literal::{Literal, LiteralKind};
use crate::punct::{Punct, Spacing};
use crate::span::Span;
use crate::tree::{Delimiter, Group, TokenTree};
use crate::{display, lexer, LexError};
use std::marker::PhantomData;
use std::rc::Rc;
use std::str::FromStr;
use std::{error, fmt, vec};

/// A sequence of token trees. Cloning is cheap: the tokens are shared until one of the owners changes them.
#[derive(Clone, Default)]
pub struct TokenStream(Option<Rc<Vec<Element>>>);

/// A doc comment stays one as long as no macro looks at it, and then turns into an attribute, as in rustc.
#[derive(Clone)]
pub(crate) enum Element {
    Tree(TokenTree),
    Doc(DocComment),
}

#[derive(Copy, Clone)]
pub(crate) struct DocComment {
    pub text: &'static str,
    pub inner: bool,
    pub block: bool,
    pub following: Following,
    pub span: Span,
}

#[non_exhaustive]
pub struct ExpandError(PhantomData<*const ()>);

impl fmt::Debug for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExpandError")
    }
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("macro expansion failed")
    }
}

impl error::Error for ExpandError {}

impl TokenStream {
    pub fn new() -> TokenStream {
        TokenStream(None)
    }

    pub fn is_empty(&self) -> bool {
        self.elements().is_empty()
    }

    /// Expands macros in an expression. No compiler is at hand, so this succeeds only for what needs no expansion: a literal.
    pub fn expand_expr(&self) -> Result<TokenStream, ExpandError> {
        let literal = match self.elements() {
            [Element::Tree(TokenTree::Literal(_))] => true,
            [Element::Tree(TokenTree::Ident(ident))] => !ident.raw && matches!(ident.text, "true" | "false"),
            [Element::Tree(TokenTree::Punct(minus)), Element::Tree(TokenTree::Literal(literal))] => {
                minus.character == b'-' && literal.kind.is_number()
            }
            _ => false,
        };
        if literal {
            Ok(self.clone())
        } else {
            Err(ExpandError(PhantomData))
        }
    }

    pub(crate) fn from_elements(elements: Vec<Element>) -> TokenStream {
        TokenStream(if elements.is_empty() { None } else { Some(Rc::new(elements)) })
    }

    pub(crate) fn elements(&self) -> &[Element] {
        self.0.as_ref().map_or(&[], |elements| elements.as_slice())
    }

    fn elements_mut(&mut self) -> &mut Vec<Element> {
        Rc::make_mut(self.0.get_or_insert_with(Default::default))
    }

    fn append(&mut self, stream: TokenStream) {
        let added = match stream.0 {
            None => return,
            Some(added) => added,
        };
        if self.0.is_none() {
            self.0 = Some(added);
            return;
        }
        let elements = self.elements_mut();
        match Rc::try_unwrap(added) {
            Ok(owned) => elements.extend(owned),
            Err(shared) => elements.extend(shared.iter().cloned()),
        }
    }
}

/// Puts a tree into a stream. A negative literal becomes a sign and a literal, since the language has none.
pub(crate) fn push_tree(elements: &mut Vec<Element>, tree: TokenTree) {
    match tree {
        TokenTree::Literal(literal) if literal.text.starts_with('-') => {
            let sign = Punct { character: b'-', spacing: Spacing::Alone, tight: true, span: literal.span };
            elements.push(Element::Tree(TokenTree::Punct(sign)));
            let text = &literal.text[1..];
            elements.push(Element::Tree(TokenTree::Literal(Literal { text, ..literal })));
        }
        tree => elements.push(Element::Tree(tree)),
    }
}

impl DocComment {
    /// The attribute that macros see (FromInternal in proc_macro_server.rs), last tree first.
    fn into_trees_reversed(self) -> Vec<TokenTree> {
        let span = self.span;
        let mut escaped = String::from("\"");
        for character in self.text.chars() {
            escaped.extend(character.escape_debug());
        }
        escaped.push('"');
        let punct = |character| TokenTree::Punct(Punct { character, spacing: Spacing::Alone, tight: false, span });
        let stream = TokenStream::from_elements(vec![
            Element::Tree(TokenTree::Ident(Ident { text: "doc", raw: false, following: Following::Space, span })),
            Element::Tree(punct(b'=')),
            Element::Tree(TokenTree::Literal(Literal::with_span(LiteralKind::String, &escaped, 0, span))),
        ]);
        let mut group = Group::new(Delimiter::Bracket, stream);
        group.set_span(span);
        let mut trees = vec![TokenTree::Group(group)];
        if self.inner {
            trees.push(punct(b'!'));
        }
        trees.push(punct(b'#'));
        trees
    }
}

impl FromStr for TokenStream {
    type Err = LexError;

    fn from_str(source: &str) -> Result<TokenStream, LexError> {
        lexer::parse_stream(source)
    }
}

impl fmt::Display for TokenStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display::print(self))
    }
}

impl fmt::Debug for TokenStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenStream ")?;
        f.debug_list().entries(self.clone()).finish()
    }
}

impl From<TokenTree> for TokenStream {
    fn from(tree: TokenTree) -> TokenStream {
        let mut elements = Vec::with_capacity(1);
        push_tree(&mut elements, tree);
        TokenStream::from_elements(elements)
    }
}

impl FromIterator<TokenTree> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(trees: I) -> Self {
        let mut stream = TokenStream::new();
        stream.extend(trees);
        stream
    }
}

impl FromIterator<TokenStream> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(streams: I) -> Self {
        let mut stream = TokenStream::new();
        stream.extend(streams);
        stream
    }
}

impl Extend<TokenTree> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenTree>>(&mut self, trees: I) {
        let mut trees = trees.into_iter();
        // An iterator without trees must not unshare the stream.
        if let Some(first) = trees.next() {
            let elements = self.elements_mut();
            elements.reserve(trees.size_hint().0 + 1);
            push_tree(elements, first);
            trees.for_each(|tree| push_tree(elements, tree));
        }
    }
}

impl Extend<TokenStream> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenStream>>(&mut self, streams: I) {
        streams.into_iter().for_each(|stream| self.append(stream));
    }
}

macro_rules! extend_by_leaves {
    ($($leaf:ident)*) => {$(
        impl Extend<$leaf> for TokenStream {
            fn extend<I: IntoIterator<Item = $leaf>>(&mut self, trees: I) {
                self.extend(trees.into_iter().map(TokenTree::from));
            }
        }
    )*};
}

extend_by_leaves!(Group Ident Punct Literal);

/// Iteration over a [`TokenStream`], tree by tree.
#[derive(Clone)]
pub struct IntoIter {
    rest: Rest,
    /// What remains of a doc comment's attribute, last tree first.
    attribute: Vec<TokenTree>,
}

#[derive(Clone)]
enum Rest {
    Owned(vec::IntoIter<Element>),
    Shared(Rc<Vec<Element>>, usize),
}

impl Rest {
    fn as_slice(&self) -> &[Element] {
        match self {
            Rest::Owned(elements) => elements.as_slice(),
            Rest::Shared(elements, position) => &elements[*position..],
        }
    }

    fn next(&mut self) -> Option<Element> {
        match self {
            Rest::Owned(elements) => elements.next(),
            Rest::Shared(elements, position) => {
                let element = elements.get(*position)?.clone();
                *position += 1;
                Some(element)
            }
        }
    }
}

impl Iterator for IntoIter {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        if let Some(tree) = self.attribute.pop() {
            return Some(tree);
        }
        match self.rest.next()? {
            Element::Tree(mut tree) => {
                tree.forget_hidden_spacing();
                Some(tree)
            }
            Element::Doc(comment) => {
                self.attribute = comment.into_trees_reversed();
                self.attribute.pop()
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let in_elements: usize = (self.rest.as_slice().iter())
            .map(|element| match element {
                Element::Tree(_) => 1,
                Element::Doc(comment) => 2 + usize::from(comment.inner),
            })
            .sum();
        let length = self.attribute.len() + in_elements;
        (length, Some(length))
    }

    fn count(self) -> usize {
        self.size_hint().0
    }
}

impl IntoIterator for TokenStream {
    type Item = TokenTree;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        let rest = match self.0.map(Rc::try_unwrap) {
            None => Rest::Owned(Vec::new().into_iter()),
            Some(Ok(owned)) => Rest::Owned(owned.into_iter()),
            Some(Err(shared)) => Rest::Shared(shared, 0),
        };
        IntoIter { rest, attribute: Vec::new() }
    }
}

//! Line breaking after D. C. Oppen, "Prettyprinting" (1980), with the margins of rustc_ast_pretty::pp: what `to_string()` gives for a
//! long stream has its line ends and indentation, and macros that look at the text must see the same.
//!
//! rustc measures as it prints. Here the whole text is known, so sizes are computed first, and then printed in one pass.

const MARGIN: isize = 78;
const MINIMAL_SPACE: isize = 60;
/// Larger than any margin: a break of this width always ends the line.
const HARD: isize = 0xffff;

enum Op<'a> {
    Text(&'a str),
    Break { blanks: isize, offset: isize },
    Begin { indent: isize, consistent: bool },
    End,
}

#[derive(Default)]
pub(crate) struct Printer<'a> {
    ops: Vec<Op<'a>>,
}

impl<'a> Printer<'a> {
    pub fn text(&mut self, text: &'a str) {
        self.ops.push(Op::Text(text));
    }

    pub fn space(&mut self) {
        self.ops.push(Op::Break { blanks: 1, offset: 0 });
    }

    pub fn hard_break(&mut self) {
        self.ops.push(Op::Break { blanks: HARD, offset: 0 });
    }

    /// Begins a box. In a consistent one all spaces break when one does.
    pub fn begin(&mut self, indent: isize, consistent: bool) {
        self.ops.push(Op::Begin { indent, consistent });
    }

    pub fn end(&mut self) {
        self.ops.push(Op::End);
    }

    /// A space after which the line, if it ends there, is indented by so much more.
    pub fn space_with_offset(&mut self, offset: isize) {
        self.ops.push(Op::Break { blanks: 1, offset });
    }

    /// For each space and begin of a box: the width from there to the next place at which the line may end.
    fn sizes(&self) -> Vec<isize> {
        let mut sizes = vec![0; self.ops.len()];
        let mut open: Vec<usize> = Vec::new();
        let mut total = 1;
        for (index, op) in self.ops.iter().enumerate() {
            match op {
                Op::Text(text) => total += text.len() as isize,
                Op::Begin { .. } => {
                    sizes[index] = -total;
                    open.push(index);
                }
                Op::End => open.push(index),
                Op::Break { blanks, .. } => {
                    self.settle(&mut open, &mut sizes, total);
                    sizes[index] = -total;
                    open.push(index);
                    total += blanks;
                }
            }
        }
        self.settle(&mut open, &mut sizes, total);
        for index in open {
            // Reached the end of the text without another break.
            if !matches!(self.ops[index], Op::End) {
                sizes[index] += total;
            }
        }
        sizes
    }

    /// At a break: settles the boxes closed since the last one, and that last one, but nothing outside of the current box.
    fn settle(&self, open: &mut Vec<usize>, sizes: &mut [isize], total: isize) {
        let mut depth = 0;
        while let Some(index) = open.last().copied() {
            match self.ops[index] {
                Op::Begin { .. } if depth == 0 => return,
                Op::Begin { .. } => {
                    sizes[index] += total;
                    depth -= 1;
                }
                Op::End => depth += 1,
                Op::Break { .. } | Op::Text(_) => sizes[index] += total,
            }
            open.pop();
            if depth == 0 && matches!(self.ops[index], Op::Break { .. }) {
                return;
            }
        }
    }

    pub fn finish(self) -> String {
        enum Frame {
            Fits,
            Broken { outer_indent: isize, consistent: bool },
        }
        let sizes = self.sizes();
        let mut out = String::new();
        let mut frames: Vec<Frame> = Vec::new();
        let (mut space, mut indent, mut pending) = (MARGIN, 0, 0);
        for (op, size) in self.ops.iter().zip(sizes) {
            match op {
                Op::Text(text) => {
                    out.extend(std::iter::repeat(' ').take(pending as usize));
                    pending = 0;
                    out.push_str(text);
                    space -= text.len() as isize;
                }
                Op::Begin { .. } if size <= space => frames.push(Frame::Fits),
                Op::Begin { indent: by, consistent } => {
                    frames.push(Frame::Broken { outer_indent: indent, consistent: *consistent });
                    indent += by;
                }
                Op::End => {
                    if let Some(Frame::Broken { outer_indent, .. }) = frames.pop() {
                        indent = outer_indent;
                    }
                }
                Op::Break { blanks, offset } => {
                    let fits = match frames.last() {
                        Some(Frame::Fits) => true,
                        Some(Frame::Broken { consistent: true, .. }) => false,
                        _ => size <= space,
                    };
                    if fits {
                        pending += blanks;
                        space -= blanks;
                    } else {
                        out.push('\n');
                        pending = indent + offset;
                        space = (MARGIN - pending).max(MINIMAL_SPACE);
                    }
                }
            }
        }
        out
    }
}

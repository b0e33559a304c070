/** Rust code in documentation: the fenced blocks of Markdown and of doc comments. */

export interface CodeBlock {
  readonly text: string;
  /** The line of the file, from 1, with which the block's code begins. */
  readonly line: number;
}

/** Words after a fence that rustdoc takes for code of its own. */
const rustWords = /^(?:rust|ignore\b.*|no_run|should_panic|compile_fail|edition20\d\d|E\d{4}|noplayground|)$/;

export function markdownBlocks(text: string): CodeBlock[] {
  return fencedBlocks(text.split('\n').map((line, index) => ({ text: line, line: index + 1 })));
}

/** The code in the line comments `///` and `//!` of a Rust source. */
export function docCommentBlocks(source: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let run: Line[] = [];
  for (const [index, line] of source.split('\n').entries()) {
    const comment = /^\s*\/\/[/!] ?(.*)$/.exec(line);
    if (comment) run.push({ text: comment[1] ?? '', line: index + 1 });
    else {
      if (run.length > 0) blocks.push(...fencedBlocks(run));
      run = [];
    }
  }
  return [...blocks, ...fencedBlocks(run)];
}

interface Line {
  readonly text: string;
  readonly line: number;
}

function fencedBlocks(lines: readonly Line[]): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly fence: string; readonly isRust: boolean; readonly code: Line[] } | undefined;
  for (const line of lines) {
    const fence = /^\s*(`{3,}|~{3,})\s*([^`]*)$/.exec(line.text);
    if (open && fence?.[1]?.startsWith(open.fence) && fence[2]?.trim() === '') {
      const first = open.code[0];
      if (open.isRust && first)
        blocks.push({ text: open.code.map(({ text }) => withoutHiding(text)).join('\n'), line: first.line });
      open = undefined;
    } else if (open) open.code.push(line);
    else if (fence?.[1]) {
      const words = (fence[2] ?? '').split(/[\s,]+/);
      open = { fence: fence[1], isRust: words.every((word) => rustWords.test(word)), code: [] };
    }
  }
  return blocks;
}

/** rustdoc hides lines that begin with `# `, and takes `##` for `#`. */
function withoutHiding(line: string): string {
  return line.replace(/^(\s*)#(?: |$)/, '$1').replace(/^(\s*)##/, '$1#');
}

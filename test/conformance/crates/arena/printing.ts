/**
 * Takes away what rustc's printer of syntax trees decides by itself (rustc_ast_pretty), in ours and in rustc's texts alike. None of the rules makes
 * two programs equal that rustc tells apart:
 *
 * - The comma behind a last element may be printed or not, however it was written. It stays where it makes a tuple: in parentheses with one
 *   element and no operand before.
 * - The comma behind a last `where` predicate is never printed, nor is a `where` without predicates.
 * - The comma behind an arm of a `match` is printed or not by what the arm's expression is, where it ends with a brace.
 * - The `|` before the first alternative of an arm is not printed.
 * - The angle brackets of an item's generics are not printed when they are empty.
 * - The braces in a `use` are not printed around a single name.
 * - The `+` behind a last bound is never printed.
 * - The options of `asm!` are a set, printed in an order of its own.
 *
 * One difference is on purpose: an empty statement behind a semicolon, which rustc keeps where a macro gives `f();` and is called with a semicolon, is
 * not shown by us.
 */
export function withoutPrinting(texts: readonly string[]): string[] {
  const kept: string[] = [];
  const imports = new Set<number>();
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    const next = texts[index + 1] ?? '';
    if (text === ',' && isLastComma(texts, index)) continue;
    if (text === ';' && kept.at(-1) === ';') continue;
    if (text === '{' && isSingleImport(texts, index)) {
      imports.add(closingOf(texts, index));
      continue;
    }
    if (imports.has(index)) continue;
    if (text === 'where' && (next === '{' || next === ';')) continue;
    if (text === '|' && beginsArm(texts, index)) continue;
    if (text === '+' && (next === '>' || next === ',')) continue;
    if (text === 'options' && next === '(') {
      const close = closingOf(texts, index + 1);
      const options = texts.slice(index + 2, close).filter((option) => option !== ',');
      if (options.every((option) => asmOptions.has(option))) {
        kept.push(text, ...options.sort());
        index = close;
        continue;
      }
    }
    if (text === '<' && next === '>' && isDeclared(texts, index)) index++;
    else kept.push(text);
  }
  return kept;
}

/** Rust Reference, “Inline assembly”, options. */
const asmOptions = new Set(
  'pure nomem readonly preserves_flags noreturn nostack att_syntax raw may_unwind'.split(' '),
);

const openings = new Set(['(', '[', '{']);
const closings = new Set([')', ']', '}']);

function isLastComma(texts: readonly string[], comma: number): boolean {
  switch (texts[comma + 1]) {
    case ')':
      return !makesTuple(texts, comma);
    case ']':
    case '}':
    case '>':
      return true;
    case '{':
    case ';':
      return isInWhereClause(texts, comma);
    default:
      return texts[comma - 1] === '}' && isBehindArm(texts, comma);
  }
}

function makesTuple(texts: readonly string[], comma: number): boolean {
  const open = searchBack(texts, comma, (index) => texts[index] === ',');
  if (open === undefined || texts[open] === ',') return false;
  const before = texts[open - 1] ?? '';
  return !/^[\w>\])]/.test(before) || (before === '>' && /^[-=]$/.test(texts[open - 2] ?? ''));
}

function isInWhereClause(texts: readonly string[], comma: number): boolean {
  const found = searchBack(texts, comma, (index) => texts[index] === 'where' || texts[index] === ';');
  return found !== undefined && texts[found] === 'where';
}

function isBehindArm(texts: readonly string[], comma: number): boolean {
  const isArrow = (index: number): boolean => texts[index] === '>' && texts[index - 1] === '=';
  const found = searchBack(
    texts,
    comma,
    (index) => isArrow(index) || texts[index] === ',' || texts[index] === ';',
  );
  return found !== undefined && isArrow(found);
}

/** A `|` at the start of a list or behind an arm, with `=>` before the list goes on. A closure there has none. */
function beginsArm(texts: readonly string[], bar: number): boolean {
  if (!/^[{},]$/.test(texts[bar - 1] ?? '')) return false;
  let depth = 0;
  for (let index = bar + 1; index < texts.length; index++) {
    const text = texts[index] ?? '';
    if (depth === 0 && text === '=' && texts[index + 1] === '>') return true;
    if (depth === 0 && (text === ',' || text === ';')) return false;
    if (openings.has(text)) depth++;
    else if (closings.has(text) && depth-- === 0) return false;
  }
  return false;
}

/** The last place before a position in its list that is looked for, else the bracket that opens the list. */
function searchBack(
  texts: readonly string[],
  position: number,
  isWanted: (index: number) => boolean,
): number | undefined {
  let depth = 0;
  for (let index = position - 1; index >= 0; index--) {
    const text = texts[index] ?? '';
    if (depth === 0 && (isWanted(index) || openings.has(text))) return index;
    if (closings.has(text)) depth++;
    else if (openings.has(text)) depth--;
  }
  return undefined;
}

const declaring = new Set(['fn', 'struct', 'enum', 'union', 'trait', 'type']);

function isDeclared(texts: readonly string[], open: number): boolean {
  return texts[open - 1] === 'impl' || declaring.has(texts[open - 2] ?? '');
}

/** The braces of a list of imports with one entry: no other braces stand behind `::`. */
function isSingleImport(texts: readonly string[], open: number): boolean {
  if (texts[open - 1] !== ':' || texts[open - 2] !== ':') return false;
  const close = closingOf(texts, open);
  const last = texts[close - 1] === ',' ? close - 1 : close;
  const comma = searchBack(texts, last, (index) => texts[index] === ',');
  return comma === open && last > open + 1;
}

function closingOf(texts: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < texts.length; index++) {
    const text = texts[index] ?? '';
    if (openings.has(text)) depth++;
    if (closings.has(text) && --depth === 0) return index;
  }
  return texts.length;
}

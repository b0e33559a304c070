/** Token sequences that no one would write: every kind of token, with and without space between. */

/** The same numbers for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

const words =
  'a x foo Self self super crate fn pub let mut _ if else union auto async await dyn try gen macro_rules r#fn r#type r#async größe 変数 e\u0301 ﬁ true false as in where static r b c br cr u8 raw safe'.split(
    ' ',
  );
const operators =
  '= < > ! ~ + - * / % ^ & | @ . , ; : # $ ? == => <= << <<= <- >= >> >>= != += -= *= /= %= ^= &= |= && || -> .. ... ..= ::'.split(
    ' ',
  );
const lifetimes = ["'a", "'static", "'_", "'r#a", "'größe", "'self_"];
const literals = [
  ...'0 1 42u8 0xff 0b11 0o17 1_000 1.0 1. 1e5 1.5e-3f64 2f32 0xE+1 1u128 12usize 1.0f16 1_f32 0x1_u8'.split(
    ' ',
  ),
  ...`'a' '\\'' '"' '\\u{301}' '\\n' b'a' b'\\xff' 'é'`.split(' '),
  ...[
    `""`,
    `"a b"`,
    `"\\"\\n\\u{7f}"`,
    `"é\u0301"`,
    `r"a\\b"`,
    `r#"a"b"#`,
    `b"a\\xff"`,
    `br#"x"#`,
    `c"x"`,
    `cr"x"`,
  ],
  ...[`"x"suffix`, `'x'suffix`, `"two\n  lines"`, `"continued \\\n   here"`, `r##"a"#b"##`],
];
const docComments = [
  '/// outer\n',
  '//! inner\n',
  '/** block */',
  '/*! inner block */',
  '/// " \\ é\t\n',
  '/***/',
  '/**\n * lines\n */',
];
const spaces = ['', '', ' ', ' ', '  ', '\n', '\t', ' /* c */ ', '/**/', ' // c\n', '\u200e'];

/** Text of some tokens; always such that the compiler accepts it as a macro's input. */
export function randomTokens(random: Random, length: number, depth = 0): string {
  let text = '';
  for (let left = length; left > 0; left--) text = append(random, text, token(random, depth));
  // What ends in a line comment would swallow a delimiter.
  return /\/\/[^\n]*$/.test(text) ? `${text}\n` : text;
}

function token(random: Random, depth: number): string {
  const kind = random.below(20);
  if (kind < 6) return random.pick(words);
  if (kind < 12) return random.pick(operators);
  if (kind < 13) return random.pick(lifetimes);
  if (kind < 16) return random.pick(literals);
  if (kind < 17) return random.pick(docComments);
  if (depth > 4) return random.pick(operators);
  const [open, close] = random.pick(['()', '[]', '{}']);
  const inner = `${random.pick(spaces)}${randomTokens(random, random.below(12), depth + 1)}`;
  const last = random.pick(spaces);
  return `${open ?? ''}${inner}${inner.endsWith('/') && last.startsWith('/') ? ' ' : ''}${last}${close ?? ''}`;
}

/** Adds a token, with a space where the two would otherwise be another token or none. */
function append(random: Random, text: string, next: string): string {
  let space = random.pick(spaces);
  if (text.endsWith('/') && space.startsWith('/')) space = ` ${space}`;
  const wordBefore = /[\p{XID_Continue}'"]$/u.test(text);
  const needed =
    // What follows a literal at once would be its suffix.
    (/["'#]$/.test(text) && /^[\p{XID_Start}_]/u.test(next)) ||
    (wordBefore && /^[\p{XID_Continue}'"#.\p{M}]/u.test(next)) ||
    (/[/*]$/.test(text) && /^[/*!]/.test(next)) ||
    (/[#]$/.test(text) && /^[#"]/.test(next)) ||
    (/[-+]$/.test(text) && /^\d/.test(next)) ||
    (/\.$/.test(text) && /^[\d\p{XID_Start}.]/u.test(next));
  return text + (space === '' && needed ? ' ' : space) + next;
}

/** Text that may be Rust: pieces of tokens, quotes that do not end, signs from anywhere. */
export function randomText(random: Random): string {
  const pieces = [...words, ...operators, ...lifetimes, ...literals, ...docComments, ...spaces];
  const odd = [
    '"',
    "'",
    '\\',
    '#',
    'r#',
    "b'",
    '0x',
    '0b2',
    '1e',
    '1e+',
    '9_',
    '/*',
    '*/',
    '(',
    ')',
    '[',
    '}',
    '\r',
    '\r\n',
    '\ufeff',
    '\u00a0',
    'é',
    '\u0301',
    '\0',
    '٣',
    '🦀',
    '½',
    "''",
    '0o8',
    '\\u{',
    '\\x',
    'rb"x"',
    'r#crate',
    'k#fn',
    '##',
    '#"',
    '_x',
    '1._',
    '1.e3',
    '1..2',
    '0.0.0',
    "'ab'",
    '-',
    '-1',
    ' ',
  ];
  let text = '';
  for (let left = 1 + random.below(6); left > 0; left--)
    text += random.pick(random.below(3) === 0 ? odd : pieces);
  return text;
}

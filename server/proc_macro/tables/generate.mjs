// Makes the tables of `src/unicode.rs` from the Unicode data of the Node that runs this: `node generate.mjs`. Identifiers after UAX #31,
// normalization after UAX #15.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../src');
const last = 0x10ffff;
const isSurrogate = (code) => code >= 0xd800 && code <= 0xdfff;
/** Hangul syllables are composed by arithmetic. */
const isHangulSyllable = (code) => code >= 0xac00 && code <= 0xd7a3;

const bytes = [];
function number(value) {
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
}
function write(name) {
  writeFileSync(join(source, name), Uint8Array.from(bytes));
  console.log(`${name}: ${bytes.length} bytes`);
  bytes.length = 0;
}

/** Alternately the length of a gap and of a run of characters that pass, from U+0080 on. */
function runs(passes) {
  let inside = false;
  let start = 0x80;
  for (let code = 0x80; code <= last + 1; code++) {
    if ((code <= last && !isSurrogate(code) && passes(String.fromCodePoint(code))) === inside) continue;
    number(code - start);
    start = code;
    inside = !inside;
  }
}

runs((character) => /^\p{XID_Start}$/u.test(character));
write('identifierStarts.bin');
runs((character) => /^[\p{XID_Continue}--\p{XID_Start}]$/v.test(character));
write('identifierContinuations.bin');

// Characters by which a text may be in another form than C: those that have another one, and those that may combine with one before.
const seconds = new Set();
for (let code = 0x80; code <= last; code++) {
  const parts = isSurrogate(code) ? [] : [...String.fromCodePoint(code).normalize('NFD')];
  if (parts.length > 1) seconds.add(parts.at(-1));
}
runs(
  (character) =>
    character.normalize('NFC') !== character || seconds.has(character) || /^\p{M}$/u.test(character),
);
write('normalizationChecks.bin');

/** A character of each combining class but 0. They do not change. */
const representatives = new Map(
  Object.entries({
    1: 0x334,
    6: 0x16ff0,
    7: 0x93c,
    8: 0x3099,
    9: 0x94d,
    10: 0x5b0,
    11: 0x5b1,
    12: 0x5b2,
    13: 0x5b3,
    14: 0x5b4,
    15: 0x5b5,
    16: 0x5b6,
    17: 0x5b7,
    18: 0x5b8,
    19: 0x5b9,
    20: 0x5bb,
    21: 0x5bc,
    22: 0x5bd,
    23: 0x5bf,
    24: 0x5c1,
    25: 0x5c2,
    26: 0xfb1e,
    27: 0x64b,
    28: 0x64c,
    29: 0x64d,
    30: 0x618,
    31: 0x619,
    32: 0x61a,
    33: 0x651,
    34: 0x652,
    35: 0x670,
    36: 0x711,
    84: 0xc55,
    91: 0xc56,
    103: 0xe38,
    107: 0xe48,
    118: 0xeb8,
    122: 0xec8,
    129: 0xf71,
    130: 0xf72,
    132: 0xf74,
    202: 0x321,
    214: 0x1dce,
    216: 0x31b,
    218: 0x1dfa,
    220: 0x316,
    222: 0x59a,
    224: 0x302e,
    226: 0x1d16d,
    228: 0x5ae,
    230: 0x300,
    232: 0x315,
    233: 0x35c,
    234: 0x35d,
    240: 0x345,
  }).map(([combiningClass, code]) => [Number(combiningClass), String.fromCodePoint(code)]),
);

/** JavaScript does not tell combining classes, but normalization sorts by them. */
function combiningClass(character) {
  const sorted = (text) => text.normalize('NFD');
  const decomposed = sorted(character);
  if ([...decomposed].length > 1 || decomposed !== character) return 0;
  const moves = (first, second) => sorted(first + second) !== first + second;
  const lowest = representatives.get(1);
  const highest = representatives.get(240);
  if (!moves(character, lowest) && !moves(highest, character)) {
    // Of class 0, or of one end of the scale: only a character of class 0 keeps the other two from each other.
    if (sorted(highest + character + lowest) === highest + character + lowest) return 0;
  }
  for (const [value, other] of representatives)
    if (!moves(character, other) && !moves(other, character)) return value;
  return 0;
}

const classes = [];
for (let code = 0x300; code <= last; code++) {
  const character = isSurrogate(code) ? '' : String.fromCodePoint(code);
  const value = /^\p{M}$/u.test(character) ? combiningClass(character) : 0;
  const run = classes.at(-1);
  if (value === 0) continue;
  if (run?.value === value && run.end === code) run.end++;
  else classes.push({ start: code, end: code + 1, value });
}
let previous = 0;
for (const { start, end, value } of classes) {
  number(start - previous);
  number(end - start);
  number(value);
  previous = end;
}
write('combiningClasses.bin');

// For each character with a canonical decomposition: the distance from the one before times four, with 0 for one other character, 1 for
// a pair that composes again (its first part may decompose further), and 2 for a full decomposition that does not compose, whose length
// follows; then those characters.
previous = 0;
for (let code = 0x80; code <= last; code++) {
  if (isSurrogate(code) || isHangulSyllable(code)) continue;
  const character = String.fromCodePoint(code);
  const full = [...character.normalize('NFD')];
  if (full.length === 1 && full[0] === character) continue;
  const composes = character.normalize('NFC') === character;
  const pair = [...full.slice(0, -1).join('').normalize('NFC'), full.at(-1)];
  if (composes && pair.length !== 2) throw new Error(`U+${code.toString(16)} is no pair`);
  number((code - previous) * 4 + (full.length === 1 ? 0 : composes ? 1 : 2));
  if (full.length > 1 && !composes) number(full.length);
  for (const part of composes ? pair : full) number(part.codePointAt(0));
  previous = code;
}
write('decompositions.bin');

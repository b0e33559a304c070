/** Lets rustc decide how far the fragments of cases reach. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edition } from '../../../server/src/syntax/token';
import { marker, tokenStarts, type Extent, type FragmentCase } from './fragmentCase';

interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly {
    readonly byte_start: number;
    readonly is_primary: boolean;
    readonly line_start: number;
  }[];
}

/** Where the template of a case stands in the file that rustc reads. */
interface Place {
  readonly test: FragmentCase;
  readonly line: number;
  readonly offset: number;
}

export function rustcVersion(rustc: string): string {
  return execFileSync(rustc, ['--version'], { encoding: 'utf8' }).trim();
}

/**
 * The extents as this rustc sees them. Each case is a call of a macro whose first arm is the fragment. Where a second arm takes anything, an
 * error means that the fragment began and is malformed: rustc does not try the second arm then. Where there is no second arm, "no rules
 * expected" points at the token behind the fragment. (Not always: rustc may guess at the cause instead, and the extent stays unknown.)
 */
export function askRustc(rustc: string, all: readonly FragmentCase[]): Map<FragmentCase, Extent> {
  const answers = new Map<FragmentCase, Extent>();
  for (const edition of [2015, 2018, 2021, 2024] as const) {
    const tests = all.filter((test) => test.edition === edition);
    const single = program(tests, '');
    const singleErrors = compile(rustc, edition, single.text);
    const double = program(tests, '; ($($any:tt)*) => {}');
    const doubleErrors = compile(rustc, edition, double.text);
    tests.forEach((test, index) => {
      const [first, second] = [single.places[index], double.places[index]];
      if (!first || !second) return;
      answers.set(test, refusal(second, doubleErrors) ?? reach(first, singleErrors));
    });
  }
  return answers;
}

const features =
  'box_patterns const_trait_impl decl_macro yeet_expr let_chains async_closure gen_blocks stmt_expr_attributes builtin_syntax';

function program(
  tests: readonly FragmentCase[],
  otherArm: string,
): { readonly text: string; readonly places: Place[] } {
  let text = `#![allow(warnings)]\n#![feature(${features.split(' ').join(', ')})]\n`;
  const places: Place[] = [];
  const kinds = new Set(tests.map((test) => test.kind));
  for (const kind of kinds) text += `macro_rules! t_${kind} { ($x:${kind}) => {}${otherArm} }\n`;
  tests.forEach((test, index) => {
    const body = test.template.replaceAll(marker, '$m');
    const open = `t_${test.kind}! {\n`;
    const wrapped = test.markers.length > 0 || test.template.includes('$crate');
    if (wrapped) {
      const matchers = test.markers.map(
        ({ kind }, at) => `[$m${at.toString(36)}:${kind}${kind === 'vis' ? ',' : ''}]`,
      );
      text += `macro_rules! w${index} { (${matchers.join(' ')}) => { ${open}`;
    } else text += open;
    places.push({ test, offset: Buffer.byteLength(text), line: text.split('\n').length });
    text += `${body}\n}`;
    if (wrapped) {
      const values = test.markers.map(({ kind, text: value }) => `[${value}${kind === 'vis' ? ',' : ''}]`);
      text += ` } } w${index}! { ${values.join(' ')} }`;
    }
    text += '\n';
  });
  return { text: `${text}fn main() {}\n`, places };
}

function compile(rustc: string, edition: Edition, text: string): Diagnostic[] {
  const folder = mkdtempSync(join(tmpdir(), 'fragments-'));
  try {
    const file = join(folder, 'cases.rs');
    writeFileSync(file, text);
    const { stderr } = spawnSync(
      rustc,
      [
        '--edition',
        String(edition),
        '--error-format=json',
        '--emit=metadata',
        '-o',
        join(folder, 'out'),
        file,
      ],
      { encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, RUSTC_BOOTSTRAP: '1' } },
    );
    return stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Diagnostic)
      .filter((each) => each.level.startsWith('error') && each.code?.code !== 'E0658');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The error, if there is one, by which rustc refuses the input. */
function refusal(place: Place, diagnostics: readonly Diagnostic[]): Extent | undefined {
  const error = errorsAt(place, diagnostics)[0];
  if (!error) return undefined;
  const position = positionOf(place, error);
  return position ? { refused: error.message, at: position.index } : { refused: error.message };
}

/** How far the fragment reaches in an input that is not refused. */
function reach(place: Place, diagnostics: readonly Diagnostic[]): Extent {
  const errors = errorsAt(place, diagnostics);
  const count = tokenStarts(place.test).length;
  if (errors.length === 0) return { consumed: count };
  if (errors.some((each) => each.message.startsWith('unexpected end of macro'))) return { consumed: count };
  const error = errors.find((each) => each.message.startsWith('no rules expected'));
  const position = error && positionOf(place, error);
  if (!position) return { consumed: 'some' };
  return position.within === 0
    ? { consumed: position.index }
    : { consumed: position.index, split: position.within };
}

function errorsAt({ line }: Place, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter((each) =>
    each.spans.some((span) => span.is_primary && span.line_start >= line - 1 && span.line_start <= line + 1),
  );
}

/** The token, of the outermost level, at which an error points, and the offset within it. */
function positionOf(
  { test, offset }: Place,
  error: Diagnostic,
): { readonly index: number; readonly within: number } | undefined {
  const starts = tokenStarts(test);
  const at = (error.spans.find((each) => each.is_primary)?.byte_start ?? -1) - offset;
  if (at < 0 || at >= test.template.length) return undefined;
  const index = starts.findLastIndex((start) => start <= at);
  return { index, within: at - (starts[index] ?? 0) };
}

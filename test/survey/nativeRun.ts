/** Calls macros inside rustc with inputs of any kind, and reads what was written down (native/survey.rs). */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cargoEnvironment } from '../../server/src/project/cargoEnvironment';
import { readToml } from '../../server/src/project/manifest';
import { describePackage } from '../../server/src/project/packageManifest';
import { runProgram } from '../../server/src/platform/node/runProgram';
import type { Edition } from '../../server/src/syntax/token';
import type { CallOutcome, FlatTokens, MacroInput } from './callsTypes';
import { rustEnvironment } from './nativeEnvironment';

/** A generated file that calls macros, all of one edition. */
export interface CallsFile {
  readonly path: string;
  readonly text: string;
  readonly edition: Edition;
  /** The call with the number `first + i` is the i-th of these. */
  readonly inputs: readonly MacroInput[];
  readonly first: number;
}

export interface NativeCall {
  readonly input: readonly FlatTokens[];
  readonly outcome: CallOutcome;
  /** The output as rustc prints it. */
  readonly text: string | undefined;
}

/** The name by which generated files call the macro crate. */
export const callsAlias = 'macroscope_calls';

/** Seconds for all calls of one file. */
const fileTimeout = 900_000;

export function writeCallsFiles(folder: string, library: string, inputs: readonly MacroInput[]): CallsFile[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const places = placesOf(inputs);
  writeFileSync(join(folder, 'places'), places.map(placeRecord).join('\x1e'));
  const files: CallsFile[] = [];
  let first = 0;
  for (const edition of [2015, 2018, 2021, 2024] as const) {
    const own = inputs.filter((input) => input.edition === edition);
    if (own.length === 0) continue;
    const path = join(folder, `calls${edition}.rs`);
    const calls = own.map((input, index) => callText(input, first + index, places.indexOf(input.folder)));
    const text = `${firstLine}\nextern crate ${library} as ${callsAlias};\n${calls.join('')}`;
    files.push({ path, text, edition, inputs: own, first });
    first += own.length;
  }
  return files;
}

function callText(input: MacroInput, number: number, place: number): string {
  const { kind, name, argument, text, fragments } = input;
  const groups = [...(kind === 'attribute' ? [argument ?? ''] : []), text];
  const parts = groups.map((group) => `{\n${group}\n}`).join(' ');
  const call = `${callsAlias}::macroscope_${kind}_${name}! { ${number} ${place} ${parts} }\n`;
  if (!fragments) return call;
  const matchers = fragments.map((fragment, index) => `$f${index}:${fragment.kind}`).join(', ');
  const values = fragments.map((fragment) => fragment.text).join(', ');
  return `macro_rules! through${number} { (${matchers}) => { ${call} } }\nthrough${number}! { ${values} }\n`;
}

function placesOf(inputs: readonly MacroInput[]): string[] {
  return [...new Set(inputs.map(({ folder }) => folder))];
}

/** The variables that cargo gives the compiler for the library in a folder, and the path of cargo itself. */
export function environmentOf(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, 'Cargo.toml');
  const parsed = readToml(file);
  if (!parsed.ok) return new Map();
  const pack = describePackage(file, parsed.table, {}, folder, null);
  const target = pack.targets.find(({ kind }) => !kind.includes('custom-build')) ?? {
    ...{ kind: ['lib'], name: pack.name, src_path: join(folder, 'src/lib.rs'), edition: pack.edition },
  };
  return cargoEnvironment(pack, target, {
    primary: false,
    cargo: '/usr/bin/cargo',
    outDir: undefined,
    targetDirectory: join(folder, 'target'),
    buildDirectory: join(folder, 'target'),
    fromBuildScript: [],
  });
}

function placeRecord(folder: string): string {
  // What rustc has beside cargo's variables.
  const variables = [...Object.entries(rustEnvironment()), ...environmentOf(folder)];
  return [folder, ...variables.map(([name, value]) => `${name}=${value}`)]
    .map((field) => `${field}\x1f`)
    .join('');
}

export interface NativeFiles {
  /** Where rustc finds the libraries that macro crates are made of. */
  readonly targetFolder: string;
  /** To be preloaded into rustc. */
  readonly clockFile: string;
}

/** The first line of each generated file. Blanks behind it move all that follows, and change neither line nor column of it. */
const firstLine = '#![allow(warnings)]';

/**
 * Runs the calls of a file. Calls that rustc did not come to, since the file around them cannot be read, are left out. `moved`: with all calls at other
 * places in the compiler's memory.
 */
export async function runNatively(
  file: CallsFile,
  library: string,
  { targetFolder, clockFile }: NativeFiles,
  moved: boolean,
): Promise<ReadonlyMap<number, NativeCall>> {
  const log = `${file.path}.log`;
  rmSync(log, { force: true });
  const blanks = moved ? ' '.repeat(1000) : '';
  writeFileSync(file.path, file.text.replace(firstLine, firstLine + blanks));
  const { stderr } = await runProgram(
    'rustc',
    [
      ...['--edition', String(file.edition), '--crate-type', 'lib', '--crate-name', 'calls'],
      ...['--emit', 'metadata', '--out-dir', dirname(file.path), '--cap-lints', 'allow'],
      ...['--extern', `${libraryName(library)}=${library}`],
      ...['-L', `dependency=${join(targetFolder, 'debug/deps')}`, file.path],
    ],
    {
      cwd: dirname(file.path),
      env: {
        ...rustEnvironment(),
        LD_PRELOAD: clockFile,
        MACROSCOPE_SURVEY_LOG: log,
        MACROSCOPE_SURVEY_PLACES: join(dirname(file.path), 'places'),
      },
      timeoutMillis: fileTimeout,
    },
  );
  writeFileSync(`${file.path}.errors`, stderr);
  return readLog(log);
}

function libraryName(file: string): string {
  return /lib([^/]*?)(?:-[0-9a-f]+)?\.so$/.exec(file)?.[1] ?? '';
}

interface LogLine {
  readonly call: number;
  readonly input?: readonly FlatTokens[];
  readonly text?: string;
  readonly output?: FlatTokens;
  readonly panic?: string | null;
  readonly died?: number;
}

function readLog(log: string): Map<number, NativeCall> {
  const calls = new Map<number, NativeCall>();
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const entry = JSON.parse(line) as LogLine;
    if (calls.has(entry.call)) continue;
    calls.set(entry.call, { input: entry.input ?? [], outcome: outcomeOf(entry), text: entry.text });
  }
  return calls;
}

function outcomeOf({ output, panic, died = 0 }: LogLine): CallOutcome {
  if (output) return { kind: 'returned', tokens: output };
  if (panic !== undefined) return { kind: 'panicked', message: panic };
  return { kind: 'stopped', reason: (died & 0x7f) === 14 ? 'time' : `signal ${died & 0x7f}` };
}

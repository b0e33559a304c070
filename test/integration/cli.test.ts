import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { macroscope, type CommandResult } from './commandLine';
import { positionOf, repository } from './testClient';

const demo = join(repository, 'test/fixtures/demo');
const texts = new Map<string, string>();

/** `FILE:LINE:COL` of the first place where the demo's file has this text. */
function placeOf(file: string, needle: string, within = 0): string {
  const text = texts.get(file) ?? readFileSync(join(demo, file), 'utf8');
  texts.set(file, text);
  const { line, character } = positionOf(text, needle, within);
  return `${file}:${line + 1}:${character + 1}`;
}

/** On the demo, untrusted: no cargo and no rustc runs, so the tests need none. */
function expand(...args: string[]): CommandResult {
  return macroscope(['expand', '--no-trust', ...args], demo);
}

/** What is printed, without what depends on the machine: its speed, and where the repository and the standard library lie. */
function stable(json: string): string {
  return json
    .replaceAll(repository, '<repository>/')
    .replaceAll(/"wallMicros":\d+/g, '"wallMicros":0')
    .replaceAll(/"file":"[^"]*\/library\//g, '"file":"<std>/');
}

const maximum = placeOf('src/declarative.rs', 'max!(ages');

describe('macroscope expand FILE:LINE:COL', () => {
  it('prints the expansion as Rust, with all that it calls', () => {
    const { status, stdout } = expand(maximum);
    expect(stdout).toMatchInlineSnapshot(`
      "{
          let first = ages["Ada"];
          let rest = {
              let first = ages["Grace"];
              let rest = 0;
              if first > rest {
                  first
              } else {
                  rest
              }
          };
          if first > rest {
              first
          } else {
              rest
          }
      }
      "
    `);
    expect(status).toBe(0);
  });

  it('prints one step with --step', () => {
    const { status, stdout } = expand(maximum, '--step');
    expect(stdout).toMatchInlineSnapshot(`
      "{
          let first = ages["Ada"];
          let rest = max!(ages["Grace"], 0);
          if first > rest {
              first
          } else {
              rest
          }
      }
      "
    `);
    expect(status).toBe(0);
  });

  it('expands derives, attributes and calls of procedural macros from their modules', () => {
    const builder = expand(placeOf('src/procedural.rs', 'Builder)]'));
    expect(builder.stdout).toContain('pub struct ConnectionBuilder {');
    const logged = expand(placeOf('src/procedural.rs', 'logged("'));
    expect(logged.stdout).toContain('let result = (move || {');
    const states = expand(placeOf('src/procedural.rs', 'states!'));
    expect(states.stdout).toContain('pub enum Light {');
    expect([builder.status, logged.status, states.status]).toEqual([0, 0, 0]);
  });

  it('prints every promised field with --json, and no other', () => {
    const { status, stdout } = expand(maximum, '--json');
    const report: unknown = JSON.parse(stable(stdout));
    expect(report).toMatchInlineSnapshot(`
      {
        "definition": {
          "arm": 2,
          "crate": "demo",
          "file": "<repository>/test/fixtures/demo/src/declarative.rs",
          "range": {
            "end": {
              "column": 17,
              "line": 15,
            },
            "start": {
              "column": 14,
              "line": 15,
            },
          },
        },
        "diagnostics": [],
        "engine": "declarative",
        "file": "<repository>/test/fixtures/demo/src/declarative.rs",
        "inputs": [],
        "kind": "bang",
        "name": "max",
        "path": "max",
        "range": {
          "end": {
            "column": 92,
            "line": 57,
          },
          "start": {
            "column": 57,
            "line": 57,
          },
        },
        "sharedNames": [
          {
            "name": "first",
            "variables": 2,
          },
          {
            "name": "rest",
            "variables": 2,
          },
        ],
        "stats": {
          "cached": false,
          "instructions": 0,
          "steps": 3,
          "tokens": 51,
          "wallMicros": 0,
        },
        "steps": [
          {
            "arm": 2,
            "input": "ages["Ada"], ages["Grace"], 0",
            "kind": "bang",
            "name": "max",
            "output": "{ let first = ages["Ada"]; let rest = max! (ages["Grace"], 0); if first > rest { first } else { rest } }",
            "steps": [
              {
                "arm": 2,
                "input": "ages["Grace"], 0",
                "kind": "bang",
                "name": "max",
                "output": "{ let first = ages["Grace"]; let rest = max! (0); if first > rest { first } else { rest } }",
                "steps": [
                  {
                    "arm": 1,
                    "input": "0",
                    "kind": "bang",
                    "name": "max",
                    "output": "0",
                    "steps": [],
                  },
                ],
              },
            ],
          },
        ],
        "text": "{
          let first = ages["Ada"];
          let rest = {
              let first = ages["Grace"];
              let rest = 0;
              if first > rest {
                  first
              } else {
                  rest
              }
          };
          if first > rest {
              first
          } else {
              rest
          }
      }",
        "tokens": [
          "{",
          "let",
          "first",
          "=",
          "ages",
          "[",
          ""Ada"",
          "]",
          ";",
          "let",
          "rest",
          "=",
          "{",
          "let",
          "first",
          "=",
          "ages",
          "[",
          ""Grace"",
          "]",
          ";",
          "let",
          "rest",
          "=",
          "0",
          ";",
          "if",
          "first",
          ">",
          "rest",
          "{",
          "first",
          "}",
          "else",
          "{",
          "rest",
          "}",
          "}",
          ";",
          "if",
          "first",
          ">",
          "rest",
          "{",
          "first",
          "}",
          "else",
          "{",
          "rest",
          "}",
          "}",
        ],
      }
    `);
    expect(status).toBe(0);
  });

  it('has a tree of one step with --step --json', () => {
    const report = JSON.parse(expand(maximum, '--step', '--json').stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      text: expect.stringContaining('let rest = max!(ages["Grace"], 0);') as string,
      steps: [{ name: 'max', kind: 'bang', input: 'ages["Ada"], ages["Grace"], 0', steps: [] }],
      stats: { steps: 1 },
    });
  });

  it('counts the instructions of procedural macros', () => {
    const report = JSON.parse(expand(placeOf('src/procedural.rs', 'Builder)]'), '--json').stdout) as Record<
      string,
      unknown
    >;
    expect(report).toMatchObject({ kind: 'derive', name: 'Builder', engine: 'procedural' });
    const { instructions } = report.stats as { instructions: number };
    expect(instructions).toBeGreaterThan(10_000);
  });

  it('prints the same bytes each time, apart from the time it took', () => {
    for (const place of [maximum, placeOf('src/procedural.rs', 'Builder)]')])
      expect(stable(expand(place, '--json').stdout)).toBe(stable(expand(place, '--json').stdout));
  });

  it('says on standard error that the workspace is not trusted, and nothing else', () => {
    expect(expand(maximum).stderr).toMatch(/^macroscope: The workspace is not trusted, [^\n]*\n$/);
  });
});

describe('macroscope expand FILE', () => {
  it('prints the whole file with every call expanded', () => {
    const { status, stdout } = expand('src/procedural.rs');
    expect(stdout).toMatch(/^\/\/! Macros that are programs\.\n/);
    expect(stdout).toContain('pub struct ConnectionBuilder {');
    expect(stdout).toContain('::std::io::_print(format_args!("{0}\\n", greet("world")));');
    expect(stdout).not.toMatch(/println!|states!|derive\(Builder\)/);
    expect(status).toBe(0);
  });

  it('prints one object a line for every call with --all --json', () => {
    const { status, stdout } = expand('src/procedural.rs', '--all', '--json');
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { path: string; kind: string; range: { start: { line: number } } });
    expect(reports.map(({ path, kind, range }) => `${range.start.line} ${kind} ${path}`))
      .toMatchInlineSnapshot(`
        [
          "6 derive Builder",
          "15 bang states",
          "17 attribute logged",
          "19 bang format",
          "24 bang println",
          "26 bang println",
          "27 bang println",
        ]
      `);
    expect(status).toBe(0);
  });

  it.each([
    ['with all that it calls', []],
    ['in one step', ['--step']],
  ])('gives a call below an attribute macro as it does at its place, %s', (_, step) => {
    const atPlace = expand(placeOf('src/procedural.rs', 'format!("Hello'), '--json', ...step);
    const { stdout } = expand('src/procedural.rs', '--all', '--json', ...step);
    expect(stable(stdout).split(/(?<=\n)/)).toContain(stable(atPlace.stdout));
  });
});

describe('macroscope expand on what cannot be expanded', () => {
  const text = `macro_rules! only_a { (a) => { 1 }; }
macro_rules! passes { ($($t:tt)*) => { only_a!($($t)*) }; }
fn main() {
    only_a!(b);
    let nested = passes!(b);
    nope!();
}
`;
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'macroscope-cli-'));
    writeFileSync(join(folder, 'alone.rs'), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function expandAlone(needle: string, ...args: string[]): CommandResult {
    const { line, character } = positionOf(text, needle);
    return macroscope(['expand', '--no-trust', `alone.rs:${line + 1}:${character + 1}`, ...args], folder);
  }

  it('exits with 1 and tells code, message, macro and place', () => {
    const { status, stdout } = expandAlone('only_a!(b)', '--json');
    const report = JSON.parse(stdout.replaceAll(folder, '<folder>')) as Record<string, unknown>;
    expect(report.error).toMatchInlineSnapshot(`
      {
        "code": "no-arm-matched",
        "file": "<folder>/alone.rs",
        "macro": "only_a",
        "message": "no rules expected \`b\`",
        "notes": [
          "while trying to match \`a\`",
        ],
        "range": {
          "end": {
            "column": 14,
            "line": 4,
          },
          "start": {
            "column": 13,
            "line": 4,
          },
        },
        "related": [
          {
            "file": "<folder>/alone.rs",
            "message": "arm 1 expected \`a\`, found \`b\`",
            "range": {
              "end": {
                "column": 25,
                "line": 1,
              },
              "start": {
                "column": 24,
                "line": 1,
              },
            },
          },
        ],
      }
    `);
    expect(report).not.toHaveProperty('text');
    expect(status).toBe(1);
  });

  it('tells it like a compiler without --json', () => {
    const { status, stdout, stderr } = expandAlone('only_a!(b)');
    expect(stderr.replaceAll(folder, '<folder>').split('\n').slice(1).join('\n')).toMatchInlineSnapshot(`
      "error: no rules expected \`b\` (in \`only_a\`)
        --> <folder>/alone.rs:4:13
        = while trying to match \`a\`
      "
    `);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('names the nested call that failed, and prints what could be expanded', () => {
    const { status, stdout } = expandAlone('passes!(b)', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'passes',
      text: 'only_a!(b)',
      error: { code: 'no-arm-matched', macro: 'only_a' },
    });
    expect(status).toBe(1);
    expect(expandAlone('passes!(b)', '--step').status).toBe(0);
  });

  it('tells of a macro that is nowhere defined', () => {
    const { status, stdout } = expandAlone('nope!()', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unresolved-macro', macro: 'nope' } });
    expect(status).toBe(1);
  });

  it('has an error of the same form for a place without a call', () => {
    const { status, stdout } = expandAlone('fn main', '--json');
    const report = JSON.parse(stdout.replaceAll(folder, '<folder>')) as Record<string, unknown>;
    expect(report).toMatchInlineSnapshot(`
      {
        "diagnostics": [],
        "error": {
          "code": "no-invocation",
          "macro": "",
          "message": "there is no macro call at <folder>/alone.rs:3:1",
          "range": {
            "end": {
              "column": 1,
              "line": 3,
            },
            "start": {
              "column": 1,
              "line": 3,
            },
          },
        },
        "file": "<folder>/alone.rs",
        "range": {
          "end": {
            "column": 1,
            "line": 3,
          },
          "start": {
            "column": 1,
            "line": 3,
          },
        },
      }
    `);
    expect(status).toBe(1);
  });

  it('prints a whole file although some calls fail, and exits with 1', () => {
    const { status, stdout, stderr } = macroscope(['expand', '--no-trust', 'alone.rs'], folder);
    expect(stdout).toContain('let nested = only_a!(b);');
    expect(stderr).toContain('error: cannot find macro `nope!`');
    expect(status).toBe(1);
  });
});

describe('macroscope on the command line', () => {
  it.each([
    ['no command', [], /^Macroscope/],
    ['an unknown command', ['explode'], /there is no command `explode`/],
    ['no file', ['expand'], /name one FILE or FILE:LINE:COL/],
    ['two files', ['expand', 'src/main.rs', 'src/declarative.rs'], /name one FILE or FILE:LINE:COL/],
    ['a missing file', ['expand', 'src/missing.rs:1:1'], /there is no file .*missing\.rs/],
    ['an unknown option', ['expand', 'src/main.rs', '--backwards'], /'--backwards'/],
    ['a line that is no number', ['expand', 'src/main.rs:x:1'], /there is no file .*main\.rs:x:1/],
    ['a line from 0', ['expand', 'src/main.rs:0:1', '--no-trust'], /main\.rs has no line 0/],
    ['a line too far', ['expand', 'src/main.rs:999:1', '--no-trust'], /main\.rs has no line 999/],
    ['a column too far', ['expand', 'src/main.rs:2:99', '--no-trust'], /has no line 2 with a column 99/],
    ['--all without --json', ['expand', 'src/main.rs', '--all'], /add --json/],
    ['--all with a place', ['expand', 'src/main.rs:1:1', '--all', '--json'], /without a position/],
    ['--json of a whole file', ['expand', 'src/main.rs', '--json'], /add --all/],
    ['--step of a whole file', ['expand', 'src/main.rs', '--step'], /add --all/],
    ['a missing manifest', ['build', '--manifest-path', 'missing/Cargo.toml'], /there is no .*missing/],
    ['serve without a transport', ['serve'], /choose one of --stdio, --node-ipc and --socket=PORT/],
    ['serve with two transports', ['serve', '--stdio', '--socket=1'], /choose one of/],
    ['no port', ['serve', '--socket=many'], /`many` is no port/],
    ['a port too high', ['serve', '--socket=65536'], /`65536` is no port/],
    ['--node-ipc without a channel', ['serve', '--node-ipc'], /IPC channel/],
  ])('refuses %s with exit status 2, a reason and the usage', (_what, args, reason) => {
    const { status, stdout, stderr } = macroscope(args, demo);
    expect(`${stderr}${stdout}`).toMatch(reason);
    expect(`${stderr}${stdout}`).toContain('macroscope expand FILE:LINE:COL');
    expect(`${stderr}${stdout}`).not.toMatch(/^ {4}at /m);
    expect(status).toBe(2);
  });

  it('prints its usage and version', () => {
    const help = macroscope(['--help'], demo);
    expect(help.stdout).toContain('macroscope serve --stdio|--node-ipc|--socket=PORT');
    expect(help.stderr).toBe('');
    expect(macroscope(['--version'], demo)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect([help.status, macroscope(['expand', '--help'], demo).status]).toEqual([0, 0]);
  });
});

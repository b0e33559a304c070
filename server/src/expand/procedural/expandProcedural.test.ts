import { describe, expect, test } from 'vitest';
import type { Crate, CrateGraph } from '../../project/model';
import type { ProceduralDefinition } from '../../resolve/definition';
import type { SandboxCall, SandboxResult } from '../../sandbox/types';
import { Hygiene } from '../../syntax/hygiene';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import { spanOf, type Span, type TokenTree } from '../../syntax/token';
import { printTokens } from '../../syntax/tokenText';
import { MacroError, type Invocation, type StepResult } from '../expansion';
import { expandProcedural } from './expandProcedural';

const crate: Crate = {
  id: 0,
  name: 'demo',
  packageName: 'demo',
  version: '0.1.0',
  edition: 2021,
  rootFile: '/demo/src/lib.rs',
  manifestDir: '/demo',
  target: 'lib',
  origin: 'workspace',
  features: [],
  cfg: { has: () => false },
  dependencies: new Map(),
  env: new Map([
    ['CARGO_PKG_NAME', 'demo'],
    ['OUT_DIR', '/target/out'],
  ]),
};

const graph: CrateGraph = {
  crates: [crate, { ...crate, id: 1, name: 'macros', manifestDir: '/macros' }],
  sysroot: new Map(),
  sysrootKind: 'bundled',
  workspaceRoot: '/',
  problems: [],
};

const used = { instructions: 7, wallMicros: 1, memoryPages: 1, outputBytes: 1 };
const nothing = { used, reads: [], outputs: [], refusals: [], console: '' };

/** What a macro that returns its input would answer: its one stream without the header of the input. */
function echo(call: SandboxCall): SandboxResult {
  const { input } = call;
  let at = 6;
  for (let numbers = 0; numbers < 2; numbers++) while ((input[at++] ?? 0) > 0x7f);
  const stream = input.subarray(at + 1);
  return {
    ...nothing,
    status: 'returned',
    output: Uint8Array.from([0x4d, 0x54, 0x4f, 0x4b, 1, 0, ...stream, 0, 0, 0]),
  };
}

class Setup {
  readonly sources = new SourceMap();
  readonly hygiene = new Hygiene();
  readonly calls: SandboxCall[] = [];

  tokens(text: string): TokenTree[] {
    return parseTokenTrees(this.sources.add('/demo/src/lib.rs', text)).tokens;
  }

  expand(
    input: readonly TokenTree[],
    run: (call: SandboxCall) => SandboxResult,
    macros: readonly string[] = ['mine'],
  ): Promise<StepResult> {
    const span: Span = {
      source: this.sources.add('/demo/src/lib.rs', 'mine!').id,
      start: 0,
      end: 5,
      context: 0,
    };
    const definition: ProceduralDefinition = {
      engine: 'procedural',
      name: 'mine',
      kind: 'bang',
      crate: 1,
      file: '/macros/src/lib.rs',
      span,
      helperAttributes: [],
    };
    const invocation: Invocation = {
      kind: 'bang',
      path: { global: false, segments: [] },
      input,
      span,
      original: [],
      scope: { crate: 0, module: { crate: 0, path: [], file: '/demo/src/lib.rs' }, textual: { depth: 0 } },
      position: 'item',
    };
    const entries = macros.map((name) => ({
      name,
      kind: 'bang' as const,
      helperAttributes: [],
      entry: `macroscope_bang_${name}`,
    }));
    return expandProcedural(definition, invocation, {
      graph,
      sources: this.sources,
      hygiene: this.hygiene,
      modules: {
        moduleOf: () => (macros.length > 0 ? { key: 'k', file: '/k.wasm', macros: entries } : undefined),
        reasonMissing: () => 'macros was not built yet',
      },
      run: (call) => {
        this.calls.push(call);
        return Promise.resolve(run(call));
      },
    });
  }

  async failure(run: (call: SandboxCall) => SandboxResult, macros?: readonly string[]): Promise<MacroError> {
    const result = await this.expand([], run, macros).catch((error: unknown) => error);
    if (!(result instanceof MacroError)) throw new Error('expected a MacroError');
    return result;
  }
}

describe('tokens go through a macro unchanged', () => {
  test.each([
    "fn f<'a>(x: &'a mut T) -> Vec<u8> { x <<= 1; ..=y && z; a::<B>() }",
    '/// outer "doc"\n//! inner\n/** block */ struct S; /*! inner block */',
    `1 1u8 0xFF 1.5e3 'c' b'c' "s\\n" r#"raw"# b"b" br"b" c"c" cr#"c"# "x"suffix`,
    "r#type 'static 'r#loop _ größe $ $x # ![a] #[b]",
    '{ ( [ ] ) } a.b.0 -1 - 1 =>= &&& ..... |||',
    'é 日本 "🎉"',
  ])('%s', async (text) => {
    const setup = new Setup();
    const input = setup.tokens(text);
    const { tokens } = await setup.expand(input, echo);
    expect(printTokens(tokens)).toBe(printTokens(input));
    expect(withoutOpenSpacing(tokens)).toEqual(withoutOpenSpacing(input));
  });

  test('a fragment becomes an invisible group', async () => {
    const setup = new Setup();
    const inner = setup.tokens('a + b');
    const [first, last] = [inner[0], inner[2]];
    if (!first || !last) throw new Error('three tokens');
    const group: TokenTree = {
      kind: 'group',
      delimiter: 'invisible',
      fragment: 'expr',
      tokens: inner,
      open: spanOf(first),
      close: spanOf(last),
      openSpacing: 'alone',
      spacing: 'alone',
    };
    const { tokens } = await setup.expand([group], echo);
    expect(tokens).toMatchObject([{ kind: 'group', delimiter: 'invisible', tokens: inner }]);
    expect(tokens[0]).not.toHaveProperty('fragment');
  });

  test('`$crate` keeps the crate that it stands for', async () => {
    const setup = new Setup();
    const [word] = setup.tokens('word');
    if (word?.kind !== 'ident') throw new Error('one word');
    const { tokens } = await setup.expand([{ ...word, text: '$crate', crate: 5 }], echo);
    expect(tokens).toMatchObject([{ text: '$crate', crate: 5 }]);
  });
});

/** Whether an operator follows an opening delimiter is not sent along: only that something does. */
function withoutOpenSpacing(tokens: readonly TokenTree[]): unknown {
  return JSON.parse(
    JSON.stringify(tokens).replaceAll('"openSpacing":"joint"', '"openSpacing":"jointHidden"'),
  );
}

describe('a call', () => {
  test('sees the folder and the variables of the crate under expansion and the manifest of its workspace, nothing else', async () => {
    const setup = new Setup();
    const { instructions } = await setup.expand([], echo);
    expect(instructions).toBe(7);
    expect(setup.calls).toMatchObject([
      {
        moduleKey: 'k',
        entry: 'macroscope_bang_mine',
        // The module's C library takes its current folder from PWD.
        environment: new Map([...crate.env, ['PWD', '/']]),
        roots: [
          { hostPath: '/demo' },
          { hostPath: '/target/out' },
          { hostPath: '/Cargo.toml', isFile: true, writable: false },
        ],
        workingDirectory: '/',
      },
    ]);
  });

  test('has what the macro wrote as outputs', async () => {
    const { outputs } = await new Setup().expand([], (call) => ({
      ...echo(call),
      outputs: [
        { kind: 'file', path: '/target/out/table.bin', bytes: new Uint8Array(7) },
        { kind: 'removed', path: '/demo/old.txt' },
      ],
    }));
    expect(outputs).toEqual([
      { kind: 'file', name: '/target/out/table.bin', bytes: 7 },
      { kind: 'removed', name: '/demo/old.txt' },
    ]);
  });

  test('has what the macro read as inputs, and refusals as notes', async () => {
    const reads = [{ kind: 'file' as const, name: '/demo/a.sql', hash: 'abc' }];
    const refusals = ['/etc/passwd is outside of the crate'];
    const { inputs, diagnostics } = await new Setup().expand([], (call) => ({
      ...echo(call),
      reads,
      refusals,
    }));
    expect(inputs).toEqual(reads);
    expect(diagnostics).toMatchObject([
      { severity: 'note', message: 'refused: /etc/passwd is outside of the crate' },
    ]);
  });
});

describe('a failure', () => {
  test.each([
    [
      'panicked',
      'no such table\0src/lib.rs:3:9',
      'macro-panicked',
      'proc macro `mine!` panicked: no such table',
    ],
    ['panicked', '\0src/lib.rs:3:9', 'macro-panicked', 'proc macro `mine!` panicked'],
    ['trapped', 'unreachable', 'macro-panicked', 'proc macro `mine!` crashed: unreachable'],
    ['trapped', 'memory access out of bounds', 'recursion-limit', 'used up the stack'],
    ['out-of-time', 'too slow', 'time-budget', 'proc macro `mine!` was stopped: too slow'],
    ['out-of-instructions', 'too much', 'instruction-budget', 'was stopped'],
    ['out-of-memory', 'too large', 'memory-budget', 'was stopped'],
    ['out-of-stack', 'too deep', 'recursion-limit', 'was stopped'],
    ['output-too-large', 'too long', 'expansion-budget', 'was stopped'],
    ['exited', 'code 0', 'macro-panicked', 'did not return'],
    ['invalid-module', 'no memory', 'module-invalid', 'cannot run: no memory'],
    ['worker-failed', 'gone', 'internal', 'could not be run: gone'],
    ['cancelled', '', 'cancelled', 'was cancelled'],
  ] as const)('%s %j', async (status, message, code, text) => {
    const failure = await new Setup().failure(() => ({ ...nothing, status, message }));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(text);
    expect(failure.span).toMatchObject({ start: 0, end: 5 });
  });

  test('tells place, what was printed and what was read', async () => {
    const reads = [{ kind: 'missing' as const, name: '/demo/a.sql', hash: null }];
    const failure = await new Setup().failure(() => ({
      ...nothing,
      status: 'panicked',
      message: 'no file\0src/lib.rs:3:9\0',
      reads,
      console: 'looking\n',
    }));
    expect(failure.notes).toEqual(['at src/lib.rs:3:9', 'the macro printed:\nlooking']);
    expect(failure.inputs).toEqual(reads);
    expect(failure.effects).toEqual({ outputs: [], diagnostics: [] });
  });

  test('keeps what was written and reported before, with its places', async () => {
    // One warning at the call, and the question for its line.
    const told = '4d544f4b01' + '00' + '00' + '01' + '01' + '026f6f' + '0100' + '00' + '00' + '010000';
    const failure = await new Setup().failure(() => ({
      ...nothing,
      status: 'panicked',
      message: `no file\0src/lib.rs:3:9\0${told}`,
      outputs: [{ kind: 'file', path: '/demo/log', bytes: Buffer.from('four') }],
    }));
    expect(failure.effects).toEqual({
      outputs: [{ kind: 'file', name: '/demo/log', bytes: 4 }],
      diagnostics: [
        {
          severity: 'warning',
          message: 'oo',
          span: expect.objectContaining({ start: 0, end: 5 }),
          children: [],
        },
      ],
    });
    expect(failure.inputs).toMatchObject([{ kind: 'position', name: '1:1' }]);
  });

  test.each(['4d', 'xx', '4d544f4b02', '4d544f4b0100000101026f6f01ff', 'Warning: of an older module'])(
    'is told without what nobody can read: %s',
    async (told) => {
      const failure = await new Setup().failure(() => ({
        ...nothing,
        status: 'panicked',
        message: `no file\0src/lib.rs:3:9\0${told}`,
      }));
      expect(failure).toMatchObject({
        message: 'proc macro `mine!` panicked: no file',
        effects: { diagnostics: [] },
      });
    },
  );

  test('after a refused access names what was refused', async () => {
    const failure = await new Setup().failure(() => ({
      ...nothing,
      status: 'panicked',
      message: 'no file\0',
      refusals: ['/etc/passwd is outside of the crate'],
    }));
    expect(failure.code).toBe('access-refused');
    expect(failure.notes).toEqual(['refused: /etc/passwd is outside of the crate']);
  });

  test('a module that is not built gives the reason', async () => {
    const failure = await new Setup().failure(echo, []);
    expect(failure).toMatchObject({ code: 'module-missing', message: 'macros was not built yet' });
  });

  test('a module without the macro is out of date', async () => {
    const failure = await new Setup().failure(echo, ['other']);
    expect(failure).toMatchObject({
      code: 'module-missing',
      message: 'the built module of `macros` has no bang macro `mine`; it may be out of date',
    });
  });

  test('text that is no token cannot be sent', async () => {
    const setup = new Setup();
    const result = await setup.expand(setup.tokens('a \\ b'), echo).catch((error: unknown) => error);
    expect(result).toMatchObject({
      code: 'invalid-input',
      message: '`\\` is no Rust token',
      span: { start: 2 },
    });
  });

  test('a module that asks for positions again and again ends as a panic', async () => {
    const setup = new Setup();
    const failure = await setup.failure(() => ({ ...nothing, status: 'panicked', message: '\0positions' }));
    expect(failure.code).toBe('macro-panicked');
    expect(setup.calls).toHaveLength(2);
  });
});

test('positions are sent in bytes of the text as the compiler holds it', async () => {
  const setup = new Setup();
  const input = setup.tokens('\uFEFFé\r\nb');
  let second: Uint8Array | undefined;
  await setup
    .expand(input, (call) => {
      if (setup.calls.length === 1) return { ...nothing, status: 'panicked', message: '\0positions' };
      second = call.input;
      return { ...nothing, status: 'panicked', message: 'end\0' };
    })
    .catch(() => undefined);
  const sent = Buffer.from(second ?? []);
  const text = Buffer.from('é\nb');
  const at = sent.indexOf(text);
  expect(at).toBeGreaterThan(0);
  // Behind the texts stand the three sites, then `é` and `b`: number of the source, first byte, bytes.
  const places = sent.subarray(at + text.length);
  expect([...places.subarray(-18, -12)]).toEqual([2, 0, 2, 2, 3, 1]);
});

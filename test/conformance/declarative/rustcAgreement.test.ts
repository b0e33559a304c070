/** The cases of this folder against what rustc made of them (rustc.json, written by recordRustc.mjs). */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { MacroError } from '../../../server/src/expand/expansion';
import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, Span, TokenTree } from '../../../server/src/syntax/token';
import type { FoundCall } from './caseFiles';
import { callsIn, invocationOf, lastNamed, parsePrinted } from './caseFiles';
import { definitionsIn } from './definitions';
import { leafTexts } from './leafTexts';

interface Step {
  readonly name: string;
  readonly in: string;
  readonly out: string | null;
}

interface Recorded {
  readonly cases: Record<
    string,
    {
      readonly edition: Edition;
      readonly steps: readonly Step[];
      readonly error?: {
        readonly message: string;
        readonly line: number;
        readonly column: number;
        readonly notes: readonly string[];
      };
    }
  >;
}

const here = dirname(fileURLToPath(import.meta.url));
const recorded = JSON.parse(readFileSync(join(here, 'rustc.json'), 'utf8')) as Recorded;

/** Expands the calls of a case in order, each with all calls that it leads to, as long as their macros are declarative. */
class CaseRun {
  readonly steps: { name: string; in: string[]; out: string[] }[] = [];
  private readonly hygiene = new Hygiene();
  private readonly definitions: DeclarativeDefinition[];

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly edition: Edition,
  ) {
    this.definitions = definitionsIn(tokens, 'case.rs', 1, edition);
  }

  run(): void {
    const queue = callsIn(this.tokens);
    for (let call = queue.shift(); call; call = queue.shift()) {
      const output = this.expand(call);
      if (!output) continue;
      this.definitions.push(...definitionsIn(output, 'case.rs', 1, this.edition));
      queue.unshift(...callsIn(output));
    }
  }

  private expand(call: FoundCall): readonly TokenTree[] | undefined {
    const definition = lastNamed(this.definitions, call.name);
    if (!definition) return undefined;
    const { tokens } = expandDeclarative(definition, invocationOf(call.input, call.span), {
      hygiene: this.hygiene,
      edition: this.edition,
    });
    this.steps.push({ name: call.name, in: leafTexts(call.input), out: leafTexts(tokens) });
    return tokens;
  }
}

function load(name: string): {
  tokens: readonly TokenTree[];
  text: string;
  edition: Edition;
  sources: SourceMap;
} {
  const edition = recorded.cases[name]?.edition ?? 2021;
  const sources = new SourceMap();
  const text = readFileSync(join(here, 'cases', name), 'utf8');
  return { tokens: parseTokenTrees(sources.add(name, text), { edition }).tokens, text, edition, sources };
}

const names = Object.keys(recorded.cases);

describe('expands as rustc does', () => {
  test.each(names.filter((name) => name.startsWith('expand/')))('%s', (name) => {
    const { tokens, edition, sources } = load(name);
    const run = new CaseRun(tokens, edition);
    run.run();
    const texts = (printed: string): string[] => leafTexts(parsePrinted(printed, edition, sources));
    const theirs = (recorded.cases[name]?.steps ?? []).map((step) => ({
      name: step.name,
      in: texts(step.in),
      out: texts(step.out ?? ''),
    }));
    // rustc expands in rounds, breadth first, and so in another order.
    expect(sorted(run.steps)).toEqual(sorted(theirs));
  });
});

function sorted<T>(steps: readonly T[]): T[] {
  return steps.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** Where we point elsewhere than rustc, and why. */
const otherPlaces: Record<string, { line: number; column: number; why: string }> = {
  'fail/no_rules.rs': {
    line: 1,
    column: 14,
    why: 'The name of the macro says as much as its whole item, of which rustc underlines all.',
  },
  'fail/opaque.rs': {
    line: 3,
    column: 8,
    why: 'The argument in the call says more than `$e` in the macro between.',
  },
  'fail/opaque_repetition.rs': {
    line: 3,
    column: 8,
    why: 'The argument in the call says more than `$e` in the macro between.',
  },
  'fail/opaque_type.rs': {
    line: 3,
    column: 8,
    why: 'The argument in the call says more than `$e` in the macro between.',
  },
};

describe('fails as rustc does', () => {
  test.each(names.filter((name) => name.startsWith('fail/')))('%s', (name) => {
    const { tokens, text, edition } = load(name);
    const error = failureOf(() => {
      new CaseRun(tokens, edition).run();
    });
    const theirs = recorded.cases[name]?.error;
    expect({ message: error.message, ...place(error.span, text) }).toEqual({
      message: theirs?.message,
      line: otherPlaces[name]?.line ?? theirs?.line,
      column: otherPlaces[name]?.column ?? theirs?.column,
    });
    const telling = /^(while trying to match|captured|allowed there|valid fragment|supported expressions)/;
    for (const note of theirs?.notes ?? []) if (telling.test(note)) expect(error.notes).toContain(note);
  });
});

function failureOf(run: () => void): MacroError {
  try {
    run();
  } catch (error) {
    if (error instanceof MacroError) return error;
    throw error;
  }
  throw new Error('does not fail');
}

function place(span: Span | undefined, text: string): { line: number; column: number } {
  const before = text.slice(0, span?.start ?? 0);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

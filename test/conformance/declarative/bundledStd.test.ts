/** Our own definitions of the standard library's macros against what rustc expanded from the real ones (rustc.json). */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition } from '../../../server/src/syntax/token';
import { invocationOf, parsePrinted } from './caseFiles';
import { definitionsIn } from './definitions';
import { leafTexts } from './leafTexts';

interface Recorded {
  readonly cases: Record<string, { edition: Edition; steps: { name: string; in: string; out: string }[] }>;
}

const here = dirname(fileURLToPath(import.meta.url));
const { cases } = JSON.parse(readFileSync(join(here, 'rustc.json'), 'utf8')) as Recorded;
const sources = new SourceMap();

function bundled(crate: string): DeclarativeDefinition[] {
  const path = join(here, '../../../server/std', `${crate}.rs`);
  const { tokens, problems } = parseTokenTrees(sources.add(path, readFileSync(path, 'utf8')));
  expect(problems).toEqual([]);
  return definitionsIn(tokens, path, 0, 2021);
}

const definitions = ['std', 'alloc', 'core'].flatMap(bundled);

describe.each(Object.keys(cases).filter((name) => name.startsWith('std/')))('%s', (name) => {
  const { edition, steps } = cases[name] ?? { edition: 2021, steps: [] };
  test.each(steps.map((step) => [`${step.name}!(${step.in})`, step] as const))('%s', (_, step) => {
    const expected = leafTexts(parsePrinted(step.out, edition, sources));
    const outputs = definitions
      .filter((definition) => definition.name === step.name)
      .map((definition) => {
        const input = parsePrinted(step.in, edition, sources);
        const { tokens } = expandDeclarative(definition, invocationOf(input), {
          hygiene: new Hygiene(),
          edition,
        });
        return leafTexts(tokens);
      });
    // core and std define panics of the same name: one of them is meant.
    expect(outputs).toContainEqual(expected);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildTestModule, buildTimeout } from './buildTestModule';
import { ProcedureHost } from './procedureHost';

const file = (name: string) => fileURLToPath(new URL(`probes/${name}`, import.meta.url));

/** `### title`, then text up to the next title. */
function sections(text: string): Map<string, string> {
  const parts = text.split(/^### /m).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
}

const macros = ['show', 'parse', 'construct'].map((name) => ({
  name,
  kind: 'bang' as const,
  helperAttributes: [],
  entry: `macroscope_bang_${name}`,
}));

/** The value of the one literal that a probe returns. */
function reportOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u\{([\da-f]+)\}|([^u]))/g, (_, code?: string, simple?: string) => {
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return { n: '\n', r: '\r', t: '\t', '0': '\0' }[simple ?? ''] ?? simple ?? '';
    });
}

describe("procedural macros see through our proc_macro what they see through the compiler's", () => {
  let host: ProcedureHost;
  beforeAll(() => {
    host = new ProcedureHost(buildTestModule('probes', file('probes.rs'), file('module.rs')), macros);
  }, buildTimeout);
  const expected = sections(readFileSync(file('expected.txt'), 'utf8'));
  for (const [title, input] of sections(readFileSync(file('cases.txt'), 'utf8'))) {
    test(title, async () => {
      const { tokens } = await host.expand(title.split(' ')[0] ?? '', 'bang', input);
      const [report] = tokens;
      expect(report?.kind).toBe('literal');
      if (report?.kind === 'literal') expect(`${reportOf(report.text)}\n`).toBe(expected.get(title));
    });
  }
});

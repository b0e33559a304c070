import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Fixture } from './fixture';
import { readScopingCases } from './scopingCases';

const rustc = JSON.parse(readFileSync(new URL('scoping.rustc.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

describe('macros are found where rustc finds them', () => {
  test.each(readScopingCases())('$title', ({ title, project }) => {
    const fixture = new Fixture(project, { std: true });
    const value = fixture.value();
    const expected = rustc[title] ?? 'rustc has not been asked';
    // An ambiguous name stands for several macros: any of them is more use than none to somebody who looks at the call. So is one that
    // rustc knows but forbids to be named in this way, for it might change its mind (lint macro_expanded_macro_exports_accessed_by_absolute_paths).
    if (expected.startsWith('E0659') || expected.includes('macro-expanded `macro_export`'))
      expect(fixture.resolve().found).toBe(true);
    else expect(value ?? 'error').toBe(/^E?\d*(error)?: /.test(expected) ? 'error' : expected);
  });
});

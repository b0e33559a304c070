import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { describePackage } from '../../../server/src/project/packageManifest';
import { readManifest } from '../../../server/src/project/scriptManifest';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { scripts } from './scripts.cases.mjs';

type Answers = Record<string, Record<string, unknown>>;

/** What two releases of cargo make of each script; where they differ, the later one counts. */
const [earlier, later] = ['1.85', '1.95'].map(
  (release) =>
    JSON.parse(readFileSync(new URL(`scripts.cargo-${release}.json`, import.meta.url), 'utf8')) as Answers,
);

/** What cargo refuses in any manifest: without cargo it is read as far as it can be, and no more is said. */
const leftToCargo = [
  'a name that cargo refuses',
  'an edition that there is not',
  'an edition that is no string',
  'a rust-version and authors',
  'a dependency of the workspace',
  'a version of the workspace',
];

function ours(name: string, content: string): Record<string, unknown> {
  const folder = fixtureProject({});
  const file = join(folder, name);
  writeFileSync(file, content);
  const parsed = readManifest(file);
  if (!parsed.ok || parsed.refusal !== undefined) return { error: true };
  const pack = describePackage(file, parsed.table, {}, folder, null);
  expect(pack.targets.map(({ src_path }) => src_path)).toEqual([file]);
  const implied = pack.dependencies.filter(({ optional }) => optional).map(({ name: each }) => each);
  return {
    ...pack,
    // An optional dependency is a feature too.
    features: { ...Object.fromEntries(implied.map((each) => [each, [`dep:${each}`]])), ...pack.features },
    targets: pack.targets.map(({ kind, name: target, edition }) => ({ kind, name: target, edition })),
    dependencies: pack.dependencies.map((each) => ({
      ...each,
      // cargo writes out what a bare version means.
      req: each.req.replace(/^(?=\d)/, '^'),
      ...(each.path === undefined ? {} : { path: relative(folder, each.path) }),
    })),
  };
}

test.each(Object.entries(scripts).filter(([title]) => !leftToCargo.includes(title)))(
  '%s: what a script says of itself is understood as by cargo',
  (title, { name, content }) => {
    const theirs = later?.[title] ?? {};
    if ('error' in theirs) expect(ours(name, content)).toEqual({ error: true });
    else expect(ours(name, content)).toMatchObject(theirs);
  },
);

/** Where 1.85 takes a script for something else than later releases do. */
const changed: readonly (readonly [RegExp, string])[] = [
  [/^the name /, 'It added a dash to words that are reserved in Rust, by Windows or by itself.'],
  [/^a name$/, 'It called the program after the file, even where the package has a name.'],
  [
    /^(an indented opening fence|a form feed in an empty line before)$/,
    'It had its own idea of empty lines.',
  ],
];

test.each(Object.keys(scripts))('%s: cargo 1.85 took it for the same, or is known not to', (title) => {
  const [first, last] = [earlier?.[title] ?? {}, later?.[title] ?? {}];
  if ('error' in first || 'error' in last || changed.some(([pattern]) => pattern.test(title))) return;
  expect(first).toEqual(last);
});

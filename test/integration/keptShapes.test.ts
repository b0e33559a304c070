import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { keepShapes, withKeptShapes } from '../../server/keptShapes.mjs';

/** Objects of a class and of a literal that nobody holds any more when garbage is collected. */
const shortLived = `
class Cursor {
  index = 0;
  constructor(readonly text: string) {}
  next() { return { code: this.text.charCodeAt(this.index++), end: this.index === this.text.length }; }
}
export function sum(text: string): number {
  const cursor = new Cursor(text);
  let all = 0;
  for (let end = false; !end; ) { const token = cursor.next(); all += token.code; end = token.end; }
  return all;
}
`;

const run = `
const text = 'some code '.repeat(1000);
const sumOften = () => { let all = 0; for (let n = 0; n < 300; n++) all += sum(text); return all; };
const before = sumOften();
setTimeout(() => { gc(); gc(); console.log('same sums:', sumOften() === before); }, 100);
`;

/** What V8 says about code that it has optimized and throws away since no object of a shape is left. */
function deoptimizations(typescript: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-shapes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'script.mjs');
  writeFileSync(file, transformSync(typescript, { loader: 'ts' }).code + run);
  // In the background it would be optimized when the machine has time.
  const options = ['--expose-gc', '--trace-deopt', '--no-concurrent-recompilation'];
  const { stdout } = spawnSync(process.execPath, [...options, file], { encoding: 'utf8' });
  expect(stdout).toContain('same sums: true');
  return stdout
    .split('\n')
    .filter((line) => line.includes('weak objects'))
    .join('\n');
}

test('optimized code stays when garbage is collected', () => {
  expect(deoptimizations(shortLived)).toContain('weak objects');
  expect(deoptimizations(withKeptShapes(shortLived))).toBe('');
});

test('all classes and literals that functions make are kept, and nothing else changes', () => {
  const text = `const table = { made: 'once' };
let value = 0, rest;
class Empty {}
class Child extends Empty { field = { deep: { value } }; }
class Thrown extends Error { constructor(readonly cause: string) { super(cause) } }
export const typed = (): readonly { a: number }[] => [{ a: 1 } as const];
export function take(given: { a: { b: number }, rest: object }, { c } = { c: 1 }): number {
  ({ a: { b: value }, ...rest } = given);
  for ({ b: value } of [{ b: 2 }]) value += c;
  return value;
}
`;
  expect(withKeptShapes(text)).toMatchInlineSnapshot(`
    "const table = { made: 'once' };
    let value = 0, rest;
    class Empty {constructor(){shape0=this;}}
    class Child extends Empty { field = (shape1={ deep: (shape2={ value }) }); }
    class Thrown extends Error { constructor(readonly cause: string) { super(cause) ;shape3=this;} }
    export const typed = (): readonly { a: number }[] => [(shape4={ a: 1 }) as const];
    export function take(given: { a: { b: number }, rest: object }, { c } = (shape5={ c: 1 })): number {
      ({ a: { b: value }, ...rest } = given);
      for ({ b: value } of [(shape6={ b: 2 })]) value += c;
      return value;
    }

    var shape0,shape1,shape2,shape3,shape4,shape5,shape6;
    "
  `);
});

test('the stages whose objects live for one expansion are built so', async () => {
  const { outputFiles } = await build({
    entryPoints: ['server/src/syntax/tokenCursor.ts'],
    plugins: [keepShapes],
    bundle: true,
    write: false,
    format: 'esm',
  });
  expect(outputFiles[0]?.text).toMatch(/shape\d+ = this;/);
});

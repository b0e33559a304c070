import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameLines, unifiedDiff } from './lineDiff';

describe('the difference of two texts', () => {
  it('is shown with the lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n';
    const after = 'a\nb\nC\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n';
    expect(unifiedDiff('one', before, 'two', after)).toMatchInlineSnapshot(`
      "--- one
      +++ two
      @@ -1,6 +1,6 @@
       a
       b
      -c
      +C
       d
       e
       f
      @@ -10,3 +10,4 @@
       j
       k
       l
      +m
      "
    `);
    expect(unifiedDiff('one', before, 'two', before)).toBe('');
  });

  it('leads from the first text to the second, as git reads it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'macroscope-diff-'));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [before, after] = [left, right].map((lines) => `${lines.join('\n')}\n`) as [string, string];
        fc.pre(before !== after);
        const file = join(folder, 'text');
        writeFileSync(file, before);
        const input = unifiedDiff('text', before, 'text', after);
        execFileSync('git', ['apply', '-p0', '-'], { cwd: folder, input });
        expect(readFileSync(file, 'utf8')).toBe(after);
      }),
      { numRuns: 50 },
    );
    rmSync(folder, { recursive: true });
  });

  it('tells where a line of the first text is in the second', () => {
    expect(sameLines('a\nb\nc\n', 'x\na\nc\ny\n')).toEqual([1, undefined, 2]);
  });

  it('of texts with very many changes is told as a whole', () => {
    const numbers = (first: number): string =>
      Array.from({ length: 5000 }, (_, index) => first + index).join('\n');
    const lines = unifiedDiff('a', numbers(0), 'b', numbers(10_000)).split('\n');
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(5001);
  });
});

import { expect, test } from 'vitest';
import { memoryHost } from './memoryHost';
import { nodeSha256 } from './nodeHost';
import { hostCalls, ROOT } from './testing/hostCalls';
import type { SandboxCall } from './types';

function filesOf(paths: readonly string[]) {
  const files = new Map(paths.map((path) => [path, Buffer.from(path)]));
  return memoryHost.filesOf({ files } as unknown as SandboxCall);
}

test('hashes are those of the other host', () => {
  for (const length of [0, 1, 55, 56, 64, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => at * 7);
    expect(memoryHost.sha256(bytes)).toBe(nodeSha256(bytes));
  }
});

test('folders are what the paths of the files imply', () => {
  const files = filesOf(['/r/a/b/c.txt', '/r/a/d.txt', '/r/e.txt']);
  const entriesOf = (path: string) => {
    const entry = files.read(path, 100);
    return entry.kind === 'directory' ? entry.entries.map(({ name, type }) => `${name} ${type}`) : entry;
  };
  expect(entriesOf('/')).toEqual(['r directory']);
  expect(entriesOf('/r')).toEqual(['a directory', 'e.txt file']);
  expect(entriesOf('/r/a')).toEqual(['b directory', 'd.txt file']);
  expect(entriesOf('/r/none')).toEqual({ kind: 'missing' });
  expect(files.read('/r/e.txt', 1)).toEqual({ kind: 'too-large' });
});

test('a call reads the files that it brings along, and those outside of its roots not', () => {
  const files = new Map([
    [`${ROOT}/a.txt`, Buffer.from('mine')],
    ['/other/b.txt', Buffer.from('other')],
  ]);
  const open = (name: string) => hostCalls([['path_open', 4, 0, name, 0, 0n, 0n, 0, 64]], { files });
  expect(open(`${ROOT}/a.txt`)).toMatchObject({ answers: [0], result: { refusals: [] } });
  // The C library of WASI makes the path relative; a guest of another make may not.
  for (const [name, errno] of [
    ['other/b.txt', 44],
    ['/other/b.txt', 2],
  ] as const) {
    const outside = open(name);
    expect(outside.answers).toEqual([errno]);
    expect(outside.result.refusals).toHaveLength(1);
  }
});

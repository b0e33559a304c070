/** What a guest can and cannot see of the disk, asked through Rust's own standard library. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeSha256 } from '../../../server/src/sandbox/nodeHost';
import { testSandbox, type TestSandbox } from '../../../server/src/sandbox/testing/testSandbox';
import type { SandboxResult } from '../../../server/src/sandbox/types';
import { contentHash, directoryHash } from '../../../server/src/sandbox/wasi/readHashes';
import { answer, order, textOf } from './probe';

let sandbox: TestSandbox;
let outside: string;
let root: string;
let view: { roots: { hostPath: string; guestPath: string }[]; workingDirectory: string };

beforeAll(async () => {
  sandbox = await testSandbox();
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-files-')));
  root = join(outside, 'project');
  mkdirSync(join(root, 'templates'), { recursive: true });
  mkdirSync(join(outside, 'project-secret'));
  writeFileSync(join(root, 'templates/page.html'), '<p>grüße</p>');
  writeFileSync(join(root, 'b.txt'), 'b');
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(outside, 'project-secret/s.txt'), 'secret');
  symlinkSync(join(root, 'b.txt'), join(root, 'inner-link'));
  symlinkSync(join(outside, 'secret.txt'), join(root, 'outer-link'));
  symlinkSync(outside, join(root, 'outer-folder'));
  symlinkSync('/nonexistent', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  view = { roots: [{ hostPath: root, guestPath: root }], workingDirectory: root };
});
afterAll(() => sandbox.sandbox.dispose());

const ask = (words: string) => answer(sandbox, words, view);
const asked = (words: string) => order(sandbox, words, view);

/** Outputs by their path below the root, contents as text. */
const outputsOf = ({ outputs }: SandboxResult) =>
  outputs.map((output) => {
    const path = output.path.slice(root.length + 1);
    return output.kind === 'file'
      ? { kind: output.kind, path, text: new TextDecoder().decode(output.bytes) }
      : { kind: output.kind, path };
  });

test('files are read by absolute and by relative paths, and recorded with the hash of their content', async () => {
  for (const path of [
    `${root}/templates/page.html`,
    'templates/page.html',
    './templates/../templates/page.html',
  ]) {
    const result = await asked(`read ${path}`);
    expect(textOf(result)).toBe('<p>grüße</p>');
    expect(result.refusals).toEqual([]);
    expect(result.reads.filter((read) => read.kind === 'file')).toEqual([
      {
        kind: 'file',
        name: `${root}/templates/page.html`,
        hash: contentHash(new TextEncoder().encode('<p>grüße</p>'), nodeSha256),
      },
    ]);
  }
  expect(await ask('tail b.txt 1')).toBe('b');
  expect(await ask('read-twice b.txt')).toBe('bb');
});

test('folders are listed in order, and recorded with the hash of the listing', async () => {
  const result = await asked(`list ${root}`);
  expect(textOf(result)).toBe('b.txt dangling@ inner-link@ loop@ outer-folder@ outer-link@ templates/');
  expect(await ask('list templates')).toBe('page.html');
  expect((await asked('list templates')).reads.filter((read) => read.kind === 'directory')).toEqual([
    {
      kind: 'directory',
      name: `${root}/templates`,
      hash: directoryHash([{ name: 'page.html', type: 'file' }], nodeSha256),
    },
  ]);
});

test('a large folder arrives whole', async () => {
  mkdirSync(join(root, 'templates/many'));
  const names = Array.from({ length: 500 }, (_, index) => `a-rather-long-file-name-${1000 + index}`);
  for (const name of names) writeFileSync(join(root, 'templates/many', name), '');
  expect(await ask('list templates/many')).toBe(names.join(' '));
});

test('a missing file is recorded as missing', async () => {
  const result = await asked(`read ${root}/templates/none.html`);
  expect(textOf(result)).toMatch(/^NotFound/);
  expect(result.reads).toContainEqual({ kind: 'missing', name: `${root}/templates/none.html`, hash: null });
  expect(result.refusals).toEqual([]);
  expect(await ask('read b.txt/none')).toMatch(/^NotFound/);
});

test('looking at a file counts as reading it, and tells no time', async () => {
  const result = await asked(`stat ${root}/b.txt`);
  expect(textOf(result)).toBe('false 1 SystemTime(0ns)');
  expect(result.reads).toContainEqual(expect.objectContaining({ kind: 'file', name: `${root}/b.txt` }));
  expect(await ask(`stat ${root}/templates`)).toMatch(/^true 0/);
  expect(await ask('exists b.txt')).toBe('true');
  expect(await ask('exists c.txt')).toBe('false');
});

test('a link inside the root may be followed', async () => {
  expect(await ask('read inner-link')).toBe('b');
});

test.each([
  ['up and out', () => `read ${root}/../secret.txt`],
  ['up and out, relative', () => 'read ../secret.txt'],
  ['far up and down again', () => `read ${root}/../../../../../../../../etc/passwd`],
  ['an absolute path', () => 'read /etc/passwd'],
  ['a neighbour with a longer name', () => `read ${root}-secret/s.txt`],
  ['a link out', () => 'read outer-link'],
  ['a folder behind a link out', () => 'list outer-folder'],
  ['a file behind a link out', () => 'read outer-folder/secret.txt'],
  ['the environment of this process', () => 'read /proc/self/environ'],
  ['a device', () => 'read /dev/zero'],
  ['the folder above', () => 'list ..'],
])('refused, by name: %s', async (_name, words) => {
  const result = await asked(words());
  expect(textOf(result)).toMatch(/^(NotFound|PermissionDenied): /);
  expect(result.refusals).toHaveLength(1);
  expect(await ask('read b.txt')).toBe('b');
});

test('what exists behind a link out cannot be told from what does not', async () => {
  const [exists, does_not] = [
    await ask('read outer-folder/secret.txt'),
    await ask('read outer-folder/none.txt'),
  ];
  expect(exists).toBe(does_not);
  expect(await ask('read dangling')).toBe(await ask('read outer-link'));
  expect(await ask('read loop')).toBe(await ask('read outer-link'));
});

test.skipIf(process.platform !== 'linux')(
  'kernel files, devices and pipes are refused even inside a root',
  async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(await ask('read pipe')).toMatch(/^PermissionDenied/);
    const everything = { roots: [{ hostPath: '/', guestPath: '/' }], workingDirectory: '/' };
    for (const path of [
      '/proc/self/environ',
      '/dev/zero',
      '/sys/kernel/uevent_seqnum',
      '/proc/self/root/etc/passwd',
    ]) {
      const result = await order(sandbox, `read ${path}`, everything);
      if (path.startsWith('/proc/self/root')) continue; // A link back into the readable root.
      expect(textOf(result)).toMatch(/^PermissionDenied/);
    }
  },
);

test('the root of the disk is the working folder', async () => {
  // FIXME: WASI's C library asks for `.` in both cases, so that the two cannot be told apart.
  expect(await ask('list /')).toBe(await ask('list .'));
});

test('a huge file is refused without being read', async () => {
  writeFileSync(join(root, 'huge'), '');
  truncateSync(join(root, 'huge'), 2 ** 40);
  const result = await asked('read huge');
  expect(textOf(result)).toMatch(/^PermissionDenied/);
  expect(result.refusals).toEqual([`${root}/huge was not read: it is larger than 64 MB`]);
});

test.each([
  ['write b.txt', [{ kind: 'file', path: 'b.txt', text: 'x' }]],
  ['append b.txt', [{ kind: 'file', path: 'b.txt', text: 'bx' }]],
  ['remove b.txt', [{ kind: 'removed', path: 'b.txt' }]],
  [
    'rename b.txt c.txt',
    [
      { kind: 'removed', path: 'b.txt' },
      { kind: 'file', path: 'c.txt', text: 'b' },
    ],
  ],
  ['mkdir d', [{ kind: 'directory', path: 'd' }]],
])('a change is an output, and nothing on the disk: %s', async (words, expected) => {
  const before = readdirSync(root);
  const result = await asked(words);
  expect(result.status).toBe('returned');
  expect(result.refusals).toEqual([]);
  expect(outputsOf(result)).toEqual(expected);
  expect(readdirSync(root)).toEqual(before);
  expect(readFileSync(join(root, 'b.txt'), 'utf8')).toBe('b');
  expect(await ask('read b.txt')).toBe('b');
});

test.each([
  ['outside the roots', 'write /etc/macroscope-test'],
  ['through a link', 'write inner-link'],
  ['through a link out', 'write outer-link'],
  ['below a folder that is a link', 'write outer-folder/new.txt'],
])('refused, by name: a change %s', async (_name, words) => {
  const result = await asked(words);
  expect(textOf(result)).toMatch(/^(NotFound|PermissionDenied|ReadOnlyFilesystem): /);
  expect(result.refusals).toHaveLength(1);
  expect(result.outputs).toEqual([]);
  expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
});

test('links themselves cannot be read', async () => {
  expect(await ask('readlink inner-link')).toMatch(/^Unsupported/);
});

test('descriptors run out without harm', async () => {
  const result = await asked('hoard b.txt 10000');
  expect(textOf(result)).toMatch(/Too many open files|No file descriptors available/);
  expect(await ask('hoard b.txt 200')).toBe('200');
});

test('a root that does not exist is empty, and two roots are both readable', async () => {
  const two = {
    roots: [
      { hostPath: `${root}/templates`, guestPath: `${root}/templates` },
      { hostPath: `${outside}/none`, guestPath: `${outside}/none` },
    ],
    workingDirectory: `${root}/templates`,
  };
  expect(await answer(sandbox, `read ${root}/templates/page.html`, two)).toBe('<p>grüße</p>');
  expect(await answer(sandbox, `read ${outside}/none/x`, two)).toMatch(/^NotFound/);
  expect(await answer(sandbox, `read ${root}/b.txt`, two)).toMatch(/^NotFound/);
});

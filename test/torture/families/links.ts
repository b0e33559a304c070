/** Symbolic links that lead out. */
import { outputText, type AttackFamily, type Attack } from '../attack';
import { order } from '../probe';
import { PROBE } from '../../conformance/sandbox/probe';

const OUT = [
  ['a link to a file outside', 'read link-out'],
  ['an absolute link to a file outside', 'read absolute-link-out'],
  ['a link to a folder outside, listed', 'list folder-out'],
  ['a file behind a link to a folder outside', 'read folder-out/secret.txt'],
  ['a file two folders behind a link', 'read folder-out/sub/secret.txt'],
  ['a chain of links', 'read chain-1'],
  ['a link that leads nowhere', 'read dangling'],
  ['a link to itself', 'read loop'],
  ['two links to each other', 'read loop-a'],
  ['a link upwards', 'read up/secret/secret.txt'],
  ['a link to the root of the disk', 'read top/etc/passwd'],
  ['a link to the environment of this process', 'read environ'],
  ['a link to an endless device', 'read zero'],
  ['the size of a file behind a link', 'stat link-out'],
] as const;

/** Whether something exists outside must not be seen: the answers for what is there and what is not are the same. */
const existence: Attack = {
  name: 'telling what exists outside from what does not',
  run: async ({ sandbox, view }) => {
    const pairs = [
      ['folder-out/secret.txt', 'folder-out/none.txt'],
      ['folder-out/sub', 'folder-out/none'],
      ['top/etc/passwd', 'top/etc/none'],
      ['up/secret/secret.txt', 'up/none/none.txt'],
    ];
    const problems: string[] = [];
    const results = [];
    for (const pair of pairs) {
      const answers = [];
      for (const path of pair) {
        for (const word of ['read', 'stat', 'exists', 'list']) {
          const result = await sandbox.run(PROBE, {
            ...view,
            input: new TextEncoder().encode(`${word} ${path}`),
          });
          answers.push(outputText(result));
          results.push(result);
        }
      }
      if (answers.slice(0, 4).join('\n') !== answers.slice(4).join('\n'))
        problems.push(`${pair.join(' and ')}: ${answers.join(' | ')}`);
    }
    return { verdict: `${pairs.length} pairs of equal answers`, problems, results };
  },
};

export const links: AttackFamily = {
  name: 'links',
  attacks: [
    ...OUT.map(([name, words]) =>
      order(name, words, {
        status: 'returned',
        output: /^(NotFound|PermissionDenied|FilesystemLoop)/,
        refusals: /was not read/,
      }),
    ),
    existence,
  ],
};

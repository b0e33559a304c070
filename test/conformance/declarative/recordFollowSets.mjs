/**
 * Asks rustc what may follow which fragment in a matcher: `node test/conformance/declarative/recordFollowSets.mjs [RUSTC]` writes
 * followSets.json. Each kind of fragment is put before each token and fragment, directly and before an optional part.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messagesOf, writeRecording } from '../recordings.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const rustc = process.argv[2] ?? 'rustc';
const words = (text) => text.split(' ');
const fragments = words(
  'block expr expr_2021 ident item lifetime literal meta pat pat_param path stmt tt ty vis',
);
const followers = [
  ...words('=> , ; : :: = == | || & && < << <= > >> >= >>= + += - -> * / % ^ ! != ? . .. ... ..= @ # ~'),
  ...words("if in as where priv fn mut dyn impl for unsafe extern crate self Self _ foo r#priv r#if 1 'x"),
  ...['"s"', "'c'", '(a)', '[a]', '{a}', '()'],
  ...fragments.map((fragment) => `$b:${fragment}`),
];
/** `%` is what follows. */
const templates = ['$a:FRAGMENT %', '$a:FRAGMENT $(%)?', '$($a:FRAGMENT)* %', '$(c $a:FRAGMENT),* %'];
const folder = mkdtempSync(join(tmpdir(), 'record-follow-'));

/** By template, what rustc refuses, and its first message with `%` for what follows. */
function ask(edition, kinds) {
  const cases = templates.flatMap((template) =>
    kinds.flatMap((fragment) =>
      followers.map((follower) => ({ matcher: template.replace('FRAGMENT', fragment), follower })),
    ),
  );
  const lines = cases.map(
    ({ matcher, follower }, index) =>
      `macro_rules! m${index} { (${matcher.replace('%', () => follower)}) => {}; }`,
  );
  writeFileSync(join(folder, 'follow.rs'), lines.join('\n'));
  const { stderr } = spawnSync(
    rustc,
    [
      ...['--error-format=json', '--crate-type=lib', `--edition=${edition}`, '--emit=metadata'],
      ...['--cap-lints=allow', '--out-dir', folder, join(folder, 'follow.rs')],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const messages = new Map();
  for (const { level, message, spans, children } of messagesOf(stderr)) {
    const at = spans.find(({ is_primary: primary }) => primary)?.line_start;
    if (level !== 'error' || at === undefined || messages.has(at - 1)) continue;
    messages.set(at - 1, {
      message,
      notes: children.map((child) => child.message).filter((note) => !note.includes('suggest')),
    });
  }
  const answers = {};
  cases.forEach(({ matcher, follower }, index) => {
    const answer = (answers[matcher] ??= { refused: [] });
    const refusal = messages.get(index);
    if (!refusal) return;
    answer.refused.push(follower);
    answer.messages ??= {};
    const shown = follower.startsWith('$') ? follower : /^[([{]/.test(follower) ? follower[0] : follower;
    const text = refusal.message.replace(`\`${shown}\``, '`%`');
    (answer.messages[text] ??= []).push(follower);
    answer.note ??= refusal.notes.find((note) => note.startsWith('allowed there'));
  });
  for (const answer of Object.values(answers)) {
    // One message for all is the rule.
    const texts = Object.keys(answer.messages ?? {});
    if (texts.length === 1) answer.messages = texts[0];
  }
  return answers;
}

const version = execFileSync(rustc, ['--version'], { encoding: 'utf8' }).trim();
const recorded = {
  rustc: version,
  followers,
  answers: { 2021: ask(2021, fragments), 2018: ask(2018, ['pat', 'expr']) },
};
rmSync(folder, { recursive: true });
await writeRecording(join(here, 'followSets.json'), recorded);

// Lets the installed compiler run the probes on cases.txt and keeps its reports in expected.txt: `node regenerate.mjs`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const out = mkdtempSync(join(tmpdir(), 'probes-'));
const rustc = (...args) =>
  execFileSync('rustc', ['--edition', '2021', '--cap-lints', 'allow', '--out-dir', out, '-L', out, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // For the parts of the API that are unstable in the installed version.
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
  });
try {
  rustc('--crate-type', 'proc-macro', '--crate-name', 'probes', '--cfg', 'host', join(here, 'probes.rs'));
  const cases = readFileSync(join(here, 'cases.txt'), 'utf8').split(/^### /m).slice(1);
  // Not inside of `print!`, whose matcher would turn doc comments into attributes first.
  const body = cases.map((text) => {
    const title = text.slice(0, text.indexOf('\n'));
    const report = `probes::${title.split(' ')[0]}! {${text.slice(title.length)}}`;
    return `{ const REPORT: &str = ${report};\nprint!("### {}\\n{}\\n", ${JSON.stringify(title)}, REPORT); }`;
  });
  writeFileSync(join(out, 'main.rs'), `fn main() {\n${body.join('\n')}\n}\n`);
  rustc('--extern', 'probes', join(out, 'main.rs'));
  writeFileSync(join(here, 'expected.txt'), execFileSync(join(out, 'main')));

  // Panics end up in the compiler's messages.
  const misuses = Array.from(
    { length: 10 },
    (_, index) => `const C${index}: u8 = probes::misuse!(${index});`,
  );
  writeFileSync(join(out, 'misuse.rs'), `${misuses.join('\n')}\nfn main() {}\n`);
  const { stderr } = spawnSync(
    'rustc',
    ['--edition', '2021', '-L', out, '--extern', 'probes', '--out-dir', out, join(out, 'misuse.rs')],
    { encoding: 'utf8' },
  );
  const messages = [...stderr.matchAll(/= help: message: (.*)/g)].map((match) => match[1]);
  writeFileSync(join(here, 'expectedPanics.json'), `${JSON.stringify(messages, null, 2)}\n`);
} finally {
  rmSync(out, { recursive: true, force: true });
}

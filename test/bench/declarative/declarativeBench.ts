/**
 * Declarative and built-in macros, from the lexer to the answer: how fast real source is read, how fast single steps are made, and how long the
 * macro calls of real crates take, in process and, beside rust-analyzer, over the protocol.
 *
 *     npm run bench -- declarative [--arena FOLDER] [--sysroot FOLDER] [--no-peer] [CRATE…]
 *
 * With an arena the crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). Without one they
 * are copied from Debian's packages, with all calls in them. `--sysroot`: the folder `library` of a copy of rust-src that rust-analyzer can load
 * offline. Calls in which a procedural macro takes part are left out: `npm run bench -- procmacro` measures those.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rustFiles } from '../../setup/filesBelow';
import { contestants, measuredCrates } from '../contestants';
import { inScratchFolder } from '../inScratchFolder';
import { measureInProcess } from './inProcess';
import { measureLexing } from './lexing';
import { measureOverProtocol } from './overProtocol';
import { DeclarativeReport } from './report';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    sysroot: { type: 'string' },
    'no-peer': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** Those that `npm run conformance` expands. */
const debianCrates = ['json5', 'axum', 'just', 'tokei'];

async function measure(scratch: string): Promise<void> {
  const { arena, sysroot } = values;
  const crates = measuredCrates({ arena, names: positionals, debianCrates, scratch, kinds: 'declarative' });
  const { environment, own, peer, hasPeer } = contestants('declarative', scratch, sysroot);
  const report = new DeclarativeReport(
    measureLexing(crates.flatMap(({ folder }) => rustFiles(join(folder, 'src')))),
  );
  for (const crate of crates) {
    const ours = await measureOverProtocol(own, crate);
    const theirs = hasPeer && !values['no-peer'] ? await measureOverProtocol(peer, crate) : undefined;
    report.add({ crate, ours, theirs, inProcess: await measureInProcess(crate, environment) });
  }
  report.print();
  process.exitCode = report.missesTarget ? 1 : 0;
}

await inScratchFolder(measure);

/**
 * Macroscope beside rust-analyzer on the same crates in one run, both over the protocol with `rust-analyzer/expandMacro`: from the start of the
 * process to the first right answer, every call once and once more, an edit and then an expansion, and memory at the end.
 *
 *     npm run bench -- peer [--arena FOLDER] [--sysroot FOLDER] [--calls NUMBER] [--rest MILLIS] [--open] [CRATE…]
 *
 * With an arena the crates lie in FOLDER/work, and FOLDER/truth names the calls that rustc expanded (test/conformance/crates). Without one they
 * are copied from Debian's packages. `--sysroot`: the folder `library` of a copy of rust-src that rust-analyzer can load offline. `--calls`: how
 * many calls of a crate are asked for at most, spread over it evenly (default 300). `--rest`: so long nobody asks before the first pass, once nothing is left
 * to load (default 5000): servers work ahead then. `--open`: asks once more as an editor does, about calls of files that
 * were opened a second before, in servers of their own; rust-analyzer finds out types then, which in some crates takes minutes.
 */
import { parseArgs } from 'node:util';
import { contestants, measuredCrates, thinned } from '../contestants';
import { inScratchFolder } from '../inScratchFolder';
import { forgetExpansions } from '../keptBuilds';
import type { ServerUnderTest } from '../declarative/overProtocol';
import { askInOpenFiles, measureServer, prepareServer, type ServerFigures } from './measureServer';
import { printCrate, printTotals, type PeerFigures } from './peerReport';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    sysroot: { type: 'string' },
    calls: { type: 'string', default: '300' },
    rest: { type: 'string', default: '5000' },
    open: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const debianCrates = ['axum', 'json5', 'tokei'];

async function measure(scratch: string): Promise<void> {
  const { arena, sysroot, calls, open } = values;
  const rest = Number(values.rest);
  const { environment, own, peer, hasPeer } = contestants('peer', scratch, sysroot);
  if (!hasPeer) throw new Error('rust-analyzer is not installed');
  const figures: PeerFigures[] = [];
  console.log('each crate: Macroscope/rust-analyzer');
  for (const whole of measuredCrates({
    arena,
    names: positionals,
    debianCrates,
    scratch,
    kinds: 'all',
  })) {
    const crate = thinned(whole, Number(calls));
    const prepared = [await prepareServer(own, crate), await prepareServer(peer, crate)];
    const first = crate.calls.find((_, index) => prepared.every((answered) => answered.has(index)));
    if (!first) {
      console.log(`${crate.name}: no call that both expand`);
      continue;
    }
    const measured = async (server: ServerUnderTest): Promise<ServerFigures> => {
      forgetExpansions(environment);
      const figures = await measureServer(server, crate, first, rest);
      forgetExpansions(environment);
      return { ...figures, opened: open ? await askInOpenFiles(server, crate, rest) : [] };
    };
    const ours = await measured(own);
    const theirs = await measured(peer);
    figures.push({ name: crate.name, ours, theirs });
    printCrate({ name: crate.name, ours, theirs });
  }
  process.exitCode = printTotals(figures) > 0 ? 1 : 0;
}

await inScratchFolder(measure);

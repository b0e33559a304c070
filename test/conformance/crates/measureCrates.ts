/**
 * Expands every macro call in the sources of real crates by the command line, as a user would, and prints the share that was expanded. The crates are
 * copied from Debian's packages.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExpansionReport } from '../../../server/src/analysis/expansionReport';
import { rustFiles } from '../../setup/filesBelow';
import { copyCrate } from './debianCrates';

const command = join(process.cwd(), 'dist/cli.js');
const environment = {
  ...process.env,
  PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
  CARGO_NET_OFFLINE: 'true',
};

interface Count {
  sites: number;
  expanded: number;
  readonly failures: Map<string, number>;
  readonly engines: Map<string, number>;
}

function measure(folder: string): Count {
  const count: Count = {
    sites: 0,
    expanded: 0,
    failures: new Map(),
    engines: new Map(),
  };
  const started = performance.now();
  spawnSync(process.execPath, [command, 'build', '--manifest-path', join(folder, 'Cargo.toml')], {
    env: environment,
  });
  const built = performance.now();
  for (const file of rustFiles(join(folder, 'src'))) {
    const { stdout } = spawnSync(
      process.execPath,
      [command, 'expand', file, '--all', '--json', '--no-build', '--test'],
      {
        env: environment,
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      },
    );
    for (const line of stdout.split('\n').filter((text) => text !== '')) {
      const report = JSON.parse(line) as ExpansionReport;
      count.sites++;
      if (report.error) add(count.failures, `${report.error.code}: ${report.error.message}`);
      else {
        count.expanded++;
        add(count.engines, report.engine ?? '');
      }
    }
  }
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
  console.log(`  built in ${seconds(started, built)}, expanded in ${seconds(built, performance.now())}`);
  return count;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} %)`;
}

const { positionals } = parseArgs({ allowPositionals: true });
const crates = positionals.length > 0 ? positionals : ['json5', 'axum', 'just', 'tokei'];
const scratch = mkdtempSync(join(tmpdir(), 'macroscope-crates-'));
let failed = false;
try {
  for (const name of crates) {
    console.log(name);
    const count = measure(copyCrate(name, scratch));
    console.log(`  expanded ${share(count.expanded, count.sites)}`, Object.fromEntries(count.engines));
    for (const [message, times] of count.failures) console.log(`  ${times} × ${message}`);
    failed ||= count.expanded < 0.9 * count.sites;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

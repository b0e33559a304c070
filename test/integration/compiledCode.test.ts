import { readdirSync, statSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { macroscope } from './commandLine';
import { patience, TemporaryProject } from './temporaryProject';

const lib = 'fn main() { println!("{}", 1); }\n';

/** The server's own code as V8 has compiled it, which later starts begin with. */
describe('compiled code', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
    'src/main.rs': lib,
  });
  const environment = () => ({ ...process.env, XDG_CACHE_HOME: project.path('cache') });
  const keptFiles = (): string[] => {
    const folder = project.path('cache/macroscope/code');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.includes('/')).map((name) => `${folder}/${name}`);
  };

  it(
    'is kept by a server that ends, and by a command',
    async () => {
      await project.start({ environment: environment() });
      await project.expectAlive();
      expect(keptFiles()).toHaveLength(1);
      expect(macroscope(['expand', 'src/main.rs'], project.folder, environment()).status).toBe(0);
      expect(keptFiles()).toHaveLength(2);
    },
    patience,
  );

  it(
    'is not needed, and is kept again where it was damaged',
    async () => {
      for (const file of keptFiles()) truncateSync(file, 100);
      await project.start({ environment: environment() });
      await project.expectAlive();
      expect(macroscope(['expand', 'src/main.rs'], project.folder, environment()).status).toBe(0);
      expect(keptFiles().map((file) => statSync(file).size > 100_000)).toEqual([true, true]);
    },
    patience,
  );

  it('is counted and cleared by the command', () => {
    const counted = (): number => {
      const { stdout } = macroscope(['cache', 'stats', '--json'], project.folder, environment());
      return (JSON.parse(stdout) as { code: { entries: number } }).code.entries;
    };
    expect(counted()).toBe(2);
    expect(macroscope(['cache', 'clear'], project.folder, environment()).status).toBe(0);
    expect(counted()).toBe(0);
  });
});

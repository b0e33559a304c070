import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultProjectSettings } from '../../server/src/project/loadOptions';
import { loadWorkspace, type Workspace } from '../../server/src/project/loadWorkspace';
import { writeProject } from '../../server/src/project/testing/writeProject';
import { generatedProject } from '../conformance/project/generatedProject';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { FuzzCase, Property } from './fuzzCase';
import { hostileValues, lockFileOf, otherProjects } from './projectTexts';
import { same } from './same';

/** What an editor may open of such a project. */
const roots = ['.', 'crates/m0/src/lib.rs', 'registry/p0-1.0.0', 'described/lib.rs', 'script.rs'];

/** Generated workspaces that the cases begin with. */
const workspaces = 40;

/**
 * Whatever stands in manifests, in the lock file, in cargo's configuration, in `rust-project.json` and in the frontmatter of a script: the project is
 * loaded without running a program, with problems in words, and is the same when it is loaded again.
 */
export class ProjectProperty implements Property {
  readonly name = 'projects';
  private folder: string | undefined;
  /** What stands in it. */
  private written: Readonly<Record<string, string>> = {};

  generate(random: Random): FuzzCase {
    const files = generatedProject(1 + random.below(workspaces));
    const configuration = `include = ["more.toml"]\n${files['.cargo/config.toml'] ?? ''}`;
    const texts: Record<string, string> = {
      ...files,
      ...otherProjects,
      '.cargo/config.toml': configuration,
      'Cargo.lock': lockFileOf(files),
    };
    const names = Object.keys(texts).filter((name) => !/(?<!script)\.rs$|\.json$/.test(name));
    names.push('described/rust-project.json');
    for (let left = 1 + random.below(6); left > 0; left--) {
      const name = random.pick(names);
      texts[name] = mutateLines(random, texts[name] ?? '', texts[random.pick(names)] ?? '');
    }
    return { texts, edition: 2021 };
  }

  async check({ texts }: FuzzCase): Promise<void> {
    const folder = (this.folder ??= realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-fuzz-'))));
    this.write(folder, texts);
    for (const root of roots) {
      const first = describe(await load(folder, root));
      same(describe(await load(folder, root)), first, `projects at ${root}`);
    }
  }

  /** Only what differs from the case before. */
  private write(folder: string, texts: FuzzCase['texts']): void {
    for (const name of Object.keys(this.written))
      if (!(name in texts)) rmSync(join(folder, name), { force: true });
    const changed = Object.entries(texts).filter(([name, text]) => this.written[name] !== text);
    writeProject(folder, Object.fromEntries(changed));
    this.written = texts;
  }

  close(): void {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

function load(folder: string, root: string): Promise<Workspace> {
  return loadWorkspace({
    root: join(folder, root),
    trusted: false,
    settings: defaultProjectSettings,
    env: { HOME: join(folder, 'home') },
  });
}

/** What can be told of a project, which holds together: dependencies lead to crates, and problems are told in words. */
function describe({ crates, problems, workspaceRoot }: Workspace): string[] {
  for (const crate of crates)
    for (const [name, id] of crate.dependencies)
      if (crates[id]?.id !== id) throw new Error(`${crate.name} depends on ${name}, which is no crate`);
  for (const { message } of problems)
    if (/\bundefined\b|\[object|Error:| is not a function|call stack/.test(message)) throw new Error(message);
  const described = crates
    .filter(({ origin }) => origin !== 'sysroot')
    .map(({ name, version, rootFile, features, env }) =>
      [name, version, rootFile, features.join(), [...env].join()].join(' '),
    );
  return [workspaceRoot ?? '', ...described, ...problems.map(({ message }) => message)];
}

/** The text with a line left out, repeated, given another value, or with one of another text, or with some characters less. */
function mutateLines(random: Random, text: string, other: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  switch (random.below(6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(random.below(lines.length), 0, line);
      break;
    case 2:
      lines.splice(at, 0, random.pick(other.split('\n')));
      break;
    case 3: {
      const start = random.below(text.length + 1);
      return text.slice(0, start) + text.slice(start + random.below(30));
    }
    default:
      lines[at] = withValue(line, random.pick(hostileValues));
  }
  return lines.join('\n');
}

/** The line with another value behind its key; the value alone where there is no key. */
function withValue(line: string, value: string): string {
  const key = /^\s*(?:[\w."-]+\s*=|"[\w-]+":)/.exec(line)?.[0];
  const end = /,\s*$/.test(line) ? ',' : '';
  return key === undefined ? value : `${key} ${value}${end}`;
}

/** Writes scripts.cargo-1.N.json, by its release: what the cargo on the PATH makes of the files in scripts.cases.mjs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { writeRecording } from '../recordings.mjs';
import { scripts } from './scripts.cases.mjs';

const release = /cargo (\d+\.\d+)/.exec(spawnSync('cargo', ['--version'], { encoding: 'utf8' }).stdout)?.[1];
const answers = {};
for (const [title, { name, content }] of Object.entries(scripts)) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  writeFileSync(join(folder, name), content);
  answers[title] = ask(folder, name);
  rmSync(folder, { recursive: true });
}
await writeRecording(new URL(`scripts.cargo-${release}.json`, import.meta.url), answers);

function ask(folder, name) {
  const { stdout, stderr } = spawnSync(
    'cargo',
    ['-Zscript', 'read-manifest', `--manifest-path=${join(folder, name)}`],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        RUSTC_BOOTSTRAP: '1',
        CARGO_HOME: join(folder, 'home'),
        CARGO_TERM_COLOR: 'never',
      },
      cwd: folder,
    },
  );
  if (stdout === '') {
    const causes = stderr.replaceAll(folder, '').split('\n');
    return { error: (causes[causes.indexOf('Caused by:') + 1] ?? '').replace(/^error: /, '').trim() };
  }
  const { name: pack, version, edition, targets, dependencies, features, ...others } = JSON.parse(stdout);
  const { authors, description, homepage, license, rust_version } = others;
  return {
    name: pack,
    version,
    edition,
    // Up to 1.86 cargo compiles a copy of the file.
    targets: targets.map(({ kind, name: target, edition: own }) => ({ kind, name: target, edition: own })),
    dependencies: dependencies.map((each) => ({
      name: each.name,
      req: each.req,
      kind: each.kind,
      rename: each.rename,
      optional: each.optional,
      uses_default_features: each.uses_default_features,
      features: each.features,
      target: each.target,
      ...(each.path === undefined ? {} : { path: relative(folder, each.path) }),
    })),
    features,
    authors,
    description,
    homepage,
    license,
    rust_version,
  };
}

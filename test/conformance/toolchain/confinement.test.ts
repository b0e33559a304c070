import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { findConfinement } from '../../../server/src/toolchain/confinement';
import { wasmCapableEnvironment } from './rustEnvironment';
import { loadTrusted } from './trustedModules';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-confined-')));
const secret = join(realpathSync(mkdtempSync(join(homedir(), '.macroscope-secret-'))), 'token');

afterAll(() => {
  for (const folder of [temporary, join(secret, '..')]) rmSync(folder, { recursive: true, force: true });
});

/** A macro crate whose build script tries to get out, and says in the crate's only macro's error what it could do. */
function curiousProject(port: number, escaped: string): Record<string, string> {
  return {
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ncurious = { path = "curious" }\n[workspace]\n',
    'src/lib.rs': '',
    'curious/Cargo.toml':
      '[package]\nname = "curious"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
    'curious/src/lib.rs':
      'extern crate proc_macro;\n#[proc_macro]\npub fn curious(input: proc_macro::TokenStream) -> proc_macro::TokenStream { input }\ncompile_error!(env!("FOUND"));\n',
    'curious/build.rs': `
fn can<T, E>(result: Result<T, E>) -> &'static str { if result.is_ok() { "yes" } else { "no" } }
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo:rustc-env=FOUND=connect {}, secret {}, escape {}, out {}, temporary {}",
        can(std::net::TcpStream::connect("127.0.0.1:${port}")),
        can(std::fs::read("${secret}")),
        can(std::fs::write("${escaped}", "")),
        can(std::fs::write(format!("{out}/file"), "")),
        can(std::fs::write(std::env::temp_dir().join("file"), "")));
}
`,
  };
}

/** What the build script of a fresh copy of the project could do. */
async function found(name: string, port: number, confine: boolean): Promise<string> {
  const environment = wasmCapableEnvironment();
  const root = join(temporary, name);
  writeProject(root, curiousProject(port, join(root, 'escaped')));
  const { modules } = await loadTrusted(root, join(temporary, `${name}-store`), environment);
  const report = await buildMacroModules({ modules, confine });
  return /connect [^"\n]*/.exec(report.failures[0]?.message ?? '')?.[0] ?? JSON.stringify(report);
}

test('a build script reaches no network, no file of the user and nothing outside of the build, where bubblewrap works', async () => {
  writeFileSync(secret, 'secret');
  let connections = 0;
  const server = createServer(() => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    // What the script tries is possible without confinement: else this test would show nothing.
    expect(await found('free', port, false)).toBe(
      'connect yes, secret yes, escape yes, out yes, temporary yes',
    );
    expect(connections).toBe(1);
    const possible = await findConfinement(wasmCapableEnvironment());
    if (possible) {
      expect(await found('confined', port, true)).toBe(
        'connect no, secret no, escape no, out yes, temporary yes',
      );
      expect(connections).toBe(1);
      expect(existsSync(join(temporary, 'confined/escaped'))).toBe(false);
    } else {
      // A container may forbid namespaces. The build is done all the same, and this line says that nothing was shown.
      expect(await found('unconfined', port, true)).toContain('out yes');
      process.stderr.write('bubblewrap cannot make namespaces here: confinement was not tested\n');
    }
  } finally {
    server.close();
  }
}, 300_000);

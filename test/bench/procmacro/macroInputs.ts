/** Real inputs of the measured macros, found with the product's own syntax layer in sources from Debian's packages. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rustFiles } from '../../setup/filesBelow';
import { findInvocations } from '../../../server/src/syntax/findInvocations';
import type { InvocationSite } from '../../../server/src/syntax/invocationSite';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import type { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Invocation } from '../../../server/src/expand/expansion';
import { invocationOf } from '../../../server/src/expand/invocationOf';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import type { Crate } from '../../../server/src/project/model';
import type { MeasuredCrate, MeasuredMacro } from './macroCrates';

export interface BenchInput {
  readonly macroCrate: MeasuredCrate;
  readonly macro: MeasuredMacro;
  /** The crate in whose code the call stands. Its id is the one in `invocation`. */
  readonly crate: Crate;
  readonly invocation: Invocation;
  readonly name: string;
}

export interface InputSet {
  /** The crates of all inputs, each at the index that is its id. */
  readonly crates: readonly Crate[];
  readonly inputs: readonly BenchInput[];
}

const fields =
  'pub id: u64, pub name: String, pub tags: Vec<String>, pub parent: Option<Box<Record>>, pub size: f64';
const variants = Array.from({ length: 30 }, (_, index) => `Variant${index}`);

/** The two that everybody can picture, beside the real ones. */
export const fiveFields = 'struct with five fields';
const writtenItems: Readonly<Record<string, string>> = {
  [fiveFields]: `#[derive(Serialize, Deserialize)] pub struct Record { ${fields} }`,
  'enum with thirty variants': `#[derive(Serialize, Deserialize, Display, EnumString, EnumIter)] pub enum Choice { ${variants.join(', ')} }`,
};
const writtenFor = new Set(['serde_derive', 'strum_macros']);

/** At most so many inputs of each macro, taken evenly from all that there are. */
const maximumInputs = 24;

/** `folder` keeps the unpacked packages. */
export async function findInputs(
  crates: readonly MeasuredCrate[],
  folder: string,
  sources: SourceMap,
): Promise<InputSet> {
  const finder = new InputFinder(folder, sources);
  for (const macroCrate of crates) await finder.find(macroCrate);
  return finder;
}

class InputFinder implements InputSet {
  readonly crates: Crate[] = [];
  readonly inputs: BenchInput[] = [];
  private readonly known = new Map<string, Crate | undefined>();

  constructor(
    private readonly folder: string,
    private readonly sources: SourceMap,
  ) {}

  async find(macroCrate: MeasuredCrate): Promise<void> {
    const found: BenchInput[] = [];
    for (const root of macroCrate.users.flatMap((name) => unpack(name, this.folder))) {
      const crate = await this.crateOf(root);
      if (!crate) continue;
      for (const file of rustFiles(root))
        found.push(...this.inputsIn(readFileSync(file, 'utf8'), file, crate, macroCrate));
    }
    for (const macro of macroCrate.macros) {
      const own = distinct(found.filter((input) => input.macro === macro));
      const step = Math.max(1, own.length / maximumInputs);
      for (let at = 0; at < own.length; at += step) {
        const input = own[Math.floor(at)];
        if (input) this.inputs.push(input);
      }
    }
    const [crate] = this.crates;
    if (crate && writtenFor.has(macroCrate.name))
      for (const [name, text] of Object.entries(writtenItems)) {
        const file = join(crate.manifestDir, `src/${name}.rs`);
        this.inputs.push(...this.inputsIn(text, file, crate, macroCrate, name));
      }
  }

  /** The package as a crate with the environment that cargo would give it, by its manifest alone. */
  private async crateOf(root: string): Promise<Crate | undefined> {
    if (this.known.has(root)) return this.known.get(root);
    const workspace = await loadWorkspace({
      root,
      trusted: false,
      settings: defaultProjectSettings,
      env: process.env,
    });
    const own = workspace.crates.filter(({ manifestDir }) => manifestDir === root);
    const found = own.find(({ target }) => target === 'lib') ?? own[0];
    const crate = found && { ...found, id: this.crates.length, dependencies: new Map() };
    if (crate) this.crates.push(crate);
    this.known.set(root, crate);
    return crate;
  }

  private inputsIn(
    text: string,
    file: string,
    crate: Crate,
    macroCrate: MeasuredCrate,
    name?: string,
  ): BenchInput[] {
    const source = this.sources.add(file, text);
    return findInvocations(parseTokenTrees(source).tokens).flatMap((site) => {
      const macro = macroCrate.macros.find((each) => isCallOf(site, each));
      if (!macro) return [];
      const scope = { crate: crate.id, module: { crate: crate.id, path: [], file }, textual: { depth: 0 } };
      const invocation = invocationOf(site, scope, crate.cfg);
      return [{ macroCrate, macro, crate, invocation, name: name ?? `${file}:${site.span.start}` }];
    });
  }
}

function isCallOf(site: InvocationSite, { name, kind }: MeasuredMacro): boolean {
  if (site.kind !== kind || site.nested) return false;
  return site.kind !== 'bang' && site.predicates.length === 0 && site.path.segments.at(-1)?.text === name;
}

function distinct(inputs: readonly BenchInput[]): BenchInput[] {
  const known = new Map(
    inputs.map((input) => [
      JSON.stringify([input.invocation.input, input.invocation.arguments].map(withoutSpans)),
      input,
    ]),
  );
  return [...known.values()];
}

function withoutSpans(tokens: unknown): string {
  return JSON.stringify(tokens, (key, value: unknown) =>
    key === 'span' || key === 'open' || key === 'close' ? 0 : value,
  );
}

/** The folders of the crates in a Debian package, which is unpacked without being installed. */
function unpack(name: string, folder: string): string[] {
  const destination = join(folder, name);
  if (!existsSync(destination)) {
    mkdirSync(destination, { recursive: true });
    execFileSync('apt-get', ['download', '-qq', name], {
      cwd: destination,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    for (const file of readdirSync(destination))
      execFileSync('dpkg-deb', ['-x', file, '.'], { cwd: destination });
  }
  const registry = join(destination, 'usr/share/cargo/registry');
  return readdirSync(registry)
    .sort()
    .map((crate) => join(registry, crate));
}

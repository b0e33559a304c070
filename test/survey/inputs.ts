/** Inputs for the macros of a crate, from the sources of the corpus. */
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { MacroExport } from '../../server/src/toolchain/types';
import type { MacroInput } from './callsTypes';
import { chooseInputs, inputKey } from './inputsChoose';
import { docCommentBlocks, markdownBlocks } from './inputsDocs';
import { findCalls, type WantedMacro } from './inputsFind';
import { madeUpInputs } from './inputsMadeUp';
import { throughMacro } from './inputsThrough';
import { filesBelow, rustFiles } from '../setup/filesBelow';
import { readText } from './inputsRegistry';
import type { MacroUser, Registry, RegistryPackage } from './inputsRegistry';

/** Inputs of each macro that are run. */
const wantedInputs = 30;
/** Inputs of each macro among which they are chosen. */
const enoughCandidates = 150;
/** Inputs of each macro that are run once more with parts of them as fragments of a `macro_rules!`. */
const inputsWithFragments = 4;
/** Macros with fewer real inputs than this get made-up ones as well. */
const fewInputs = 3;
const searchMillis = 90_000;

/** At most {@link wantedInputs} for each macro and some of them once more with fragments, in the order of the macros. */
export function collectInputs(
  registry: Registry,
  crate: RegistryPackage,
  macros: readonly MacroExport[],
): MacroInput[] {
  const search = new InputSearch(registry, crate, macros);
  search.run();
  return macros.flatMap((macro) => {
    const real = chooseInputs(search.candidatesOf(macro), wantedInputs);
    const through = real.flatMap((input) => throughMacro(input) ?? []).slice(0, inputsWithFragments);
    return [...real, ...through, ...(real.length < fewInputs ? madeUp(crate, macro) : [])];
  });
}

function madeUp(crate: RegistryPackage, { kind, name }: MacroExport): MacroInput[] {
  const { folder, edition } = crate;
  return madeUpInputs(kind).map((input) => ({
    ...{ kind, name, ...input, edition, folder },
    ...{ source: 'made up', place: 'made up' },
  }));
}

class InputSearch {
  private readonly candidates = new Map<string, MacroInput[]>();
  private readonly known = new Set<string>();
  private readonly users: readonly MacroUser[];
  private readonly wanted: readonly WantedMacro[];
  /** Libraries whose mention shows that a file means these macros. */
  private readonly libraries: RegExp;
  private readonly started = performance.now();

  constructor(registry: Registry, crate: RegistryPackage, macros: readonly MacroExport[]) {
    const users = registry.usersOf(crate);
    const order = ({ user }: MacroUser): string => createHash('md5').update(user.pack.name).digest('hex');
    this.users = [
      ...users.filter(({ role }) => role !== 'user'),
      // In no order that has to do with what they are.
      ...users.filter(({ role }) => role === 'user').sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    ];
    const exporting = this.users.filter(({ role }) => role !== 'user').map(({ user }) => user);
    const aliases = exportedNames(new Set(macros.map(({ name }) => name)), exporting);
    this.wanted = macros.map(({ kind, name }) => ({ kind, name, aliases: aliases.get(name) ?? new Set() }));
    this.libraries = new RegExp(`\\b(?:${exporting.map(({ library }) => library).join('|')})\\b`);
  }

  candidatesOf({ kind, name }: { readonly kind: string; readonly name: string }): readonly MacroInput[] {
    return this.candidates.get(`${kind} ${name}`) ?? [];
  }

  run(): void {
    for (const { user, role } of this.users) {
      const missing = this.wanted.filter((macro) => this.candidatesOf(macro).length < enoughCandidates);
      if (missing.length === 0 || performance.now() - this.started > searchMillis) return;
      const root = readText(join(user.folder, 'src/lib.rs')) ?? '';
      const everywhere = role !== 'user' || (/#\[\s*macro_use/.test(root) && this.libraries.test(root));
      for (const file of rustFiles(user.folder)) {
        const text = readText(file);
        if (text === undefined || !mentions(text, missing)) continue;
        if (!everywhere && !this.libraries.test(text)) continue;
        this.add(user, role, file, 0, text, missing);
        if (role !== 'user') this.addBlocks(user, file, docCommentBlocks(text), missing);
      }
      if (role !== 'user')
        for (const file of filesBelow(user.folder, /\.md$/))
          this.addBlocks(user, file, markdownBlocks(readText(file) ?? ''), missing);
    }
  }

  private addBlocks(
    user: RegistryPackage,
    file: string,
    blocks: readonly { readonly text: string; readonly line: number }[],
    wanted: readonly WantedMacro[],
  ): void {
    for (const { text, line } of blocks)
      if (mentions(text, wanted)) this.add(user, 'documentation', file, line - 1, text, wanted);
  }

  private add(
    user: RegistryPackage,
    role: MacroUser['role'] | 'documentation',
    file: string,
    linesBefore: number,
    text: string,
    wanted: readonly WantedMacro[],
  ): void {
    const source = role === 'user' ? 'users' : role === 'documentation' ? role : 'tests';
    const path = `${user.pack.name}-${user.pack.version}/${relative(user.folder, file)}`;
    for (const call of findCalls(text, user.edition, wanted, role !== 'user')) {
      if (call.path.length === 1 && ambiguous.has(call.path[0] ?? '')) continue;
      const { macro, argument } = call;
      const input: MacroInput = {
        ...{ kind: macro.kind, name: macro.name, argument, text: call.text },
        ...{
          edition: user.edition,
          source,
          place: `${path}:${linesBefore + call.line}`,
          folder: user.folder,
        },
      };
      const key = inputKey(input);
      if (this.known.has(key)) continue;
      this.known.add(key);
      const list = this.candidates.get(`${macro.kind} ${macro.name}`);
      if (list) list.push(input);
      else this.candidates.set(`${macro.kind} ${macro.name}`, [input]);
    }
  }
}

/** Attributes of the language: only with a path before them they are somebody else's. */
const ambiguous = new Set(['test', 'bench', 'main']);

function mentions(text: string, wanted: readonly WantedMacro[]): boolean {
  return wanted.some(({ aliases }) => [...aliases].some((alias) => text.includes(alias)));
}

/** What crates that export macros call them, by the macros' own names: `pub use implementation::name as other`. */
function exportedNames(
  names: ReadonlySet<string>,
  exporting: readonly RegistryPackage[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const aliases = new Map([...names].map((name) => [name, new Set([name])]));
  for (const { folder } of exporting)
    for (const file of rustFiles(join(folder, 'src')))
      for (const [, name = '', alias = ''] of (readText(file) ?? '').matchAll(/\b(\w+)\s+as\s+(\w+)/g))
        if (alias !== '_') aliases.get(name)?.add(alias);
  return aliases;
}

/** What of a Rust crate its users can name, one line for each item, method and implementation, as rustdoc knows it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Table = Readonly<Record<string, Json>>;

/** Items of the crate with this root file. Generic parameters are all alike, bounds and lifetimes are left out. */
export function apiItems(rustdoc: string, root: string): Set<string> {
  const out = mkdtempSync(join(tmpdir(), 'macroscope-api-'));
  try {
    const format = ['-Z', 'unstable-options', '--output-format', 'json', '--cap-lints', 'allow'];
    execFileSync(rustdoc, ['--edition', '2021', '--crate-name', 'proc_macro', ...format, '-o', out, root], {
      env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return itemsOf(JSON.parse(readFileSync(join(out, 'proc_macro.json'), 'utf8')) as Table);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function itemsOf(crate: Table): Set<string> {
  const index = table(crate.index);
  const items = new Set<string>();
  for (const item of Object.values(index).map(table)) {
    const inner = table(item.inner);
    const name = text(item.name);
    if ('impl' in inner) implementation(table(inner.impl), index, items);
    else if ('enum' in inner) variants(name, table(inner.enum), index, items);
    else if ('trait' in inner) methods(name, table(inner.trait).items, index, items, false);
    else if ('struct' in inner || 'macro' in inner || 'module' in inner)
      items.add(`${Object.keys(inner).join('')} ${name}`);
  }
  for (const module of Object.values(index)
    .map(table)
    .filter((item) => 'module' in table(item.inner)))
    methods(`mod ${text(module.name)}`, table(table(module.inner).module).items, index, items, true);
  return items;
}

function implementation(impl: Table, index: Table, items: Set<string>): void {
  if (impl.blanket_impl !== null) return;
  const type = typeText(impl.for ?? null);
  const trait = impl.trait === null ? undefined : typeText({ resolved_path: impl.trait ?? null });
  if (trait === undefined) return methods(type, impl.items, index, items, true);
  items.add(`impl ${impl.is_negative === true ? '!' : ''}${trait} for ${type}`);
}

function variants(name: string, declared: Table, index: Table, items: Set<string>): void {
  items.add(`enum ${name}`);
  for (const id of list(declared.variants)) items.add(`${name}::${text(table(index[String(id)]).name)}`);
}

function methods(
  owner: string,
  ids: Json | undefined,
  index: Table,
  items: Set<string>,
  mustBePublic: boolean,
): void {
  for (const id of list(ids)) {
    const item = table(index[String(id)]);
    const inner = table(item.inner);
    if (!('function' in inner) || (mustBePublic && item.visibility !== 'public')) continue;
    const signature = table(table(inner.function).sig);
    const inputs = list(signature.inputs).map((input) => typeText(list(input)[1] ?? null));
    const output = signature.output === null ? '()' : typeText(signature.output ?? null);
    items.add(`${owner}::${text(item.name)}(${inputs.join(', ')}) -> ${output}`);
  }
}

/** A type without the numbers by which rustdoc refers to items. */
function typeText(type: Json): string {
  if (type === null || typeof type !== 'object') return String(type);
  if (isList(type)) return type.map(typeText).join(', ');
  const [kind = '', value = null] = Object.entries(type)[0] ?? [];
  const inside = table(value);
  switch (kind) {
    case 'resolved_path': {
      const path = text(inside.path ?? inside.name).replace(/^.*::/, '');
      const parameters = list(table(table(inside.args).angle_bracketed).args)
        .map((argument) => table(argument).type)
        .flatMap((argument) => (argument === undefined ? [] : [typeText(argument)]));
      return parameters.length === 0 ? path : `${path}<${parameters.join(', ')}>`;
    }
    case 'generic':
      return value === 'Self' ? 'Self' : '_';
    case 'primitive':
      return text(value);
    case 'borrowed_ref':
      return `&${inside.is_mutable === true ? 'mut ' : ''}${typeText(inside.type ?? null)}`;
    case 'qualified_path':
      return `${typeText(inside.self_type ?? null)}::${text(inside.name)}`;
    case 'slice':
      return `[${typeText(value)}]`;
    default:
      return `${kind} ${isList(value) ? typeText(value) : ''}`;
  }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function table(value: Json | undefined): Table {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

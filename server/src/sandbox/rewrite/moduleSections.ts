/**
 * Reads what the rewriter must know of a module, and refuses whatever the sandbox does not run.
 * Layout: https://webassembly.github.io/spec/core/binary/modules.html
 */
import { ByteReader } from './byteReader';
import { Op, ValueType } from './instructions';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';

export const Section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

export const FUNCTION_KIND = 0;
/** No 32-bit memory has more pages. */
export const ALL_PAGES = 65536;

const KINDS = ['function', 'table', 'memory', 'global', 'tag'];

/** Content of a section: bytes `start` to `end` of the module. */
interface SectionRange {
  readonly start: number;
  readonly end: number;
}

export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

export interface ModuleExport {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

export interface ModuleSections {
  readonly bytes: Uint8Array;
  /** By section, in the module's order. Custom sections are left out. */
  readonly ranges: ReadonlyMap<number, SectionRange>;
  readonly types: readonly FunctionType[];
  readonly importedFunctions: number;
  /** Index of the type, of every function: first the imported ones, then the module's own. */
  readonly functionTypes: readonly number[];
  readonly globals: number;
  readonly exports: readonly ModuleExport[];
  /** Functions that are in the table at the start, which is all the time. A function may be there twice. */
  readonly tableFunctions: readonly number[];
  /** What the module itself allows its memory to have. */
  readonly maximumPages: number;
}

/**
 * @param bytes A module that V8 finds valid, or any other, to learn what it is that V8 does not know.
 * @param allowedImports Signature (see `signatureOf`) by `module.name`. A module that imports anything else
 * is refused.
 */
export function readSections(bytes: Uint8Array, allowedImports: ReadonlyMap<string, string>): ModuleSections {
  const ranges = findSections(bytes);
  const reader = new ByteReader(bytes);
  /** Moves to a section and reads the number of its elements: 0 when the module has no such section. */
  const countIn = (section: number): number => {
    const range = ranges.get(section);
    if (range === undefined) return 0;
    reader.at = range.start;
    return reader.u32();
  };
  const atMost = (limit: number, what: string, count: number): number => {
    if (count > limit) throw new InvalidModule(`it has ${count} ${what}`);
    return count;
  };

  const types = repeat(reader, atMost(LIMITS.types, 'types', countIn(Section.type)), () => readType(reader));
  const imported = repeat(reader, countIn(Section.import), () => readImport(reader, types, allowedImports));
  const own = repeat(reader, atMost(LIMITS.functions, 'functions', countIn(Section.function)), () =>
    reader.u32(),
  );
  const tables = repeat(reader, countIn(Section.table), () => readTable(reader));
  atMost(
    LIMITS.tableEntries,
    'entries in its tables',
    tables.reduce((sum, entries) => sum + entries, 0),
  );
  const [maximumPages = ALL_PAGES] = repeat(reader, atMost(1, 'memories', countIn(Section.memory)), () =>
    readMemory(reader),
  );
  const globals = countIn(Section.global);
  repeat(reader, globals, () => checkGlobal(reader));
  const exports = repeat(reader, atMost(LIMITS.exports, 'exports', countIn(Section.export)), () =>
    readExport(reader, imported.length),
  );
  const tableFunctions = repeat(reader, countIn(Section.element), () =>
    readElements(reader, imported.length),
  ).flat();
  return {
    bytes,
    ranges,
    types,
    importedFunctions: imported.length,
    functionTypes: [...imported, ...own],
    globals,
    exports,
    tableFunctions,
    maximumPages,
  };
}

/**
 * Parameters and results of a function, one letter each: `i` and `I` for i32 and i64, `f` and `F` for f32 and
 * f64.
 */
export function signatureOf(type: FunctionType): string {
  const letters = (types: readonly number[]): string =>
    types.map((value) => LETTERS.get(value) ?? '?').join('');
  return `${letters(type.parameters)}:${letters(type.results)}`;
}

const LETTERS = new Map<number, string>([
  [ValueType.i32, 'i'],
  [ValueType.i64, 'I'],
  [ValueType.f32, 'f'],
  [ValueType.f64, 'F'],
]);

function findSections(bytes: Uint8Array): Map<number, SectionRange> {
  const reader = new ByteReader(bytes);
  const ranges = new Map<number, SectionRange>();
  reader.at = 8; // After the magic number and the version.
  while (reader.at < bytes.length) {
    const id = reader.u8();
    const length = reader.u32();
    const start = reader.at;
    reader.skip(length);
    if (id === Section.custom) continue;
    if (id === Section.start) throw new InvalidModule('it has a start section');
    if (id === Section.tag) throw new InvalidModule('it uses exceptions (tag section)');
    if (id > Section.tag) throw new InvalidModule(`it has an unknown section (${id})`);
    ranges.set(id, { start, end: reader.at });
  }
  if (!ranges.has(Section.code)) throw new InvalidModule('it has no code');
  return ranges;
}

function readType(reader: ByteReader): FunctionType {
  const form = reader.u8();
  if (form !== 0x60) throw new InvalidModule('it uses garbage collection (a type that is no function)');
  const parameters = repeat(reader, reader.u32(), () => readValueType(reader));
  return { parameters, results: repeat(reader, reader.u32(), () => readValueType(reader)) };
}

export function readValueType(reader: ByteReader): number {
  const type = reader.u8();
  if (LETTERS.has(type)) return type;
  if (type === 0x7b) throw new InvalidModule('it uses SIMD (type v128)');
  throw new InvalidModule(`it uses reference types (type 0x${type.toString(16)})`);
}

function readImport(
  reader: ByteReader,
  types: readonly FunctionType[],
  allowed: ReadonlyMap<string, string>,
): number {
  const name = `${reader.name()}.${reader.name()}`;
  const kind = reader.u8();
  if (kind !== FUNCTION_KIND) throw new InvalidModule(`it imports a ${KINDS[kind] ?? 'thing'} (${name})`);
  const index = reader.u32();
  const type = types[index];
  const expected = allowed.get(name);
  if (expected === undefined) throw new InvalidModule(`it imports ${name}, which does not exist`);
  if (type === undefined || signatureOf(type) !== expected) {
    throw new InvalidModule(`it imports ${name} with another signature than ${expected}`);
  }
  return index;
}

/** Limits of tables and memories: flags, the least size and maybe the greatest. Returns the least. */
/** The size at the start, and the largest that the module itself allows. */
function readLimits(reader: ByteReader, of: string): { minimum: number; maximum: number | undefined } {
  const flags = reader.u8();
  if ((flags & 4) !== 0) throw new InvalidModule(`it has a 64-bit ${of}`);
  if ((flags & 2) !== 0) throw new InvalidModule(`it has a shared ${of}`);
  const minimum = reader.u32();
  return { minimum, maximum: flags === 1 ? reader.u32() : undefined };
}

/** Tables cannot grow, since the instruction is refused, so their size at the start, which is returned, is all. */
function readTable(reader: ByteReader): number {
  if (reader.u8() !== 0x70)
    throw new InvalidModule('it uses reference types (a table of other than functions)');
  const entries = readLimits(reader, 'table').minimum;
  if (entries > LIMITS.tableEntries) throw new InvalidModule(`it has a table of ${entries} entries`);
  return entries;
}

/** Returns the largest number of pages that the memory may have. */
function readMemory(reader: ByteReader): number {
  const { minimum, maximum } = readLimits(reader, 'memory');
  if (minimum > LIMITS.initialPages) throw new InvalidModule(`it starts with ${minimum} pages of memory`);
  return maximum ?? ALL_PAGES;
}

function checkGlobal(reader: ByteReader): void {
  readValueType(reader);
  reader.u8(); // Whether it may change.
  skipConstant(reader);
}

function readExport(reader: ByteReader, importedFunctions: number): ModuleExport {
  const name = reader.name();
  const kind = reader.u8();
  const index = reader.u32();
  if (kind === FUNCTION_KIND && index < importedFunctions) {
    throw new InvalidModule(`it exports an imported function (${name})`);
  }
  return { name, kind, index };
}

/**
 * Only segments that fill the table at the start, with functions of the module's own: an imported function
 * has not the extra parameter and result that calls through the table pass.
 */
function readElements(reader: ByteReader, importedFunctions: number): number[] {
  const flags = reader.u32();
  if (flags !== 0 && flags !== 2) throw new InvalidModule('it uses reference types (element segment)');
  if (flags === 2) reader.u32(); // The table.
  skipConstant(reader);
  if (flags === 2) reader.u8(); // That the elements are functions.
  return repeat(reader, reader.u32(), () => {
    const index = reader.u32();
    if (index < importedFunctions) throw new InvalidModule('it has an imported function in its table');
    return index;
  });
}

/** The value of a global or the place of a segment. */
function skipConstant(reader: ByteReader): void {
  for (;;) {
    const opcode = reader.u8();
    switch (opcode) {
      case Op.end:
        return;
      case Op.i32Const:
      case Op.i64Const:
      case Op.globalGet:
        reader.skipLeb();
        break;
      case Op.f32Const:
        reader.skip(4);
        break;
      case Op.f64Const:
        reader.skip(8);
        break;
      default:
        throw new InvalidModule(`it has a computed constant (instruction 0x${opcode.toString(16)})`);
    }
  }
}

/** Each element takes at least one byte, so no count makes this longer than the module. */
function repeat<Element>(reader: ByteReader, count: number, read: () => Element): Element[] {
  const elements: Element[] = [];
  for (let index = 0; index < count; index++) {
    if (reader.at >= reader.bytes.length) throw new InvalidModule('it is cut off');
    elements.push(read());
  }
  return elements;
}

import { webAssembly } from '../webAssembly';
import { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { entryWeights } from './callGraph';
import { COUNTER_ELSEWHERE, COUNTER_EXPORT, GROWTH_EXPORT, PAGE_LIMIT_EXPORT } from './counter';
import { Op, ValueType } from './instructions';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';
import {
  FUNCTION_KIND,
  Section,
  readSections,
  type FunctionType,
  type ModuleExport,
  type ModuleSections,
} from './moduleSections';
import { originalSection } from './originalSection';
import type { AddedGlobals } from './functionCode';
import { FunctionRewriter, countedType } from './rewriteFunction';
import { writeFunction } from './writeFunction';

/**
 * Changes whenever the bytes that the rewriter makes change: what was kept of an earlier one is then not
 * used.
 */
export const REWRITER_VERSION = 'r5';

/** `\0asm` and the version. */
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const FUNCTION_TYPE = 0x60;
const GLOBAL_KIND = 3;
const MUTABLE = 1;

/**
 * Makes of a module one that counts its instructions and stack, asks before it grows its memory, and computes
 * the same floats on every machine (see `rewriteFunction.ts`). It exports three more globals (see
 * `counter.ts`) through which the host gives budgets and reads accounts. Custom sections are dropped, and one with the original is
 * added (`originalSection.ts`).
 *
 * @param allowedImports Signature by `module.name`.
 * @throws InvalidModule when the module is none or does what the sandbox does not run.
 */
export function rewriteModule(original: Uint8Array, allowedImports: ReadonlyMap<string, string>): Uint8Array {
  return checkedRewriter(original, allowedImports, false).rewrite();
}

/** The same, but slower to run, and with an exact count also where an instruction traps. */
export function rewriteModuleExactly(
  original: Uint8Array,
  allowedImports: ReadonlyMap<string, string>,
): Uint8Array {
  return checkedRewriter(original, allowedImports, true).rewrite();
}

function checkedRewriter(
  original: Uint8Array,
  allowedImports: ReadonlyMap<string, string>,
  exact: boolean,
): ModuleRewriter {
  if (original.length > LIMITS.moduleBytes) throw new InvalidModule(`it has ${original.length} bytes`);
  // The original, not the result, must be valid: a body that refers to a local or global which the rewriter
  // adds would become so.
  if (!webAssembly.validate(original)) {
    // Maybe it uses what this V8 does not know: then that is the reason to give.
    if (HEADER.every((byte, index) => original[index] === byte)) readSections(original, allowedImports);
    throw new InvalidModule('it is not valid WebAssembly');
  }
  return new ModuleRewriter(readSections(original, allowedImports), exact);
}

class ModuleRewriter {
  private readonly output: ByteWriter;
  private readonly globals: AddedGlobals;
  /** Types of blocks with more than one result, which come behind the two sets of function types. */
  private readonly blockTypes: (readonly number[])[] = [];
  /** By index of an exported function: index of the function that the host calls in its place. */
  private readonly wrappers = new Map<number, number>();

  constructor(
    private readonly sections: ModuleSections,
    private readonly exact: boolean,
  ) {
    const { globals } = sections;
    this.globals = { counter: globals, pageLimit: globals + 1, growth: globals + 2 };
    this.output = new ByteWriter(sections.bytes.length * 3);
    for (const { name, kind, index } of sections.exports) {
      if ([COUNTER_EXPORT, PAGE_LIMIT_EXPORT, GROWTH_EXPORT].includes(name)) {
        throw new InvalidModule(`it exports the reserved name ${name}`);
      }
      if (kind === FUNCTION_KIND && !this.wrappers.has(index)) {
        this.wrappers.set(index, sections.functionTypes.length + this.wrappers.size);
      }
    }
  }

  rewrite(): Uint8Array {
    const { output } = this;
    // Code comes first, since it decides which types of blocks are needed.
    const code = this.codeSection();
    output.append(this.sections.bytes, 0, 8);
    this.write(Section.type, this.typeSection());
    this.copy(Section.import);
    this.write(Section.function, this.functionSection());
    this.copy(Section.table);
    this.copy(Section.memory);
    this.write(Section.global, this.globalSection());
    this.write(Section.export, this.exportSection());
    this.copy(Section.element);
    this.copy(Section.dataCount);
    this.write(Section.code, code);
    this.copy(Section.data);
    if (!this.exact) this.write(Section.custom, originalSection(this.sections));
    return output.toBytes();
  }

  private get ownFunctionTypes(): readonly number[] {
    return this.sections.functionTypes.slice(this.sections.importedFunctions);
  }

  private codeSection(): ByteWriter {
    const { sections, globals, exact } = this;
    const reader = new ByteReader(sections.bytes);
    reader.at = sections.ranges.get(Section.code)?.start ?? 0;
    const rewriter = new FunctionRewriter(
      { sections, globals, exact, importWrapper: (index) => this.importWrapper(index) },
      reader,
    );
    reader.u32();
    const functions = this.ownFunctionTypes.map((typeIndex) => {
      const length = reader.u32();
      if (length > LIMITS.functionBytes) throw new InvalidModule(`it has a function of ${length} bytes`);
      return rewriter.rewrite(this.typeAt(typeIndex), reader.at + length);
    });

    const weights = entryWeights(functions, sections);
    const { writer } = rewriter.code;
    const section = new ByteWriter(writer.length + 64 * functions.length);
    const frame = new ByteWriter(1 << 16);
    const blockTypeOf = (results: readonly number[]): number => this.blockTypeOf(results);
    section.u32(functions.length + this.wrappers.size + sections.importedFunctions);
    functions.forEach((rewritten, index) => {
      writeFunction(rewritten, writer, weights[index] ?? 0, globals, blockTypeOf, frame, section);
    });
    for (const index of this.wrappers.keys()) this.writeExportWrapper(index, section);
    for (let index = 0; index < sections.importedFunctions; index++) this.writeImportWrapper(index, section);
    return section;
  }

  /** Index of the function that the module calls in place of an imported one. */
  private importWrapper(index: number): number {
    return this.sections.functionTypes.length + this.wrappers.size + index;
  }

  /**
   * A function of the original's type that passes the host's counter to an exported function and gives back
   * what is left.
   */
  private writeExportWrapper(index: number, section: ByteWriter): void {
    const body = this.wrapper(index);
    body.u8(Op.globalGet);
    body.u32(this.globals.counter);
    this.writeElsewhere(body);
    body.u8(Op.call);
    body.u32(index);
    body.u8(Op.globalSet);
    body.u32(this.globals.counter);
    body.u8(Op.end);
    section.u32(body.length);
    section.appendWriter(body);
  }

  /** A function with the counter, through which the module calls an imported one, which finds it stored. */
  private writeImportWrapper(index: number, section: ByteWriter): void {
    const body = this.wrapper(index);
    body.u8(Op.localGet);
    body.u32(this.typeAt(this.sections.functionTypes[index] ?? -1).parameters.length);
    body.u8(Op.globalSet);
    body.u32(this.globals.counter);
    body.u8(Op.call);
    body.u32(index);
    body.u8(Op.globalGet);
    body.u32(this.globals.counter);
    this.writeElsewhere(body);
    body.u8(Op.end);
    section.u32(body.length);
    section.appendWriter(body);
  }

  /** Begins the body of a wrapper: no locals, and the parameters of the original on the stack. */
  private wrapper(index: number): ByteWriter {
    const body = new ByteWriter();
    body.u32(0);
    this.typeAt(this.sections.functionTypes[index] ?? -1).parameters.forEach((_type, parameter) => {
      body.u8(Op.localGet);
      body.u32(parameter);
    });
    return body;
  }

  private writeElsewhere(body: ByteWriter): void {
    body.u8(Op.i64Const);
    body.signed64(COUNTER_ELSEWHERE);
    body.u8(Op.globalSet);
    body.u32(this.globals.counter);
  }

  /**
   * First the original's types, then the same with the counter as one more parameter and result, then those
   * of blocks.
   */
  private typeSection(): ByteWriter {
    const { types } = this.sections;
    const section = new ByteWriter();
    section.u32(2 * types.length + this.blockTypes.length);
    for (const type of types) writeType(section, type);
    for (const { parameters, results } of types) {
      writeType(section, {
        parameters: [...parameters, ValueType.i64],
        results: [...results, ValueType.i64],
      });
    }
    for (const results of this.blockTypes) writeType(section, { parameters: [], results });
    return section;
  }

  private functionSection(): ByteWriter {
    const { sections } = this;
    const section = new ByteWriter();
    const { functionTypes, importedFunctions } = sections;
    section.u32(this.ownFunctionTypes.length + this.wrappers.size + importedFunctions);
    for (const typeIndex of this.ownFunctionTypes) section.u32(countedType(sections, typeIndex));
    for (const index of this.wrappers.keys()) section.u32(functionTypes[index] ?? 0);
    for (const typeIndex of functionTypes.slice(0, importedFunctions)) {
      section.u32(countedType(sections, typeIndex));
    }
    return section;
  }

  private globalSection(): ByteWriter {
    const section = this.extended(Section.global, this.sections.globals, 3);
    // In the order of `AddedGlobals`: all of them 0 until the host gives a budget, so that without one
    // nothing runs.
    for (const [type, constant] of [
      [ValueType.i64, Op.i64Const],
      [ValueType.i64, Op.i64Const],
      [ValueType.i32, Op.i32Const],
    ] as const) {
      section.u8(type);
      section.u8(MUTABLE);
      section.u8(constant);
      section.signed(0);
      section.u8(Op.end);
    }
    return section;
  }

  private exportSection(): ByteWriter {
    const { exports } = this.sections;
    const { counter, pageLimit, growth } = this.globals;
    const added: ModuleExport[] = [
      { name: COUNTER_EXPORT, kind: GLOBAL_KIND, index: counter },
      { name: PAGE_LIMIT_EXPORT, kind: GLOBAL_KIND, index: pageLimit },
      { name: GROWTH_EXPORT, kind: GLOBAL_KIND, index: growth },
    ];
    const section = new ByteWriter();
    section.u32(exports.length + added.length);
    for (const { name, kind, index } of [...exports, ...added]) {
      section.name(name);
      section.u8(kind);
      section.u32(kind === FUNCTION_KIND ? (this.wrappers.get(index) ?? index) : index);
    }
    return section;
  }

  /** The elements of a section of the original, to be followed by `added` more. */
  private extended(id: number, elements: number, added: number): ByteWriter {
    const section = new ByteWriter();
    section.u32(elements + added);
    const range = this.sections.ranges.get(id);
    if (range !== undefined) {
      const reader = new ByteReader(this.sections.bytes);
      reader.at = range.start;
      reader.u32();
      section.append(this.sections.bytes, reader.at, range.end);
    }
    return section;
  }

  private write(id: number, content: ByteWriter): void {
    this.output.u8(id);
    this.output.u32(content.length);
    this.output.appendWriter(content);
  }

  private copy(id: number): void {
    const range = this.sections.ranges.get(id);
    if (range === undefined) return;
    this.output.u8(id);
    this.output.u32(range.end - range.start);
    this.output.append(this.sections.bytes, range.start, range.end);
  }

  private blockTypeOf(results: readonly number[]): number {
    let index = this.blockTypes.findIndex((known) => known.join() === results.join());
    if (index < 0) index = this.blockTypes.push(results) - 1;
    return 2 * this.sections.types.length + index;
  }

  private typeAt(index: number): FunctionType {
    const type = this.sections.types[index];
    if (type === undefined) throw new InvalidModule(`it has no type ${index}`);
    return type;
  }
}

function writeType(section: ByteWriter, type: FunctionType): void {
  section.u8(FUNCTION_TYPE);
  for (const values of [type.parameters, type.results]) {
    section.u32(values.length);
    for (const value of values) section.u8(value);
  }
}

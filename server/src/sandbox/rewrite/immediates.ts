import type { ByteReader } from './byteReader';
import { Bulk, IMMEDIATES, Immediate, refusedInstruction } from './instructions';
import { InvalidModule } from './invalidModule';
import { readValueType } from './moduleSections';

/** Passes over what follows an opcode. Refuses instructions that the sandbox does not run. */
export function skipImmediates(reader: ByteReader, opcode: number): void {
  switch (IMMEDIATES[opcode]) {
    case Immediate.none:
      break;
    case Immediate.index:
    case Immediate.blockType:
      reader.skipLeb();
      break;
    case Immediate.branchTable:
      for (let labels = reader.u32(); labels >= 0; labels--) reader.skipLeb();
      break;
    case Immediate.indirectCall:
      reader.skipLeb();
      reader.skipLeb();
      break;
    case Immediate.memoryArgument:
      // A set bit 6 says that the number of a memory follows.
      if (reader.u32() >= 64) throw new InvalidModule('it uses several memories');
      reader.skipLeb();
      break;
    case Immediate.memoryIndex:
      reader.skip(1);
      break;
    case Immediate.float32:
      reader.skip(4);
      break;
    case Immediate.float64:
      reader.skip(8);
      break;
    case Immediate.selectTypes:
      for (let types = reader.u32(); types > 0; types--) readValueType(reader);
      break;
    case Immediate.bulk:
      skipBulkImmediates(reader, reader.u32());
      break;
    default:
      throw refusedInstruction(opcode);
  }
}

/** The same for the instructions that start with `Op.bulk`, whose second number is `second`. */
export function skipBulkImmediates(reader: ByteReader, second: number): void {
  switch (second) {
    case Bulk.memoryInit:
    case Bulk.memoryCopy:
      reader.skipLeb();
      reader.skipLeb();
      break;
    case Bulk.dataDrop:
    case Bulk.memoryFill:
      reader.skipLeb();
      break;
    default:
      if (second > Bulk.lastConversion) {
        throw new InvalidModule(`it uses changing tables (instruction 0xfc ${second})`);
      }
  }
}

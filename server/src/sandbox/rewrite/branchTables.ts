import type { ByteReader } from './byteReader';
import { skipImmediates } from './immediates';
import { Op } from './instructions';

const NONE: ReadonlySet<number> = new Set();

/**
 * Which blocks of a function a `br_table` leads to the end of: their ordinals, where 0 is the body of the
 * function and the others are counted as they begin. The reader stands before the first instruction and is
 * left there; the function ends at `end`.
 */
export function blocksOfBranchTables(reader: ByteReader, end: number): ReadonlySet<number> {
  const start = reader.at;
  // The byte may also be a part of something else, but most functions do not have it at all.
  if (!reader.bytes.subarray(start, end).includes(Op.brTable)) return NONE;
  const blocks = new Set<number>();
  const open = [0];
  let next = 1;
  while (open.length > 0 && reader.at < end) {
    const opcode = reader.u8();
    if (opcode === Op.brTable) {
      for (let labels = reader.u32(); labels >= 0; labels--) {
        blocks.add(open[open.length - 1 - reader.u32()] ?? 0);
      }
      continue;
    }
    if (opcode === Op.block || opcode === Op.loop || opcode === Op.if) open.push(next++);
    else if (opcode === Op.end) open.pop();
    skipImmediates(reader, opcode);
  }
  reader.at = start;
  return blocks;
}

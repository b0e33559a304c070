/**
 * What calls of the host cost the guest, in instructions, beside the instruction that calls. The host's work
 * takes time like the guest's own, so it is paid for from the same budget, and before it is done. Prices are
 * about what the work takes, and fixed, so that they are the same on every machine.
 */
/** Every call. */
const CALL = 100;
/** Calls that look for a path, or list a folder. */
const FILE_CALL = 10_000;

/** Eight bytes of guest memory that the guest hands over, to be read or filled, cost one instruction. */
const BYTES_PER_INSTRUCTION = 8;

/** Takes a number of instructions from the budget. Throws `BudgetSpent` when it does not cover them. */
export type Charge = (instructions: number) => void;

/** Thrown through the guest when the budget does not cover the price. */
export class BudgetSpent extends Error {}

/** The price of a call of a host function by its name, beside what it adds for the bytes that it moves. */
export function priceOfCall(name: string): number {
  return name.startsWith('path_') || name === 'fd_readdir' ? FILE_CALL : CALL;
}

/** An entry of a folder that is listed, and a path whose name must be looked at for a listing or a renaming. */
const ENTRY = 50;

/** The price of entries of a folder. */
export function priceOfEntries(entries: number): number {
  return entries * ENTRY;
}

/** The price of bytes of guest memory, and of files. */
export function priceOfBytes(bytes: number): number {
  return Math.floor(bytes / BYTES_PER_INSTRUCTION);
}

import type { WasmMemory } from '../webAssembly';
import { Errno, WasiError } from './errno';

/** More iovecs than this in one call is no honest request (POSIX's IOV_MAX). */
const MAXIMUM_IOVECS = 1024;

/**
 * The guest's linear memory. Every pointer and length comes from the guest and may be anything: an access
 * that does not lie wholly inside the memory throws EFAULT. Pointers are unsigned 32-bit numbers. Views are
 * made anew for each access, because growing the memory detaches the buffer.
 */
export class GuestMemory {
  /** @param beforeAccess Is told of how many bytes are to be read or written. What it throws is not caught. */
  constructor(
    private readonly memory: () => WasmMemory,
    private readonly beforeAccess: (bytes: number) => void = () => undefined,
  ) {}

  /** A view of guest memory. Valid until the guest runs again. */
  bytes(pointer: number, length: number): Uint8Array {
    const { buffer } = this.memory();
    if (pointer + length > buffer.byteLength) throw new WasiError(Errno.badAddress);
    this.beforeAccess(length);
    return new Uint8Array(buffer, pointer, length);
  }

  writeU8(pointer: number, value: number): void {
    this.view(pointer, 1).setUint8(0, value);
  }

  writeU16(pointer: number, value: number): void {
    this.view(pointer, 2).setUint16(0, value, true);
  }

  readU32(pointer: number): number {
    return this.view(pointer, 4).getUint32(0, true);
  }

  writeU32(pointer: number, value: number): void {
    this.view(pointer, 4).setUint32(0, value, true);
  }

  writeU64(pointer: number, value: bigint): void {
    this.view(pointer, 8).setBigUint64(0, value, true);
  }

  /** An array of `iovec` or `ciovec`: the buffers that a read fills or a write empties. */
  vectors(pointer: number, count: number): Uint8Array[] {
    if (count > MAXIMUM_IOVECS) throw new WasiError(Errno.invalidArgument);
    const buffers: Uint8Array[] = [];
    for (let index = 0; index < count; index++) {
      const at = pointer + index * 8;
      buffers.push(this.bytes(this.readU32(at), this.readU32(at + 4)));
    }
    return buffers;
  }

  private view(pointer: number, length: number): DataView {
    const { buffer } = this.memory();
    if (pointer + length > buffer.byteLength) throw new WasiError(Errno.badAddress);
    return new DataView(buffer, pointer, length);
  }
}

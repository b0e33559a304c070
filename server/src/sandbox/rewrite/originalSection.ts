/** A rewritten module carries its original, so that whoever has the one can make exact code of the other. */
import { webAssembly, type CompiledModule } from '../webAssembly';
import { ByteWriter } from './byteWriter';
import type { ModuleSections } from './moduleSections';

const NAME = 'macroscope:original';

/** The content of the custom section: its name, then the original without custom sections. */
export function originalSection({ bytes, ranges }: ModuleSections): ByteWriter {
  const section = new ByteWriter(bytes.length);
  section.name(NAME);
  section.append(bytes, 0, 8);
  for (const [id, range] of ranges) {
    section.u8(id);
    section.u32(range.end - range.start);
    section.append(bytes, range.start, range.end);
  }
  return section;
}

/** The original of a module that the rewriter made; undefined for any other. */
export function originalOf(module: CompiledModule): Uint8Array | undefined {
  const [section] = webAssembly.Module.customSections(module, NAME);
  return section === undefined ? undefined : new Uint8Array(section);
}

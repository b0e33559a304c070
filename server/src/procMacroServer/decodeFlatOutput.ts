import { readOutput, type OutputNotes } from '../expand/procedural/decodeOutput';
import type { CallSpans } from './callSpans';
import type { FlatTree, TreeLayout } from './flatTree';
import { FlatTreeSink } from './flatTreeSink';

export interface FlatOutput extends OutputNotes {
  readonly tree: FlatTree;
}

/**
 * Reads what a module returned. `spans`: those of its input, to which the computed ones are added. `hasRead`: whether the macro read files.
 * Throws a MacroError (`module-invalid`, or `expansion-budget` for a size).
 */
export function decodeFlatOutput(
  bytes: Uint8Array,
  spans: CallSpans,
  layout: TreeLayout,
  maximumTokens: number,
  hasRead = false,
): FlatOutput {
  const sink = new FlatTreeSink(spans, layout, hasRead);
  const notes = readOutput(
    bytes,
    { sink, derive: (derived) => spans.derive(derived), placeOf: () => undefined },
    maximumTokens,
  );
  return { tree: sink.finish(), ...notes };
}

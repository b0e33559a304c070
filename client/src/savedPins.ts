import type { Memento } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { pinsNotification, type SavedPin } from '../../server/src/features/compare/savedPins';

const key = 'pinnedExpansions';

/** The expansions that were pinned in the workspace, as the server told them last. Which are kept, and how many, the server decides. */
export function savedPins(state: Memento): readonly SavedPin[] {
  return state.get(key, []);
}

/** Keeps in the workspace's state what the server of a client tells of pins. To be called before the client starts. */
export function savePins(state: Memento, client: BaseLanguageClient): void {
  client.onNotification(pinsNotification, async ({ pins }: { readonly pins: readonly SavedPin[] }) => {
    await state.update(key, pins);
  });
}

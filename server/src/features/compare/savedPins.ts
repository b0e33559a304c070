import type { LinePosition } from '../../analysis/lineIndex';

/**
 * Sent with all pinned expansions, `{ pins: SavedPin[] }`, whenever that is another list, to clients that gave a list in the initialization option
 * `pinnedExpansions`. Given there again, they are pinned in a server that was started anew.
 */
export const pinsNotification = 'macroscope/pinsChanged';

/** A pinned expansion as a client keeps it, longer than a server runs. */
export interface SavedPin {
  /** URI of the file that has the call. */
  readonly source: string;
  /** The macro, as {@link siteName} has it. */
  readonly name: string;
  /** Of the call's name, in the file as it was when it was last saved or pinned in. */
  readonly position: LinePosition;
  /** How many calls of the macro stand before it in the file; -1 for a call in the arguments of another one. */
  readonly index: number;
  /** The expansion as it was. */
  readonly text: string;
}

/** More pins than this are not followed: the oldest is forgotten. */
export const maximumPins = 64;

/** Of the texts of all saved pins together, in UTF-16 units. Clients keep them in small stores. */
const maximumSavedLength = 1 << 18;

/** The latest pins, as many as may be saved, in their order. One that is too long by itself is left out. */
export function savablePins(pins: readonly SavedPin[]): SavedPin[] {
  let left = maximumSavedLength;
  const kept: SavedPin[] = [];
  for (const pin of [...pins].reverse()) {
    if (pin.text.length > left) continue;
    left -= pin.text.length;
    kept.unshift(pin);
  }
  return kept;
}

/** Whatever the client sent: what is no pin is left out. Undefined for a client that keeps none. */
export function readSavedPins(initializationOptions: unknown): SavedPin[] | undefined {
  const { pinnedExpansions } = Object(initializationOptions) as { readonly pinnedExpansions?: unknown };
  if (!Array.isArray(pinnedExpansions)) return undefined;
  return savablePins((pinnedExpansions as unknown[]).filter(isSavedPin).slice(-maximumPins));
}

function isSavedPin(value: unknown): value is SavedPin {
  const { source, name, position, index, text } = Object(value) as Partial<Record<keyof SavedPin, unknown>>;
  const { line, character } = Object(position) as Partial<Record<keyof LinePosition, unknown>>;
  return (
    [source, name, text].every((each) => typeof each === 'string') &&
    [line, character, index].every((each) => Number.isSafeInteger(each))
  );
}

import type { MeasuredCrate } from '../declarative/measuredCalls';
import {
  expansionAt,
  orAfter,
  patienceMillis,
  startServer,
  stopServer,
  untilQuiet,
  type ServerUnderTest,
} from '../declarative/overProtocol';

/** What rust-analyzer answers at one call. */
export interface ExpansionText {
  readonly label: string;
  /** Undefined where there was no answer. */
  readonly text: string | undefined;
  readonly millis: number;
}

/** Starts rust-analyzer on a crate and asks it for the expansion of each of the crate's calls, in their order. */
export async function expansionTexts(
  server: ServerUnderTest,
  crate: MeasuredCrate,
): Promise<readonly ExpansionText[]> {
  const client = await startServer(server, crate);
  try {
    await orAfter(2 * patienceMillis, untilQuiet(client), undefined);
    const texts: ExpansionText[] = [];
    for (const call of crate.calls) {
      const started = performance.now();
      const text = await expansionAt(client, call);
      texts.push({ label: call.label, text, millis: performance.now() - started });
    }
    return texts;
  } finally {
    await stopServer(client);
  }
}

/** The calls of which two servers answer different texts; one that only one of them answers differs too. */
export function differing(
  ours: readonly ExpansionText[],
  theirs: readonly ExpansionText[],
): { readonly label: string; readonly cause: string }[] {
  return theirs.flatMap((native, index) => {
    const own = ours[index]?.text;
    if (own === native.text) return [];
    const cause =
      native.text === undefined || own === undefined
        ? `only ${own === undefined ? 'the native server' : 'Macroscope'} answers`
        : partingOf(own, native.text);
    return [{ label: native.label, cause }];
  });
}

const shownAround = 60;

function partingOf(own: string, native: string): string {
  let at = 0;
  while (own[at] === native[at]) at++;
  const near = (text: string): string =>
    JSON.stringify(text.slice(Math.max(0, at - shownAround), at + shownAround));
  return `native ${near(native)}, ours ${near(own)}`;
}

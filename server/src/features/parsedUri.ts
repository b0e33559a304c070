import { URI } from 'vscode-uri';

/** The parts of a URI. Undefined for a text that is none, such as one with a space in its scheme: clients may send anything. */
export function parsedUri(text: string): URI | undefined {
  try {
    return URI.parse(text);
  } catch {
    return undefined;
  }
}

import { pathOfUri } from '../features/serverContext';
import { putFile } from '../platform/browser/disk';
import type { SentFile } from './fileNotification';

/** Takes over the files that a client sent, whatever it sent: what is no file is left alone, and the others are taken. */
export function takeFiles(sent: unknown): void {
  const { files } = Object(sent) as { readonly files?: unknown };
  if (!Array.isArray(files)) return;
  for (const file of files as unknown[]) {
    const { uri, content } = Object(file) as Partial<Record<keyof SentFile, unknown>>;
    const path = typeof uri === 'string' ? filePath(uri) : undefined;
    if (path !== undefined) putFile(path, content instanceof Uint8Array ? content : undefined);
  }
}

/** Undefined also for what is no URI. */
function filePath(uri: string): string | undefined {
  try {
    return pathOfUri(uri);
  } catch {
    return undefined;
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'vscode-languageserver';
import { readServerOptions, type ServerOptions } from './serverOptions';

/**
 * The options as they are now: those of the start, and what `workspace/didChangeConfiguration` says since. The settings have the names of
 * `initializationOptions`, alone or under `macroscope`. What is about the project counts from the next start of the server.
 */
export class LiveOptions {
  current: ServerOptions;
  private readonly listeners: (() => void)[] = [];

  constructor(connection: Connection, sent: unknown, trustedByFlag: boolean) {
    this.current = readServerOptions(sent, trustedByFlag);
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      // Some clients send an empty object: what is not in it stays.
      const read = readServerOptions({ ...Object(sent), ...Object(ownSettings(settings)) }, trustedByFlag);
      const { trusted, project, build, cache } = this.current;
      if (!isDeepStrictEqual([read.project, read.cache], [project, cache]))
        connection.console.log(
          'Settings of the project and the cache are used when the server starts again.',
        );
      this.current = { ...read, trusted, project, build, cache };
      for (const listener of this.listeners) listener();
    });
  }

  /** Called after each change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

function ownSettings(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'macroscope' in settings
    ? settings.macroscope
    : settings;
}

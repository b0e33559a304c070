import type { Connection } from 'vscode-languageserver';
import { isSame } from './isSame';
import { readServerOptions, type ServerOptions } from './serverOptions';
import { showMessage } from './showMessage';

/**
 * The options as they are now: those of the start, and what `workspace/didChangeConfiguration` says since. The settings have the names of
 * `initializationOptions`, alone or under `macroscope`. What is about the cache counts from the next start of the server.
 */
export class LiveOptions {
  current: ServerOptions;
  /** The settings that are not as by default, without what the user has written. */
  differing: readonly string[] = [];
  private readonly listeners: ((before: ServerOptions) => void)[] = [];
  /** What the user was told of wrong settings: once, and not at each change of another setting. */
  private told: readonly string[] = [];

  constructor(
    private readonly connection: Connection,
    sent: unknown,
    trustedByFlag: boolean,
  ) {
    this.current = this.read(sent, trustedByFlag);
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      // Some clients send an empty object: what is not in it is as it was at the start.
      const read = this.read(merged(sent, ownSettings(settings)), trustedByFlag);
      const before = this.current;
      if (!isSame(read.cache, before.cache))
        connection.console.log('Settings of the cache are used when the server starts again.');
      this.current = { ...read, trusted: before.trusted, cache: before.cache };
      for (const listener of this.listeners) listener(before);
    });
  }

  /** Called after each change, with the options before it. */
  onChange(listener: (before: ServerOptions) => void): void {
    this.listeners.push(listener);
  }

  private read(sent: unknown, trustedByFlag: boolean): ServerOptions {
    const { options, problems, differing } = readServerOptions(sent, trustedByFlag);
    const news = problems.filter((problem) => !this.told.includes(problem));
    this.told = problems;
    this.differing = differing;
    if (news.length > 0) showMessage(this.connection, 'warning', news.join('\n'));
    return options;
  }
}

/** Section by section (`hover`, `cargo`), so that a client may send parts of one. */
function merged(start: unknown, later: unknown): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = { ...Object(start) };
  for (const [section, values] of Object.entries(Object(later) as Record<string, unknown>))
    all[section] = isRecord(values) && isRecord(all[section]) ? { ...all[section], ...values } : values;
  return all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ownSettings(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'macroscope' in settings
    ? settings.macroscope
    : settings;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The longest time for which a server's main thread could not turn to another request, in milliseconds. */
export interface TurnFigures {
  /** As the clock says. */
  readonly passed: number;
  /** What the thread itself worked: on a busy machine less. */
  readonly worked: number;
}

const pollMillis = 20;

/** Asks the script that is loaded into a server how long its main thread was held. */
export class TurnWatch {
  /** For the command that starts the server. */
  readonly nodeArguments = ['--import', join(process.cwd(), 'test/bench/editor/turnWatch.mjs')];
  private answers = 0;

  constructor(private readonly file: string) {}

  get environment(): Readonly<Record<string, string>> {
    return { MACROSCOPE_TURNS_FILE: this.file };
  }

  /** Since the last time that it was asked, or the server's start. */
  async longest(processId: number): Promise<TurnFigures> {
    this.answers++;
    process.kill(processId, 'SIGUSR2');
    for (;;) {
      await setTimeout(pollMillis);
      const figures = this.read();
      if (figures && figures.answers >= this.answers) return figures;
    }
  }

  /** Undefined before the first answer, and while one is being written. */
  private read(): (TurnFigures & { readonly answers: number }) | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as TurnFigures & { readonly answers: number };
    } catch {
      return undefined;
    }
  }
}

import { utimesSync } from 'node:fs';
import { disk } from '#platform/disk';
import { readTextFile } from '../project/files';
import type { Answer } from './protocol';

/**
 * How a client began the last time: its requests before the first expansion, with what they were answered. The next time the launcher
 * (launch/macroServer.sh) gives these answers as long as the client asks the same, and as the libraries that it names are older than the record.
 *
 * The file has three lines for each request: the library that it names, or nothing; itself; the answer.
 */
export class StartRecord {
  private readonly lines: string[] = [];
  private readonly begun = new Date();
  private state: 'open' | 'complete' | 'kept' = 'open';
  private hasNew = false;

  /** `file`: absolute path; its folder need not exist. */
  constructor(private readonly file: string) {}

  /** `message`: the request as it came. `written`: the response. `isAnswered`: the launcher has answered it from this record. */
  note(
    message: Buffer,
    { request, response }: Answer,
    written: string | Uint8Array,
    isAnswered: boolean,
  ): void {
    if (this.state === 'kept') return;
    if (!request || request.kind === 'ExpandMacro') {
      this.end();
      return;
    }
    const library = request.kind === 'ListMacros' ? request.path : '';
    // What fails may succeed the next time.
    const hasFailed = 'ListMacros' in response && 'Err' in response.ListMacros;
    if (hasFailed || library.includes('\n') || typeof written !== 'string') this.state = 'complete';
    else if (this.state === 'open') {
      this.lines.push(library, message.toString(), written.trimEnd());
      this.hasNew ||= !isAnswered;
    }
  }

  /** To be called when the first expansion has been asked for: the record is kept, with what was noted until now. */
  end(): void {
    if (this.state === 'kept') return;
    this.state = 'kept';
    this.keep();
  }

  private keep(): void {
    const content = this.lines.map((line) => `${line}\n`).join('');
    if (!this.hasNew && readTextFile(this.file) === content) return;
    try {
      disk.writeAtomically(this.file, content);
      // A library that was compiled meanwhile is to be newer.
      utimesSync(this.file, this.begun, this.begun);
    } catch {
      // Where nothing can be written the next start takes as long as this one.
    }
  }
}

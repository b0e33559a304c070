/** `#platform/machine`: the machine as far as it decides what code is, and as reports name it. */
export interface Machine {
  /** As Node's `process.platform`. */
  readonly platform: string;
  /** As Node's `process.arch`. */
  readonly architecture: string;
  /** What the server runs in, with its version and system where they are known. */
  readonly runtime: string;
  /** For how long and with how much memory it runs, as the end of a sentence. */
  usage(): string;
  /** Processor time that was spent so far, in milliseconds; where that is not known, time. */
  processorMillis(): number;
  /** Resolves when messages that have arrived had their turn. */
  nextTurn(): Promise<void>;
  /** Resolves after a time, which does not keep the server running. */
  pause(millis: number): Promise<void>;
  /** Collects what recent work has left in memory, where that is much and the runtime leaves it to us: else it comes in the midst of other work. */
  collectYoungGarbage(): void;
  /** The same for work that nobody waits for: also what has become old, where that is much and takes at most about a tenth of a second. */
  collectIdleGarbage(): void;
  /** False: no other programs can be run, so nothing asks cargo, rustc or a compiler. */
  readonly hasPrograms: boolean;
  /** The `file:` URL of an absolute path. */
  fileUrl(path: string): string;
  /**
   * The opposite.
   *
   * @throws Error for another kind of URL.
   */
  pathOfFileUrl(url: string): string;
}

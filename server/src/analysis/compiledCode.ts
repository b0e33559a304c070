/** What V8 has compiled of the program's own code: later processes need not compile that again. */
export interface CompiledCode {
  /** Whether this process has begun with such code, or has kept some. */
  readonly isKept: boolean;
  /**
   * Keeps what is compiled by now, unless what is kept is nearly as much. For idle time: the thread is held for some ten milliseconds. Never
   * rejects: where nothing can be written, later processes compile for themselves.
   */
  keep(): Promise<void>;
}

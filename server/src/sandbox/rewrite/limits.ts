/** The largest modules that are rewritten: far more than real macro crates need, also in debug builds. */
export const LIMITS = {
  moduleBytes: 256 * 1024 * 1024,
  /** V8 compiles a function in one go, which nothing can interrupt: 3 MB take it 600 ms. */
  functionBytes: 2 * 1024 * 1024,
  /**
   * Parameters, locals and operands of a function. Debug builds have some thousands. With more, one frame could
   * weigh more than the whole stack.
   */
  frameValues: 100_000,
  /** Pages of memory that a module may have at the start, before the budget of a call says more exactly. */
  initialPages: 16384,
  /** Of all tables together. */
  tableEntries: 1_000_000,
  types: 100_000,
  functions: 500_000,
  /** Each exported function gets a second one around it. */
  exports: 100_000,
};

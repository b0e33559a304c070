/** Whether two values of settings, or two lists of them, are the same. Both are plain data, made in the same way. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

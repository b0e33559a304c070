/** Throws when two values, which are data without functions, differ; `what` says in the message what they are. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left === right) return;
  let at = 0;
  while (left[at] === right[at]) at++;
  const part = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  throw new Error(`${what} differ: …${part(left)}… and …${part(right)}…`);
}

/** For one thing: editors with a server that was just started answer within seconds, on a busy machine within many. Less than a test has. */
export const limitMillis = 60_000;

type Awaitable<Value> = Value | Promise<Value>;

/**
 * Asks for a value again and again until there is one, and gives that. `what` is waited for: it stands in the error when the time is over.
 * `limit`: in milliseconds.
 */
export async function until<Value>(
  what: string,
  ask: () => Awaitable<Value | undefined | false>,
  limit = limitMillis,
): Promise<Exclude<Value, false>> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value as Exclude<Value, false>;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a text has a part, or something that matches. */
export function has(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text);
}

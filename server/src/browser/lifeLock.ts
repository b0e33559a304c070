/**
 * How a client in a browser learns that its server has gone: a browser tells nobody of a worker that has ended, but gives away what it has locked. The
 * initialization option `lifeLock` names the lock (W3C, "Web Locks API") that the server is to hold as long as it lives.
 */

interface LockManager {
  request(name: string, whileHeld: () => Promise<never>): Promise<never>;
}

/** Takes the lock that the client has named, if it has, and never gives it back. Browsers without locks have none to give. */
export function holdLifeLock(initializationOptions: unknown): void {
  const { lifeLock } = Object(initializationOptions) as { readonly lifeLock?: unknown };
  const { navigator } = globalThis as { readonly navigator?: { readonly locks?: LockManager } };
  if (typeof lifeLock !== 'string') return;
  const forEver = new Promise<never>(() => undefined);
  navigator?.locks?.request(lifeLock, () => forEver).catch(() => undefined);
}

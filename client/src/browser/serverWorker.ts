import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type MessageTransports,
} from 'vscode-languageclient/browser';

/** Parts of the browser that are used here. TypeScript declares them in its DOM library only. */
interface Browser {
  readonly Worker: new (url: string) => ServerWorker;
  readonly navigator?: { readonly locks?: LockManager };
}

interface ServerWorker {
  addEventListener(type: 'error', listener: (event: WorkerError) => void): void;
  postMessage(message: unknown): void;
  terminate(): void;
}

interface WorkerError {
  readonly message?: string;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}

interface LockManager {
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
  request(name: string, whileHeld: () => void): Promise<void>;
}

const browser = globalThis as unknown as Browser;

/** Between two looks at whether the server has its lock yet. */
const lockMillis = 200;

/** The connection to a server in a worker. */
export interface RunningServer extends MessageTransports {
  /** Ends it, for a client that has stopped: one that does not answer any more would run on. */
  end(): void;
}

/**
 * Runs a script of the server in a worker. The connection is closed when the worker has ended, by an error or because the browser has ended it: that is
 * known by `lock`, which the server takes and nobody else. `onEnd` is told why.
 */
export function startServerWorker(
  script: Uint8Array,
  lock: string,
  onEnd: (reason: string) => void,
): RunningServer {
  // From the script's text: a worker may not load it from wherever the extension lies.
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new browser.Worker(url);
  let ended = false;
  const end = (reason?: string): void => {
    if (ended) return;
    ended = true;
    URL.revokeObjectURL(url);
    // Whatever an error has left undone, the server does not go on with it.
    worker.terminate();
    if (reason === undefined) return;
    onEnd(reason);
    reader.close();
  };
  // Before the reader listens, which would report an error of the connection: that is not what it is.
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    end(event.message ?? 'unknown error');
  });
  const reader = new WorkerReader(worker, end);
  void lockIsFree(lock, () => ended).then((isFree) => {
    if (isFree) end('the browser has ended it');
  });
  return { reader, writer: new BrowserMessageWriter(worker), end };
}

/** A reader that can be closed, and whose worker ends with it. */
class WorkerReader extends BrowserMessageReader {
  constructor(
    worker: ServerWorker,
    private readonly onDispose: () => void,
  ) {
    super(worker);
  }

  close(): void {
    this.fireClose();
  }

  override dispose(): void {
    super.dispose();
    this.onDispose();
  }
}

/** Whether the server has gone that held a lock: ends then, or when nobody wants to know it any more. Without locks that is never known. */
async function lockIsFree(name: string, isEnded: () => boolean): Promise<boolean> {
  const locks = browser.navigator?.locks;
  if (!locks) return false;
  try {
    while (!(await locks.query()).held?.some((each) => each.name === name)) {
      if (isEnded()) return false;
      await new Promise((resolve) => setTimeout(resolve, lockMillis));
    }
    await locks.request(name, () => undefined);
    return !isEnded();
  } catch {
    // A page that may not have locks, such as one without an origin.
    return false;
  }
}

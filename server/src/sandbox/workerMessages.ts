/** What the pool and a worker say to each other. A worker answers every request with one reply, in order. */
import type { SandboxCall, SandboxResult } from './types';
import type { CompiledModule } from './webAssembly';

/** Check, rewrite and compile a module; or compile what the rewriter made of it on an earlier day. */
interface PrepareRequest {
  readonly kind: 'prepare';
  readonly moduleKey: string;
  readonly source: ModuleBytes;
}

export type ModuleBytes = { readonly original: Uint8Array } | { readonly rewritten: Uint8Array };

interface CallRequest {
  readonly kind: 'call';
  readonly module: CompiledModule;
  readonly call: SandboxCall;
}

export type WorkerRequest = PrepareRequest | CallRequest;

export type PrepareReply =
  | {
      readonly kind: 'prepared';
      readonly module: CompiledModule;
      /** Set when the rewriter ran, for the caller to keep. */
      readonly rewritten: Uint8Array | undefined;
    }
  | { readonly kind: 'refused'; readonly message: string };

interface CallReply {
  readonly kind: 'result';
  readonly result: SandboxResult;
}

export type WorkerReply = { readonly kind: 'ready' } | PrepareReply | CallReply;

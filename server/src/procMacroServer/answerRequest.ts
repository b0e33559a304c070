import { MacroError } from '../expand/expansion';
import { expandMacro, type ExpandContext } from './expandMacro';
import { messageWithNotes } from './failureMessage';
import {
  procMacroKinds,
  type ApiVersion,
  type ExpandMacro,
  type Outcome,
  type ProcMacroKind,
  type Request,
  type Response,
  type SpanMode,
} from './protocol';

/** The requests of one client, which come one after the other. */
export class RequestAnswerer {
  private mode: SpanMode = 'Id';

  /**
   * `context`: made when the first request needs it, since a client asks some servers for nothing but their version. `onFault` is told of faults of
   * ours.
   */
  constructor(
    private readonly version: ApiVersion,
    private readonly context: () => ExpandContext,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Never rejects. */
  async answer(request: Request): Promise<Response> {
    switch (request.kind) {
      case 'ApiVersionCheck':
        return { ApiVersionCheck: this.version };
      case 'SetConfig':
        this.mode = request.spanMode;
        return { SetConfig: { span_mode: this.mode } };
      case 'ListMacros':
        return { ListMacros: await this.listMacros(request.path) };
      case 'ExpandMacro':
        return this.expandMacro(request.task);
    }
  }

  /** The answer to a request for an expansion that cannot be read. */
  refusal(message: string): Response {
    return this.expansion({ Err: message });
  }

  private listMacros(path: string): Promise<Outcome<readonly (readonly [string, ProcMacroKind])[]>> {
    return this.outcomeOf(async () => {
      const { module } = await this.context().libraries.find(path);
      return { Ok: module.macros.map(({ name, kind }) => [name, procMacroKinds[kind]] as const) };
    });
  }

  private async expandMacro(task: ExpandMacro): Promise<Response> {
    return this.expansion(
      await this.outcomeOf(() => expandMacro(task, this.mode, this.version, this.context())),
    );
  }

  private expansion(outcome: Awaited<ReturnType<typeof expandMacro>>): Response {
    const failed = 'Err' in outcome;
    if (this.mode === 'Id') return { ExpandMacro: failed ? outcome : { Ok: outcome.Ok.tree } };
    if (failed) return { ExpandMacroExtended: outcome };
    const { tree, spanDataTable } = outcome.Ok;
    return { ExpandMacroExtended: { Ok: { tree, span_data_table: spanDataTable } } };
  }

  private async outcomeOf<Value>(ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof MacroError) return { Err: messageWithNotes(error) };
      this.onFault(error);
      return { Err: `Macroscope failed: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}

import type { Answer, ApiVersion, Outcome, Request, Response, SpanMode } from './protocol';
import type { Expanded, Expansion, MacroService } from './types';

/** The requests of one client, which come one after the other. */
export class RequestAnswerer {
  private mode: SpanMode = 'Id';

  /**
   * `service`: loaded when the first request needs it, since a client asks some servers for nothing but their version. `onFault` is told of faults of
   * ours.
   */
  constructor(
    private readonly version: ApiVersion,
    private readonly service: () => Promise<MacroService>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  get spanMode(): SpanMode {
    return this.mode;
  }

  /** Never rejects. */
  async answer(request: Request): Promise<Answer> {
    if (request.kind === 'ExpandMacro') {
      const expansion = await this.ask(
        (service) => service.expand(request.task, this.mode, this.version),
        (outcome): Expansion => ({ outcome, basis: undefined }),
      );
      return { request, response: this.expansion(expansion.outcome), basis: expansion.basis };
    }
    return { request, response: await this.response(request), basis: undefined };
  }

  /** The answer to a request for an expansion that cannot be read. */
  refusal(message: string): Answer {
    return { request: undefined, response: this.expansion({ Err: message }), basis: undefined };
  }

  private async response(request: Exclude<Request, { readonly kind: 'ExpandMacro' }>): Promise<Response> {
    switch (request.kind) {
      case 'ApiVersionCheck':
        return { ApiVersionCheck: this.version };
      case 'SetConfig':
        this.mode = request.spanMode;
        return { SetConfig: { span_mode: this.mode } };
      case 'ListMacros':
        return {
          ListMacros: await this.ask(
            (service) => service.listMacros(request.path),
            (failure) => failure,
          ),
        };
    }
  }

  private expansion(outcome: Outcome<Expanded>): Response {
    const failed = 'Err' in outcome;
    if (this.mode === 'Id') return { ExpandMacro: failed ? outcome : { Ok: outcome.Ok.tree } };
    if (failed) return { ExpandMacroExtended: outcome };
    const { tree, spanDataTable } = outcome.Ok;
    return { ExpandMacroExtended: { Ok: { tree, span_data_table: spanDataTable } } };
  }

  /** `failed`: what there is to answer to a fault of ours. */
  private async ask<Value>(
    question: (service: MacroService) => Promise<Value>,
    failed: (failure: { readonly Err: string }) => Value,
  ): Promise<Value> {
    try {
      return await question(await this.service());
    } catch (error) {
      this.onFault(error);
      return failed({ Err: `Macroscope failed: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
}

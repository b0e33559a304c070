import type { ItemCall, ProceduralDefinition, Scope } from '../resolve/definition';
import type { CrateId } from '../project/model';
import type { TokenTree } from '../syntax/token';
import type { ModuleSource } from '../toolchain/types';
import { MacroError, type Invocation, type StepResult } from './expansion';

/** A call that name resolution came across and could not look into. */
interface WantedItems {
  readonly definition: ProceduralDefinition;
  readonly call: ItemCall;
  readonly invocation: () => Invocation;
  readonly scope: Scope;
}

interface MadeItems {
  /** The module that ran; undefined when there was none. With another one the items may be others. */
  readonly module: string | undefined;
  /** Undefined for a call that failed. */
  readonly tokens: readonly TokenTree[] | undefined;
}

/** Runs a step of a procedural macro. Rejects with a MacroError for one that fails. */
type RunProcedural = (definition: ProceduralDefinition, invocation: Invocation) => Promise<StepResult>;

/** For one name that is not found. A crate of more calls is looked through in several goes. */
const maximumCalls = 300;

/** What is most likely to declare names comes first. */
const kindsInOrder = ['bang', 'attribute', 'derive'] as const;

/**
 * The items that procedural macros make. Name resolution cannot wait for a macro that runs in a worker: it goes without its items and notes the
 * call here. Only when a name is not found are such calls run, and the name is looked up again.
 */
export class ProceduralItems {
  private readonly made = new WeakMap<readonly TokenTree[], Map<string, MadeItems>>();
  /** By crate and place, so that of several versions of a file the last one counts. */
  private readonly wanted = new Map<string, WantedItems>();

  constructor(
    private readonly modules: ModuleSource,
    private readonly run: RunProcedural,
    private readonly announce: (crates: ReadonlySet<CrateId>) => void,
  ) {}

  /** The tokens that a call in the place of an item, or an attribute of one, makes; undefined when that is not known yet. */
  outputOf(
    definition: ProceduralDefinition,
    call: ItemCall,
    scope: Scope,
    invocation: () => Invocation,
  ): readonly TokenTree[] | undefined {
    const known = this.made.get(call.list)?.get(placeOf(call));
    if (known && known.module === this.modules.moduleOf(definition.crate)?.key) return known.tokens;
    const key = `${scope.crate} ${scope.module.path.join('::')} ${placeOf(call)}`;
    this.wanted.set(key, { definition, call, invocation, scope });
    return undefined;
  }

  /**
   * Runs calls that were noted, those of the crate at hand first, and after each kind of call asks again whether the name is known now. Gives the
   * first answer that is not undefined.
   */
  async makeUntil<Found>(crate: CrateId, find: () => Found | undefined): Promise<Found | undefined> {
    let left = maximumCalls;
    for (const kind of kindsInOrder) {
      for (let noted = this.take(kind, crate, left); noted.length > 0; noted = this.take(kind, crate, left)) {
        left -= noted.length;
        const changed = new Set<CrateId>();
        for (const each of noted) if (await this.make(each)) changed.add(each.scope.crate);
        if (changed.size === 0) continue;
        this.announce(changed);
        const found = find();
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private take(kind: ItemCall['kind'], crate: CrateId, most: number): WantedItems[] {
    const noted = [...this.wanted].filter(([, { call }]) => call.kind === kind);
    noted.sort(([, a], [, b]) => Number(b.scope.crate === crate) - Number(a.scope.crate === crate));
    const taken = noted.slice(0, most);
    for (const [key] of taken) this.wanted.delete(key);
    return taken.map(([, each]) => each);
  }

  /** Whether the call made anything. */
  private async make({ definition, call, invocation }: WantedItems): Promise<boolean> {
    const module = this.modules.moduleOf(definition.crate)?.key;
    let tokens: readonly TokenTree[] | undefined;
    try {
      ({ tokens } = await this.run(definition, invocation()));
    } catch (error) {
      // The call is at fault, not the name that is looked up: whoever shows the call will report why.
      if (!(error instanceof MacroError)) throw error;
    }
    const places = this.made.get(call.list) ?? new Map<string, MadeItems>();
    this.made.set(call.list, places.set(placeOf(call), { module, tokens }));
    return tokens !== undefined && tokens.length > 0;
  }
}

function placeOf({ kind, path, start }: ItemCall): string {
  return `${start} ${kind} ${path.segments.map(({ text }) => text).join('::')}`;
}

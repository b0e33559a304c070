import { MacroError } from '../expand/expansion';
import type { MacroModule } from '../toolchain/types';
import type { AnswerBasis } from './answerBasis';
import { expandMacro, type ExpandContext } from './expandMacro';
import { messageWithNotes } from './failureMessage';
import { procMacroKinds, type Outcome } from './protocol';
import type { MacroService } from './types';

export interface MacroServiceContext extends ExpandContext {
  /** Told of a module whose macros the client has asked for. */
  readonly onListed?: (module: MacroModule) => void;
}

/** Answers what a client asks about macros. An error in the user's terms is an `Err`. */
export function createMacroService(context: MacroServiceContext): MacroService {
  return {
    listMacros: (path) =>
      outcomeOf(async () => {
        const { module } = await context.libraries.find(path);
        context.onListed?.(module);
        return { Ok: module.macros.map(({ name, kind }) => [name, procMacroKinds[kind]] as const) };
      }),
    expand: async (task, mode, version) => {
      let basis: AnswerBasis | undefined;
      const outcome = await outcomeOf(async () => {
        const expansion = await expandMacro(task, mode, version, context);
        basis = expansion.basis;
        return expansion.outcome;
      });
      return { outcome, basis };
    },
  };
}

async function outcomeOf<Value>(ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MacroError) return { Err: messageWithNotes(error) };
    throw error;
  }
}

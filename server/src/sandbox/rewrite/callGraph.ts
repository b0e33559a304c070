/**
 * Decides which functions of a module check the budgets on entry, and what they pay there.
 *
 * A check on entry keeps recursion within the stack budget, and long code without loops within the instruction
 * budget. Most functions need none. Checked are
 *
 * 1. the functions in the table, which anything may call;
 * 2. of all functions that call each other in a circle, at least one;
 * 3. functions that could otherwise run more than `UNCHECKED_INSTRUCTIONS` without a check, each instruction of
 *    theirs and of the unchecked functions that they call executed once (every round of a loop is checked);
 * 4. functions that could otherwise be the first of a chain of unchecked frames of more than
 *    `UNCHECKED_STACK_UNITS`.
 *
 * A checked function pays for its own frame and for the heaviest chain of unchecked ones that it can be the
 * caller of. By 1 and 2 such chains end, and all that is on the stack is paid for, except one chain that the
 * host calls. All this depends on the module alone, so that a call ends in the same place everywhere.
 */
import { MAXIMUM_STACK_UNITS, UNCHECKED_STACK_UNITS } from './counter';
import type { ModuleSections } from './moduleSections';
import type { RewrittenFunction } from './writeFunction';

/** What may be executed without a check, beyond the code of one function. */
const UNCHECKED_INSTRUCTIONS = 1 << 14;

/**
 * By index among the module's own functions: what the function pays on entry, in units of stack. 0: it is not
 * checked.
 */
export function entryWeights(functions: readonly RewrittenFunction[], sections: ModuleSections): Int32Array {
  return new CallGraph(functions, sections).weights;
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

class CallGraph {
  readonly weights: Int32Array;
  private readonly isChecked: Uint8Array;
  /** By function: the weight of the heaviest chain of unchecked frames that begins with it. */
  private readonly chains: Float64Array;
  /** By function: the cost of what may run in there without a check. */
  private readonly costs: Float64Array;
  private readonly imported: number;

  constructor(
    private readonly functions: readonly RewrittenFunction[],
    sections: ModuleSections,
  ) {
    this.imported = sections.importedFunctions;
    this.weights = new Int32Array(functions.length);
    this.isChecked = new Uint8Array(functions.length);
    this.chains = new Float64Array(functions.length);
    this.costs = new Float64Array(functions.length);
    for (const index of sections.tableFunctions) this.isChecked[index - this.imported] = 1;
    this.visitAll();
  }

  /**
   * Visits callees before callers, depth first, without recursion since chains of calls may be long. A call of
   * a function that is being visited closes a circle, and every circle has such a call.
   */
  private visitAll(): void {
    const { functions, imported } = this;
    const state = new Uint8Array(functions.length);
    for (let root = 0; root < functions.length; root++) {
      if (state[root] !== NEW) continue;
      const path = [root];
      const next = [0];
      state[root] = OPEN;
      while (path.length > 0) {
        const top = path.length - 1;
        const index = path[top] ?? 0;
        const call = functions[index]?.calls[next[top] ?? 0];
        if (call === undefined) {
          this.decide(index);
          state[index] = DONE;
          path.pop();
          next.pop();
          continue;
        }
        next[top] = (next[top] ?? 0) + 1;
        const callee = call - imported;
        if (state[callee] === OPEN) this.isChecked[callee] = 1;
        else if (state[callee] === NEW) {
          state[callee] = OPEN;
          path.push(callee);
          next.push(0);
        }
      }
    }
  }

  /** Decides on a function. All functions that it calls are decided, or checked because they close a circle. */
  private decide(index: number): void {
    const rewritten = this.functions[index];
    if (rewritten === undefined) return;
    let chain = 0;
    let { cost } = rewritten;
    for (const call of rewritten.calls) {
      const callee = call - this.imported;
      if (this.isChecked[callee] === 1) continue;
      chain = Math.max(chain, this.chains[callee] ?? 0);
      cost += this.costs[callee] ?? 0;
    }
    chain += rewritten.frameUnits;
    if (cost > UNCHECKED_INSTRUCTIONS || chain > UNCHECKED_STACK_UNITS) this.isChecked[index] = 1;
    if (this.isChecked[index] === 1) this.weights[index] = Math.min(chain, MAXIMUM_STACK_UNITS);
    this.chains[index] = chain;
    this.costs[index] = cost;
  }
}

/**
 * Decides which functions of a module check the budgets on entry.
 *
 * A check on entry keeps recursion within the stack budget, and long code without loops within the instruction
 * budget. Most functions need none, since what they can do between two checks of others is little:
 *
 * 1. A function that can call itself, directly or through others, is checked, and its frame is counted. Any
 *    other is on the stack once at most.
 * 2. So the frames that are not counted weigh no more than those along the one chain of calls where they are
 *    heaviest. Functions are checked and counted until no chain exceeds `UNCOUNTED_STACK_UNITS`.
 * 3. A function is checked if the code that it can run without a check, with that of the functions it calls
 *    that have none, costs more than `UNCHECKED_INSTRUCTIONS`, each instruction executed once. (Every round of
 *    a loop is checked.)
 *
 * A call through the table can reach every function of the right type that is in the table. All this depends
 * on the module alone, so that a call ends in the same place everywhere.
 */
import { UNCOUNTED_STACK_UNITS } from './counter';
import { signatureOf, type ModuleSections } from './moduleSections';
import type { RewrittenFunction } from './writeFunction';

/** What may be executed without a check, beyond the code of one function. */
const UNCHECKED_INSTRUCTIONS = 1 << 14;

/** By index among the module's own functions: 1 if it is to be checked. */
export function checkedFunctions(
  functions: readonly RewrittenFunction[],
  sections: ModuleSections,
): Uint8Array {
  return new CallGraph(functions, sections).checked;
}

/** A node for every function, and behind those one for every type that is called through the table. */
class CallGraph {
  readonly checked: Uint8Array;
  private readonly callees: (readonly number[])[];
  /** By node: the weight of the heaviest chain of frames that are not counted, from there on. */
  private readonly chains: Float64Array;
  /** By node: the cost of what may run in there without a check. */
  private readonly costs: Float64Array;

  constructor(
    private readonly functions: readonly RewrittenFunction[],
    sections: ModuleSections,
  ) {
    this.callees = this.edges(sections);
    this.checked = new Uint8Array(this.callees.length);
    this.chains = new Float64Array(this.callees.length);
    this.costs = new Float64Array(this.callees.length);
    this.visitAll();
  }

  private edges({ importedFunctions, types, functionTypes, tableFunctions }: ModuleSections) {
    const inTable = new Map<string, number[]>();
    for (const index of tableFunctions) {
      const type = types[functionTypes[index] ?? -1];
      if (type === undefined) continue;
      const signature = signatureOf(type);
      const members = inTable.get(signature);
      if (members === undefined) inTable.set(signature, [index - importedFunctions]);
      else members.push(index - importedFunctions);
    }
    const nodeOfSignature = new Map<string, number>();
    const members: (readonly number[])[] = [];
    for (const [signature, list] of inTable) {
      nodeOfSignature.set(signature, this.functions.length + members.length);
      members.push(list);
    }
    const nodeOfType = types.map((type) => nodeOfSignature.get(signatureOf(type)));
    const ofFunctions = this.functions.map(({ calls, indirectCalls }) => {
      const callees = calls.map((index) => index - importedFunctions);
      for (const type of indirectCalls) {
        const node = nodeOfType[type];
        if (node !== undefined) callees.push(node);
      }
      return callees;
    });
    return [...ofFunctions, ...members];
  }

  /**
   * Finds the groups of functions that can call each other, callees first: Tarjan's algorithm
   * (https://doi.org/10.1137/0201010), without recursion, since chains of calls may be long.
   */
  private visitAll(): void {
    const { callees } = this;
    const order = new Int32Array(callees.length);
    const lowest = new Int32Array(callees.length);
    const isWaiting = new Uint8Array(callees.length);
    const waiting: number[] = [];
    let visited = 0;
    for (let root = 0; root < callees.length; root++) {
      if (order[root] !== 0) continue;
      const path = [root];
      const next = [0];
      while (path.length > 0) {
        const top = path.length - 1;
        const node = path[top] ?? 0;
        const edge = next[top] ?? 0;
        if (edge === 0) {
          order[node] = lowest[node] = ++visited;
          waiting.push(node);
          isWaiting[node] = 1;
        }
        const callee = callees[node]?.[edge];
        next[top] = edge + 1;
        if (callee !== undefined) {
          if (order[callee] === 0) {
            path.push(callee);
            next.push(0);
          } else if (isWaiting[callee] === 1) lower(lowest, node, order[callee] ?? 0);
          continue;
        }
        path.pop();
        next.pop();
        const caller = path[path.length - 1];
        if (caller !== undefined) lower(lowest, caller, lowest[node] ?? 0);
        if (lowest[node] !== order[node]) continue;
        const group = waiting.splice(waiting.lastIndexOf(node));
        for (const member of group) isWaiting[member] = 0;
        this.decide(group);
      }
    }
  }

  /** Decides on functions that can call each other, or on one. All others that they call are decided. */
  private decide(group: readonly number[]): void {
    const [node = 0] = group;
    const isRecursive = group.length > 1 || this.callees[node]?.includes(node) === true;
    if (isRecursive) {
      const members = new Set(group);
      let chain = 0;
      for (const member of group) {
        for (const callee of this.callees[member] ?? []) {
          if (!members.has(callee)) chain = Math.max(chain, this.chains[callee] ?? 0);
        }
      }
      for (const member of group) {
        this.chains[member] = chain;
        this.checked[member] = 1;
      }
      return;
    }
    const rewritten = this.functions[node];
    let chain = 0;
    let cost = rewritten?.cost ?? 0;
    for (const callee of this.callees[node] ?? []) {
      chain = Math.max(chain, this.chains[callee] ?? 0);
      const calleeCost = this.costs[callee] ?? 0;
      // Of the functions of one type in the table, only one is called.
      cost = rewritten === undefined ? Math.max(cost, calleeCost) : cost + calleeCost;
    }
    const ownChain = chain + (rewritten?.frameUnits ?? 0);
    const isChecked =
      rewritten !== undefined && (cost > UNCHECKED_INSTRUCTIONS || ownChain > UNCOUNTED_STACK_UNITS);
    this.checked[node] = isChecked ? 1 : 0;
    this.chains[node] = isChecked ? chain : ownChain;
    this.costs[node] = isChecked ? 0 : cost;
  }
}

function lower(values: Int32Array, index: number, value: number): void {
  if (value < (values[index] ?? 0)) values[index] = value;
}

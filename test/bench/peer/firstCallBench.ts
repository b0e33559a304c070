/**
 * What the first call of a procedural macro costs in a server whose modules are built and that has expanded nothing yet, in milliseconds from the
 * client's question to its answer: right after the start, a second after its file was opened, and once the server says that nothing is left to do.
 *
 *     npm run bench -- first --arena FOLDER [--calls NUMBER] [--rounds NUMBER] CRATE…
 *
 * Every call is made in a server of its own, `--rounds` times (default 3), of which the shortest counts. `--calls`: so many calls of a crate, each of
 * another macro (default 2).
 */
import { parseArgs } from 'node:util';
import { contestants, measuredCrates } from '../contestants';
import type { MeasuredCall, MeasuredCrate } from '../declarative/measuredCalls';
import {
  orAfter,
  patienceMillis,
  startServer,
  stopServer,
  timed,
  untilQuiet,
  type ServerUnderTest,
} from '../declarative/overProtocol';
import type { TestClient } from '../../integration/testClient';
import { inScratchFolder } from '../inScratchFolder';
import { forgetExpansions } from '../keptBuilds';
import { memoryOfTree } from '../processFigures';
import { prepareServer } from './measureServer';

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    arena: { type: 'string' },
    calls: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
  },
  allowPositionals: true,
});

/** What happens between the start of the server and the call. */
const moments: Readonly<Record<string, (client: TestClient, call: MeasuredCall) => Promise<unknown>>> = {
  'after the start': () => Promise.resolve(),
  'a second after opening': async (client, { file }) => {
    await client.open(file);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  },
  'when quiet': (client) => orAfter(patienceMillis, untilQuiet(client), undefined),
};

/** One call of each macro. */
function callsOfDifferentMacros({ calls }: MeasuredCrate): MeasuredCall[] {
  const macroOf = ({ label }: MeasuredCall): string => label.split(' ').at(-1) ?? '';
  return [...new Map([...calls].reverse().map((call) => [macroOf(call), call])).values()].reverse();
}

async function measure(scratch: string): Promise<void> {
  const { arena } = values;
  const { environment, own } = contestants('peer', scratch, undefined);
  const chosen = { arena, names: positionals, debianCrates: [], scratch, kinds: 'procedural' } as const;
  for (const crate of measuredCrates(chosen)) {
    await prepareServer(own, crate);
    const rows: Record<string, Record<string, string>> = {};
    for (const call of callsOfDifferentMacros(crate).slice(0, Number(values.calls))) {
      const row: Record<string, string> = {};
      rows[call.label] = row;
      for (const moment of Object.keys(moments)) {
        const rounds: FirstCall[] = [];
        for (let round = 0; round < Number(values.rounds); round++) {
          forgetExpansions(environment);
          rounds.push(await firstCall(own, crate, call, moment));
        }
        row[moment] = `${Math.min(...rounds.map(({ millis }) => millis)).toFixed(1)} ms`;
        row['memory'] = `${Math.max(...rounds.map(({ memory }) => memory))} MB`;
      }
    }
    console.table(rows);
  }
}

interface FirstCall {
  readonly millis: number;
  /** MB, afterwards. */
  readonly memory: number;
}

async function firstCall(
  server: ServerUnderTest,
  crate: MeasuredCrate,
  call: MeasuredCall,
  moment: string,
): Promise<FirstCall> {
  const client = await startServer(server, crate);
  try {
    await moments[moment]?.(client, call);
    const { answered, millis } = await timed(client, call);
    if (!answered) throw new Error(`${call.label} was not expanded`);
    return { millis, memory: memoryOfTree(client.processId) };
  } finally {
    await stopServer(client);
  }
}

await inScratchFolder(measure);

import { Socket } from 'node:net';
import type { CompiledCode } from '../analysis/compiledCode';
import { resourcesOf } from '../analysis/resources';
import { cacheFolders } from '../cache/cacheFolders';
import { DiskStore } from '../cache/diskStore';
import { hashBytes } from '../platform/hashBytes';
import { AnswerRecord } from '../procMacroServer/answerRecord';
import { RequestAnswerer } from '../procMacroServer/answerRequest';
import { bidirectionalFormat } from '../procMacroServer/bidirectionalFormat';
import { jsonFormat } from '../procMacroServer/jsonFormat';
import type { OpenMacroService, openMacroService } from '../procMacroServer/openMacroService';
import { LaunchedSession } from '../procMacroServer/launchedSession';
import type { MessageFormat } from '../procMacroServer/protocol';
import { serveRequests, type Launched } from '../procMacroServer/serveRequests';
import { StartRecord } from '../procMacroServer/startRecord';
import { version } from '../../../package.json';
import { parseArguments } from './arguments';
import { UsageError, type Command } from './command';
import { installation } from './installation';

/** The name by which editors start the server: rust-analyzer's setting is a path without arguments. */
export const serverName = 'macroscope-proc-macro-srv';

/** What expands macros, which takes longer to load than a client waits that asks for the version. */
export interface LoadedMacroService {
  readonly openMacroService: typeof openMacroService;
  readonly code: CompiledCode;
}

/** The number of the stream with what the launcher has read. */
const launcherStream = 3;

/** When most of what expansions need has been compiled. */
const keptAfterMillis = 3000;

/** Bytes on disk for what clients were answered, in all folders. */
const answersBytes = 256 << 20;

/** By rust-analyzer's names for them, which have changed. */
const formats: ReadonlyMap<string, MessageFormat> = new Map([
  ['json', jsonFormat],
  ['json-legacy', jsonFormat],
  ['bidirectional-postcard-prototype', bidirectionalFormat],
]);

/** `macroscope proc-macro-srv`: expands procedural macros for rust-analyzer, in the sandbox. */
export function createProcMacroServerCommand(load: () => Promise<LoadedMacroService>): Command {
  return {
    usage: ['proc-macro-srv [--format json-legacy|bidirectional-postcard-prototype]'],
    run: (args) => run(args, load),
  };
}

async function run(args: readonly string[], load: () => Promise<LoadedMacroService>): Promise<number> {
  const { values } = parseArguments({
    args: [...args],
    options: { format: { type: 'string' }, version: { type: 'boolean' }, start: { type: 'string' } },
  });
  if (values.version) {
    console.log(`${serverName} ${version}`);
    return 0;
  }
  const format = formats.get(values.format ?? 'json-legacy');
  if (!format)
    throw new UsageError(
      `the format \`${values.format ?? ''}\` is not spoken here, only ${[...formats.keys()].join(', ')}`,
    );
  const tell = (message: string): void => void process.stderr.write(`${serverName}: ${message}\n`);
  let service: Promise<OpenMacroService> | undefined;
  const open = async (): Promise<OpenMacroService> => {
    const { openMacroService, code } = await load();
    // A client ends its server without a warning, so that the end is too late to keep anything.
    if (!code.isKept) setTimeout(() => void code.keep(), keptAfterMillis).unref();
    return openMacroService(installation, process.env, tell, launched?.session.isFirst);
  };
  const answerer = new RequestAnswerer(
    format.version,
    () => (service ??= open()),
    (error) => tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const streams = { input: () => process.stdin, output: process.stdout };
  const launched = values.start === undefined ? undefined : launchedWith(values.start);
  const status = await serveRequests(streams, format, answerer, tell, launched);
  await launched?.session.keep();
  await service?.then(({ dispose }) => dispose()).catch(() => undefined);
  // A build that was under way may keep the process alive.
  process.exit(status);
}

/** What launch/macroServer.sh has read and answered. `record`: the file that it has the answers from. */
function launchedWith(record: string): Launched {
  return {
    requests: new Socket({ fd: launcherStream, readable: true, writable: false }),
    session: new LaunchedSession(new StartRecord(record), openAnswers(record)),
  };
}

/** `record`: a file whose path names this build of the server and the folder of the client. Undefined where calls are logged, which are to be made then. */
function openAnswers(record: string): AnswerRecord | undefined {
  const settings = Object.entries(process.env).filter(([name]) => name.startsWith('MACROSCOPE_'));
  if (settings.some(([name, value]) => name === 'MACROSCOPE_LOG' && value !== '')) return undefined;
  return new AnswerRecord({
    store: openAnswerStore(),
    key: hashBytes(Buffer.from(JSON.stringify([record, process.cwd(), settings.sort()]))),
  });
}

/** Undefined for a user without a home folder. */
function openAnswerStore(): DiskStore | undefined {
  try {
    const { storeFolder } = resourcesOf(installation, process.env);
    return new DiskStore({ folder: cacheFolders(storeFolder).answers, maximumBytes: answersBytes });
  } catch {
    return undefined;
  }
}

import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Location,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { Analysis } from '../analysis/analysis';
import type { ReportDiagnostic } from '../analysis/expansionReport';
import type { SourceFile } from '../analysis/sourceFile';
import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import type { FileSource } from '../project/model';
import type { FoundDiagnostic } from './diagnosticCauses';
import { locationOf } from './locationOf';
import { macroName } from './macroName';
import type { ServerContext } from './serverContext';

/** Problems that say something about Macroscope's surroundings and not about the user's code are shown once, by the server's status. */
const notShownInline = new Set(['module-missing', 'cancelled', 'not-expandable']);

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
  help: DiagnosticSeverity.Hint,
} as const;

/** More than these, of one call, tell the user nothing new. */
const diagnosticsOfOneCall = 20;

/** What to show for one call: its own failure, and those of the calls that it expands to, at the call. */
export function callDiagnostics(
  analysis: Analysis,
  file: SourceFile,
  root: ExpansionNode,
  { support, files }: ServerContext,
): FoundDiagnostic[] {
  const found = new Map<string, FoundDiagnostic>();
  for (const node of nodesOf(root)) {
    if (found.size >= diagnosticsOfOneCall) break;
    if (node.error && notShownInline.has(node.error.code)) continue;
    // A name that we do not find may be one that we do not understand yet: that is no error of the user's.
    const unresolved = node.error?.code === 'unresolved-macro';
    if (unresolved && node !== root) continue;
    for (const reported of analysis.reporter.diagnostics(node)) {
      const place = toDiagnostic(reported, file, root);
      const shown = { uri: URI.file(file.path).toString(), range: place.range };
      const diagnostic = {
        ...place,
        severity: unresolved ? DiagnosticSeverity.Information : severities[reported.severity],
        code: node.error?.code,
        relatedInformation: support.relatedInformation
          ? relatedTo(node, root, shown, analysis, files)
          : undefined,
      };
      // Every repetition of a macro may fail in the same way at the same place, and what a macro reports by `compile_error!` is
      // reported by that macro, too: the outermost speaks.
      const cause = reported.message;
      const key = `${JSON.stringify(diagnostic.range)} ${cause}`;
      const known = found.get(key);
      const first = known
        ? { ...known.diagnostic, code: known.diagnostic.code ?? diagnostic.code }
        : diagnostic;
      found.set(key, { diagnostic: first, cause, isDirect: known?.isDirect ?? node === root });
    }
  }
  return [...found.values(), ...staleness(file, root)];
}

function toDiagnostic(reported: ReportDiagnostic, file: SourceFile, root: ExpansionNode): Diagnostic {
  const own = reported.file === file.path ? reported.range : undefined;
  const start = own && file.lines.offsetOfTerminalPosition(own.start);
  const end = own && file.lines.offsetOfTerminalPosition(own.end);
  const call = root.invocation.span;
  const notes = (reported.notes ?? []).map((note) => `\n${note}`).join('');
  const where = reported.macro === root.path ? '' : ` (in the expansion of \`${reported.macro}\`)`;
  return {
    source: 'macroscope',
    message: `${reported.message}${where}${notes}`,
    range: file.lines.range({ start: start ?? call.start, end: end ?? call.end }),
  };
}

/**
 * The places that a failure is about besides the one where it is shown: where in the definition each arm stopped, else where the definition is; for a
 * call in the expansion the call in the file, where the macro that made it has it, and the token to blame.
 */
function relatedTo(
  { error, definition, path, kind, invocation }: ExpansionNode,
  root: ExpansionNode,
  shown: Location,
  { reporter }: Analysis,
  files: FileSource,
): DiagnosticRelatedInformation[] | undefined {
  if (!error) return undefined;
  const name = macroName(kind, path);
  const places = [...error.related];
  if (invocation !== root.invocation) {
    places.push({ message: `${macroName(root.kind, root.path)} is called here`, span: root.invocation.span });
    places.push({ message: `${name} is called here`, span: invocation.span });
    if (error.span) places.push({ message: 'this is to blame', span: error.span });
  }
  // Those of built-in macros tell nothing, and the place of a procedural macro is not always known.
  const isTelling = definition?.engine !== 'builtin' && definition?.span.end !== 0;
  if (definition && isTelling && error.related.length === 0)
    places.push({ message: `${name} is defined here`, span: definition.span });
  const seen = new Set([JSON.stringify(shown)]);
  const related = places.flatMap(({ message, span }) => {
    const location = locationOf(reporter, files, span);
    const key = JSON.stringify(location);
    if (!location || seen.has(key)) return [];
    seen.add(key);
    return [{ message, location }];
  });
  return related.length > 0 ? related : undefined;
}

/** One note for each reason why a macro of the expansion ran as it was before its last changes. */
function staleness(file: SourceFile, root: ExpansionNode): FoundDiagnostic[] {
  const reasons = new Set([...nodesOf(root)].flatMap(({ step }) => step?.stale ?? []));
  return [...reasons].map((reason) => ({
    cause: reason,
    isDirect: true,
    diagnostic: {
      source: 'macroscope',
      severity: DiagnosticSeverity.Information,
      code: 'module-stale',
      message: `This expansion is out of date: ${reason}`,
      range: file.lines.range(root.invocation.span),
    },
  }));
}

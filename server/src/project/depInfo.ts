/** No crate of macros and no build script has more files than these; only the first ones are looked at. */
const mostSources = 5000;

/**
 * The source files in a dep-info file, which is a makefile whose rules say what the outputs are made from (rustc_interface/passes.rs,
 * `write_out_deps`). A space in a path is written with a backslash before it; other backslashes are part of the path.
 */
export function sourcesOfDepInfo(text: string): string[] {
  const rule = text
    .split(/\r?\n/)
    .find((line) => !line.startsWith('#') && startOfSources(line) !== undefined);
  const sources = rule?.slice(startOfSources(rule)) ?? '';
  return sources
    .split(/(?<!\\) +/, mostSources)
    .map((path) => path.replaceAll('\\ ', ' '))
    .filter((path) => path !== '');
}

/** Behind the first colon that a space follows: that of a drive or of a path is followed by something else. */
function startOfSources(line: string): number | undefined {
  const at = line.indexOf(': ');
  return at < 0 ? undefined : at + 2;
}

/** The environment in which Debian's rustc and cargo run, whatever else is installed. */
export function rustEnvironment(): Record<string, string> {
  const { HOME = '/' } = process.env;
  return { PATH: '/usr/bin:/bin', HOME, CARGO_NET_OFFLINE: 'true' };
}

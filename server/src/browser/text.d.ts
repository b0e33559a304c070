/** Rust sources that the bundler puts in as text. */
declare module '*.rs' {
  const text: string;
  export default text;
}

/** The script of the sandbox's worker, which the bundler puts in. */
declare const sandboxWorkerScript: string;

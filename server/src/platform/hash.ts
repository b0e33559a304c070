/** `#platform/hash`: SHA-256, by the platform's own means where it has them for code that does not wait. */
export interface Hash {
  /** Texts count as UTF-8. */
  update(part: string | Uint8Array): Hash;
  /** In lower-case hex. To be called once. */
  hex(): string;
}

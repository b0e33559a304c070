/** Error numbers of WASI preview 1 (its `errno` type) that the host answers with. */
export const Errno = {
  success: 0,
  accessDenied: 2,
  badDescriptor: 8,
  busy: 10,
  exists: 20,
  badAddress: 21,
  illegalByteSequence: 25,
  invalidArgument: 28,
  isDirectory: 31,
  tooManyOpenFiles: 33,
  nameTooLong: 37,
  noEntry: 44,
  noSpace: 51,
  notDirectory: 54,
  notEmpty: 55,
  notSupported: 58,
  outOfRange: 61,
  readOnlyFileSystem: 69,
  seekOnPipe: 70,
  crossDevice: 75,
} as const;

export type Errno = (typeof Errno)[keyof typeof Errno];

/** Thrown inside a host function and turned into its result at the import. Guests never see an exception. */
export class WasiError extends Error {
  constructor(readonly errno: Errno) {
    super(`errno ${errno}`);
  }
}

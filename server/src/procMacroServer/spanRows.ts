/** Rows of a client's table of spans: file, item that the range counts from, start, end, hygiene context. */

export const rowLength = 5;

/** The hygiene of code as the user wrote it. */
export const rootContext = 0;

/** rust-analyzer keeps a file's edition in the upper bits of the number that its spans have for the file (span::EditionedFileId). */
export const editionShift = 23;

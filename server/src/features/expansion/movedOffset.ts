/** Where an offset of a text is after an edit, which is what differs between the common beginning and end of both texts. */
export function movedOffset(before: string, after: string, offset: number): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (offset < start || (offset === start && after.length <= before.length)) return offset;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  if (offset >= before.length - end) return offset + after.length - before.length;
  return start;
}

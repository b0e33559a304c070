/** How an operator changes the depth of angle brackets, glued ones too (`>>=` closes two); `->` and `=>` do not count. */
export function angleChange(operator: string): number {
  switch (operator) {
    case '<':
    case '<-':
      return 1;
    case '<<':
      return 2;
    case '>':
    case '>=':
      return -1;
    case '>>':
    case '>>=':
      return -2;
    default:
      return 0;
  }
}

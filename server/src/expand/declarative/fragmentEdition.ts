import type { Edition, FragmentKind } from '../../syntax/token';

/**
 * What `pat` and `expr` mean is decided by the edition of the definition, not of the call (NonterminalKind::from_symbol):
 * before 2021 `pat` takes no top-level `|`, before 2024 `expr` takes no `_` and no `const { … }`.
 */
export function fragmentOfEdition(kind: FragmentKind, definition: Edition): FragmentKind {
  if (kind === 'pat' && definition < 2021) return 'pat_param';
  if (kind === 'expr' && definition < 2024) return 'expr_2021';
  return kind;
}

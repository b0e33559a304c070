// An expression.
1 + 2

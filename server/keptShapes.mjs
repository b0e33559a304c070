/**
 * Keeps alive what V8 has optimized code for.
 *
 * Optimized code belongs to shapes of objects ("maps", in V8), and it is thrown away when a full collection of garbage finds no object of one of them
 * (V8's DependentCode, "weak objects"). Cursors, parsers, matchers and layouts live as long as one expansion, and V8 collects when nothing else is
 * to be done: so the next expansions took up to three times as long as those before, until all was compiled again. One object of each shape, the last
 * that was made, prevents that.
 */
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/**
 * The stages whose objects are short-lived and hold no more than the tokens of a file or of an expansion: what stays in memory is little. What knows a
 * workspace or a crate must not stay.
 */
const stages =
  /[\\/]server[\\/]src[\\/](syntax[\\/](?!rustDocument|sourceMap)|render[\\/]|expand[\\/]declarative[\\/]).*\.ts$/;

/** For esbuild: each constructor and each object literal of these stages leaves the last object that it has made in a variable. */
export const keepShapes = {
  name: 'keep shapes',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
      stages.test(path)
        ? { contents: withKeptShapes(await readFile(path, 'utf8')), loader: 'ts' }
        : undefined,
    );
  },
};

/** The text of a TypeScript file with that added. Its lines keep their numbers. */
export function withKeptShapes(text) {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const additions = [];
  let shapes = 0;
  const visit = (node) => {
    if (ts.isClassLike(node)) keepInstances(node);
    if (ts.isObjectLiteralExpression(node) && isMadeInFunction(node) && !isAssignedTo(node)) {
      additions.push([node.getStart(file), `(shape${shapes}=`], [node.end, ')']);
      shapes++;
    }
    ts.forEachChild(node, visit);
  };
  const keepInstances = (node) => {
    const written = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
    // What extends another class and has no constructor calls that of the other one, which keeps it.
    if (!written && node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)) return;
    if (written) additions.push([written.body.end - 1, `;shape${shapes}=this;`]);
    else additions.push([node.members.pos, `constructor(){shape${shapes}=this;}`]);
    shapes++;
  };
  visit(file);
  if (shapes === 0) return text;
  additions.sort(([one], [other]) => one - other);
  let made = '';
  let end = 0;
  for (const [position, addition] of additions) {
    made += text.slice(end, position) + addition;
    end = position;
  }
  // `var`, since a function may be called before the end of its file is reached.
  const names = Array.from({ length: shapes }, (_, index) => `shape${index}`);
  return `${made}${text.slice(end)}\nvar ${names.join(',')};\n`;
}

/** What a module makes when it is loaded stays anyway. */
function isMadeInFunction(node) {
  return (
    ts.findAncestor(node, (each) => ts.isFunctionLike(each) || ts.isPropertyDeclaration(each)) !== undefined
  );
}

/** Whether an object literal is a pattern that something is taken apart by. */
function isAssignedTo(node) {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  const isPart = ts.isPropertyAssignment(parent) || ts.isSpreadAssignment(parent);
  const around = isPart ? parent.parent : parent;
  const isInside = ts.isObjectLiteralExpression(around) || ts.isArrayLiteralExpression(around);
  return isInside && isAssignedTo(around);
}

/** What a test of an editor is tagged with: the features of which the table has a column each. */
export const editorFeatures = [
  { name: 'hover', description: 'a hover shows the expansion' },
  { name: 'document', description: 'an expansion opens as a document' },
  { name: 'live', description: 'an open expansion follows what is typed' },
  { name: 'steps', description: 'single steps, forth and back' },
  { name: 'origin', description: 'between a token and where it came from' },
  { name: 'copy', description: 'the text of an expansion is copied' },
  { name: 'inline', description: 'an expansion is written into the code' },
  { name: 'compare', description: 'two versions of an expansion are compared' },
  { name: 'uses', description: 'the calls of a macro are listed' },
  { name: 'diagnostics', description: 'macros that fail are shown in the code' },
  { name: 'rust-analyzer', description: 'rust-analyzer expands with our macro server' },
];

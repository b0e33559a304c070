/** The commands of `workspace/executeCommand`. Each but the last takes a document and a position in it, and works in any editor. */
export const commandNames = {
  /** Opens the whole expansion; gives it as a result where the client cannot open documents. */
  showExpansion: 'macroscope.showExpansion',
  showExpansionStep: 'macroscope.showExpansionStep',
  /** Gives the text of the expansion; the client puts it on its clipboard. */
  copyExpansion: 'macroscope.copyExpansion',
  /** In the source: selects what came from the cursor's place in the expansion. */
  goToExpansion: 'macroscope.goToExpansion',
  /** On the name of a macro's definition: gives the places of all calls in the workspace. */
  showUses: 'macroscope.showUses',
  /** Keeps the expansion as it is now. Its call is followed through edits, so that it can be compared later. */
  pinExpansion: 'macroscope.pinExpansion',
  compareWithPinned: 'macroscope.compareWithPinned',
  /** Compares with the expansion in the files as they are on the disk. */
  compareWithSaved: 'macroscope.compareWithSaved',
  /** Compares with the expansion in another version of the files: a second argument `{ name, texts: { [uri]: text } }` gives that. */
  compareWithTexts: 'macroscope.compareWithTexts',
  /** Compares an expansion with what it was before its last step. */
  compareStep: 'macroscope.compareStep',
  nextStep: 'macroscope.nextStep',
  previousStep: 'macroscope.previousStep',
  firstStep: 'macroscope.firstStep',
  allSteps: 'macroscope.allSteps',
  expandCall: 'macroscope.expandCall',
  collapseCall: 'macroscope.collapseCall',
  /** Gives the tree of steps as a text, with the arms that matched and what their metavariables stand for. */
  showSteps: 'macroscope.showSteps',
  inlineMacro: 'macroscope.inlineMacro',
  /** Keeps the call in a comment, for the command below. */
  inlineMacroWithMarker: 'macroscope.inlineMacroWithMarker',
  /** At a marker: compares what was written with what the call expands to today. */
  compareInlined: 'macroscope.compareInlined',
  inlineMacroInFile: 'macroscope.inlineMacroInFile',
  inlineMacroInWorkspace: 'macroscope.inlineMacroInWorkspace',
  /** Gives a text for bug reports. It takes no place. */
  showReport: 'macroscope.showReport',
} as const;

/** The command that inlines as many calls. */
export const inlineCommands = {
  call: commandNames.inlineMacro,
  marked: commandNames.inlineMacroWithMarker,
  file: commandNames.inlineMacroInFile,
  workspace: commandNames.inlineMacroInWorkspace,
} as const;

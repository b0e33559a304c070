/** Documents that the server makes. */
export const expansionScheme = 'macroscope-expansion';

/** Source files and expansions. */
export const rustDocuments = [
  { language: 'rust', scheme: 'file' },
  { language: 'rust', scheme: expansionScheme },
];

/** The texts that Compare begins with. `COMPARE_EXAMPLE` is what the embedded model makes of them. */
export const COMPARE_TEXTS = [
  'The cat is sleeping on the sofa.',
  'A kitten naps on the couch.',
  'Our flight was delayed because of fog.',
];

import { COMPARE_TEXTS } from './compare-texts.js';

/** Texts on which a student is held against its teacher: pairs that are near, and many that are not. */
export const SENTENCES: readonly string[] = [
  ...COMPARE_TEXTS,
  'My package was damaged when it arrived.',
  'I want my money back for a broken item.',
  'The train to Lisbon leaves at nine.',
  'He plays the violin in an orchestra.',
  'She is a musician.',
  'The central bank raised interest rates.',
  'Borrowing money has become more expensive.',
  'Two men are playing chess in the park.',
  'The recipe needs three eggs and some flour.',
  'How do I bake bread at home?',
  'The doctor told him to rest for a week.',
  'A patient recovers after the operation.',
  'The river flooded the lower town.',
  'Heavy rain is expected on Thursday.',
  'The team won the match in the last minute.',
  'A goal in stoppage time decided the game.',
  'Please reset my password.',
  'I cannot log in to my account.',
  'The telescope found a new planet.',
  'Children are building a castle of sand.',
  'The old bridge is closed for repairs.',
];

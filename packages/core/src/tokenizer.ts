export type { AddedTokenJson, ModelJson, TokenizerJson, WordPieceJson } from './formats/tokenizer-json.js';
export { isWordPiece, parseTokenizerJson, stringifyTokenizerJson } from './formats/tokenizer-json.js';
export type { AddedToken } from './tokenizer/added-tokens.js';
export type { SpecialTokensAround } from './tokenizer/post-processors/special-tokens-around.js';
export { createTokenizer, type TokenIdsOptions, type Tokenizer } from './tokenizer/tokenizer.js';

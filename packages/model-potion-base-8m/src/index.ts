/** The hub id of the model whose table this is. */
export const name = 'minishlab/potion-base-8M';

/** Where each file of the model is. One literal URL a file: bundlers follow these, and not a folder's. */
export const files: Record<string, URL> = {
  'config.json': new URL('../model/config.json', import.meta.url),
  'model.safetensors': new URL('../model/model.safetensors', import.meta.url),
  'modules.json': new URL('../model/modules.json', import.meta.url),
  'tokenizer.json': new URL('../model/tokenizer.json', import.meta.url),
  'README.md': new URL('../model/README.md', import.meta.url),
};

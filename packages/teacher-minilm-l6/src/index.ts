/** The hub id of the teacher. */
export const name = 'sentence-transformers/all-MiniLM-L6-v2';

/** Where each file of the teacher is. One literal URL a file: bundlers follow these, and not a folder's. */
export const files: Record<string, URL> = {
  'config.json': new URL('../model/config.json', import.meta.url),
  'config_sentence_transformers.json': new URL('../model/config_sentence_transformers.json', import.meta.url),
  'modules.json': new URL('../model/modules.json', import.meta.url),
  'sentence_bert_config.json': new URL('../model/sentence_bert_config.json', import.meta.url),
  'special_tokens_map.json': new URL('../model/special_tokens_map.json', import.meta.url),
  'tokenizer.json': new URL('../model/tokenizer.json', import.meta.url),
  'tokenizer_config.json': new URL('../model/tokenizer_config.json', import.meta.url),
  '1_Pooling/config.json': new URL('../model/1_Pooling/config.json', import.meta.url),
  'onnx/model_quantized.onnx': new URL('../model/onnx/model_quantized.onnx', import.meta.url),
};

export { distill } from './distill.js';
export { distillFromTeacher } from './distill-from-teacher.js';
export { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
export type { FitToCorpusOptions } from './fit-to-corpus/fit-options.js';
export { type FitRecord, fitRecordOf } from './fit-to-corpus/fit-record.js';
export { fitToCorpus } from './fit-to-corpus/fit-to-corpus.js';
export { type FitToVocabularyOptions, fitToVocabulary } from './fit-to-corpus/fit-to-vocabulary.js';
export { type PcaOptions, type PcaResult, pca } from './pca.js';
export { sifWeights } from './sif.js';

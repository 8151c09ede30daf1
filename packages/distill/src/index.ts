export { distill } from './distill.js';
export { distillFromTeacher } from './distill-from-teacher.js';
export type { DistillOptions } from './distill-options.js';
export { type PcaOptions, type PcaResult, pca } from './pca.js';
export { sifWeights } from './sif.js';

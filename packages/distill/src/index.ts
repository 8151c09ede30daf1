export { distill } from './distill.js';
export { distillFromTeacher } from './distill-from-teacher.js';
export { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
export { type PcaOptions, type PcaResult, pca } from './pca.js';
export { sifWeights } from './sif.js';

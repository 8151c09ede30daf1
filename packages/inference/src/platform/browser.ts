export { embeddedSource } from './browser/embedded-source.js';
export { modelLocation } from './browser/model-location.js';
export { spawnTeacherWorker } from './browser/spawn-teacher-worker.js';

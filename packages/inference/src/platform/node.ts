export { embeddedSource } from './node/embedded-source.js';
export { modelLocation } from './node/model-location.js';
export { spawnTeacherWorker } from './node/spawn-teacher-worker.js';

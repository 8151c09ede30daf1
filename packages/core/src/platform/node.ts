export { workerPort } from './node/worker-port.js';

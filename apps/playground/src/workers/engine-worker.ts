import { serveWorker } from '@m2v/core/kit';
import { createEngine } from './engine.js';

serveWorker(createEngine());

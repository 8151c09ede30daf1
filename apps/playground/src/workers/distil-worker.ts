import { serveWorker } from '@m2v/core/kit';
import { distilApi } from './distil.js';

serveWorker(distilApi);

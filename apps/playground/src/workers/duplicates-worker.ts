import { serveWorker } from '@m2v/core/kit';
import { duplicatesApi } from './duplicates.js';

serveWorker(duplicatesApi);

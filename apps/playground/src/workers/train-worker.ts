import { serveWorker } from '@m2v/core/kit';
import { createTrainer } from './train.js';

serveWorker(createTrainer());

import { serveWorker } from '@m2v/core/kit';
import { teacherWorkerApi } from './teacher/teacher-worker-api.js';

serveWorker(teacherWorkerApi);

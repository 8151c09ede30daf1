import type { CalledWorker } from '@m2v/core/kit';
import type { EngineApi } from '../workers/engine.js';

/** Calls to the worker that holds the model; what views' states need of it. */
export type EngineCalls = Pick<CalledWorker<EngineApi>, 'call'>;

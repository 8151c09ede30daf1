import type { CalledWorker } from '@m2v/core/kit';
import { directCalls } from '../state/direct-calls.fixture.js';
import { createEngine, type EngineApi } from './engine.js';
import type { TableSource } from './read-table.js';

type Calls = Pick<CalledWorker<EngineApi>, 'call'>;

/** An engine that keeps the embedded model, for tests. */
export async function engineWithModel(): Promise<Calls> {
  const engine = directCalls(createEngine());
  await engine.call('keepModel', { id: (await engine.call('load', { kind: 'embedded' })).id });
  return engine;
}

/** Reads a table and keeps it, as a page does. */
export async function keepTable(engine: Calls, source: TableSource): Promise<void> {
  await engine.call('keepTable', { id: (await engine.call('readTable', source)).id });
}

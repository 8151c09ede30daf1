import { InputError } from '@m2v/core';
import { collectTokenBags, type TokenBags, Transferred } from '@m2v/core/kit';
import { createTokenizer, type Tokenizer, type TokenizerJson } from '@m2v/core/tokenizer';
import type { NetworkMemory } from '../network/network-memory.js';
import { createNetworkShare } from '../network/network-share.js';
import { trainingTokenIds } from '../training-token-ids.js';
import { followPhases, type Phase } from './phases.js';

export type TrainWorkerApi = ReturnType<typeof createTrainWorkerApi>;

/** The functions of the second thread: it tokenizes beside the first one, or takes its share of a network. */
export function createTrainWorkerApi() {
  let tokenizer: Tokenizer | undefined;
  let training: { memory: NetworkMemory; share: Record<Phase, () => void> } | undefined;

  return {
    async loadTokenizer(json: TokenizerJson): Promise<void> {
      tokenizer = await createTokenizer(json);
    },

    async tokenize({
      texts,
      maxLength,
    }: {
      texts: string[];
      maxLength: number | null;
    }): Promise<Transferred<TokenBags>> {
      const loaded = tokenizer;
      if (loaded === undefined) throw new InputError({ what: 'there is no tokenizer yet' });
      const tokenIds = (text: string) => trainingTokenIds(loaded, text, maxLength);
      const bags = await collectTokenBags(texts, loaded.tokens.length, tokenIds);
      return new Transferred(bags, [bags.ids.buffer, bags.counts.buffer, bags.offsets.buffer]);
    },

    prepare(memory: NetworkMemory): void {
      training = { memory, share: createNetworkShare(memory, 1, 2) };
    },

    /** Does not return: the leader ends the thread. */
    follow(_input: null): void {
      if (training === undefined) throw new InputError({ what: 'there is no network yet' });
      const { memory, share } = training;
      followPhases(memory.control, (phase) => share[phase]());
    },
  };
}

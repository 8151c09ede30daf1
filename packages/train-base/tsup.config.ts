import { library } from '../../tsup.base.js';

export default library({
  index: 'src/index.ts',
  'train-worker': 'src/train-worker.ts',
  'platform/node': 'src/platform/node.ts',
  'platform/browser': 'src/platform/browser.ts',
});

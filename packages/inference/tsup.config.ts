import { library } from '../../tsup.base.js';

export default library({
  index: 'src/index.ts',
  teacher: 'src/teacher.ts',
  'teacher-worker': 'src/teacher-worker.ts',
  test: 'src/test.ts',
  'platform/node': 'src/platform/node.ts',
  'platform/browser': 'src/platform/browser.ts',
});

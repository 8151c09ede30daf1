import { library } from '../../tsup.base.js';

export default library({
  m2v: 'src/m2v.ts',
});

export default {
  // The page and its worker wait for results at the top level.
  build: { target: 'es2022' },
  worker: { format: 'es' },
};

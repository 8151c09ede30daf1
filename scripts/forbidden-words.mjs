/**
 * What a bundle for a browser must not hold: modules of Node, hosts that code would come from, and code made of text, which
 * a strict content security policy forbids.
 */
export const FORBIDDEN_WORDS =
  /["'](?:node:[a-z]|fs|path|os|worker_threads)["'/]|jsdelivr|unpkg\.com|esm\.sh|cdnjs|skypack|\beval\(|new Function\(/;

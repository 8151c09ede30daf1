/** Whether code may be made of text here, as WebGL's library does: a strict content security policy forbids it. */
export function evalAllowed(): boolean {
  try {
    return new Function('return true')();
  } catch {
    return false;
  }
}

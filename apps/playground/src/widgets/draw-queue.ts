/**
 * Takes drawings one after another, for a library that refuses one while another is under way; of those that wait only
 * the newest is drawn.
 */
export function createDrawQueue(fail: (error: unknown) => void): (draw: () => Promise<void>) => void {
  let newest = 0;
  let drawing = Promise.resolve();
  return (draw) => {
    const place = ++newest;
    drawing = drawing.then(() => (place === newest ? draw() : undefined)).catch(fail);
  };
}

/** Pans the map that is open: how many frames a second it draws, by which renderer, and whether the picture has moved. */
export async function panMap(page) {
  const canvas = page.locator('.scatter canvas');
  const before = await canvas.screenshot();
  const { x, y, width, height } = await canvas.boundingBox();
  await page.evaluate(() => {
    globalThis.frames = [];
    const note = (time) => {
      globalThis.frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let i = 0; i < 90; i++) await page.mouse.move(x + width / 2 + 80 * Math.sin(i / 8), y + height / 2 + i);
  await page.mouse.up();
  const times = await page.evaluate(() => globalThis.frames);
  const framesPerSecond = ((times.length - 1) * 1000) / (times.at(-1) - times[0]);
  return { framesPerSecond, renderer: await rendererName(page), moved: !before.equals(await canvas.screenshot()) };
}

function rendererName(page) {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'unknown';
  });
}

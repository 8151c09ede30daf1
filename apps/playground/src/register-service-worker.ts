/** Keeps the page and the model for when there is no network. A page works without it, as where it is not served by https. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // After all that the first view needs has come.
  addEventListener('load', () => {
    navigator.serviceWorker.register('./sw.js').catch((error: unknown) => console.warn(`offline is off: ${error}`));
  });
}

import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { UseThis } from '../examples/use-this.js';

/** The way from the page to one's own program: what to install, the code, and the command. */
export function UseThisPanel({ use: { packages, code, command } }: { use: UseThis }): JSX.Element {
  return (
    <details class="use card">
      <summary>Use this in your own code</summary>
      <div class="stack">
        <Snippet label="Install" code={`npm install ${packages.join(' ')}`} />
        <Snippet label="TypeScript" code={code} />
        <Snippet label="The same from the shell" code={command} />
      </div>
    </details>
  );
}

const SHOWN_MS = 2000;

function Snippet({ label, code }: { label: string; code: string }): JSX.Element {
  const outcome = useSignal('Copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      outcome.value = 'Copied';
    } catch {
      // A page that came by plain http has no clipboard, and a browser may refuse it.
      outcome.value = 'Not allowed: select it';
    }
    setTimeout(() => {
      outcome.value = 'Copy';
    }, SHOWN_MS);
  };
  return (
    <figure class="snippet">
      <figcaption class="row spread small muted">
        {label}
        <button type="button" class="button quiet small" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
          {outcome.value}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide code is scrolled by the arrow keys. */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}

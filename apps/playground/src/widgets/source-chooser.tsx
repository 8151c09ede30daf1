import type { Signal } from '@preact/signals-core';
import type { ComponentChildren, JSX } from 'preact';
import { HUB_ID } from '../workers/hub-id.js';
import { DropZone, FolderButton } from './drop-zone.js';
import type { PageFolder } from './dropped-files.js';

/** Where a model or a teacher comes from: a folder, the one that comes with the page, a hub id; `children` are further ways. */
export function SourceChooser(props: {
  /** `model` or `teacher`. */
  what: string;
  hint: string;
  hubId: Signal<string>;
  /** A hub id that is one. */
  example: string;
  onFolder: (folder: PageFolder) => void;
  /** What was dropped, where that may be more than a folder. */
  onDrop?: (dropped: PageFolder) => void;
  onEmbedded: () => void;
  onHub: (id: string) => void;
  children?: ComponentChildren;
}): JSX.Element {
  const { what, hint, hubId, example, onFolder, onDrop = onFolder, onEmbedded, onHub, children } = props;
  return (
    <DropZone class="tight-drop" onDrop={onDrop}>
      <div class="row">
        <FolderButton label="Folder…" onFolder={onFolder} />
        {children}
        <button type="button" class="button" onClick={onEmbedded}>
          Embedded
        </button>
      </div>
      <form
        class="row hub"
        onSubmit={(event) => {
          event.preventDefault();
          onHub(hubId.value.trim());
        }}
      >
        <input
          class="field"
          aria-label={`Hub id of a ${what}`}
          placeholder={example}
          pattern={String.raw`\s*${HUB_ID}\s*`}
          title="owner/name"
          required
          value={hubId.value}
          onInput={(event) => {
            hubId.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button">
          Load
        </button>
      </form>
      <p class="muted small">{hint}</p>
    </DropZone>
  );
}

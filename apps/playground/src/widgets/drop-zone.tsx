import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { chosenFolder, droppedFolder, type PageFolder } from './dropped-files.js';

/** A place to drop files or a folder on; the buttons within do the same. */
export function DropZone(props: {
  onDrop: (dropped: PageFolder) => void;
  class?: string;
  children: ComponentChildren;
}): JSX.Element {
  const over = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the buttons within do the same.
    <div
      class={`drop ${props.class ?? ''} ${over.value ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        if (event.dataTransfer !== null) void droppedFolder(event.dataTransfer.items).then(props.onDrop);
      }}
    >
      {props.children}
    </div>
  );
}

/** A button that asks for a file. */
export function FileButton(props: { label: string; accept?: string; onFile: (file: File) => void }): JSX.Element {
  return (
    <label class="button file-button">
      {props.label}
      <input
        type="file"
        class="visually-hidden"
        accept={props.accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) props.onFile(file);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

// What browsers call the choice of a folder; Preact's types do not know it.
const WHOLE_FOLDER = { webkitdirectory: true };

/** A button that asks for a folder. */
export function FolderButton(props: { label: string; onFolder: (folder: PageFolder) => void }): JSX.Element {
  return (
    <label class="button file-button">
      {props.label}
      <input
        type="file"
        class="visually-hidden"
        {...WHOLE_FOLDER}
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length > 0) props.onFolder(chosenFolder(files));
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

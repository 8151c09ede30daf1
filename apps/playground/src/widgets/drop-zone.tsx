import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { messageOf } from '../state/message-of.js';
import { chosenFolder, droppedFolder, type PageFolder } from './dropped-files.js';

/** A place to drop files or a folder on; the buttons within do the same. What `onDrop` throws is told here. */
export function DropZone(props: {
  onDrop: (dropped: PageFolder) => void;
  class?: string;
  children: ComponentChildren;
}): JSX.Element {
  const over = useSignal(false);
  const error = useSignal<string | undefined>(undefined);
  const take = async (items: DataTransferItemList) => {
    try {
      error.value = undefined;
      props.onDrop(await droppedFolder(items));
    } catch (cause) {
      error.value = messageOf(cause);
    }
  };
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
        if (event.dataTransfer !== null) void take(event.dataTransfer.items);
      }}
    >
      {props.children}
      {error.value !== undefined && (
        <p class="error" role="alert">
          {error.value}
        </p>
      )}
    </div>
  );
}

/** A button that asks for a file. */
export function FileButton(props: { label: string; accept: string; onFile: (file: File) => void }): JSX.Element {
  return (
    <FileInput label={props.label} attributes={{ accept: props.accept }} onFiles={([file]) => props.onFile(file)} />
  );
}

// What browsers call the choice of a folder; Preact's types do not know it.
const WHOLE_FOLDER = { webkitdirectory: true, multiple: true };

/** A button that asks for a folder. */
export function FolderButton(props: { label: string; onFolder: (folder: PageFolder) => void }): JSX.Element {
  return (
    <FileInput label={props.label} attributes={WHOLE_FOLDER} onFiles={(files) => props.onFolder(chosenFolder(files))} />
  );
}

function FileInput(props: {
  label: string;
  attributes: { accept: string } | typeof WHOLE_FOLDER;
  onFiles: (files: File[]) => void;
}): JSX.Element {
  return (
    <label class="button file-button">
      {props.label}
      <input
        type="file"
        class="visually-hidden"
        {...props.attributes}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          if (files.length > 0) props.onFiles(files);
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

/** A place to drop files on, with a button that does the same. */
export function DropZone(props: {
  label: string;
  accept?: string;
  /** A folder is chosen instead of files. */
  folder?: boolean;
  onFiles: (files: File[]) => void;
  children?: ComponentChildren;
}): JSX.Element {
  const { label, accept, folder = false, onFiles, children } = props;
  const over = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the button beside does the same.
    <div
      class={over.value ? 'drop over' : 'drop'}
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
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <FileButton label={label} accept={accept} folder={folder} onFiles={onFiles} />
      {children}
    </div>
  );
}

/** A button that asks for files. */
export function FileButton(props: {
  label: string;
  accept?: string;
  folder?: boolean;
  onFiles: (files: File[]) => void;
}): JSX.Element {
  const { label, accept, folder = false, onFiles } = props;
  return (
    <label class="button file-button">
      {label}
      <input
        type="file"
        class="visually-hidden"
        accept={accept}
        multiple={folder}
        // What browsers call the choice of a folder.
        {...(folder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}

import type { JSX } from 'preact';

/** A button that has something made and saves it as a file; what is made may come to nothing, which its task tells. */
export function DownloadButton(props: {
  label: string;
  fileName: string;
  make: () => Promise<Blob | undefined>;
}): JSX.Element {
  const { label, fileName, make } = props;
  const save = async () => {
    const content = await make();
    if (content !== undefined) download(content, fileName);
  };
  return (
    <button type="button" class="button" onClick={() => void save()}>
      {label}
    </button>
  );
}

/** Hands a file to the browser, which saves it where downloads go. */
function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

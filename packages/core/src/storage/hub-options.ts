import type { OnProgress, OnWarning } from '../progress.js';
import type { FetchOptions } from './fetch-file.js';

/** How files come from the hub. What is not given is read from the environment, in Node, when the call is made. */
export interface HubOptions extends FetchOptions {
  /** A branch, a tag or a commit. Default `main`. */
  revision?: string;
  /** What the hub knows you by; false sends none. Default: `HF_TOKEN`, else what the hub's own tools stored. */
  token?: string | false;
  /** The hub's address. Default: `HF_ENDPOINT`, else https://huggingface.co. */
  hubUrl?: string;
  /** Folder of downloads, shared with Python's huggingface_hub. Default: `HF_HUB_CACHE`, else `$HF_HOME/hub`. */
  cacheDir?: string;
  /** Told of every part of a download: `download`, in bytes, over all files asked for so far. */
  onProgress?: OnProgress;
  /** Told when the hub does not answer and a downloaded copy is used. Default: `console.warn`. */
  onWarning?: OnWarning;
}

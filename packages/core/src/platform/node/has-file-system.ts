/** Node has files. */
export const hasFileSystem: boolean = true;

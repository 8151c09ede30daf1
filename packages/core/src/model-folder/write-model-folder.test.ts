import { describe, expect, test } from 'vitest';
import { SourceError } from '../errors.js';
import { formatModelCard } from '../formats/model-card.js';
import { readableFolder } from './aside.js';
import { type MemoryDisk, memoryFolderOps } from './memory-folder-ops.js';
import { writeModelFolder } from './write-model-folder.js';

const encode = (text: string) => new TextEncoder().encode(text);
const FOREIGN_CARD = encode('# Written by hand');

/** A model's files, each of them saying which model it belongs to. */
function modelFiles(version: string, names = ['model.safetensors', 'tokenizer.json', 'config.json']) {
  return new Map([
    ...names.map((name) => [name, encode(version)] as const),
    ['README.md', formatModelCard({}, version)],
  ]);
}

function diskWith(folder: string, files: ReadonlyMap<string, Uint8Array> | null): MemoryDisk {
  const disk: MemoryDisk = new Map([['/home', null]]);
  if (files !== null) disk.set(folder, null);
  for (const [name, bytes] of files ?? []) disk.set(`${folder}/${name}`, bytes);
  return disk;
}

/** What a load would read: the files of the readable folder. */
async function loaded(disk: MemoryDisk, folder: string): Promise<Map<string, Uint8Array>> {
  const readable = await readableFolder(memoryFolderOps(disk), folder);
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of disk) {
    if (readable !== undefined && bytes !== null && path.startsWith(`${readable}/`)) {
      files.set(path.slice(readable.length + 1), bytes);
    }
  }
  return files;
}

/** The steps of a save, on a copy of the disk. */
async function stepsOf(disk: MemoryDisk, files: ReadonlyMap<string, Uint8Array>): Promise<string[]> {
  const steps: string[] = [];
  await writeModelFolder(
    memoryFolderOps(new Map(disk), (step) => steps.push(step)),
    '/home/model',
    files,
  );
  return steps;
}

const TARGETS: [name: string, files: ReadonlyMap<string, Uint8Array> | null][] = [
  ['missing', null],
  ['empty', new Map()],
  ['holding a model', modelFiles('old')],
  ['holding a pipeline', modelFiles('old', ['model.safetensors', 'tokenizer.json', 'config.json', 'head.safetensors'])],
];

describe.each(TARGETS)('a target %s', (_, old) => {
  const disk = () => diskWith('/home/model', old);
  const wanted = modelFiles('new');

  test('holds the new model afterwards, and nothing lies beside it', async () => {
    const after = disk();
    await writeModelFolder(memoryFolderOps(after), '/home/model', wanted);
    expect(after).toEqual(diskWith('/home/model', wanted));
  });

  test('holds the old model or the new one after a kill at any step, and the next save tidies up', async () => {
    const steps = await stepsOf(disk(), wanted);
    expect(steps.length).toBeGreaterThan(5);
    let sawNew = 0;
    for (let last = 0; last < steps.length; last++) {
      const after = disk();
      let count = 0;
      const killed = memoryFolderOps(after, () => {
        if (count++ >= last) throw new Error('killed');
      });
      // A save may end without an error where only the old model's removal was cut off.
      await writeModelFolder(killed, '/home/model', wanted).catch(() => {});
      const files = await loaded(after, '/home/model');
      const isNew = files.get('config.json')?.toString() === encode('new').toString();
      if (isNew) sawNew++;
      expect(files).toEqual(isNew ? wanted : (old ?? new Map()));

      await writeModelFolder(memoryFolderOps(after), '/home/model', wanted);
      expect(after).toEqual(diskWith('/home/model', wanted));
    }
    expect(sawNew).toBe(old !== null && old.size > 0 ? old.size + 1 : 0);
  });

  test('is as it was after an error at any step, with nothing beside it', async () => {
    const steps = await stepsOf(disk(), wanted);
    for (let wrong = 0; wrong < steps.length; wrong++) {
      const after = disk();
      let count = 0;
      const failing = memoryFolderOps(after, () => {
        if (count++ === wrong) throw new SourceError('no-space', { what: 'the disk is full' });
      });
      const error = await writeModelFolder(failing, '/home/model', wanted).catch((error: unknown) => error);
      if (error === undefined) {
        // Only removing the old model may fail unsaid: the new one is in place.
        expect(await loaded(after, '/home/model')).toEqual(wanted);
      } else {
        expect(SourceError.is(error) && error.code).toBe('no-space');
        const restored = diskWith('/home/model', old);
        // An empty folder that made room for the new one is as good as none.
        if (old?.size === 0) {
          restored.delete('/home/model');
          after.delete('/home/model');
        }
        expect(after).toEqual(restored);
      }
    }
  });
});

test('folders made for the target are removed after an error, down to those that were there', async () => {
  const disk = diskWith('/home/model', null);
  const ops = memoryFolderOps(disk, (step) => {
    if (step.startsWith('write')) throw new SourceError('no-space', { what: 'the disk is full' });
  });
  await expect(writeModelFolder(ops, '/home/a/b/model', modelFiles('new'))).rejects.toThrow('the disk is full');
  expect(disk).toEqual(diskWith('/home/model', null));
});

describe('a README.md that somebody wrote', () => {
  test('is kept in a folder that is replaced', async () => {
    const disk = diskWith('/home/model', new Map([...modelFiles('old'), ['README.md', FOREIGN_CARD]]));
    await writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'));
    expect(disk).toEqual(diskWith('/home/model', new Map([...modelFiles('new'), ['README.md', FOREIGN_CARD]])));
  });

  test('is kept among other files', async () => {
    const old = new Map([
      ['README.md', FOREIGN_CARD],
      ['notes.txt', encode('mine')],
    ]);
    const disk = diskWith('/home/model', old);
    await writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'));
    expect(disk).toEqual(diskWith('/home/model', new Map([...modelFiles('new'), ...old])));
  });

  test('is kept when the old model had been left aside', async () => {
    const disk = diskWith('/home/.model.m2v-old', new Map([...modelFiles('old'), ['README.md', FOREIGN_CARD]]));
    await writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'));
    expect(disk).toEqual(diskWith('/home/model', new Map([...modelFiles('new'), ['README.md', FOREIGN_CARD]])));
  });
});

describe('a target with other files', () => {
  const others = new Map([
    ['notes.txt', encode('mine')],
    ['photo.png', encode('mine too')],
  ]);
  const old = new Map([...modelFiles('old'), ['head.safetensors', encode('old')], ...others]);

  test('gets the new files, loses what would be taken for part of them, and keeps the rest', async () => {
    const disk = diskWith('/home/model', old);
    await writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'));
    expect(disk).toEqual(diskWith('/home/model', new Map([...modelFiles('new'), ...others])));
  });

  test('is as it was after an error at any step', async () => {
    const steps = await stepsOf(diskWith('/home/model', old), modelFiles('new'));
    for (let wrong = 0; wrong < steps.length; wrong++) {
      const disk = diskWith('/home/model', old);
      let count = 0;
      const failing = memoryFolderOps(disk, () => {
        if (count++ === wrong) throw new SourceError('no-space', { what: 'the disk is full' });
      });
      const error = await writeModelFolder(failing, '/home/model', modelFiles('new')).catch((error: unknown) => error);
      // Only tidying up what is old may fail once the new model is in place.
      if ((await loaded(disk, '/home/model')).get('config.json')?.toString() === encode('new').toString()) continue;
      expect(SourceError.is(error) && error.code).toBe('no-space');
      expect(disk).toEqual(diskWith('/home/model', old));
    }
  });

  test.each([
    ['among other files', old],
    ['among a model’s', modelFiles('old')],
  ])('with a folder that bears a file’s name, %s, is refused before anything is touched', async (_, files) => {
    const disk = diskWith('/home/model', files);
    disk.delete('/home/model/tokenizer.json');
    disk.set('/home/model/tokenizer.json', null);
    const before = new Map(disk);
    await expect(writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'))).rejects.toThrow(
      '/home/model/tokenizer.json: a folder stands where a file is to be written; remove it or choose another place',
    );
    expect(disk).toEqual(before);
  });

  test('keeps the other files at every step, and never holds a loadable mix', async () => {
    const steps = await stepsOf(diskWith('/home/model', old), modelFiles('new'));
    for (let last = 0; last < steps.length; last++) {
      const disk = diskWith('/home/model', old);
      let count = 0;
      const killed = memoryFolderOps(disk, () => {
        if (count++ >= last) throw new Error('killed');
      });
      await writeModelFolder(killed, '/home/model', modelFiles('new')).catch(() => {});
      const files = await loaded(disk, '/home/model');
      for (const [name, bytes] of others) expect(files.get(name)).toEqual(bytes);
      const versions = ['config.json', 'model.safetensors', 'tokenizer.json'].map((name) =>
        files.get(name)?.toString(),
      );
      if (versions[0] !== undefined) expect(new Set(versions).size).toBe(1);

      await writeModelFolder(memoryFolderOps(disk), '/home/model', modelFiles('new'));
      expect(disk).toEqual(diskWith('/home/model', new Map([...modelFiles('new'), ...others])));
    }
  });
});

test('a folder that cannot be renamed gets its files one by one', async () => {
  const disk = diskWith('/home/model', modelFiles('old'));
  const ops = memoryFolderOps(disk, (step) => expect(step).not.toMatch(/^rename \/home\/model /));
  await writeModelFolder({ ...ops, isMovable: async () => false }, '/home/model', modelFiles('new'));
  expect(disk).toEqual(diskWith('/home/model', modelFiles('new')));
});

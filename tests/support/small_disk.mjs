// A disk of a few MiB that can be filled, and made to be read only. Takes the right to mount.
import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pieceBytes = 4096;

export class SmallDisk {
  // Null where this user may not mount.
  static async mount(folder, mib = 16) {
    await mkdir(folder, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=700`, 'tmpfs', folder]);
    } catch {
      return null;
    }
    const disk = new SmallDisk();
    disk.folder = folder;
    return disk;
  }

  get #ballast() {
    return path.join(this.folder, 'ballast');
  }

  // Until not one more block goes onto it.
  async fill() {
    const file = await open(this.#ballast, 'a');
    try {
      for (;;) await file.write(Buffer.alloc(pieceBytes, 1));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    } finally {
      await file.close();
    }
  }

  free() {
    return rm(this.#ballast);
  }

  remount(how) {
    return run('mount', ['-o', `remount,${how}`, this.folder]);
  }

  async unmount() {
    await run('umount', ['-l', this.folder]);
  }
}

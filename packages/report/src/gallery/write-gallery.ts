import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../render/write-files.ts';
import { type GalleryItem, readReports } from './read-reports.ts';

/** Pages that explain what the figures show. */
const LECTURE = 'lecture/index.html';

/**
 * Draws the gallery of a folder of reports, `index.html` and `README.md` there, out of what is in it: whichever of the experiments were reported on, and when.
 *
 * @param items - the experiments that are figures, in the order in which they are shown
 * @param command - what to type to make it again
 * @returns the path of the page
 * @throws InputError where the folder cannot be written to
 */
export async function writeGallery(folder: string, items: readonly GalleryItem[], command: string): Promise<string> {
  // The rasteriser is heavy: only a gallery pays for it.
  const [{ galleryPage }, { galleryText }] = await Promise.all([
    import('./gallery-page.ts'),
    import('./gallery-text.ts'),
  ]);
  const entries = readReports(folder, items);
  const lecture = existsSync(join(folder, LECTURE)) ? LECTURE : undefined;
  await writeFiles(
    folder,
    new Map([
      ['README.md', galleryText(entries, command, lecture)],
      ['index.html', galleryPage(entries, command, lecture)],
    ]),
  );
  return join(folder, 'index.html');
}

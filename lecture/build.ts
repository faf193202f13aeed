import { pages } from './pages/index.ts';
import { contentsPage, lecturePage, pageFile } from './site/page.ts';
import { type Records, readRecords } from './site/records.ts';

/**
 * The lecture's files by name. The same records give the same bytes.
 * @param reports - folder of the reports; a record that a page needs and that is not there is an error
 */
export async function buildLecture(reports: string): Promise<Map<string, string>> {
  const records = new Map<string, Records>();
  for (const experiment of new Set(pages.flatMap((page) => page.experiments)))
    records.set(experiment, await readRecords(reports, experiment));
  const files = new Map<string, string>();
  for (let index = 0; index < pages.length; index++)
    files.set(pageFile(pages, index), await lecturePage({ pages, index }, records));
  return files.set('index.html', contentsPage(pages));
}

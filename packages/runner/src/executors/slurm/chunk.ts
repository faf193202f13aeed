import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from '@minebench/core';
import type { PlannedCell } from '../../experiment/plan.ts';
import { isOwnProcedure } from '../../procedures/index.ts';
import { replaceFile } from '../../store/durable-file.ts';

/** What all tasks of a job array have in common. */
export interface ChunkSetting {
  readonly experimentUrl: string;
  readonly anchors: readonly string[];
  readonly store: string;
  readonly retry: boolean;
  readonly checkpointSeconds: number;
  readonly cellsPerProgram: number;
  readonly commit: string | null;
  readonly workers: number;
  readonly timeoutSeconds: number | null;
}

/** A cell of a chunk: complete, so that a task needs no plan of the whole sweep. */
export interface ChunkCell {
  readonly name: string;
  readonly label: string;
  readonly cell: Cell;
  readonly files: readonly string[];
  readonly cost: number;
  readonly own: boolean;
}

/** Below the folder of the records. */
export const SLURM_FOLDER = 'slurm';

const settingFile = (folder: string): string => join(folder, 'setting.json');
const chunkFile = (folder: string, index: number): string => join(folder, `chunk-${index}.jsonl`);

/** While it is there, no further cell starts. */
export const finishFile = (folder: string): string => join(folder, 'finish');

export const writeSetting = (folder: string, setting: ChunkSetting): void =>
  replaceFile(settingFile(folder), `${JSON.stringify(setting)}\n`);

export const readSetting = (folder: string): ChunkSetting => JSON.parse(readFileSync(settingFile(folder), 'utf8'));

/** Cells of one task, a line each, in the order in which it runs them. */
export function writeChunk(
  folder: string,
  index: number,
  cells: readonly PlannedCell[],
  labelOf: (name: string) => string,
): void {
  const lines = cells.map(({ name, cell, files, cost, procedure }) => {
    const line: ChunkCell = { name, label: labelOf(name), cell, files, cost, own: isOwnProcedure(procedure) };
    return `${JSON.stringify(line)}\n`;
  });
  replaceFile(chunkFile(folder, index), lines.join(''));
}

export const readChunk = (folder: string, index: number): ChunkCell[] =>
  readFileSync(chunkFile(folder, index), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Names of all cells of a job's chunks. */
export const chunkedCells = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap((file) => /^chunk-(\d+)\.jsonl$/.exec(file)?.[1] ?? [])
    .flatMap((index) => readChunk(folder, Number(index)).map(({ name }) => name));

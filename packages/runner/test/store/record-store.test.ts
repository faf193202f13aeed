import { execFileSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { CellRecord } from '@minebench/core';
import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { cellName, RecordStore } from '../../src/index.ts';
import { encodeRecord, toJson } from '../../src/store/record-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const record = (dataSeed: number, result: object = { status: 'completed', nats: 0.25 }): CellRecord => ({
  schema: 1,
  cell: { procedure: 'p', params: { a: [1, 2] }, dataSeed, initSeed: 0, engine: 'host', protocol: {}, code: 'c' },
  result: result as CellRecord['result'],
  provenance: {
    startedAt: '2024-01-01T00:00:00.000Z',
    seconds: 1,
    commit: null,
    versions: {},
    machine: { os: 'o', arch: 'a', cpu: 'c', cores: 1 },
    threads: 1,
    peakMemoryBytes: 1,
  },
});

const name = cellName(record(1).cell);

describe('a cell has a name', () => {
  it('that does not depend on the order of its members', () => {
    const { cell } = record(1);
    expect(cellName(Object.fromEntries(Object.entries(cell).reverse()) as never)).toBe(name);
  });

  it('that changes with every member', () => {
    const { cell } = record(1);
    const changed = Object.keys(cell).map((key) => cellName({ ...cell, [key]: 'other' }));
    expect(new Set([...changed, name]).size).toBe(Object.keys(cell).length + 1);
  });
});

describe('a record store', () => {
  it('gives back what was written, as one line of JSON under the name of the cell', () => {
    const store = new RecordStore(join(temporaryFolder(), 'a', 'b'));
    store.write(record(1));
    store.write(record(2));
    expect(store.read(name)).toEqual({ kind: 'record', record: record(1) });
    expect(store.names()).toEqual([name, cellName(record(2).cell)].sort());
    expect(readFileSync(store.pathOf(name), 'utf8')).toMatch(/^\{.*\}\n$/);
    expect(dirname(store.pathOf(name)).endsWith(name.slice(0, 2))).toBe(true);
  });

  it('never writes into a record that is there: a reader of the old one still has it whole', () => {
    const store = new RecordStore(temporaryFolder());
    store.write(record(1));
    const reader = openSync(store.pathOf(name), 'r');
    store.write(record(1, { status: 'failed', reason: 'later' }));
    expect(readFileSync(reader, 'utf8')).toContain('completed');
    closeSync(reader);
    expect(store.read(name)).toMatchObject({ record: { result: { status: 'failed' } } });
  });

  it('leaves no temporary file behind', () => {
    const folder = temporaryFolder();
    const store = new RecordStore(folder);
    store.write(record(1));
    store.write(record(1));
    store.requireWritable();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((found) => found.isFile());
    expect(files.map((file) => file.name)).toEqual([`${name}.json`]);
  });

  it('leaves none behind either where a record cannot be put in its place', () => {
    const store = new RecordStore(temporaryFolder());
    mkdirSync(store.pathOf(name), { recursive: true });
    expect(() => store.write(record(1))).toThrow(/^store ".*" cannot be written \(EISDIR\)/);
    expect(readdirSync(dirname(store.pathOf(name)))).toEqual([`${name}.json`]);
  });

  it('knows nothing of a folder that does not exist', () => {
    const store = new RecordStore(join(temporaryFolder(), 'nowhere'));
    expect(store.names()).toEqual([]);
    expect(store.read(name)).toEqual({ kind: 'missing' });
  });

  const text = encodeRecord(record(1));
  it.each([
    ['cut in half', text.slice(0, text.length / 2), 'no whole JSON text'],
    ['cut by one byte of its brace', text.slice(0, -2), 'no whole JSON text'],
    ['empty', '', 'it is empty'],
    ['of another cell', encodeRecord(record(2)), 'its cell is not the one in its name'],
    ['with a changed cell', text.replace('"engine":"host"', '"engine":"tfjs:cpu"'), 'not the one in its name'],
    ['without a result', text.replace('"result"', '"resutl"'), 'it is no record'],
    ['of an unknown status', text.replace('completed', 'finished'), 'it is no record (result.status'],
    ['of another kind', '[1, 2, 3]', 'it is no record'],
    ['of zeros', '\0'.repeat(300), 'no whole JSON text'],
  ])('tells a record %s from a whole one', (_, broken, reason) => {
    const store = new RecordStore(temporaryFolder());
    store.write(record(1));
    writeFileSync(store.pathOf(name), broken);
    expect(store.read(name)).toMatchObject({ kind: 'corrupt', reason: expect.stringContaining(reason) });
  });

  it('tells every truncation from a whole record', () => {
    const store = new RecordStore(temporaryFolder());
    store.write(record(1));
    // The final newline alone may be missing.
    for (let length = text.length - 2; length >= 0; length--) {
      truncateSync(store.pathOf(name), length);
      expect(store.read(name).kind).toBe('corrupt');
    }
  });

  it('sets a record aside under a new name each time and deletes nothing', () => {
    const store = new RecordStore(temporaryFolder());
    const moved = ['one', 'two'].map((broken) => {
      store.write(record(1));
      writeFileSync(store.pathOf(name), broken);
      return store.setAside(name)!;
    });
    expect(new Set(moved).size).toBe(2);
    for (const path of moved) expect(path.startsWith(`${store.pathOf(name)}.corrupt-`)).toBe(true);
    expect(moved.map((path) => readFileSync(path, 'utf8'))).toEqual(['one', 'two']);
    expect(store.read(name)).toEqual({ kind: 'missing' });
    expect(store.names()).toEqual([]);
  });

  it('leaves a whole record that has taken the place of the corrupt one meanwhile, and nothing where there is none', () => {
    const store = new RecordStore(temporaryFolder());
    expect(store.setAside(name)).toBeUndefined();
    store.write(record(1));
    expect(store.setAside(name)).toBeUndefined();
    expect(store.read(name)).toEqual({ kind: 'record', record: record(1) });
    expect(readdirSync(dirname(store.pathOf(name)))).toEqual([`${name}.json`]);
  });

  const place = (put: (path: string) => void): RecordStore => {
    const store = new RecordStore(temporaryFolder());
    mkdirSync(dirname(store.pathOf(name)), { recursive: true });
    put(store.pathOf(name));
    return store;
  };

  it.each([
    ['a folder', (path: string) => mkdirSync(path), 'it is no file'],
    ['a link to nothing', (path: string) => symlinkSync('nowhere', path), 'it is a link to nothing'],
    ['a link to itself', (path: string) => symlinkSync(path, path), 'it cannot be read (ELOOP)'],
    // Reading it would wait for ever.
    ['a pipe', (path: string) => execFileSync('mkfifo', [path]), 'it is no file'],
  ])("sets %s in a record's place aside", (_, put, reason) => {
    const store = place(put);
    expect(store.read(name)).toEqual({ kind: 'corrupt', reason });
    const aside = store.setAside(name)!;
    expect(lstatSync(aside)).toBeDefined();
    expect(store.read(name)).toEqual({ kind: 'missing' });
  });

  it('takes a record under the wrong folder for none of its own', () => {
    const store = place((path) => writeFileSync(path, 'x'));
    mkdirSync(join(store.directory, 'zz'));
    const wrong = name.startsWith('00') ? '01' : '00';
    mkdirSync(join(store.directory, wrong));
    writeFileSync(join(store.directory, wrong, `${name}.json`), 'x');
    expect(store.names()).toEqual([name]);
  });

  it.each([0, 2, 99])('refuses a record of schema %d with the reason, and leaves it where it is', (schema) => {
    const store = place((path) => writeFileSync(path, text.replace('"schema":1', `"schema":${schema}`)));
    const reason = `it has schema ${schema}, and this minebench reads schema 1`;
    expect(store.read(name)).toEqual({ kind: 'refused', reason });
    expect(store.setAside(name)).toBeUndefined();
    expect(readFileSync(store.pathOf(name), 'utf8')).toContain(`"schema":${schema}`);
  });

  it('says in one line that a folder cannot be written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const store = new RecordStore(join(folder, 'file', 'records'));
    for (const attempt of [() => store.requireWritable(), () => store.write(record(1))]) {
      expect(attempt).toThrow(InputError);
      expect(attempt).toThrow(/^store ".*" cannot be written \((ENOTDIR|EEXIST)\)/);
    }
  });

  it('ignores files that are none of its records', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'ab'));
    for (const file of ['ab/readme.json', `ab/${name}.json.corrupt-1`, `ab/${name}.json.123.tmp`, 'notes.txt'])
      writeFileSync(join(folder, file), 'x');
    expect(new RecordStore(folder).names()).toEqual([]);
  });
});

describe('what a procedure returns', () => {
  it('becomes JSON: numbers that are not finite null, typed arrays lists, absent members absent', () => {
    const value = {
      a: Number.NaN,
      b: [Infinity, 1],
      c: undefined,
      d: Float32Array.of(0.5),
      e: { f: -Infinity },
      g: null,
    };
    expect(toJson(value)).toEqual({ a: null, b: [null, 1], d: [0.5], e: { f: null }, g: null });
  });
});

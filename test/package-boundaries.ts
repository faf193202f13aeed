import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The house: each package, and the packages of ours it may stand on. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ['core'],
  generators: ['core'],
  estimators: ['core', 'engine'],
  runner: ['core', 'engine', 'generators', 'estimators'],
  report: ['core'],
  applications: ['core', 'engine', 'generators', 'estimators'],
  cli: ['core', 'runner', 'report'],
};

export const nameOf = (folder: string): string => (folder === 'cli' ? 'minebench' : `@minebench/${folder}`);
export const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));

interface Import {
  readonly file: string;
  readonly specifier: string;
}

export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((found) => found.isFile() && /\.(ts|js)$/.test(found.name))
        .map((found) => join(found.parentPath, found.name))
    : [];

/** Static, dynamic and re-exporting imports of a source text. */
export const specifiersOf = (text: string): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);

export const importsOf = (folder: string): Import[] =>
  ['src', 'bin'].flatMap((part) =>
    filesBelow(join(root, 'packages', folder, part)).flatMap((file) =>
      specifiersOf(readFileSync(file, 'utf8')).map((specifier) => ({ file: relative(root, file), specifier })),
    ),
  );

/** What is wrong with one import, seen from its package; undefined where it is allowed. */
export function violation(
  folder: string,
  declared: readonly string[],
  { file, specifier }: Import,
): string | undefined {
  if (specifier.startsWith('.')) {
    const inside = !relative(join(root, 'packages', folder), resolve(root, dirname(file), specifier)).startsWith('..');
    return inside ? undefined : `${file} reaches outside its package: ${specifier}`;
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return undefined;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const ours = Object.keys(MAY_IMPORT).find((candidate) => nameOf(candidate) === name);
  if (ours && specifier !== name) return `${file} imports ${specifier}: only a package's index may be imported`;
  if (ours && !MAY_IMPORT[folder].includes(ours)) return `${file} imports ${ours}: ${folder} may not stand on it`;
  return declared.includes(name)
    ? undefined
    : `${file} imports ${name}, which packages/${folder}/package.json does not declare`;
}

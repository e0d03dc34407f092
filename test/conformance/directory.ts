import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from './checks.ts';
import { fileResult, type FileResult, type VectorFile } from './frame.ts';
import { vocabularies } from './vocabulary.ts';

/** One vector file after its run, or the reason why it could not be run. */
export type FileLine =
  | { readonly file: string; readonly id: string; readonly result: FileResult }
  | { readonly file: string; readonly unsupported: string }
  | { readonly file: string; readonly unreadable: string };

function isVectorFile(content: unknown): content is VectorFile {
  return (
    typeof content === 'object' &&
    content !== null &&
    'id' in content &&
    typeof content.id === 'string' &&
    'cases' in content &&
    Array.isArray(content.cases)
  );
}

async function fileLine(directory: string, file: string): Promise<FileLine> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (error) {
    return { file, unreadable: error instanceof Error ? error.message : String(error) };
  }
  if (!isVectorFile(content)) return { file, unreadable: 'no "id" and "cases" of a vector file' };
  if (content.cases.length === 0) return { file, unreadable: 'the file has no case' };
  if ('case_count' in content && content.case_count !== content.cases.length) {
    return {
      file,
      unreadable: `the file states ${String(content.case_count)} cases and has ${content.cases.length}`,
    };
  }
  const load = Object.hasOwn(checks, content.id) ? checks[content.id] : undefined;
  if (load === undefined) return { file, unsupported: `no check for the id "${content.id}"` };
  const { check } = await load();
  const vocabulary = vocabularies[content.id] ?? {};
  return { file, id: content.id, result: fileResult(content, check, vocabulary) };
}

/** Runs every `*.json` file of a directory, in the order of their names. */
export async function* directoryLines(directory: string): AsyncGenerator<FileLine> {
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  for (const file of files.toSorted()) yield await fileLine(directory, file);
}

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The options and files of a command line, or how the command is used. */
export type Parsed =
  | {
      readonly ok: true;
      readonly flags: ReadonlySet<string>;
      readonly values: ReadonlyMap<string, string>;
      readonly files: readonly string[];
    }
  | { readonly ok: false };

/** Parses a command's arguments; writes what is wrong and the usage to standard error. */
export function parsed(
  args: readonly string[],
  known: { readonly flags: readonly string[]; readonly values: readonly string[] },
  usage: string,
): Parsed {
  const options: ParseArgsOptionsConfig = {};
  for (const flag of known.flags) options[flag] = { type: 'boolean' };
  for (const value of known.values) options[value] = { type: 'string' };
  try {
    const found = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const flags = new Set<string>();
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries(found.values)) {
      if (value === true) flags.add(name);
      else if (typeof value === 'string') values.set(name, value);
    }
    return { ok: true, flags, values, files: found.positionals };
  } catch (error) {
    process.stderr.write(`crossguard: ${error instanceof Error ? error.message : String(error)}\n`);
    process.stderr.write(`usage: ${usage}\n`);
    return { ok: false };
  }
}

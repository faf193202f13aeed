/** A word as a shell takes it. */
export const quoted = (text: string): string =>
  /^[\w.:=,+/@-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;

const optionName = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The words that a command was called with, from its flags, as a shell takes them. Flags without a value are left out. */
export function commandLine(command: string, flags: object): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map((text) => `${optionName(name)} ${quoted(String(text))}`);
  });
  return [`minebench ${command}`, ...words].join(' ');
}

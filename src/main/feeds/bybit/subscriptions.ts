/** Topics of one connection: of wanted instruments, and those that the venue may not have. */
export type Topics = {
  readonly wanted: readonly string[];
  readonly tried: readonly string[];
};

/** Spot takes 10 topics in one request, options 2,000 characters: both hold for every category. */
const MOST_TOPICS = 10;
const LONGEST_REQUEST = 2_000;
/** A connection takes 21,000 characters of topics. */
const LONGEST_CONNECTION = 20_000;

export const operation = (op: 'subscribe' | 'unsubscribe', args: readonly string[]): string =>
  JSON.stringify({ op, args });

/** Parts of at most so many texts and characters, quotes and commas counted. */
function inParts(
  texts: readonly string[],
  most: number,
  longest: number,
): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const length = text.length + 3;
    const last = parts.at(-1);
    if (last === undefined || last.length >= most || length > room) {
      parts.push([text]);
      room = longest - length;
    } else {
      last.push(text);
      room -= length;
    }
  }
  return parts;
}

/** The topics of each connection; one without topics where none is wanted, for its requests. */
export function inConnections({ wanted, tried }: Topics): readonly Topics[] {
  const isTried = new Set(tried);
  const parts = inParts([...wanted, ...tried], Infinity, LONGEST_CONNECTION);
  return (parts.length === 0 ? [[]] : parts).map((part) => ({
    wanted: part.filter((topic) => !isTried.has(topic)),
    tried: part.filter((topic) => isTried.has(topic)),
  }));
}

export const requestsOf = ({ wanted, tried }: Topics): readonly string[] =>
  [...inParts(wanted, MOST_TOPICS, LONGEST_REQUEST), ...tried.map((topic) => [topic])].map((args) =>
    operation('subscribe', args),
  );

import { connect } from 'node:net';

/** An answer read from the bytes of a socket, so that nothing tidies up the request before. */
export type RawAnswer = {
  readonly status: number;
  /** Names in lower case; of repeated headers the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

/** Sends exactly these bytes to a port of this computer and reads until the server ends. */
export function rawAnswer(port: number, request: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    // An open WebSocket does not end by itself: its answer is all that was asked for.
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('close', () => resolve(parsed(text)));
    socket.on('error', reject);
  });
}

function parsed(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(headers),
    body: rest.join('\r\n\r\n'),
  };
}

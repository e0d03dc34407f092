import type { Client } from '../engine/contract/contract.ts';
import { conversation } from './wire/conversation.ts';
import { handedPipe } from './wire/handed-pipe.ts';
import { socketPipe } from './wire/socket-pipe.ts';

/**
 * A connection to the workstation: the port that the desktop's preload hands over, else a WebSocket
 * to the host that served this page. When it is lost, `onLost` fires once and every open request
 * rejects; call `connect` again for a new one, and listen and ask afresh.
 *
 * @throws when the workstation cannot be reached now; trying again later may succeed
 */
export async function connect(): Promise<Client> {
  const desktop = window.crossguard;
  const pipe = desktop === undefined ? await socketPipe(location) : await handedPipe(desktop);
  return conversation(pipe);
}

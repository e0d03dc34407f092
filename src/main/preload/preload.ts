import { contextBridge, ipcRenderer } from 'electron';

// The page gets three functions, and a port by message when it asked: a port cannot cross the bridge itself.
contextBridge.exposeInMainWorld('crossguard', {
  connect: async (): Promise<void> => {
    await ipcRenderer.invoke('connect');
  },
  menu: async (items: unknown): Promise<void> => {
    await ipcRenderer.invoke('menu', items);
  },
  window: async (): Promise<void> => {
    await ipcRenderer.invoke('window');
  },
});

ipcRenderer.on('port', ({ ports }) => window.postMessage('crossguard:port', '*', ports));
ipcRenderer.on('lost', () => window.postMessage('crossguard:lost', '*'));
ipcRenderer.on('go', (_event, hash: unknown) =>
  window.postMessage({ crossguard: 'go', hash }, '*'),
);
ipcRenderer.on('command', (_event, id: unknown) =>
  window.postMessage({ crossguard: 'command', id }, '*'),
);

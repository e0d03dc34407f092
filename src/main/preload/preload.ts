import { contextBridge, ipcRenderer } from 'electron';

// The page gets one function, and a port by message when it asked: a port cannot cross the bridge itself.
contextBridge.exposeInMainWorld('crossguard', {
  connect: async (): Promise<void> => {
    await ipcRenderer.invoke('connect');
  },
});

ipcRenderer.on('port', ({ ports }) => window.postMessage('crossguard:port', '*', ports));
ipcRenderer.on('lost', () => window.postMessage('crossguard:lost', '*'));

/*
 * The page's half of the double, as text that Chromium runs before any script of the page: the
 * preload in an isolated world, as in Electron, and the near side of `contextBridge` in the page's.
 * The two worlds share the document and nothing else, so they speak by events whose details
 * Chromium clones.
 */

export const WORLD = 'crossguard-preload';
export const BINDING = 'tellDouble';
export const RECEIVE = 'fromDouble';

/** In the page's world: objects that the preload exposes, made of functions only. */
export const bridgeScript = `
if (window === window.top) (() => {
  let last = 0;
  const open = new Map();
  addEventListener('double:result', ({ detail }) => {
    const { call, value, error } = JSON.parse(detail);
    const { resolve, reject } = open.get(call);
    open.delete(call);
    error === undefined ? resolve(value) : reject(new Error(error));
  });
  addEventListener('double:expose', ({ detail }) => {
    const { name, keys } = JSON.parse(detail);
    const api = {};
    for (const key of keys) api[key] = (...args) => new Promise((resolve, reject) => {
      const call = ++last;
      open.set(call, { resolve, reject });
      const detail = JSON.stringify({ name, key, call, args });
      dispatchEvent(new CustomEvent('double:call', { detail }));
    });
    Object.defineProperty(window, name, { value: Object.freeze(api) });
  });
})();`;

/** In the isolated world: what a sandboxed preload may use, then the built preload itself. */
export const preloadScript = (preload: string): string => `
if (window === window.top) (() => {
  const tell = (message) => globalThis.${BINDING}(JSON.stringify(message));
  const strict = (name, object) => new Proxy(object, {
    get(target, key) {
      if (key in target) return target[key];
      throw new Error(name + '.' + String(key) + ' is not modelled');
    },
  });

  let lastCall = 0;
  const calls = new Map();
  const listeners = new Map();
  const ports = new Map();
  const ipcRenderer = strict('ipcRenderer', {
    invoke: (channel, ...args) => new Promise((resolve, reject) => {
      const call = ++lastCall;
      calls.set(call, { resolve, reject });
      tell({ kind: 'invoke', call, channel, args: structuredClone(args), url: location.href });
    }),
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
  });

  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (name, api) => {
      for (const [key, member] of Object.entries(api)) {
        if (typeof member !== 'function') throw new Error(name + '.' + key + ' is not modelled');
      }
      addEventListener('double:call', async ({ detail }) => {
        const asked = JSON.parse(detail);
        if (asked.name !== name) return;
        const result = { call: asked.call };
        try {
          result.value = structuredClone(await api[asked.key](...asked.args));
        } catch (error) {
          result.error = error.message;
        }
        dispatchEvent(new CustomEvent('double:result', { detail: JSON.stringify(result) }));
      });
      const detail = JSON.stringify({ name, keys: Object.keys(api) });
      dispatchEvent(new CustomEvent('double:expose', { detail }));
    },
  });

  const received = (id) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell({ kind: 'port', port: id, data });
    port1.onclose = () => tell({ kind: 'port-closed', port: id });
    ports.set(id, port1);
    return port2;
  };

  globalThis.${RECEIVE} = (message) => {
    if (message.kind === 'answer') {
      const { resolve, reject } = calls.get(message.call);
      calls.delete(message.call);
      message.error === undefined ? resolve(message.value) : reject(new Error(message.error));
    } else if (message.kind === 'message') {
      const event = { ports: message.ports.map(received) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
    } else if (message.kind === 'port') {
      ports.get(message.port)?.postMessage(message.data);
    } else if (message.kind === 'port-closed') {
      ports.get(message.port)?.close();
      ports.delete(message.port);
    }
  };

  // https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts
  const require = (name) => {
    if (name === 'electron') return strict('electron', { contextBridge, ipcRenderer });
    throw new Error('a sandboxed preload cannot require ' + name);
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${preload}
  })(require, module, module.exports);
})();`;

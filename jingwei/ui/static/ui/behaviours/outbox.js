// What waits on this device for a network, sealed by a key that the browser never gives out. In clear are an entry's id, the mark
// of the account that wrote it, and when.

// Locks, like ciphers, are there over TLS and at home alone.
export const usable = "locks" in navigator && "timeout" in AbortSignal;
const NAME = "outbox";
const channel = usable ? new BroadcastChannel(NAME) : undefined;
const tell = () => channel.postMessage("");
let opened;

// The key is made with the stores, so that there is never another.
const open = () => (opened ??= (async () => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("keys").put(key, NAME);
    asked.result.createObjectStore("entries", { keyPath: "id" });
  };
  await new Promise((done, failed) => Object.assign(asked, { onsuccess: done, onerror: failed }));
  return asked.result;
})());

async function within(store, mode, act) {
  const work = (await open()).transaction(store, mode, { durability: "strict" });
  return new Promise((done, failed) => {
    const asked = act(work.objectStore(store));
    work.oncomplete = () => done(asked.result);
    work.onabort = () => failed(work.error);
  });
}

const key = () => within("keys", "readonly", (store) => store.get(NAME));
const bytes = (text) => new TextEncoder().encode(text);
const sealing = ({ id, account, at, iv }) => ({ name: "AES-GCM", iv, additionalData: bytes(`${id} ${account} ${at}`) });

// An entry of the same id takes the place of the earlier one. Quietly: it is not shown yet, since its answer is about to come.
export async function keep({ id, account, at, ...told }, quietly = false) {
  const clear = { id, account, at, iv: crypto.getRandomValues(new Uint8Array(12)) };
  const sealed = await crypto.subtle.encrypt(sealing(clear), await key(), bytes(JSON.stringify(told)));
  await within("entries", "readwrite", (store) => store.put({ ...clear, sealed }));
  if (!quietly) tell();
}

// What this account wrote, the oldest first.
export async function all(account) {
  const own = (await within("entries", "readonly", (store) => store.getAll())).filter((each) => each.account === account);
  if (!own.length) return own;
  const held = await key();
  const opened = own.sort((a, b) => a.at - b.at).map(async (each) => {
    const told = await crypto.subtle.decrypt(sealing(each), held, each.sealed);
    return { id: each.id, account, at: each.at, ...JSON.parse(new TextDecoder().decode(told)) };
  });
  return Promise.all(opened);
}

export async function drop(id) {
  await within("entries", "readwrite", (store) => store.delete(id));
  tell();
}

// How many wait here, whoever wrote them.
export const count = () => (usable ? within("entries", "readonly", (store) => store.count()) : Promise.resolve(0));

// Call back whenever something changed, here or in another tab.
export function hear(act) {
  new BroadcastChannel(NAME).onmessage = act;
}

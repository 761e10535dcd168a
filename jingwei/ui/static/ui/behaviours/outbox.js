// What waits on this device for a network. Each entry is sealed by a key that the browser keeps and never gives out; in
// clear are only its id, the mark of the account that wrote it, and when.
export const usable = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);
const NAME = "outbox";
const channel = usable ? new BroadcastChannel(NAME) : undefined;
const tell = () => channel.postMessage("");
let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("entries", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

async function within(store, mode, act) {
  const work = (await open()).transaction(store, mode, { durability: "strict" });
  return new Promise((done, failed) => {
    const asked = act(work.objectStore(store));
    work.oncomplete = () => done(asked.result);
    work.onabort = () => failed(work.error);
  });
}

const key = () => navigator.locks.request("outbox-key", async () => {
  const held = await within("keys", "readonly", (store) => store.get(NAME));
  if (held) return held;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await within("keys", "readwrite", (store) => store.put(made, NAME));
  return made;
});

const sealing = ({ id, account, at, iv }) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${id} ${account} ${at}`) });

// An entry of the same id takes the place of the earlier one.
export async function keep({ id, account, at, ...told }) {
  const clear = { id, account, at, iv: crypto.getRandomValues(new Uint8Array(12)) };
  const sealed = await crypto.subtle.encrypt(sealing(clear), await key(), new TextEncoder().encode(JSON.stringify(told)));
  await within("entries", "readwrite", (store) => store.put({ ...clear, sealed }));
  tell();
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

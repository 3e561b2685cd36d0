// Runs in Thunderbird's chrome context, by Marionette. Arguments: what to do, its values, the callback.
const [what, values, done] = arguments;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const root = MailServices.accounts.localFoldersServer.rootFolder;

/** The folder's messages in the order they lie in the file, after its index was made. */
async function listed(folder) {
  folder.QueryInterface(Ci.nsIMsgLocalMailFolder);
  await new Promise((resolve) => {
    const listener = { QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]), OnStartRunningUrl() {}, OnStopRunningUrl: resolve };
    try {
      folder.getDatabaseWithReparse(listener, null);
      resolve();
    } catch (error) {
      // It is at it; the listener will hear. Anything else is an error.
      if (!/NOT_INITIALIZED|80550006/.test(String(error))) resolve();
    }
  });
  return [...folder.messages].sort((a, b) => Number(a.storeToken) - Number(b.storeToken));
}

function bytes(folder, header) {
  const uri = folder.getUriForMsg(header);
  return new Promise((resolve) => {
    const parts = [];
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIStreamListener", "nsIRequestObserver"]),
      onStartRequest() {},
      onDataAvailable(_request, input, _offset, count) {
        const stream = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
        stream.setInputStream(input);
        parts.push(stream.readBytes(count));
      },
      onStopRequest: () => resolve(btoa(parts.join(""))),
    };
    MailServices.messageServiceFromURI(uri).streamMessage(uri, listener, null, null, false, "", false);
  });
}

const jobs = {
  /** All folders with all messages. */
  async read() {
    const found = {};
    for (const folder of root.descendants) {
      const path = folder.URI.slice(root.URI.length + 1).split("/").map(decodeURIComponent).join("/");
      found[path] = [];
      for (const header of await listed(folder)) {
        found[path].push({ raw: await bytes(folder, header), seen: header.isRead, flagged: header.isFlagged });
      }
    }
    return found;
  },

  /** Makes a folder of EML files; says how many messages it has then. */
  async import({ name, files }) {
    const folder = root.QueryInterface(Ci.nsIMsgLocalMailFolder).createLocalSubfolder(name);
    for (const path of files) {
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(path);
      await new Promise((resolve, reject) => {
        const listener = {
          QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
          onStartCopy() {}, onProgress() {}, setMessageKey() {}, getMessageId: () => null,
          onStopCopy: (status) => (Components.isSuccessCode(status) ? resolve() : reject(new Error(`${path}: ${status}`))),
        };
        MailServices.copy.copyFileMessage(file, folder, null, false, Ci.nsMsgMessageFlags.Read, "", listener, null);
      });
    }
    return folder.getTotalMessages(false);
  },

  /** Deletes a folder's first message, as a person does with Shift+Delete. */
  async remove({ name }) {
    const folder = root.getChildNamed(name);
    const first = (await listed(folder))[0];
    folder.deleteMessages([first], null, true, false, null, false);
    for (let wait = 0; wait < 100 && folder.getTotalMessages(false) === values.before; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return folder.getTotalMessages(false);
  },
};
jobs[what](values).then(done, (error) => done({ error: `${error} ${error.stack}` }));

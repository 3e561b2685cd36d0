// Every way out that a script could try. Each runs inside the browser, so they stand alone.

/** From the main thread. Gives the names of those that threw at once. */
export function probePage(to) {
  const ways = {
    fetch: () => fetch(`${to}/fetch`, { mode: 'no-cors' }).catch(() => {}),
    xhr: () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', `${to}/xhr`);
      xhr.send();
    },
    websocket: () => new WebSocket(`${to.replace('http', 'ws')}/websocket`),
    eventsource: () => new EventSource(`${to}/eventsource`),
    beacon: () => navigator.sendBeacon(`${to}/beacon`, 'x'),
    image: () => (new Image().src = `${to}/image`),
    script: () => add('script', { src: `${to}/script` }),
    stylesheet: () => add('link', { rel: 'stylesheet', href: `${to}/stylesheet` }),
    prefetch: () => add('link', { rel: 'prefetch', href: `${to}/prefetch` }),
    frame: () => add('iframe', { src: `${to}/frame` }),
    object: () => add('object', { data: `${to}/object` }),
    video: () => add('video', { src: `${to}/video` }),
    style: () => add('div', { style: `background:url(${to}/style)` }),
    sheet: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`body{background:url(${to}/sheet)}`);
      document.adoptedStyleSheets.push(sheet);
    },
    font: () => new FontFace('x', `url(${to}/font)`).load().catch(() => {}),
    form: () => {
      const frame = add('iframe', { name: 'sink' });
      const form = add('form', { action: `${to}/form`, method: 'post', target: 'sink' });
      form.submit();
      return frame;
    },
    worker: () => new Worker(`${to}/worker`),
  };
  function add(tag, attributes) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  }
  for (const way of Object.values(ways)) {
    try {
      way();
    } catch {
      // Refused on the spot: as it should be.
    }
  }
  // Time for what goes out late.
  return new Promise((resolve) => setTimeout(resolve, 1500, Object.keys(ways)));
}

/** From a blob worker, which inherits the page's policy. */
export function probeWorker(to) {
  const source = `
    const to = ${JSON.stringify(to)};
    const ways = [
      () => fetch(to + '/w-fetch', { mode: 'no-cors' }).catch(() => {}),
      () => { const x = new XMLHttpRequest(); x.open('GET', to + '/w-xhr', false); x.send(); },
      () => new WebSocket(to.replace('http', 'ws') + '/w-websocket'),
      () => new EventSource(to + '/w-eventsource'),
      () => importScripts(to + '/w-importscripts'),
      () => import(to + '/w-import').catch(() => {}),
      () => new FontFace('x', 'url(' + to + '/w-font)').load().catch(() => {}),
      () => new Worker(to + '/w-worker'),
      () => new Worker(URL.createObjectURL(new Blob(["fetch('" + to + "/w-nested',{mode:'no-cors'}).catch(()=>{})"]))),
    ];
    for (const way of ways) { try { way(); } catch {} }
    setTimeout(() => postMessage(ways.length), 1500);
  `;
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => reject(new Error('the probing worker did not start'));
  });
}

// Placeholder until the page's views are here: proves that the parts start.
import './page.css';
import { startWorker, wasmBytes } from '../shared/parts.ts';

const worker = startWorker('packer');
worker.onmessage = ({ data }) => {
  document.body.dataset.packer = data.type;
};
void wasmBytes().then((wasm) => worker.postMessage({ id: 1, type: 'start', wasm }, [wasm]));

import { Worker } from 'node:worker_threads'
import type { OfficialDocument } from './official.ts'

/** A PDF for somebody who waits for it: half a second of computing, done in a thread of its own, so that nobody else waits. @throws what `officialPdf` throws */
export function pdfApart(content: OfficialDocument): Promise<Buffer> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { workerData: content })
    worker.once('message', (bytes: Uint8Array) => done(Buffer.from(bytes)))
    worker.once('error', failed)
    worker.once('exit', (code) => failed(new Error(`the PDF was not made (${code})`)))
  })
}

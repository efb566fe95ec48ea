import { parentPort, workerData } from 'node:worker_threads'
import type { OfficialDocument } from './official.ts'
import { officialPdf } from './pdf.ts'

// The thread of pdfApart: one document in, one PDF out.
parentPort!.postMessage(await officialPdf(workerData as OfficialDocument), [])

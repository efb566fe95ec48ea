import { Agent, request } from 'node:http'

/** One HTTP request over a kept connection; answers status and milliseconds. */
export function once(agent: Agent, options: { readonly port: number; readonly path: string; readonly method?: string; readonly token?: string; readonly body?: unknown; readonly headers?: Record<string, string> }): Promise<{ status: number; ms: number; text: string }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request({
      agent, host: '127.0.0.1', port: options.port, path: options.path, method: options.method ?? 'GET',
      headers: { ...(options.token ? { authorization: `Bearer ${options.token}` } : {}), ...(options.body ? { 'content-type': 'application/json' } : {}), ...options.headers },
    }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, text: Buffer.concat(parts).toString() }))
    })
    sent.on('error', reject)
    sent.end(options.body ? JSON.stringify(options.body) : undefined)
  })
}

/** Requests a second that `send` reaches with some connections at once, over some seconds; every answer must be a success. */
export async function rate(send: (agent: Agent, i: number) => Promise<{ status: number }>, options: { readonly seconds: number; readonly at: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.at })
  const end = performance.now() + options.seconds * 1000
  const began = performance.now()
  let done = 0
  let next = 0
  await Promise.all(Array.from({ length: options.at }, async () => {
    while (performance.now() < end) {
      const { status } = await send(agent, next++)
      if (status >= 300) throw new Error(`answered ${status}`)
      done++
    }
  }))
  agent.destroy()
  return done / ((performance.now() - began) / 1000)
}

/** How often a second `work` is done, some at once, over some seconds. */
export async function repeated(work: () => Promise<unknown>, options: { readonly seconds: number; readonly at: number }): Promise<number> {
  const began = performance.now()
  let done = 0
  await Promise.all(Array.from({ length: options.at }, async () => {
    while (performance.now() - began < options.seconds * 1000) {
      await work()
      done++
    }
  }))
  return done / ((performance.now() - began) / 1000)
}

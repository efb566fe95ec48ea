/* The phone's pages without signal. The build writes FILES and VERSION above this: what the first page needs, and a hash of it. */
/* global FILES, VERSION */
const NAME = `shian-field-${VERSION}`
const SHELL = '/field'

// All or nothing: a half that was fetched is no version.
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith('shian-field-') && name !== NAME).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()))
})

// Pages and their parts only. What is said to the server goes to the server, and fails where there is none: the outbox is data.
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  const page = request.mode === 'navigate' && (url.pathname === SHELL || url.pathname.startsWith(`${SHELL}/`))
  if (!page && !FILES.includes(url.pathname)) return
  event.respondWith(caches.open(NAME).then((cache) => cache.match(page ? SHELL : url.pathname)).then((kept) => kept ?? fetch(request)))
})

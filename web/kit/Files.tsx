import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { addressOf, api } from './api.ts'
import { dateTime, fileSize } from './format.ts'
import { useText } from './language.tsx'
import { useOnce } from './once.ts'
import { Loading } from './Page.tsx'
import { useToast } from './toast.tsx'
import type { FileInfo } from './types.ts'
import { uploadFile } from './upload.ts'

/** Files about a row or a matter: each with its size; more can be added by those who may change it. */
export function Files({ table, id, editable, given }: { table: string; id: string; editable: boolean; given?: readonly FileInfo[] }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const [share, setShare] = useState<number | null>(null)
  const key = ['files', table, id]
  const found = useQuery({
    queryKey: key,
    enabled: !given,
    queryFn: () => api.get<{ items: FileInfo[] }>('/files', { about_table: table, about_id: id }),
  })
  const add = (files: FileList | null) =>
    once(async () => {
      for (const file of files ?? []) {
        const { name, already } = await uploadFile<FileInfo & { readonly already?: true }>(file, { about: { about_table: table, about_id: id }, progress: setShare })
        if (already) toast.done(say({ zh: '“{name}”的内容已在附件里，没有重复添加', en: '“{name}” is among the files already; it was not added twice' }, { name }))
      }
      await client.invalidateQueries({ queryKey: given ? ['matter'] : key })
    }).finally(() => setShare(null))
  const files = given ?? found.data?.items
  if (!files) return <Loading error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="stack">
      {files.length === 0 && (
        <p className="quiet">
          {say({
            zh: '还没有附件。照片、扫描件、报告放在这里，原件按内容校验保存。',
            en: 'No files yet. Photos, scans and reports go here; each is kept by the hash of its content.',
          })}
        </p>
      )}
      {files.length > 0 && (
        <ul className="items">
          {files.map((file) => {
            const at = file.createdAt ?? file.created_at
            return (
              <li key={file.id} style={{ gridTemplateColumns: '1fr auto', paddingInline: 0 }}>
                <a className="break" href={addressOf(`/files/${file.id}`, { inline: 1 })} target="_blank" rel="noreferrer">
                  {file.name}
                </a>
                <span className="quiet small nowrap">
                  {fileSize(file.size)}
                  {at ? ` · ${dateTime(at)}` : ''}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {share !== null && (
        <progress value={share} aria-label={say({ zh: '上传进度', en: 'Upload progress' })}>
          {Math.round(share * 100)}%
        </progress>
      )}
      {editable && <AddFiles busy={busy} onFiles={(chosen) => void add(chosen)} />}
    </div>
  )
}

function AddFiles({ busy, onFiles }: { busy: boolean; onFiles: (files: FileList | null) => void }) {
  const say = useText()
  return (
    <label>
      <input
        className="unseen"
        type="file"
        multiple
        onChange={(event) => {
          onFiles(event.target.files)
          event.target.value = ''
        }}
      />
      <Button loading={busy} tabIndex={-1} style={{ pointerEvents: 'none' }}>
        {say({ zh: '添加附件', en: 'Add files' })}
      </Button>
    </label>
  )
}

import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { fileSize } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault, Notice } from '../../../../web/kit/Page.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { OneRow } from '../../../../web/kit/types.ts'
import { uploadFile } from '../../../../web/kit/upload.ts'
import type { MissingPaper } from '../../evidence/contract.ts'

/** As the server takes it: said before a large file is read whole for its hash. */
const LARGEST = 200 * 1_048_576

/** Supplies one paper that is asked for: the record, then its file, which goes on where it broke off when it is sent again. */
export function SupplyDialog({ paper, year, onClose }: { paper: MissingPaper; year: number; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [title, setTitle] = useState('')
  const [from, setFrom] = useState(`${year}-01-01`)
  const [to, setTo] = useState(`${year}-12-31`)
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [read, setRead] = useState<number | null>(null)
  const [record, setRecord] = useState<string | null>(paper.record)
  const { busy, failure, once } = useOnce()
  const running = useRef<AbortController>(null)
  // Nothing goes on unseen once the dialog is gone.
  useEffect(() => () => running.current?.abort(), [])
  const cancel = () => {
    if (busy) toast.done(say({ zh: '已停止上传。已传的部分保留一天，再选同一文件即可接着传。', en: 'The upload was stopped. What was sent is kept for a day: choose the same file to go on.' }))
    void client.invalidateQueries({ queryKey: ['matter', 'evidence'] })
    onClose()
  }
  const tooLarge = file !== null && file.size > LARGEST
  const send = async () => {
    if (!file || tooLarge) return
    await once(async () => {
      setShare(null)
      setRead(null)
      const { signal } = (running.current = new AbortController())
      const id = record ?? (await api.post<OneRow>('/evaluation-paper', { item: paper.item, paper: paper.paper.zh, region: paper.region, title: title || file.name, starts_on: from, ends_on: to })).row.id
      // Sent again after a break, the file goes to the record that is there.
      setRecord(id)
      try {
        await uploadFile(file, { about: { about_table: 'evaluation_paper', about_id: id }, reading: setRead, progress: setShare, signal })
      } catch (error) {
        if (signal.aborted) return
        throw error
      }
      toast.done(say({ zh: '已报送', en: 'Supplied' }))
      await client.invalidateQueries({ queryKey: ['matter', 'evidence'] })
      onClose()
    })
  }
  return (
    <Modal
      open
      title={say({ zh: '报送 {item} {paper}', en: 'Supply {item} {paper}' }, { item: paper.item, paper: say(paper.paper) })}
      okText={record ? say({ zh: '接着上传', en: 'Go on' }) : say({ zh: '报送', en: 'Supply' })}
      cancelText={busy ? say({ zh: '停止上传', en: 'Stop' }) : say({ zh: '取消', en: 'Cancel' })}
      okButtonProps={{ disabled: !file || tooLarge, loading: busy }}
      onOk={() => void send()}
      onCancel={cancel}
    >
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say({ zh: '材料名称', en: 'Title' })}
          <Input value={title} maxLength={300} placeholder={file?.name ?? ''} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <div className="ow-tools">
          <label>
            {say({ zh: '所属期间起', en: 'Period from' })}
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label>
            {say({ zh: '止', en: 'to' })}
            <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </label>
        </div>
        <FileDrop accept="*" onFile={setFile} title={file ? `${file.name}（${fileSize(file.size)}）` : say({ zh: '选择或拖入文件', en: 'Choose or drop the file' })}>
          {say({ zh: '不超过 200 MB；断线后可接着上传。', en: 'Up to 200 MB; a broken upload goes on where it stopped.' })}
        </FileDrop>
        {tooLarge && <Notice tone="late">{say({ zh: '这个文件超过 200 MB，不能报送。请压缩，或拆成几份分别报送。', en: 'This file is larger than 200 MB and cannot be supplied. Compress it, or supply it in parts.' })}</Notice>}
        {/* Of a large file the hash is made first, which takes some seconds. */}
        {busy && (
          <label>
            {share !== null ? say({ zh: '已上传 {n}%', en: '{n}% uploaded' }, { n: Math.round(share * 100) }) : read !== null ? say({ zh: '正在校验文件 {n}%', en: 'Checking the file: {n}%' }, { n: Math.round(read * 100) }) : say({ zh: '正在上传…', en: 'Uploading…' })}
            <progress value={share ?? read ?? undefined} style={{ width: '100%' }} />
          </label>
        )}
      </div>
    </Modal>
  )
}

package gotourl.journal;

/** When saved bytes are synced, and with that: what an acknowledgement promises. */
public enum SyncPolicy {
  /** Acknowledged after the sync: acknowledged means durable. */
  ALWAYS,
  /** Acknowledged after the write, synced each second: a power cut loses at most that second. */
  EACH_SECOND,
  /** Acknowledged after the write, synced when the system likes: a power cut loses what it held. */
  NEVER
}

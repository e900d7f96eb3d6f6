package gotourl.journal;

/** Why a save was not taken or not saved. */
public enum Refusal {
  /** More is waiting than the queue may hold. */
  QUEUE_FULL,
  /** The write or sync failed, or no new segment can be made. */
  DISK,
  /** The save loop is closing. */
  CLOSED
}

package gotourl.link;

/** SKELETON: helper A writes this. */
public final class KeyGenerator {
  /** 128 bits. */
  public static final int SECRET_BYTES = 16;
}

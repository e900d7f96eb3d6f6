package gotourl.bench.store.peers;

import gotourl.bench.store.Links;

/** Links as the peers take them. */
final class Bytes {

  private Bytes() {}

  static byte[] code(Links links, long number) {
    byte[] code = new byte[Links.CODE_BYTES];
    links.code(number, code);
    return code;
  }

  static byte[] target(Links links, long number) {
    byte[] target = new byte[Links.TARGET_BYTES];
    links.target(number, target);
    return target;
  }
}

package gotourl.support;

import gotourl.link.LinkStore;
import java.time.InstantSource;

class MemoryStoreTest extends LinkStoreContract {
  @Override
  protected LinkStore create(boolean foldsCase) {
    return new MemoryStore(foldsCase, InstantSource.system());
  }
}

package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;

/** The known text that ties the database to its keys. */
public final class KeyCheckSealed implements MasterSealed {
  /** Made by the service loader. */
  public KeyCheckSealed() {}

  @Override
  public String name() {
    return "key checks";
  }

  @Override
  public int reseal(StoreAccess store, Resealing keys, int limit) {
    return check(store).reseal(keys);
  }

  @Override
  public long outdated(StoreAccess store, Resealing keys) {
    return check(store).outdated(keys);
  }

  private static JdbcKeyCheck check(StoreAccess store) {
    CommandWork work = new CommandWork(store.application());
    return new JdbcKeyCheck(work.jdbc(), work.transactions());
  }
}

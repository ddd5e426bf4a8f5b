package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.store.StoreAccess;

/**
 * Something that a feature keeps sealed by the master keys, to be sealed anew when they are
 * rotated. Whoever keeps the result of {@link MasterKeys#seal} implements this and names it in
 * {@code META-INF/services}; a test finds those who forgot.
 */
public interface MasterSealed {
  /** What it is, in the plural: {@code person keys}. */
  String name();

  /**
   * Seals some of what is left anew, in one step that happens wholly or not at all.
   *
   * @param limit how many at most
   * @return how many; zero when nothing is left
   */
  int reseal(StoreAccess store, Resealing keys, int limit);

  /** How many an older key sealed. */
  long outdated(StoreAccess store, Resealing keys);
}

package dev.countersign.server.platform.work;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells a log that something fails, and that it does no more: once at each turn. For one thread.
 */
public final class Outage {
  private final Logger log;
  private final String begins;
  private final String ends;
  private boolean lasts;

  /**
   * @param begins said as a warning when it first fails
   * @param ends said when it does no more
   */
  public Outage(Logger log, String begins, String ends) {
    this.log = log;
    this.begins = begins;
    this.ends = ends;
  }

  /** It failed. */
  public void failed(@Nullable Throwable cause) {
    if (!lasts) {
      lasts = true;
      log.atWarn().setCause(cause).log(begins);
    }
  }

  /** It went well. */
  public void over() {
    if (lasts) {
      lasts = false;
      log.info(ends);
    }
  }
}

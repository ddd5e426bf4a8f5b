package dev.countersign.server.platform.request;

import org.springframework.core.Ordered;

/**
 * The order in which filters meet a request. Spring Security's chain, at -100, comes after all of
 * them.
 */
public final class FilterOrder {
  public static final int CONTEXT = Ordered.HIGHEST_PRECEDENCE;
  public static final int HEADERS = CONTEXT + 10;
  public static final int WHOLE_ANSWERS = CONTEXT + 12;
  public static final int CROSS_ORIGIN = CONTEXT + 15;
  public static final int RATE_LIMIT = CONTEXT + 17;
  public static final int DEVELOPMENT_GATE = CONTEXT + 20;
  public static final int TENANT = CONTEXT + 25;
  public static final int STRANGERS = CONTEXT + 27;
  public static final int BODY_LIMIT = CONTEXT + 30;

  private FilterOrder() {}
}

package dev.countersign.server.platform.money;

import java.util.regex.Pattern;

/**
 * What is counted: an ISO 4217 currency or an asset of a tenant's own.
 *
 * @param code three to twelve capitals and digits, beginning with a letter
 * @param scale the digits after the point of one unit, 0 to 9
 */
public record Asset(String code, int scale) {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]{2,11}");

  public Asset {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("not an asset code");
    }
    if (scale < 0 || scale > 9) {
      throw new IllegalArgumentException("an asset's scale is 0 to 9, not " + scale);
    }
  }

  /** Whether a text could name an asset. */
  public static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }
}

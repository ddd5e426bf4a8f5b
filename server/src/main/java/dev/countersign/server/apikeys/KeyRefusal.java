package dev.countersign.server.apikeys;

import dev.countersign.api.ErrorCode;

/** Why a key lets nobody in, in the order in which it is asked. */
public enum KeyRefusal {
  /** Mistyped, unknown, revoked, rotated out, or of somebody who may not act. */
  INVALID(ErrorCode.INVALID_API_KEY),
  EXPIRED(ErrorCode.API_KEY_EXPIRED),
  /** Not from here; or nobody can tell from where. */
  ADDRESS(ErrorCode.IP_ADDRESS_NOT_ALLOWED),
  /** Not from this origin; or none is told. */
  ORIGIN(ErrorCode.ORIGIN_NOT_ALLOWED);

  private final ErrorCode code;

  KeyRefusal(ErrorCode code) {
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** The name in audit. */
  String wireName() {
    return code.wireName();
  }
}

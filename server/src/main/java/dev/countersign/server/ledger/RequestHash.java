package dev.countersign.server.ledger;

import java.util.HexFormat;

/** SHA-256 of a parsed request, as lower-case hex. */
public record RequestHash(String hex) {
  public RequestHash {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("a request hash is 32 bytes");
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}

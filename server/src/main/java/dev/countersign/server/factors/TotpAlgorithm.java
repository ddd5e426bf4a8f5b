package dev.countersign.server.factors;

import java.util.Arrays;
import java.util.Optional;

/** The hash inside of a code (RFC 6238 §1.2). The names are those of provisioning URIs. */
enum TotpAlgorithm {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  private final String mac;

  TotpAlgorithm(String mac) {
    this.mac = mac;
  }

  String mac() {
    return mac;
  }

  static Optional<TotpAlgorithm> ofName(String name) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }
}

package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A new set of recovery codes, shown this once; the set before it is good for nothing.
 *
 * @param recoveryCodes ten codes, each of which works once
 */
public record RecoveryCodesAnswer(@JsonProperty("recovery_codes") List<String> recoveryCodes) {
  public RecoveryCodesAnswer {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "RecoveryCodesAnswer[]";
  }
}

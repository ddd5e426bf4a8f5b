package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is signed, and who has.
 *
 * @param payer who pays, {@code usr_…}
 * @param text exactly what is signed, in words: amount, currency and payee
 * @param payees who is paid
 * @param digest SHA-256 of all that is signed, in hexadecimal; whoever signs sends it back
 * @param reasons why it waits: {@code amount}, {@code new_payee}
 * @param expiresAt until when it waits
 * @param signedBy who has signed, {@code usr_…}
 * @param signedHow {@code factor} or {@code person}
 * @param payment the payment it became, {@code pay_…}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Countersignature(
    String payer,
    String text,
    List<Payee> payees,
    String digest,
    List<String> reasons,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("signed_by") @Nullable String signedBy,
    @JsonProperty("signed_how") @Nullable String signedHow,
    @JsonProperty("signed_at") @Nullable Instant signedAt,
    @Nullable String payment) {
  public Countersignature {
    payees = List.copyOf(payees);
    reasons = List.copyOf(reasons);
  }

  /**
   * Who is paid.
   *
   * @param id {@code usr_…} or {@code acc_…}
   * @param name a username or an address; the id where there is neither
   */
  public record Payee(String id, String name, String amount) {}
}

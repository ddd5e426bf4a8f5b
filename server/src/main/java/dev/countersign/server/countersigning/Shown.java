package dev.countersign.server.countersigning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a signer is shown, and signs: amount, currency and payees by name and id, and which waiting
 * payment of whom it is. Change any of it, and the digest is another one, so that a code asked for
 * the one is good for nothing with the other (PSD2 RTS, article 5).
 *
 * @param payment the waiting payment's id
 * @param payer the payer's id
 * @param amount the decimal that is shown
 * @param requestHash of all else in the request
 */
public record Shown(
    String payment,
    String payer,
    String amount,
    String currency,
    List<Party> payees,
    String requestHash) {
  public Shown {
    payees = List.copyOf(payees);
  }

  /**
   * Who is paid.
   *
   * @param id what the money goes to
   * @param name a username or an address; the id where there is neither
   * @param amount how much of it
   */
  public record Party(String id, String name, String amount) {
    private String text() {
      return name.equals(id) ? id : name + " (" + id + ")";
    }
  }

  /** The same in words, as it stands on the page, in the letter and in the message. */
  public String text() {
    StringBuilder text = new StringBuilder("Pay ").append(amount).append(' ').append(currency);
    if (payees.size() == 1) {
      return text.append(" to ").append(payees.getFirst().text()).toString();
    }
    text.append(" in all:");
    for (Party party : payees) {
      text.append(' ').append(party.amount()).append(" to ").append(party.text()).append(';');
    }
    return text.deleteCharAt(text.length() - 1).toString();
  }

  /** SHA-256 of all of it, each part with its length. */
  public String digest() {
    MessageDigest digest = sha256();
    add(digest, payment, payer, amount, currency, requestHash);
    payees.forEach(party -> add(digest, party.id(), party.name(), party.amount()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String... parts) {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}

package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings codes to where their owner reads them. */
@Component
final class CodeDelivery {
  private final Contacts contacts;
  private final CodeLetters letters;
  private final TextMessages messages;
  private final FactorSettings settings;

  CodeDelivery(
      Contacts contacts, CodeLetters letters, TextMessages messages, FactorSettings settings) {
    this.contacts = contacts;
    this.letters = letters;
    this.messages = messages;
    this.settings = settings;
  }

  /** A message that goes out after the commit. */
  record Sending(UUID challenge, Secret number, Secret text) {}

  /** Queues a letter in the caller's transaction, or says what is to be sent after it. */
  Optional<Sending> send(
      UUID challenge, JdbcFactors.Row factor, Secret code, @Nullable String approved) {
    return switch (factor.type()) {
      case EMAIL -> {
        contacts
            .email(factor.tenant(), factor.user())
            .ifPresent(
                address -> letters.send(factor.tenant(), factor.user(), address, code, approved));
        yield Optional.empty();
      }
      case SMS ->
          contacts
              .phone(factor)
              .map(number -> new Sending(challenge, number, text(code, approved)));
      case TOTP, RECOVERY_CODE, PASSKEY ->
          throw new IllegalStateException("no code is sent for " + factor.type());
    };
  }

  // What is approved comes first, so that nobody reads the code without it.
  private Secret text(Secret code, @Nullable String approved) {
    return Secret.of(
        approved == null
            ? "Your " + settings.issuer() + " verification code is: " + code.reveal()
            : approved + ". Your " + settings.issuer() + " code to sign this: " + code.reveal());
  }

  /** Sends a message; false where nobody took it. Not inside a transaction. */
  boolean sendNow(Sending sending) {
    return messages.send(sending.number(), sending.text());
  }
}

package dev.countersign.server.factors;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The way to telephones: {@code COUNTERSIGN_TWILIO_ACCOUNT_SID} and the like. Without an account,
 * no text messages leave this machine.
 *
 * @param accountSid whose account it is
 * @param authToken what proves that
 * @param fromNumber the number that messages come from
 * @param url where the service is
 * @param timeout how long it may take to answer
 */
@ConfigurationProperties("countersign.twilio")
record TwilioSettings(
    @Nullable String accountSid,
    @Nullable Secret authToken,
    @Nullable String fromNumber,
    @DefaultValue("https://api.twilio.com") String url,
    @DefaultValue("10s") Duration timeout) {

  TwilioSettings {
    accountSid = blankToNull(accountSid);
    fromNumber = blankToNull(fromNumber);
    authToken = authToken == null || authToken.reveal().isBlank() ? null : authToken;
    if (accountSid != null) {
      refuseUnless(
          accountSid.matches("[A-Za-z0-9]{2,64}"),
          "COUNTERSIGN_TWILIO_ACCOUNT_SID must be the account's id, letters and digits only.");
      refuseUnless(
          authToken != null && fromNumber != null,
          "COUNTERSIGN_TWILIO_ACCOUNT_SID, COUNTERSIGN_TWILIO_AUTH_TOKEN and"
              + " COUNTERSIGN_TWILIO_FROM_NUMBER go together: set all or none.");
      refuseUnless(
          TextRules.isUrl(url), "COUNTERSIGN_TWILIO_URL must be an http or https address.");
    }
  }

  /** Whether messages leave this machine at all. */
  boolean isSet() {
    return accountSid != null;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static void refuseUnless(boolean rule, String sentence) {
    if (!rule) {
      throw new StartRefusedException(sentence);
    }
  }
}

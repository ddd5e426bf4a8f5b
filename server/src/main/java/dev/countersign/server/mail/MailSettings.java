package dev.countersign.server.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queue of messages: {@code COUNTERSIGN_MAIL_AGE_MAX} and the like.
 *
 * @param ageMax after which a message that could not be delivered is given up
 * @param poll how often this node looks for messages that are due
 * @param keep for how long the record of a message stays, without what it said
 */
@ConfigurationProperties("countersign.mail")
record MailSettings(
    @DefaultValue("24h") Duration ageMax,
    @DefaultValue("2s") Duration poll,
    @DefaultValue("7d") Duration keep) {

  MailSettings {
    if (!ageMax.isPositive() || !poll.isPositive() || keep.isNegative()) {
      throw new IllegalArgumentException(
          "COUNTERSIGN_MAIL_AGE_MAX and COUNTERSIGN_MAIL_POLL are more than nothing, and"
              + " COUNTERSIGN_MAIL_KEEP not less");
    }
  }
}

package dev.countersign.server.webhooks;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.web.AddressRange;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Webhooks: {@code COUNTERSIGN_WEBHOOKS_HTTP} and the like.
 *
 * @param http whether addresses without TLS may be named; for development
 * @param allowedNetworks networks that may be called although they are not public
 * @param poll how often a node looks for deliveries that are due
 * @param timeout how long one attempt may take, from the look-up of the name to the answer
 * @param concurrency how many attempts a node makes at once
 * @param perWebhook how many of those at one webhook, nearly
 * @param perHost how many connections to one host, whoever's webhooks lead there
 * @param disableAfter after how long without success a webhook is disabled, once a delivery to it
 *     is given up
 * @param keep how long deliveries are kept that are done with
 * @param perTenant how many webhooks a tenant may have
 */
@ConfigurationProperties("countersign.webhooks")
record WebhookSettings(
    @DefaultValue("false") boolean http,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("16") int concurrency,
    @DefaultValue("4") int perWebhook,
    @DefaultValue("10") int perHost,
    @DefaultValue("3d") Duration disableAfter,
    @DefaultValue("30d") Duration keep,
    @DefaultValue("50") int perTenant) {
  WebhookSettings {
    allowedNetworks =
        allowedNetworks.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    for (String network : allowedNetworks) {
      if (AddressRange.parse(network).isEmpty()) {
        throw new StartRefusedException(
            "COUNTERSIGN_WEBHOOKS_ALLOWED_NETWORKS has "
                + network
                + " in it. Name addresses or networks, such as 10.0.0.0/8, separated by commas.");
      }
    }
    if (timeout.toMillis() < 100 || timeout.toSeconds() > 60) {
      throw new StartRefusedException(
          "COUNTERSIGN_WEBHOOKS_TIMEOUT is " + timeout + ". Choose 100ms to 60s.");
    }
    if (concurrency < 1 || perWebhook < 1 || perHost < 1 || perTenant < 1) {
      throw new StartRefusedException(
          "COUNTERSIGN_WEBHOOKS_CONCURRENCY, _PER_WEBHOOK, _PER_HOST and _PER_TENANT are at"
              + " least 1.");
    }
  }

  List<AddressRange> networks() {
    return allowedNetworks.stream().map(text -> AddressRange.parse(text).orElseThrow()).toList();
  }
}

package dev.countersign.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to be told of events.
 *
 * @param url an https address on the public internet
 * @param description for people to tell it by
 * @param types types such as {@code payment.completed}, or beginnings such as {@code payment.*};
 *     all where there are none
 */
public record WebhookRequest(
    @Nullable String url, @Nullable String description, @Nullable List<String> types) {
  public WebhookRequest {
    types = types == null ? null : Copies.of(types);
  }
}

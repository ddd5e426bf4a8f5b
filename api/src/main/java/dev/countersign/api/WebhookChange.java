package dev.countersign.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a webhook. What is absent stays as it is.
 *
 * @param status {@code active} or {@code disabled}
 */
public record WebhookChange(
    @Nullable String url,
    @Nullable String description,
    @Nullable List<String> types,
    @Nullable String status) {
  public WebhookChange {
    types = types == null ? null : Copies.of(types);
  }
}

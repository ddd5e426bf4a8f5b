package dev.countersign.api;

import java.util.List;

/** The webhooks of a tenant, in the order of their creation. */
public record WebhookPage(List<WebhookView> items) {
  public WebhookPage {
    items = Copies.of(items);
  }
}

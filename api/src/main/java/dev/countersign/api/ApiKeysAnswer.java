package dev.countersign.api;

import java.util.List;

/**
 * Keys, the newest first.
 *
 * @param items the keys
 */
public record ApiKeysAnswer(List<ApiKeyView> items) {
  public ApiKeysAnswer {
    items = List.copyOf(items);
  }
}

package dev.countersign.api;

import java.util.List;

/** What a tenant counts, and at which rates it turns one into another: {@code GET /v1/assets}. */
public record AssetsAnswer(List<AssetView> assets, List<StatedRate> rates) {
  public AssetsAnswer {
    assets = Copies.of(assets);
    rates = Copies.of(rates);
  }
}

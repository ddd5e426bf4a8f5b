package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyView;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.server.apikeys.JdbcApiKeys.Listed;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.web.AddressRange;

/** Keys as the API shows them. */
final class KeyViews {
  private final ApiKeys keys;

  KeyViews(ApiKeys keys) {
    this.keys = keys;
  }

  ApiKeyView view(Listed listed) {
    ApiKey key = listed.key();
    ApiKey.Status status = key.status(keys.now());
    UserId owner = key.owner();
    return new ApiKeyView(
        key.id().text(),
        key.name(),
        key.prefix(),
        key.scopes().wireNames(),
        owner == null ? null : owner.text(),
        key.isServiceKey(),
        status.isUsable(),
        status.wireName(),
        key.bounds().networks().stream().map(AddressRange::text).toList(),
        key.bounds().origins(),
        key.limit().requests(),
        Math.toIntExact(key.limit().period().toSeconds()),
        key.createdAt(),
        key.expiresAt(),
        key.endsAt(),
        keys.rotateBy(key).orElse(null),
        listed.lastUsed());
  }

  CreatedApiKey created(Made.Done done) {
    ApiKey replaced = done.replaced();
    return new CreatedApiKey(
        done.key().id().text(),
        done.text().reveal(),
        CreatedApiKey.MESSAGE,
        view(new Listed(done.key(), null)),
        replaced == null ? null : replaced.id().text(),
        replaced == null ? null : replaced.endsAt());
  }
}

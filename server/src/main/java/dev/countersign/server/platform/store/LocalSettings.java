package dev.countersign.server.platform.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings of PostgreSQL that hold for one transaction. Names and values are the program's own
 * words, never somebody's input.
 */
public final class LocalSettings {
  /** The store's own. */
  public static final LocalSettings NONE = new LocalSettings(Map.of());

  private final String sql;

  private LocalSettings(Map<String, String> settings) {
    this.sql =
        "select set_config('countersign.tenants', ?, true)"
            + new TreeMap<>(settings)
                .entrySet().stream()
                    .map(setting ->
                        ", set_config('%s', '%s', true)"
                            .formatted(setting.getKey(), setting.getValue()))
                    .collect(Collectors.joining());
  }

  /** Settings by name. */
  public static LocalSettings of(Map<String, String> settings) {
    return new LocalSettings(settings);
  }

  String sql() {
    return sql;
  }
}

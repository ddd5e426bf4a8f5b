package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer of the installation, and what they have otherwise than others.
 *
 * @param hosts as they are, or as they were typed
 * @param hostsFault what is wrong with them
 */
public record TenantDetail(
    String id,
    String slug,
    String name,
    boolean active,
    String hosts,
    @Nullable String hostsFault,
    List<Setting> settings,
    @Nullable String notice) {
  /**
   * Something that a tenant can have of its own.
   *
   * @param name in the form
   * @param value empty for what holds in the whole installation
   * @param fault what is wrong with it
   */
  public record Setting(
      String name, String label, String hint, String value, @Nullable String fault) {
    /** By which the page's parts name each other. */
    public String anchor() {
      return name.replace('.', '-').replace('_', '-');
    }
  }

  public TenantDetail {
    settings = List.copyOf(settings);
  }

  /** Whether anything was not taken. */
  public boolean isRefused() {
    return hostsFault != null || settings.stream().anyMatch(setting -> setting.fault() != null);
  }
}

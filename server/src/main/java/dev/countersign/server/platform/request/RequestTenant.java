package dev.countersign.server.platform.request;

import dev.countersign.server.platform.id.TenantId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenant a request is for, anywhere below the filters.
 *
 * @param isNamed whether the request named it, by a header or its host
 * @param host the host by which it did, which is the tenant's own
 */
public record RequestTenant(TenantId id, boolean isNamed, @Nullable String host) {
  private static final ScopedValue<RequestTenant> CURRENT = ScopedValue.newInstance();

  /** The tenant of the running request; outside of one, the tenant that every installation has. */
  public static TenantId current() {
    return CURRENT.isBound() ? CURRENT.get().id() : TenantId.DEFAULT;
  }

  /** The one that the running request named. */
  public static Optional<TenantId> named() {
    return CURRENT.isBound() && CURRENT.get().isNamed()
        ? Optional.of(CURRENT.get().id())
        : Optional.empty();
  }

  /** The host of the tenant's own that the running request came to. */
  public static Optional<String> ownHost() {
    return CURRENT.isBound() ? Optional.ofNullable(CURRENT.get().host()) : Optional.empty();
  }

  /** The rest of a request. */
  public interface Rest {
    void run() throws ServletException, IOException;
  }

  /** Runs the rest of a request for this tenant. */
  public void during(Rest rest) throws ServletException, IOException {
    try {
      ScopedValue.where(CURRENT, this)
          .call(() -> {
            rest.run();
            return Boolean.TRUE;
          });
    } catch (ServletException | IOException | RuntimeException | Error failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new IllegalStateException("the rest of a request throws nothing else", impossible);
    }
  }
}

package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Brand;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.tenants.Tenant;
import dev.countersign.server.tenants.TenantDirectory;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The name and colour that each tenant's sign-in pages bear. The colour comes as a style sheet of
 * its own, because the content security policy lets pages hold none.
 */
@Hidden
@Controller
class Brands {
  /** The request attribute that holds the brand of a page, where it is not the product's own. */
  static final String ATTRIBUTE = Brands.class.getName();

  private static final String STYLES = StaticFiles.ROOT + "brand/";

  private final TenantDirectory tenants;

  Brands(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  /** The brand of the tenant that a request is for. */
  Brand current() {
    return tenants.find(RequestTenant.current()).map(Brands::of).orElse(Brand.OWN);
  }

  // An installation that has one tenant goes by its product's name.
  private static Brand of(Tenant tenant) {
    String color = tenant.brandColor();
    return new Brand(
        tenant.id().equals(TenantId.DEFAULT) ? Brand.PRODUCT : tenant.name(),
        color == null ? null : STYLES + color.substring(1) + ".css");
  }

  @GetMapping(STYLES + "{color:[0-9a-f]{6}}.css")
  ResponseEntity<String> style(@PathVariable String color) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
        .body(BrandColor.ofHex(color).style());
  }
}

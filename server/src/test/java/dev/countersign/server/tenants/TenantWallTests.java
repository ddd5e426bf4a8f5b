package dev.countersign.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint with another tenant's ids. */
@ServerTest
class TenantWallTests {
  private final TenantWalls walls;
  private final RequestMappingHandlerMapping endpoints;

  TenantWallTests(
      @LocalServerPort int port,
      TestDatabase database,
      RequestMappingHandlerMapping requestMappingHandlerMapping) {
    this.walls = new TenantWalls(port, database);
    this.endpoints = requestMappingHandlerMapping;
  }

  @Test
  void findsNothingByAnotherTenantsIds() {
    assertThat(walls.foundByIds(endpoints)).isEmpty();
  }

  @Test
  void listsNothingOfAnotherTenant() {
    assertThat(walls.foundInLists(endpoints)).isEmpty();
  }
}

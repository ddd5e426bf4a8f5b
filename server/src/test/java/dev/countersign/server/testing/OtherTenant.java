package dev.countersign.server.testing;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TenantRequest;
import dev.countersign.api.TenantView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestDatabase;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A tenant beside the first, for tests.
 *
 * @param api calls that name it
 * @param administrator calls of somebody who administers it
 */
public record OtherTenant(TenantView view, ApiClient api, ApiClient administrator) {
  /** Creates one. */
  public static OtherTenant create(ApiClient api, ApiClient operator, TestDatabase database) {
    String slug = "t-" + UUID.randomUUID();
    TenantView view =
        operator
            .post(
                "/v1/admin/tenants",
                new TenantRequest(slug, "Tenant " + slug, null, null, null, null, null))
            .expect(201)
            .as(TenantView.class);
    ApiClient theirs = api.with("X-Tenant-ID", view.id());
    TokenAnswer person = People.register(theirs);
    JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql("update users set roles = '{administrator}' where id = :id")
        .param("id", UserId.parse(person.user().id()).orElseThrow().value())
        .update();
    String token =
        theirs
            .post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class)
            .accessToken();
    return new OtherTenant(view, theirs, theirs.withToken(token));
  }
}

package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The OpenAPI document, generated from the controllers at the first request for it. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
  static final String BEARER = "bearer";
  static final String API_KEY = "api_key";
  static final String PROBLEM = "#/components/schemas/Problem";

  /** Adds what is not seen in a controller. */
  @Bean
  @Lazy
  OpenApiCustomizer countersignDocument() {
    return document -> {
      document.setInfo(
          new Info()
              .title("Countersign")
              .version("v1")
              .description(
                  "Sign-in and money behind one door. Errors are RFC 9457 problems with a stable"
                      + " code; the codes are listed at /docs/errors.")
              .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
      // A relative address: the document must not repeat the Host a caller has sent.
      document.setServers(List.of(new Server().url("/")));
      Components components = componentsOf(document);
      components.addSecuritySchemes(
          BEARER,
          new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"));
      components.addSecuritySchemes(
          API_KEY,
          new SecurityScheme()
              .type(SecurityScheme.Type.APIKEY)
              .in(SecurityScheme.In.HEADER)
              .name("X-API-Key")
              .description("A key of POST /v1/api-keys; it may be sent as bearer token too."));
      ModelConverters.getInstance(true)
          .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(false))
          .referencedSchemas
          .forEach(components::addSchemas);
    };
  }

  /** Every code, in the words of the one table. */
  static String words(ErrorCode code) {
    return "`" + code.wireName() + "`: " + code.title() + ". " + code.hint();
  }

  private static Components componentsOf(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(new Components());
    }
    return document.getComponents();
  }
}

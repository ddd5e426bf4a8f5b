package dev.countersign.server.platform.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The API's documentation for people: a page of our own around Swagger UI's scripts. */
@Configuration(proxyBeanMethods = false)
class DocumentationPages implements WebMvcConfigurer {
  private static final CacheControl SHORT = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/docs/assets/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(SHORT)
        // The chain knows the version that lies in each WebJar's path.
        .resourceChain(true);
    registry
        .addResourceHandler("/docs/page/*")
        .addResourceLocations("classpath:/static/docs/")
        .setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/docs").setViewName("forward:/docs/page/index.html");
  }
}

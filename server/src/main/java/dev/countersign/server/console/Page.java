package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame;
import dev.countersign.server.console.page.Frame.Area;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;

/**
 * A page to be shown: a template and what it shows.
 *
 * @param area which part of the console it belongs to
 */
record Page(HttpStatus status, String template, String title, Area area, Object model)
    implements View {
  private static final Frame.StaticFiles FILES = StaticFiles.addresses();

  static Page of(String template, String title, Area area, Object model) {
    return new Page(HttpStatus.OK, template, title, area, model);
  }

  Page with(HttpStatus other) {
    return new Page(other, template, title, area, model);
  }

  @Override
  public String getContentType() {
    return MediaType.TEXT_HTML_VALUE;
  }

  @Override
  public void render(
      @Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Asked for first: writing the form's token sets a cookie, which belongs before the body.
    Frame frame = frame(request);
    byte[] html =
        Templates.render(template, Map.of("frame", frame, "page", model))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status.value());
    response.setContentType(getContentType());
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setContentLength(html.length);
    response.getOutputStream().write(html);
  }

  private Frame frame(HttpServletRequest request) {
    Visitor visitor =
        request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor found ? found : null;
    return new Frame(
        title,
        area,
        visitor == null ? null : visitor.name(),
        visitor == null ? Set.of() : visitor.areas(),
        visitor != null && visitor.pays(),
        visitor == null ? null : visitor.seen(),
        request.getAttribute(Brands.ATTRIBUTE) instanceof Frame.Brand brand
            ? brand
            : Frame.Brand.OWN,
        csrf(request),
        FILES);
  }

  private static Frame.Csrf csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Frame.Csrf(token.getParameterName(), token.getToken())
        : new Frame.Csrf("_csrf", "");
  }
}

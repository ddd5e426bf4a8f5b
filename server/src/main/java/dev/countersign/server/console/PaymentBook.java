package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import jakarta.servlet.http.HttpServletRequest;

/** Whose payments a page is of. */
enum PaymentBook {
  EVERYBODYS(ConsoleChain.ROOT + "/payments", "Payments", Area.PAYMENTS),
  OWN(ConsoleChain.OWN + "/payments", "Your payments", Area.MONEY);

  private final String page;
  private final String title;
  private final Area area;

  PaymentBook(String page, String title, Area area) {
    this.page = page;
    this.title = title;
    this.area = area;
  }

  static PaymentBook of(HttpServletRequest request) {
    return request.getServletPath().startsWith(OWN.page) ? OWN : EVERYBODYS;
  }

  String page() {
    return page;
  }

  String title() {
    return title;
  }

  Area area() {
    return area;
  }

  boolean isEverybodys() {
    return this == EVERYBODYS;
  }
}

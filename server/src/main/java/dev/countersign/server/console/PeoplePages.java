package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.Paging;
import dev.countersign.server.console.page.PeopleList;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The people of the tenant, and finding one of them. */
@Hidden
@Controller
class PeoplePages {
  static final String LIST = ConsoleChain.ROOT + "/people";
  private static final int PAGE = 50;
  private static final int TEXT_MAX = 254;

  private final Users users;

  PeoplePages(Users users) {
    this.users = users;
  }

  @GetMapping(LIST)
  View list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String before) {
    String text = q.strip();
    UserId start = UserId.parse(before).orElse(null);
    // One more than a page, which tells whether there is another.
    List<User> found =
        text.length() > TEXT_MAX || !TextRules.isStorable(text)
            ? List.of()
            : users.search(caller.tenant(), text, start, PAGE + 1);
    List<User> shown = found.subList(0, Math.min(PAGE, found.size()));
    return Page.of(
        "people",
        "People",
        Area.PEOPLE,
        new PeopleList(
            text,
            shown.stream().map(PeoplePages::row).toList(),
            new Paging(
                start == null ? null : address(text, null),
                found.size() > PAGE ? address(text, shown.getLast().id()) : null)));
  }

  static PeopleList.Row row(User user) {
    return new PeopleList.Row(
        user.id().text(),
        People.nameOf(user),
        user.email(),
        user.role(),
        user.status() == User.Status.ACTIVE,
        Moment.of(user.createdAt()));
  }

  private static String address(String text, @Nullable UserId before) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(LIST);
    if (!text.isEmpty()) {
      address.queryParam("q", "{q}");
    }
    if (before != null) {
      address.queryParam("before", before.text());
    }
    return address.encode().buildAndExpand(Map.of("q", text)).toUriString();
  }
}

package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ratelimit.CallerLimitFilter;
import dev.countersign.server.ratelimit.RequestLimits;
import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.signin.CallerAuthentication;
import dev.countersign.server.signin.CallerCheck;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.users.Users;
import java.time.Clock;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/** The console's own chain, before the API's: by cookie, with tokens in every form. */
@Configuration(proxyBeanMethods = false)
class ConsoleChain {
  static final String ROOT = "/console";

  /** Below it are the pages for everybody who is signed in. */
  static final String OWN = ROOT + "/you";

  @Bean
  @Order(0)
  SecurityFilterChain consolePages(
      HttpSecurity http,
      ConsoleCookie cookie,
      BrowserSessions sessions,
      Users users,
      CallerCheck tokens,
      Clock clock,
      TenantGate tenants,
      RequestLimits limits,
      Brands brands,
      ConsoleErrors errors) {
    return http.securityMatcher(
            ROOT, ROOT + "/**", Links.VERIFY, Links.RESET, Links.RESET + "/**", Links.INVITATION)
        // The edge sets the headers.
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .sessionManagement(
            management -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf ->
            csrf.csrfTokenRepository(cookie.formTokens())
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                // Each request is known by its cookie alone, which the framework would take for a
                // sign-in, after which it drops the token: a stream or a download would end the
                // forms of the page it belongs to. ConsoleEntrance drops it where somebody comes
                // in.
                .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
        .addFilterBefore(new ForeignForms(), CsrfFilter.class)
        .addFilterBefore(
            new ConsoleAuthentication(cookie, sessions, users, tokens, clock, tenants, brands),
            CsrfFilter.class)
        .addFilterBefore(new CallerLimitFilter(limits), CsrfFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    ROOT + "/sign-in",
                    ForcedChangePages.PAGE,
                    SecondStepPages.PAGE,
                    PasskeySignInPages.PAGE,
                    SecondStepPages.OTHER,
                    ForcedEnrolmentPages.PAGE,
                    ForcedEnrolmentPages.PAGE + "/**",
                    SetUpPages.PAGE,
                    StaticFiles.ROOT + "**",
                    Links.VERIFY,
                    Links.RESET,
                    Links.RESET + "/**",
                    Links.INVITATION)
                .permitAll()
                .requestMatchers(HttpMethod.POST, SignInPages.OUT, SeenPages.END)
                .permitAll()
                .requestMatchers(HttpMethod.GET, ROOT, OwnAccountPages.PAGE)
                .authenticated()
                // All else is shut to whoever sees what another sees.
                .requestMatchers(OWN + "/**")
                .access(where(caller -> true))
                // What may be done with a payment depends on it: the feature looks.
                .requestMatchers(ROOT + "/payments", ROOT + "/payments/**")
                .access(where(caller -> caller.may(Permission.LEDGER_READ)))
                .requestMatchers(HttpMethod.GET, ROOT + "/accounts", ROOT + "/accounts/**")
                .access(where(caller -> caller.may(Permission.LEDGER_READ)))
                .requestMatchers(HttpMethod.POST, ROOT + "/accounts/*/reconciliation/**")
                .access(where(caller -> caller.may(Permission.LEDGER_WRITE)))
                .requestMatchers(HttpMethod.GET, LimitPages.PAGE)
                .access(where(caller -> caller.may(Permission.TENANT_READ)))
                .requestMatchers(HttpMethod.POST, LimitPages.PAGE + "/*")
                .access(where(caller -> caller.may(Permission.TENANT_WRITE)))
                .requestMatchers(HttpMethod.GET, PeoplePages.LIST, PeoplePages.LIST + "/**")
                .access(where(caller -> caller.may(Permission.USERS_READ)))
                .requestMatchers(HttpMethod.POST, PeoplePages.LIST + "/*/end-sessions")
                .access(where(caller -> caller.may(Permission.SESSIONS_WRITE)))
                .requestMatchers(HttpMethod.POST, PeoplePages.LIST + "/*/see")
                .access(where(caller -> caller.may(Permission.USERS_IMPERSONATE)))
                .requestMatchers(TenantPages.PAGE, TenantPages.PAGE + "/**")
                .access(where(Visitor::operates))
                .anyRequest()
                .access(where(caller -> caller.may(Permission.ADMINISTER))))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint(new SignInFirst()).accessDeniedHandler(errors))
        .build();
  }

  private static AuthorizationManager<RequestAuthorizationContext> where(Predicate<Caller> rule) {
    return (authentication, context) ->
        new AuthorizationDecision(
            authentication.get() instanceof CallerAuthentication known
                && known.getPrincipal().credential() instanceof Credential.Session
                && rule.test(known.getPrincipal()));
  }
}

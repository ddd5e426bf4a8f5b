package dev.countersign.server.console;

import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.ratelimit.CallerLimitFilter;
import dev.countersign.server.ratelimit.RequestLimits;
import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.signin.CallerAuthentication;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.users.Users;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
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
      Clock clock,
      TenantGate tenants,
      RequestLimits limits,
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
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
        .addFilterBefore(new ForeignForms(), CsrfFilter.class)
        .addFilterBefore(
            new ConsoleAuthentication(cookie, sessions, users, clock, tenants), CsrfFilter.class)
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
                    SetUpPages.PAGE,
                    StaticFiles.ROOT + "**",
                    Links.VERIFY,
                    Links.RESET,
                    Links.RESET + "/**",
                    Links.INVITATION)
                .permitAll()
                .requestMatchers(HttpMethod.POST, ROOT + "/sign-out")
                .permitAll()
                .requestMatchers(ROOT, OWN + "/**")
                .authenticated()
                .requestMatchers(TenantPages.PAGE, TenantPages.PAGE + "/**")
                .access((authentication, context) ->
                    new AuthorizationDecision(operates(authentication.get())))
                .anyRequest()
                .access((authentication, context) ->
                    new AuthorizationDecision(mayAdminister(authentication.get()))))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint(new SignInFirst()).accessDeniedHandler(errors))
        .build();
  }

  // Tenants are looked after from the first of them.
  private static boolean operates(Authentication authentication) {
    return authentication instanceof CallerAuthentication known
        && known.getPrincipal().tenant().equals(TenantId.DEFAULT)
        && known.getPrincipal().may(Permission.TENANTS_ADMIN);
  }

  private static boolean mayAdminister(Authentication authentication) {
    return authentication instanceof CallerAuthentication known
        && known.getPrincipal().may(Permission.ADMINISTER);
  }
}

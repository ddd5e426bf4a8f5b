package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRule.Requirement;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.apikeys.KeyUses;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.ratelimit.CallerLimitFilter;
import dev.countersign.server.ratelimit.RequestLimits;
import dev.countersign.server.tenants.OperatorKey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The chain for everything that no other chain takes: stateless, by bearer token, along {@link
 * RouteRules}. The console's pages have a chain of their own with a lower order.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChain {
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain bearerChain(
      HttpSecurity http,
      Callers callers,
      KeyUses uses,
      OperatorKey operator,
      RequestLimits limits,
      FreshFactor factors,
      ProblemWriter problems) {
    Refusals refusals = new Refusals(problems);
    return http
        // A bearer token is never sent by a browser on its own, so there is nothing to forge.
        .csrf(AbstractHttpConfigurer::disable)
        // The edge sets the headers, on answers that never come here too.
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(
            new BearerFilter(callers, uses, operator), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new CallerLimitFilter(limits), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new FreshFactorFilter(factors, problems), AuthorizationFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                // The request itself has been let in before it comes around again.
                .dispatcherTypeMatchers(
                    DispatcherType.ASYNC,
                    DispatcherType.ERROR,
                    DispatcherType.FORWARD,
                    DispatcherType.INCLUDE)
                .permitAll()
                .anyRequest()
                .access((authentication, context) ->
                    new AuthorizationDecision(allows(context.getRequest(), authentication))))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .build();
  }

  private static boolean allows(
      HttpServletRequest request, Supplier<? extends @Nullable Authentication> authentication) {
    return RouteRules.find(
            request.getMethod(), ServletRequestPathUtils.parse(request).pathWithinApplication())
        .map(RouteRule::requirement)
        .filter(requirement -> meets(requirement, request, authentication))
        .isPresent();
  }

  private static boolean meets(
      Requirement requirement,
      HttpServletRequest request,
      Supplier<? extends @Nullable Authentication> authentication) {
    return switch (requirement) {
      case Requirement.Nothing _ -> true;
      case Requirement.EitherWay _ -> {
        Caller caller = callerOf(authentication.get());
        yield caller == null
            ? request.getAttribute(BearerFilter.FAILURE) == null
            : isInPerson(request, caller);
      }
      case Requirement.SignedIn _ -> callerOf(authentication.get()) != null;
      case Requirement.InPerson _ -> isInPerson(request, callerOf(authentication.get()));
      case Requirement.Holding(var permission) -> {
        Caller caller = callerOf(authentication.get());
        yield caller != null && holds(request, caller, permission);
      }
      case Requirement.Operating(var permission) -> {
        Caller caller = callerOf(authentication.get());
        yield caller != null && caller.tenant().equals(TenantId.DEFAULT) && caller.may(permission);
      }
    };
  }

  // A key or program is told what it lacks; a person asks an administrator.
  private static boolean holds(HttpServletRequest request, Caller caller, Permission permission) {
    boolean held = caller.may(permission);
    if (!held && caller.session() == null) {
      request.setAttribute(Refusals.REASON, ErrorCode.INSUFFICIENT_SCOPE);
      request.setAttribute(Refusals.MISSING, permission.wireName());
    }
    return held;
  }

  private static boolean isInPerson(HttpServletRequest request, @Nullable Caller caller) {
    if (caller == null || caller.credential() instanceof Credential.Session) {
      return caller != null;
    }
    request.setAttribute(
        Refusals.REASON,
        caller.credential() instanceof Credential.Impersonation
            ? ErrorCode.IMPERSONATION_REFUSED
            : ErrorCode.SESSION_REQUIRED);
    return false;
  }

  private static @Nullable Caller callerOf(@Nullable Authentication authentication) {
    return authentication instanceof CallerAuthentication known ? known.getPrincipal() : null;
  }
}

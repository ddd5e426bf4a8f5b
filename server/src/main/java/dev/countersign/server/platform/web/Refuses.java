package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The refusals a controller's method, or all methods of a controller, can answer with. They appear
 * in the API's document, and an answer that does not appear there fails the tests. What every
 * operation can answer need not be named: unreadable requests, unacceptable media types, limits,
 * the development gate and a service that is away.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Refuses {
  ErrorCode[] value();
}

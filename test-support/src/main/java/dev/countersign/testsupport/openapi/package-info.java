/** Checks what a service answers against its own OpenAPI document. */
@NullMarked
package dev.countersign.testsupport.openapi;

import org.jspecify.annotations.NullMarked;

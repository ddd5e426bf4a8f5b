/**
 * How HTTP meets the features: strict input, request ids, security headers and the open document.
 */
@NullMarked
package dev.countersign.server.platform.web;

import org.jspecify.annotations.NullMarked;

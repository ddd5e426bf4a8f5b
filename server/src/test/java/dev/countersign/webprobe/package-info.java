/**
 * A service with nothing but the edge: it lies outside the product's packages, so that the product
 * never finds its controllers.
 */
@NullMarked
package dev.countersign.webprobe;

import org.jspecify.annotations.NullMarked;

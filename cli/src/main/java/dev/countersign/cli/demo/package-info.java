/** The demo: real bank data through a running service, and what two people can do with it. */
@NullMarked
package dev.countersign.cli.demo;

import org.jspecify.annotations.NullMarked;

/** What each page of the console shows, as values: the templates' parameters. */
@NullMarked
package dev.countersign.server.console.page;

import org.jspecify.annotations.NullMarked;

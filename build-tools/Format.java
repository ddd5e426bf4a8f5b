import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks or applies google-java-format over every Java file below the current directory. Run by the
 * build on the JDK that compiles the product, because the formatter must know that JDK's syntax and
 * Maven itself may run on an older one.
 */
class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

  public static void main(String[] args) throws Exception {
    boolean apply = args.length > 0 && args[0].equals("apply");
    List<Path> wrong =
        sources(Path.of(".")).parallelStream().filter(file -> !formatted(file, apply)).toList();
    if (!wrong.isEmpty() && !apply) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run: mvn -N validate -Dformat=apply");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean formatted(Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = new Formatter().formatSource(ordered(before));
      if (!after.equals(before) && apply) {
        Files.writeString(file, after);
      }
      return after.equals(before);
    } catch (Exception e) {
      throw new IllegalStateException(file + " could not be formatted: " + e.getMessage(), e);
    }
  }

  private static String ordered(String source) throws Exception {
    return ImportOrderer.reorderImports(
        RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE);
  }
}

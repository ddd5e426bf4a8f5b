package dev.countersign.cli;

import dev.countersign.api.BatchLimits;
import dev.countersign.api.UserBatchRequest;
import dev.countersign.api.UserImport;
import dev.countersign.api.UserImportResult;
import dev.countersign.api.UserImportStatus;
import dev.countersign.cli.imports.ImportFile;
import dev.countersign.cli.imports.ImportLine;
import dev.countersign.cli.imports.UnreadableFileException;
import dev.countersign.cli.terminal.Progress;
import dev.countersign.cli.terminal.Terminal;
import dev.countersign.client.CountersignClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes people over from a file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Take people over from another system, with the passwords they have.",
      "A line for each person, with email, username, external_id, password_hash, email_verified and"
          + " must_change_password; only email has to be there. Whoever is known stays as they are,"
          + " so that a file can be sent again."
    })
final class UsersImportCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A CSV file with a header, or NDJSON.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or ndjson; by default as the name of the file tells.")
  private ImportFile.@Nullable Format format;

  private final Map<UserImportStatus, Integer> counts = new EnumMap<>(UserImportStatus.class);

  @Override
  public Integer call() {
    try {
      ImportFile people =
          new ImportFile(file, format == null ? ImportFile.Format.of(file) : format);
      int total = people.count();
      connection.signedIn(client -> {
        run(client, people, total);
        return total;
      });
    } catch (UnreadableFileException unreadable) {
      throw new MisusedException(unreadable.sentence());
    } catch (IOException | UncheckedIOException unreadable) {
      throw new MisusedException("The file cannot be read: " + unreadable.getMessage());
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s%d created, %d existing, %d refused.%n",
            dryRun ? "Nothing was changed. It would be: " : "",
            count(UserImportStatus.CREATED),
            count(UserImportStatus.EXISTING),
            count(UserImportStatus.REFUSED));
    return count(UserImportStatus.REFUSED) == 0 ? 0 : Failures.FAILED;
  }

  private void run(CountersignClient client, ImportFile people, int total) {
    Progress progress =
        new Progress(
            spec.commandLine().getErr(), Terminal.redraws(), System::nanoTime, "People", total);
    List<ImportLine> batch = new ArrayList<>();
    try {
      people.forEach(line -> {
        batch.add(line);
        if (batch.size() == BatchLimits.ITEMS_MAX) {
          send(client, batch, progress);
        }
      });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    send(client, batch, progress);
  }

  private void send(CountersignClient client, List<ImportLine> batch, Progress progress) {
    List<Integer> lines = new ArrayList<>();
    List<UserImport> users = new ArrayList<>();
    for (ImportLine line : batch) {
      switch (line.content()) {
        case ImportLine.Content.Person(UserImport user) -> {
          lines.add(line.line());
          users.add(user);
        }
        case ImportLine.Content.Faulty(String message) ->
            refused(line.line(), "unreadable", message);
      }
    }
    if (!users.isEmpty()) {
      for (UserImportResult result :
          client.admin().importUsers(new UserBatchRequest(users), dryRun).results()) {
        tell(lines.get(result.index()), result);
      }
    }
    progress.advance(batch.size());
    batch.clear();
  }

  private void tell(int line, UserImportResult result) {
    if (result.status() == UserImportStatus.REFUSED) {
      refused(line, String.valueOf(result.code()), String.valueOf(result.message()));
    } else {
      counts.merge(result.status(), 1, Integer::sum);
    }
  }

  // Lines are told by number: whoever reads the report need not read who it is about.
  private void refused(int line, String code, String message) {
    counts.merge(UserImportStatus.REFUSED, 1, Integer::sum);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("line %d: %s: %s%n", line, code, message);
  }

  private int count(UserImportStatus status) {
    return counts.getOrDefault(status, 0);
  }
}

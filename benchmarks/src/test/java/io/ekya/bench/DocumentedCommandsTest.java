/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.app.Main;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * The command line accepts every {@code ./ekya ...} of the documentation: the commands, options,
 * files, benchmarks and configuration keys exist. Continuous integration runs every command.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> DOCUMENTS =
            List.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "docs", "conf");

    /** In a code span, which may go on in the next line, or on a line of a block or comment. */
    private static final Pattern COMMAND =
            Pattern.compile(
                    "`\\./ekya\\b([^`]*)`|(?:^    |^# {3}|; )\\./ekya\\b((?:\\\\\\n#?|[^\\n;#])*)",
                    Pattern.MULTILINE);

    /** A row of CLUSTER.md's table of subcommands of {@code cluster}. */
    private static final Pattern CLUSTER_ROW =
            Pattern.compile("^\\| `([a-z]+(?: [^`]*)?)` \\| [A-Z]", Pattern.MULTILINE);

    /** Values in place of placeholders that are no texts. */
    private static final Map<String, String> VALUES =
            Map.of("N", "1", "S", "1", "D", "cpu", "C", "governor", "KEY=VALUE", "gpus=1");

    /** Run by tests with real processes, and as a part of other commands, not by .ci/run itself. */
    private static final Set<String> RUN_BY_TESTS = Set.of("sidecar", "help", "cluster");

    /** A command of a document, without {@code ./ekya}. */
    private record Documented(String document, List<String> words) {
        static Documented of(String document, String text) {
            String plain = text.replaceAll("\\\\\\n#?|\\n", " ").replaceAll("\\[|]|\\.\\.\\.", " ");
            List<String> words =
                    Stream.of(plain.trim().split("\\s+"))
                            .filter(word -> !word.isEmpty())
                            .map(word -> word.replaceAll("^'|'$", ""))
                            .map(word -> VALUES.getOrDefault(word, word))
                            .toList();
            return new Documented(document, words);
        }

        /** Whether it only mentions a command, without saying how it is called. */
        boolean isName() {
            return words.stream().allMatch(word -> word.matches("[a-z][a-z-]*"));
        }

        @Override
        public String toString() {
            return document + ": ./ekya " + String.join(" ", words);
        }
    }

    @TestFactory
    Stream<DynamicTest> theCommandLineAcceptsEveryDocumentedCommand() throws IOException {
        List<Documented> commands = documented();
        assertThat(commands).hasSizeGreaterThan(60);
        return commands.stream()
                .distinct()
                .map(command -> DynamicTest.dynamicTest(command.toString(), () -> check(command)));
    }

    @Test
    void theReadmeNamesEveryCommandAndContinuousIntegrationRunsIt() throws IOException {
        Set<String> names = new TreeSet<>(commandLine().getSubcommands().keySet());
        names.removeAll(RUN_BY_TESTS);
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(readme).contains("`./ekya " + name))
                .allSatisfy(name -> assertThat(ci).containsPattern("\\./ekya " + name + "\\b"));
        String clusters =
                Files.readString(
                        ROOT.resolve(
                                "flink-job/src/test/java/io/ekya/app/cluster/ClusterCommandITCase.java"));
        assertThat(subcommand(commandLine(), "cluster").getSubcommands().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(clusters).contains('"' + name + '"'));
    }

    @Test
    void findsCommandsInEveryPlaceInWhichDocumentsHaveThem() {
        String text =
                """
                Call `./ekya sidecar --port
                   8815 [--gpus N]`, or
                    ./ekya demo   # runs; and so on
                    ./ekya simulate --seeds 1; ./ekya street
                #   ./ekya run conf/video.yaml \\
                #     --set gpus=2
                """;
        assertThat(commandsIn("text", text).map(Documented::words))
                .containsExactly(
                        List.of("sidecar", "--port", "8815", "--gpus", "1"),
                        List.of("demo"),
                        List.of("simulate", "--seeds", "1"),
                        List.of("street"),
                        List.of("run", "conf/video.yaml", "--set", "gpus=2"));
    }

    @Test
    void rejectsWhatTheCommandLineDoesNotAccept() {
        assertThat(
                        List.of(
                                "exam out/run",
                                "check out/run --exhaustive",
                                "bench overhead-of-tea --quick",
                                "bench overhead-of-tea",
                                "plan conf/no-such-problem.json",
                                "run conf/video.yaml --set window.sekonds=1"))
                .allSatisfy(
                        text ->
                                assertThatThrownBy(() -> check(Documented.of("text", text)))
                                        .isInstanceOf(AssertionError.class));
    }

    private static CommandLine subcommand(CommandLine line, String name) {
        return Objects.requireNonNull(line.getSubcommands().get(name), name);
    }

    private static void check(Documented command) throws IOException {
        List<String> words = command.words();
        CommandLine line = commandLine();
        if (command.isName()) {
            for (String word : words) {
                if (line.getSubcommands().isEmpty()) {
                    assertThat(benchmarks()).contains(word);
                } else {
                    assertThat(line.getSubcommands()).containsKey(word);
                    line = subcommand(line, word);
                }
            }
            return;
        }
        CommandLine root = line;
        assertThatCode(() -> root.parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
        for (String word : words) {
            if (word.startsWith("conf/")) {
                assertThat(ROOT.resolve(word)).exists();
            }
        }
        if (words.get(0).equals("bench") && !words.get(1).equals("NAME")) {
            assertThat(benchmarks()).contains(words.get(1));
        }
        checkKeys(words);
    }

    /** The configuration keys of {@code --set} exist. */
    private static void checkKeys(List<String> words) throws IOException {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("--set")) {
                sets.add(words.get(i + 1));
            }
        }
        String file =
                words.stream()
                        .filter(word -> word.matches("conf/.*\\.yaml"))
                        .findFirst()
                        .orElse("conf/demo.yaml");
        try {
            new ConfigLoader(System.getenv()).load(ROOT.resolve(file), sets);
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            assertThat(sets)
                    .allSatisfy(
                            set ->
                                    assertThat(message)
                                            .doesNotContain(set.substring(0, set.indexOf('='))));
        }
    }

    private static List<Documented> documented() throws IOException {
        List<Documented> commands = new ArrayList<>();
        for (String document : DOCUMENTS) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(document))) {
                for (Path file :
                        files.filter(f -> f.toString().matches(".*\\.(md|ya?ml)")).toList()) {
                    commandsIn(ROOT.relativize(file).toString(), Files.readString(file))
                            .forEach(commands::add);
                }
            }
        }
        CLUSTER_ROW
                .matcher(Files.readString(ROOT.resolve("docs/CLUSTER.md")))
                .results()
                .map(row -> Documented.of("docs/CLUSTER.md", "cluster " + row.group(1)))
                .forEach(commands::add);
        return commands;
    }

    private static Stream<Documented> commandsIn(String document, String text) {
        return COMMAND.matcher(text).results().map(found -> Documented.of(document, textOf(found)));
    }

    private static String textOf(MatchResult found) {
        return found.group(1) != null ? found.group(1) : found.group(2);
    }

    private static Set<String> benchmarks() {
        return ServiceLoader.load(Bench.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
    }

    private static CommandLine commandLine() {
        return new Main(new PrintWriter(Writer.nullWriter())).commandLine();
    }
}

package io.ekya.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a configuration: a YAML file, what {@code --set key=value} changes in it, and <code>${NAME}
 * </code> from the environment. Every problem is found before any is told.
 */
public final class ConfigLoader {
    private final ObjectMapper yaml = new YAMLMapper();
    private final Map<String, String> variables;

    /** A loader that takes variables from the given environment. */
    public ConfigLoader(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** A loader that takes variables from this process's environment. */
    public ConfigLoader() {
        this(System.getenv());
    }

    /**
     * The configuration of a file.
     *
     * @param sets what is changed in it, such as {@code cameras.0.fps=5}, in this order
     * @throws ConfigException with every problem
     */
    public JobConfig load(Path file, List<String> sets) {
        try {
            return parse(file.toString(), Files.readString(file), sets);
        } catch (NoSuchFileException e) {
            throw broken(
                    file.toString(),
                    "does not exist",
                    "give the path of a YAML file, such as conf/demo.yaml");
        } catch (IOException e) {
            throw broken(
                    file.toString(),
                    "cannot be read (" + e.getMessage() + ")",
                    "give a readable YAML file");
        }
    }

    /**
     * The configuration of a text.
     *
     * @param source its name in messages
     * @throws ConfigException with every problem
     */
    public JobConfig parse(String source, String text, List<String> sets) {
        List<Problem> problems = new ArrayList<>();
        ObjectNode root = tree(source, text);
        Overrides overrides = new Overrides(yaml, problems);
        sets.forEach(set -> overrides.apply(root, set));
        JobConfig config =
                new TreeReader(yaml, new Environment(variables, problems), problems)
                        .record(JobConfig.class, "", root);
        addCrossChecks(config, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(source, problems);
        }
        return config;
    }

    /** A part that already has a problem was replaced by a stand-in; it is not judged again. */
    private static void addCrossChecks(JobConfig config, List<Problem> problems) {
        Set<String> told = new HashSet<>();
        problems.forEach(p -> told.add(p.key()));
        for (Problem p : CrossChecks.of(config)) {
            if (told.stream()
                    .noneMatch(
                            k ->
                                    (k + ".").startsWith(p.key() + ".")
                                            || (p.key() + ".").startsWith(k + "."))) {
                problems.add(p);
            }
        }
    }

    private ObjectNode tree(String source, String text) {
        try {
            JsonNode node = yaml.readTree(text);
            if (node.isMissingNode() || node.isNull()) {
                return yaml.createObjectNode();
            }
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw broken(source, "must hold keys such as cameras:", "see conf/demo.yaml");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw broken(
                    source,
                    "is not YAML"
                            + where
                            + " ("
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + ")",
                    "correct the file; texts with a colon at their end need quotes");
        }
    }

    private static ConfigException broken(String source, String rule, String fix) {
        return new ConfigException(
                "the configuration", List.of(new Problem(source, "", rule, fix)));
    }
}

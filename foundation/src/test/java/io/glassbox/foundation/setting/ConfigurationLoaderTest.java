package io.glassbox.foundation.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.setting.catalogue.ClusterSettings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationLoaderTest {
    private final FileSystem files = new DiskFileSystem();

    @TempDir
    Path given;

    private Path directory;
    private Settings settings;
    private ConfigurationLoader loader;

    @BeforeEach
    void create() throws IOException {
        directory = given.toRealPath();
        settings = new Settings(new WorkingDirectory(files, directory));
        loader = new ConfigurationLoader(settings, files);
    }

    private void load(String... lines) throws ConfigurationException {
        loader.load(String.join("\n", lines));
    }

    private void start(String... arguments) throws ConfigurationException {
        loader.load(CommandLine.parse(List.of(arguments)), InputStream.nullInputStream());
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), Arrays.asList(lines));
    }

    private String report(String... arguments) {
        return assertThrows(ConfigurationException.class, () -> start(arguments))
                .report("Redis 7.0.15");
    }

    private String shown(String name) {
        return settings.matching(List.of(name)).getFirst().value();
    }

    @Test
    void commentsAndBlankLinesMeanNothingAndLaterLinesWin() throws ConfigurationException {
        load("# timeout 3", "", "   # timeout 4", "  Timeout \t 5 \r", "slave-priority 1", "replica-priority 2");
        assertEquals("5", shown("timeout"));
        assertEquals("2", shown("slave-priority"));
    }

    @Test
    void quotesAndEscapesAreUnderstood() throws ConfigurationException {
        load("requirepass \"a\\x20\\\"b\\n\"", "masterauth 'it\\'s \\n'", "\"timeout\" 3");
        assertEquals("a \"b\n", shown("requirepass"));
        assertEquals("it's \\n", shown("masterauth"));
        assertEquals("3", shown("timeout"));
    }

    /** Lines are parted by a bar. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    save                                            ; save ; ``
                    save ""                                         ; save ; ``
                    save 900 1 300 10                               ; save ; 900 1 300 10
                    save "900 1"                                    ; save ; 900 1
                    save 900 1|save 300 10                          ; save ; 900 1 300 10
                    save 900 1|save ""|save 3 3                     ; save ; 3 3
                    save ""|save 900 1|save                         ; save ; 900 1
                    bind ""                                         ; bind ; ``
                    bind "127.0.0.1 127.0.0.2"                      ; bind ; 127.0.0.1 127.0.0.2
                    bind 127.0.0.1|bind 127.0.0.2                   ; bind ; 127.0.0.2
                    shutdown-on-sigint "now force"                  ; shutdown-on-sigint ; now force
                    client-output-buffer-limit normal 1 2 3|client-output-buffer-limit slave 4mb 5kb 6 ; \
                    client-output-buffer-limit ; normal 1 2 3 slave 4194304 5120 6 pubsub 33554432 8388608 60
                    client-output-buffer-limit                      ; client-output-buffer-limit ; \
                    normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60
                    replicaof "a 12"                                ; replicaof ; a 12
                    slaveof a 12                                    ; replicaof ; a 12
                    replicaof a 12|slaveof NO one                   ; replicaof ; ``
                    latency-tracking-info-percentiles               ; latency-tracking-info-percentiles ; ``
                    latency-tracking-info-percentiles "1 2"         ; latency-tracking-info-percentiles ; 1 2
                    notify-keyspace-events ""                       ; notify-keyspace-events ; ``
                    unixsocketperm 0700                             ; unixsocketperm ; 700
                    list-max-ziplist-entries 3                      ; timeout ; 0
                    hash-max-ziplist-value 1kb                      ; hash-max-listpack-value ; 1024
                    enable-debug-command LOCAL                      ; enable-debug-command ; local
                    databases 4                                     ; databases ; 4
                    """)
    void aLineSetsItsValue(String lines, String name, String shown) throws ConfigurationException {
        load(lines.split("\\|"));
        assertEquals(shown, shown(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    timeout abc                     ; argument couldn't be parsed into an integer
                    timeout                         ; wrong number of arguments
                    timeout 1 2                     ; wrong number of arguments
                    timeout 3 # x                   ; wrong number of arguments
                    nosuch "a b" c                  ; Bad directive or wrong number of arguments
                    "" 3                            ; Bad directive or wrong number of arguments
                    vm-enabled no                   ; Bad directive or wrong number of arguments
                    include a b                     ; Bad directive or wrong number of arguments
                    include                         ; Bad directive or wrong number of arguments
                    user                            ; Bad directive or wrong number of arguments
                    sentinel monitor x              ; sentinel directive while not in sentinel mode
                    timeout "abc                    ; Unbalanced quotes in configuration line
                    timeout "abc"d                  ; Unbalanced quotes in configuration line
                    loglevel foo                    ; argument(s) must be one of the following: debug, verbose, notice, warning, nothing
                    save 900                        ; Invalid save parameters
                    shutdown-on-sigint              ; argument(s) must be one of the following: default, save, nosave, now, force
                    shutdown-on-sigint ""           ; argument(s) must be one of the following: default, save, nosave, now, force
                    client-output-buffer-limit normal 1 ; Wrong number of arguments in buffer limit configuration.
                    oom-score-adj-values            ; wrong number of arguments
                    replicaof 127.0.0.1             ; wrong number of arguments
                    replicaof a 70000               ; Invalid master port
                    replicaof a 12a                 ; Invalid master port
                    unixsocketperm 1777             ; argument must be between 0 and 777 inclusive
                    unixsocketperm 8                ; argument couldn't be parsed as an octal number
                    appendfilename ""               ; appendfilename can't be empty
                    appenddirname a/b               ; appenddirname can't be a path, just a dirname
                    dbfilename a/b                  ; dbfilename can't be a path, just a filename
                    dir /nonexistent                ; No such file or directory
                    databases 0                     ; argument must be between 1 and 2147483647 inclusive
                    io-threads 200                  ; argument must be between 1 and 128 inclusive
                    """)
    void aWrongLineEndsTheStart(String line, String reason) throws IOException {
        write("redis.conf", "# comment", "", "  " + line + "  ", "port 1");
        assertEquals(
                "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\n"
                        + "Reading the configuration file, at line 3\n"
                        + ">>> '" + line + "'\n" + reason + "\n",
                report("redis.conf"));
    }

    @Test
    void optionsAreLinesAfterTheFile() throws IOException {
        write("redis.conf", "timeout 3", "port 1");
        assertTrue(report("redis.conf", "--timeout", "5", "--nosuch", "a b")
                .contains("at line 5\n>>> 'nosuch \"a b\"'\nBad directive"));
        assertEquals("5", shown("timeout"));
        assertTrue(report("--port", "0", "--timeout").contains("at line 3\n>>> 'timeout'\nwrong number of arguments"));
    }

    @Test
    void standardInputComesBetweenFileAndOptions() throws Exception {
        write("redis.conf", "timeout 1", "port 1", "hz 1");
        loader.load(
                CommandLine.parse(List.of("redis.conf", "--timeout", "3", "-")),
                new ByteArrayInputStream("timeout 2\nport 2\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("3", shown("timeout"));
        assertEquals("2", shown("port"));
        assertEquals("1", shown("hz"));
    }

    @Test
    void theFileIsRememberedByItsAbsolutePathWhateverDirDoes() throws Exception {
        Files.createDirectory(directory.resolve("data"));
        write("redis.conf", "dir data", "include in.conf");
        write("data/in.conf", "timeout 9");
        start("redis.conf");
        assertEquals(directory.resolve("redis.conf"), settings.configurationFile());
        assertEquals(directory.resolve("data").toString(), shown("dir"));
        assertEquals("9", shown("timeout"));
    }

    @Test
    void includedFilesStandInPlaceOfTheirLine() throws Exception {
        write("a1.conf", "timeout 1", "port 1");
        write("a2.conf", "timeout 2");
        write(".a3.conf", "timeout 3");
        load(
                "include a1.conf",
                "port 7",
                "include ./a[0-9].conf",
                "include nothing-*",
                "include " + directory + "/*2.conf");
        assertEquals("2", shown("timeout"));
        assertEquals("1", shown("port"));
        load("include a1.conf", "port 7");
        assertEquals("7", shown("port"));
    }

    @Test
    void aFileThatCannotBeReadIsReportedByTheLog() throws IOException {
        ConfigurationException missing = assertThrows(ConfigurationException.class, () -> start("no.conf"));
        assertTrue(missing.isForLog());
        assertEquals(
                "Fatal error, can't open config file '" + directory + "/no.conf': No such file or directory",
                missing.getMessage());
        ConfigurationException included = assertThrows(ConfigurationException.class, () -> load("include no.conf"));
        assertEquals("Fatal error, can't open config file 'no.conf': No such file or directory", included.getMessage());
        write("self.conf", "include self.conf");
        assertFalse(assertThrows(ConfigurationException.class, () -> start("self.conf"))
                .isForLog());
    }

    @Test
    void directivesReachWhoeverAskedAndMayBeRefused() throws ConfigurationException {
        List<List<String>> users = new ArrayList<>();
        loader.onDirective("user", 1, Integer.MAX_VALUE, words -> {
            if (users.stream().anyMatch(user -> user.getFirst().equals(words.getFirst()))) {
                throw new SettingRefused("Error in user declaration 'foo': Duplicate user found. "
                        + "A user can only be defined once in config files");
            }
            users.add(words);
        });
        load("user foo on \">a b\" ~*", "USER bar off");
        assertEquals(List.of(List.of("foo", "on", ">a b", "~*"), List.of("bar", "off")), users);
        assertTrue(report("--user", "foo", "--timeout", "1").contains(">>> 'user \"foo\"'\nError in user declaration"));
    }

    @Test
    void whatOnlyTheWholeShowsIsReportedWithoutALine() {
        assertEquals(
                "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\nreplicaof directive not allowed in cluster mode\n",
                report("--cluster-enabled", "yes", "--replicaof", "a", "1"));
        settings.assign(ClusterSettings.CLUSTER_ENABLED, false);
        assertTrue(report("--logfile", "/nonexistent/x")
                .endsWith(") ***\nCan't open the log file: No such file or directory\n"));
    }

    @Test
    void bytesThatAreNoTextSurvive() throws Exception {
        Files.write(directory.resolve("redis.conf"), new byte[] {
            'm', 'a', 's', 't', 'e', 'r', 'a', 'u', 't', 'h', ' ', (byte) 0xff, (byte) 0xc3, (byte) 0xa4
        });
        start("redis.conf");
        assertEquals("\udcffä", shown("masterauth"));
    }
}

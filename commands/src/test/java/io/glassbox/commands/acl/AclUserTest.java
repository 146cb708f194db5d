package io.glassbox.commands.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AclUserTest extends CommandTestCase {
    private static final String HASH_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    private String modifierError(String rule, String reason) {
        return "-ERR Error in ACL SETUSER modifier '" + rule + "': " + reason + "\r\n";
    }

    /** What ACL LIST shows of a user. */
    private String line(String name) {
        for (String line : harness.run("ACL", "LIST").split("\r\n", -1)) {
            if (line.startsWith("user " + name + " ")) {
                return line;
            }
        }
        return "";
    }

    private void expectLine(String rulesShown, String... rules) {
        String[] command = new String[rules.length + 4];
        command[0] = "ACL";
        command[1] = "SETUSER";
        command[2] = "u";
        command[3] = "reset";
        System.arraycopy(rules, 0, command, 4, rules.length);
        expect(OK, command);
        assertEquals("user u off sanitize-payload " + rulesShown, line("u"));
    }

    @Test
    void thereIsADefaultUserWhoMayDoEverything() {
        expect("*1\r\n" + bulk("user default on nopass ~* &* +@all"), "ACL", "LIST");
        expect("*1\r\n" + bulk("default"), "ACL", "USERS");
        expectBulk("default", "ACL", "WHOAMI");
        expectError("ERR The 'default' user cannot be removed", "ACL", "DELUSER", "other", "default");
    }

    @Test
    void aNewUserIsOffAndMayDoNothing() {
        expect(OK, "ACL", "SETUSER", "new");
        assertEquals("user new off resetchannels -@all", line("new"));
        expectInteger(1, "ACL", "DELUSER", "new", "unknown");
        assertEquals("", line("new"));
    }

    @Test
    void aNewUserHasAllChannelsIfTheSettingSaysSo() {
        harness.server.users().giveAllChannels(true);
        expect(OK, "ACL", "SETUSER", "new", "(+get)");
        assertEquals("user new off &* -@all (&* -@all +get)", line("new"));
        expect(OK, "ACL", "SETUSER", "new", "reset");
        assertEquals("user new off sanitize-payload &* -@all", line("new"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\u0001', textBlock = """
                foo                 ; Syntax error
                @                   ; Syntax error
                ~a b                ; Syntax error
                &a b                ; Syntax error
                %~x                 ; Syntax error
                %                   ; Syntax error
                %RX~a               ; Syntax error
                %rr~a               ; Syntax error
                )                   ; Syntax error
                (on)                ; Syntax error
                (>x)                ; Syntax error
                (reset)             ; Syntax error
                (+get (+set))       ; Syntax error
                (+get)(+set)        ; Unknown command or category name in ACL
                +foo                ; Unknown command or category name in ACL
                -get|x              ; Unknown command or category name in ACL
                +get|key|key2       ; Unknown command or category name in ACL
                +config|asdf        ; Unknown command or category name in ACL
                +@foo               ; Unknown command or category name in ACL
                +                   ; Unknown command or category name in ACL
                +|                  ; Unknown command or category name in ACL
                +@all|x             ; Unknown command or category name in ACL
                +config|            ; Syntax error
                +get|               ; Syntax error
                +config|get|x       ; Allowing first-arg of a subcommand is not supported
                <none               ; The password you are trying to remove from the user does not exist
                #12                 ; The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters
                !12                 ; The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters
                """)
    void tellsWhatIsWrongWithARule(String rule, String reason) {
        expect(modifierError(rule, reason), "ACL", "SETUSER", "u", rule);
        assertEquals("", line("u"), "nothing is changed by rules that are wrong");
    }

    @Test
    void patternsBehindAllOfThemHaveNoEffectAndAreRefused() {
        expect(
                modifierError(
                        "~a b",
                        "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any"
                                + " effect. Try 'resetkeys' to start with an empty list of patterns"),
                "ACL",
                "SETUSER",
                "u",
                "~*",
                "~a b");
        expect(
                modifierError(
                        "(&* &a)",
                        "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have"
                                + " any effect. Try 'resetchannels' to start with an empty list of channels"),
                "ACL",
                "SETUSER",
                "u",
                "(&* &a)");
    }

    @Test
    void aParenthesisThatNoneClosesIsNamed() {
        expectError(
                "ERR Unmatched parenthesis in acl selector starting at '(+get'.",
                "ACL",
                "SETUSER",
                "u",
                "on",
                "(+get",
                "~a");
        expectError("ERR Unmatched parenthesis in acl selector starting at '()x'.", "ACL", "SETUSER", "u", "()x");
    }

    @Test
    void namesHaveNoBlanks() {
        expectError("ERR Usernames can't contain spaces or null characters", "ACL", "SETUSER", "a b");
        expectError("ERR Usernames can't contain spaces or null characters", "ACL", "SETUSER", "a\0b");
    }

    @Test
    void rulesAreShownSuchThatTheyCanBeReadAgain() {
        expectLine("~a %R~b %W~c resetchannels &d -@all", "~a", "%r~b", "%W~c", "&d", "&d");
        expectLine("~a resetchannels -@all", "%R~a", "%W~a");
        expectLine("%R~ resetchannels -@all", "%R");
        expectLine("~* &* +@all", "AllKeys", "AllChannels", "AllCommands");
        expectLine(
                "resetchannels -@all (~k %R~l resetchannels &d -@all +get) (resetchannels -@all)",
                "(~k", "%R~l", "&d +get )", "()");
        expectLine("resetchannels -@all (\"~a\\\"b\" resetchannels -@all)", "(\"~a\\\"b\")");
    }

    @Test
    void commandRulesStayAsTheyWereWrittenButForThoseWithoutEffect() {
        expectLine("resetchannels -@all +get", "+get", "+GET", "-set");
        expectLine("resetchannels -@all +memory", "+memory|doctor", "+memory");
        expectLine("resetchannels +@all", "+@all", "+client|id");
        expectLine(
                "resetchannels +@all -client +client|id +client|setname",
                "+@all",
                "-client",
                "+client|id",
                "+client|setname");
        expectLine("resetchannels +@all -@string +incr", "+@all", "-@STRING", "+incr");
        expectLine("resetchannels -@all +@string -incr +acl", "+get", "+@string", "-incr", "+acl", "-acl", "+acl");
        expectLine("resetchannels -@all +select|0 +select|A", "+SELECT|0", "+select|A", "+select|a");
        expectLine("resetchannels -@all +select", "+select|0", "+select");
        expectLine("resetchannels -@all", "+select|0", "-select");
        expectLine("resetchannels +@all -@scripting", "+@all", "-@scripting");
    }

    @Test
    void passwordsAreKeptAsHashes() {
        expectLine("#" + HASH_OF_X + " resetchannels -@all", ">x", "#" + HASH_OF_X);
        expect(
                "*12\r\n" + bulk("flags") + "*2\r\n" + bulk("off") + bulk("sanitize-payload") + bulk("passwords")
                        + "*1\r\n"
                        + bulk(HASH_OF_X) + bulk("commands") + bulk("-@all") + bulk("keys") + bulk("")
                        + bulk("channels")
                        + bulk("") + bulk("selectors") + "*0\r\n",
                "ACL",
                "GETUSER",
                "u");
        expect(OK, "ACL", "SETUSER", "u", "<x");
        assertEquals("user u off sanitize-payload resetchannels -@all", line("u"));
        expect(OK, "ACL", "SETUSER", "u", ">x", "nopass");
        assertEquals("user u off nopass sanitize-payload resetchannels -@all", line("u"));
        expect(NIL, "ACL", "GETUSER", "nobody");
    }

    @Test
    void comesInWithAnyOfThePasswords() {
        expect(OK, "ACL", "SETUSER", "u", ">one", ">two", "+acl|whoami");
        String refused = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
        expect(refused, "AUTH", "u", "one");
        expect(OK, "ACL", "SETUSER", "u", "on");
        expect(refused, "AUTH", "u", "three");
        expect(refused, "AUTH", "nobody", "one");
        expect(OK, "AUTH", "u", "two");
        expectBulk("u", "ACL", "WHOAMI");
        expect(OK, "AUTH", "default", "whatever");
        expectBulk("default", "ACL", "WHOAMI");
    }

    @Test
    void oneWordIsThePasswordOfTheDefaultUser() {
        expectError(
                "ERR AUTH <password> called without any password configured for the default user. Are you sure your"
                        + " configuration is correct?",
                "AUTH",
                "x");
        harness.server.users().requirePassword("secret");
        var other = harness.connect();
        assertEquals("-NOAUTH Authentication required.\r\n", harness.run(other, "GET", "k"));
        assertEquals(OK, harness.run(other, "AUTH", "secret"));
        assertEquals(NIL, harness.run(other, "GET", "k"));
        assertEquals("+RESET\r\n", harness.run(other, "RESET"));
        assertEquals("-NOAUTH Authentication required.\r\n", harness.run(other, "GET", "k"));
    }

    @Test
    void helloAuthenticatesTooAndIsNeverForbidden() {
        expect(OK, "ACL", "SETUSER", "u", "on", ">p", "+ping");
        expect(OK, "ACL", "SETUSER", "default", "-@all");
        expectError("NOPERM this user has no permissions to run the 'ping' command", "PING");
        expectError("WRONGPASS invalid username-password pair or user is disabled.", "HELLO", "2", "AUTH", "u", "bad");
        assertTrue(harness.run("HELLO", "2", "AUTH", "u", "p").startsWith("*14\r\n"));
        expect("+PONG\r\n", "PING");
    }

    @Test
    void whoeverComesWhileTheDefaultUserIsOffHasToSayWho() {
        expect(OK, "ACL", "SETUSER", "default", "off");
        var other = harness.connect();
        assertEquals("-NOAUTH Authentication required.\r\n", harness.run(other, "PING"));
        expect("+PONG\r\n", "PING");
    }

    @Test
    void deletingAUserClosesItsConnections() {
        expect(OK, "ACL", "SETUSER", "u", "on", "nopass", "+@all");
        var other = harness.connect();
        assertEquals(OK, harness.run(other, "AUTH", "u", ""));
        expectInteger(1, "ACL", "DELUSER", "u");
        assertTrue(other.isClosing());
        assertEquals("default", other.user().name());
    }

    @Test
    void whoDeletesItselfStillGetsTheReply() {
        expect(OK, "ACL", "SETUSER", "u", "on", "nopass", "+@all");
        var other = harness.connect();
        assertEquals(OK, harness.run(other, "AUTH", "u", ""));
        assertEquals(":1\r\n", harness.run(other, "ACL", "DELUSER", "u"));
        assertTrue(other.isClosing());
    }

    @Test
    void changedRulesHoldForConnectionsThatAreThere() {
        expect(OK, "ACL", "SETUSER", "u", "on", "nopass", "+get", "~*");
        var other = harness.connect();
        harness.run(other, "AUTH", "u", "");
        assertEquals(NIL, harness.run(other, "GET", "k"));
        expect(OK, "ACL", "SETUSER", "u", "-get");
        assertEquals(
                "-NOPERM this user has no permissions to run the 'get' command\r\n", harness.run(other, "GET", "k"));
    }

    @Test
    void withoutAFileOfUsersThereIsNothingToLoadOrToSave() {
        String text =
                "ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL"
                        + " SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in"
                        + " order to store users in the Redis configuration.";
        expectError(text, "ACL", "LOAD");
        expectError(text, "ACL", "SAVE");
    }

    @Test
    void makesPasswordsOfSoManyBits() {
        assertEquals(64 + 7, harness.run("ACL", "GENPASS").length());
        assertEquals("$2\r\n", harness.run("ACL", "GENPASS", "5").substring(0, 4));
        assertEquals("$1\r\n", harness.run("ACL", "GENPASS", "4").substring(0, 4));
        String text =
                "ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to"
                        + " 4096";
        expectError(text, "ACL", "GENPASS", "0");
        expectError(text, "ACL", "GENPASS", "4097");
        expect(NOT_AN_INTEGER, "ACL", "GENPASS", "x");
        expectError(
                "ERR unknown subcommand or wrong number of arguments for 'genpass'. Try ACL HELP.",
                "ACL",
                "genpass",
                "1",
                "2");
    }

    @Test
    void listsCategoriesAndTheirCommands() {
        assertTrue(harness.run("ACL", "CAT").startsWith("*"));
        assertTrue(harness.run("ACL", "CAT").contains(bulk("scripting")));
        String transaction = harness.run("ACL", "CAT", "Transaction");
        assertEquals("*5\r\n", transaction.substring(0, 4));
        assertTrue(harness.run("ACL", "CAT", "admin").contains(bulk("acl|setuser")));
        expectError("ERR Unknown category 'x'", "ACL", "CAT", "x");
        expectError(
                "ERR unknown subcommand or wrong number of arguments for 'cat'. Try ACL HELP.", "ACL", "cat", "x", "y");
    }

    @Test
    void rulesSpeakOfCommandsAsTheyWereDeclared() {
        harness.pipeline.table().rename("get", "fetch");
        expect(OK, "ACL", "SETUSER", "u", "on", "nopass", "~*", "+get");
        expect(modifierError("+fetch", "Unknown command or category name in ACL"), "ACL", "SETUSER", "u", "+fetch");
        expect(OK, "ACL", "DRYRUN", "u", "fetch", "k");
        expectError("ERR Command 'get' not found", "ACL", "DRYRUN", "u", "get", "k");
        assertTrue(harness.run("ACL", "CAT", "string").contains(bulk("get")));
    }
}

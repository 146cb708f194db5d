package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.addresses;
import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.memory;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.octal;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.Setting.outputBuffers;
import static io.glassbox.foundation.setting.declare.SettingFlag.DEBUG;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.IoTransport;
import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.foundation.setting.value.OutputBufferLimits.Limit;
import java.util.List;

/** Connections: where the server listens, how it reads and writes, and what one client may use. */
public final class NetworkSettings {
    private static final long UINT_MAX = 0xffff_ffffL;
    private static final long MB = 1L << 20;

    /** TCP port; 0 is no TCP listener. */
    public static final Setting<Integer> PORT = integer("port", 0, 65_535, 6_379);

    /** Addresses to listen on; one that begins with - may be missing on the machine. */
    public static final Setting<List<String>> BIND = addresses("bind", List.of("*", "-::*"));

    /** Address that outgoing connections start from. */
    public static final Setting<String> BIND_SOURCE_ADDR = optionalText("bind-source-addr");

    /** Whether connections from other machines are refused while no password is set and bind is at its default. */
    public static final Setting<Boolean> PROTECTED_MODE = flag("protected-mode", true);

    /** Connections that the kernel holds for us to accept. */
    public static final Setting<Integer> TCP_BACKLOG =
            integer("tcp-backlog", 0, Integer.MAX_VALUE, 511).immutable();

    /** Seconds of silence before the kernel probes a connection; 0 is never. */
    public static final Setting<Integer> TCP_KEEPALIVE = integer("tcp-keepalive", 0, Integer.MAX_VALUE, 300);

    /** Seconds after which an idle client is disconnected; 0 is never. */
    public static final Setting<Integer> TIMEOUT = integer("timeout", 0, Integer.MAX_VALUE, 0);

    /** Path of the Unix socket to listen on. */
    public static final Setting<String> UNIXSOCKET = optionalText("unixsocket").immutable();

    /** File permissions of the Unix socket; 0 leaves them as the umask makes them. */
    public static final Setting<Integer> UNIXSOCKETPERM =
            octal("unixsocketperm", 0, 0777, 0).immutable();

    /** Mark that the kernel's packet filter sees on our sockets; 0 is none. */
    public static final Setting<Long> SOCKET_MARK_ID =
            number("socket-mark-id", 0, UINT_MAX, 0).immutable();

    /** Most clients connected at a time. */
    public static final Setting<Long> MAXCLIENTS = number("maxclients", 1, UINT_MAX, 10_000);

    /** Most plain connections accepted in one turn of the event loop. */
    public static final Setting<Integer> MAX_NEW_CONNECTIONS_PER_CYCLE =
            integer("max-new-connections-per-cycle", 1, 1_000, 10);

    /** Most TLS connections accepted in one turn of the event loop. */
    public static final Setting<Integer> MAX_NEW_TLS_CONNECTIONS_PER_CYCLE =
            integer("max-new-tls-connections-per-cycle", 1, 1_000, 1);

    /** Threads that read, parse and write, the main one included. */
    public static final Setting<Integer> IO_THREADS =
            integer("io-threads", 1, 128, 1).immutable().with(DEBUG);

    /** Accepted for old files; threads always read. */
    public static final Setting<Boolean> IO_THREADS_DO_READS =
            flag("io-threads-do-reads", false).immutable().with(DEBUG);

    /** Which of the ways to use sockets is used. */
    public static final Setting<IoTransport> IO_TRANSPORT =
            choice("io-transport", IoTransport.AUTO).immutable();

    /** Commands of one client that are parsed ahead of the one that runs. */
    public static final Setting<Integer> LOOKAHEAD = integer("lookahead", 1, Integer.MAX_VALUE, 16);

    /** Most bytes of an incomplete request. */
    public static final Setting<Long> CLIENT_QUERY_BUFFER_LIMIT =
            memory("client-query-buffer-limit", MB, Long.MAX_VALUE, 1024 * MB).with(DEBUG);

    /** Most bytes that may wait for a client, by class of client. */
    public static final Setting<OutputBufferLimits> CLIENT_OUTPUT_BUFFER_LIMIT = outputBuffers(
            "client-output-buffer-limit",
            new OutputBufferLimits(
                    new Limit(0, 0, 0), new Limit(256 * MB, 64 * MB, 60), new Limit(32 * MB, 8 * MB, 60)));

    /** Most bytes of one argument and of one string value. */
    public static final Setting<Long> PROTO_MAX_BULK_LEN =
            memory("proto-max-bulk-len", MB, Long.MAX_VALUE, 512 * MB).with(DEBUG);

    /** Version of the protocol that a connection starts with. */
    public static final Setting<Integer> CLIENT_DEFAULT_RESP =
            integer("client-default-resp", 2, 3, 2).immutable().hidden();

    /** File that requests and replies are written to, for checking reply schemas. */
    public static final Setting<String> REQ_RES_LOGFILE =
            optionalText("req-res-logfile").immutable().hidden();

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            PORT,
            BIND,
            BIND_SOURCE_ADDR,
            PROTECTED_MODE,
            TCP_BACKLOG,
            TCP_KEEPALIVE,
            TIMEOUT,
            UNIXSOCKET,
            UNIXSOCKETPERM,
            SOCKET_MARK_ID,
            MAXCLIENTS,
            MAX_NEW_CONNECTIONS_PER_CYCLE,
            MAX_NEW_TLS_CONNECTIONS_PER_CYCLE,
            IO_THREADS,
            IO_THREADS_DO_READS,
            IO_TRANSPORT,
            LOOKAHEAD,
            CLIENT_QUERY_BUFFER_LIMIT,
            CLIENT_OUTPUT_BUFFER_LIMIT,
            PROTO_MAX_BULK_LEN,
            CLIENT_DEFAULT_RESP,
            REQ_RES_LOGFILE);

    private NetworkSettings() {}
}

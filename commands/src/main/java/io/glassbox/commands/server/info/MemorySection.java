package io.glassbox.commands.server.info;

import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY_POLICY;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.ScriptFigures;
import io.glassbox.foundation.process.ProcessFigures;
import io.glassbox.foundation.setting.Settings;

/** What memory is used for: counted by the allocator, not by the JVM. */
final class MemorySection {
    private final Server server;
    private final ProcessFigures process;

    MemorySection(Server server, ProcessFigures process) {
        this.server = server;
        this.process = process;
    }

    void write(InfoWriter out) {
        MemoryFigures figures = MemoryFigures.of(server, process);
        long machine = process.machineBytes();
        out.bytes("used_memory", figures.used());
        out.bytes("used_memory_rss", figures.process());
        out.bytes("used_memory_peak", figures.peak());
        out.percent("used_memory_peak_perc", figures.used(), figures.peak());
        out.field("used_memory_overhead", figures.overhead());
        out.field("used_memory_startup", figures.startup());
        out.field("used_memory_dataset", figures.dataset());
        out.percent("used_memory_dataset_perc", figures.datasetPercent(), 100);
        out.field("allocator_allocated", figures.used());
        out.field("allocator_active", figures.held());
        out.field("allocator_resident", figures.resident());
        out.field("allocator_muzzy", 0);
        out.bytes("total_system_memory", machine);
        writeScripts(out);
        writeLimit(out);
        writeRatios(out, figures);
        writeParts(out, figures);
    }

    private void writeScripts(InfoWriter out) {
        ScriptFigures scripts = server.scripts().figures();
        out.field("used_memory_lua", scripts.scriptHeapBytes());
        out.field("used_memory_vm_eval", scripts.scriptHeapBytes());
        out.human("used_memory_lua", scripts.scriptHeapBytes());
        out.field("used_memory_scripts_eval", scripts.scriptBytes());
        out.field("number_of_cached_scripts", scripts.cachedScripts());
        out.field("number_of_functions", scripts.functions());
        out.field("number_of_libraries", scripts.libraries());
        out.field("used_memory_vm_functions", scripts.functionHeapBytes());
        out.bytes("used_memory_vm_total", scripts.functionHeapBytes() + scripts.scriptHeapBytes());
        out.field("used_memory_functions", scripts.functionBytes());
        out.bytes("used_memory_scripts", scripts.scriptBytes() + scripts.functionBytes());
    }

    private void writeLimit(InfoWriter out) {
        Settings settings = server.settings();
        long limit = settings.get(MAXMEMORY);
        out.field("maxmemory", Long.toUnsignedString(limit));
        out.human("maxmemory", limit);
        out.field("maxmemory_policy", MAXMEMORY_POLICY.form().print(settings.get(MAXMEMORY_POLICY)));
    }

    private static void writeRatios(InfoWriter out, MemoryFigures figures) {
        out.ratio("allocator_frag_ratio", MemoryFigures.ratio(figures.held(), figures.used()));
        out.field("allocator_frag_bytes", figures.held() - figures.used());
        out.ratio("allocator_rss_ratio", MemoryFigures.ratio(figures.resident(), figures.held()));
        out.field("allocator_rss_bytes", figures.resident() - figures.held());
        out.ratio("rss_overhead_ratio", MemoryFigures.ratio(figures.process(), figures.resident()));
        out.field("rss_overhead_bytes", figures.process() - figures.resident());
        out.ratio("mem_fragmentation_ratio", MemoryFigures.ratio(figures.process(), figures.used()));
        out.field("mem_fragmentation_bytes", figures.process() - figures.used());
    }

    private void writeParts(InfoWriter out, MemoryFigures figures) {
        out.field("mem_not_counted_for_evict", server.eviction().notCountedBytes());
        out.field("mem_replication_backlog", 0);
        out.field("mem_total_replication_buffers", 0);
        out.field("mem_clients_slaves", 0);
        out.field("mem_clients_normal", figures.clients());
        out.field("mem_cluster_links", 0);
        out.field("mem_aof_buffer", figures.appends());
        out.field("mem_allocator", "glassbox-slabs");
        out.field("mem_overhead_db_hashtable_rehashing", 0);
        out.field("active_defrag_running", server.defragmentation().figures().percent());
        out.field("lazyfree_pending_objects", server.databases().pendingFrees());
        out.field("lazyfreed_objects", server.databases().statistics().lazilyFreed());
    }
}

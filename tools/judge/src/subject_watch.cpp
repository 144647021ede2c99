#include "subject_watch.hpp"

#include <fmt/format.h>
#include <sys/vfs.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "deadlock.hpp"
#include "process_tree.hpp"

namespace hb::judge {
namespace {

// Looks at which all wait and none has run, before we say deadlock: 200 ms. After 60 ms, one in a thousand right
// answers was called deadlocked on a busy virtual machine: a thread that had been woken waited that long for a
// processor.
constexpr int looks_to_be_sure = 10;

struct Contents {
    std::uint64_t bytes = 0;
    std::uint64_t files = 0;
};

/// What lies in the subject's folder. Bubblewrap makes it a file system of its own, which knows, files without a name
/// included. Otherwise they are counted one by one, until there are more than `most_files`.
Contents contents_of(Spawned const& spawned, std::uint64_t most_files) {
    struct statfs system{};
    if (spawned.subject != spawned.process && ::fstatfs(spawned.folder.get(), &system) == 0) {
        return {(system.f_blocks - system.f_bfree) * static_cast<std::uint64_t>(system.f_bsize),
                system.f_files - system.f_ffree};
    }
    Contents found;
    std::error_code gone;  // the subject may be removing what we look at
    std::filesystem::recursive_directory_iterator entry{"/proc/self/fd/" + std::to_string(spawned.folder.get()), gone};
    for (; !gone && entry != std::filesystem::recursive_directory_iterator{} && found.files <= most_files;
         entry.increment(gone)) {
        ++found.files;
        std::error_code not_a_file;
        if (auto const size = entry->file_size(not_a_file); !not_a_file) found.bytes += size;
    }
    return found;
}

}  // namespace

std::optional<SubjectWatch::Verdict> SubjectWatch::look(bool time_is_up) {
    auto const& limits = launch_.limits;
    auto processes = others(limits.processes);
    if (processes.size() >= limits.processes) {
        return Verdict{Outcome::out_of_processes, fmt::format("more than {} processes", limits.processes)};
    }
    if (threads_of(spawned_.subject).size() > limits.threads) {
        return Verdict{Outcome::out_of_threads, fmt::format("more than {} threads", limits.threads)};
    }
    processes.push_back(spawned_.subject);
    if (memory_of(processes, limits.memory_bytes) > limits.memory_bytes) {
        return Verdict{Outcome::out_of_memory, fmt::format("more than {} MiB of memory", limits.memory_bytes >> 20U)};
    }
    auto const written = contents_of(spawned_, limits.files);
    if (written.files > limits.files) {
        return Verdict{Outcome::out_of_disk, fmt::format("more than {} files", limits.files)};
    }
    if (written.bytes > limits.disk_bytes) {
        return Verdict{Outcome::out_of_disk, fmt::format("more than {} MiB of files", limits.disk_bytes >> 20U)};
    }
    return look_at_threads_of_subject(time_is_up);
}

std::optional<SubjectWatch::Verdict> SubjectWatch::look_at_threads_of_subject(bool time_is_up) {
    bool const ignore_detector = !launch_.tsan_options.empty();
    auto const switches = switches_of(spawned_.subject, ignore_detector);
    bool const waiting = look_at_threads(spawned_.subject, ignore_detector) == Threads::blocked_for_ever;
    blocked_looks_ = waiting && switches == switches_at_last_look_ ? blocked_looks_ + 1 : 0;
    switches_at_last_look_ = switches;
    auto const cpu = cpu_seconds_of(spawned_.subject);
    bool const asleep = cpu == cpu_at_last_look_;
    cpu_at_last_look_ = cpu;
    if (blocked_looks_ >= looks_to_be_sure) {
        auto picture = describe_threads(spawned_.subject);  // takes a second
        if (look_at_threads(spawned_.subject, ignore_detector) == Threads::blocked_for_ever) {
            return Verdict{Outcome::deadlocked, std::move(picture)};
        }
        blocked_looks_ = 0;  // it goes on
    }
    if (!time_is_up) return std::nullopt;
    return Verdict{Outcome::timed_out,
                   fmt::format("after {} s{}\n{}", std::chrono::duration<double>{launch_.limits.time}.count(),
                               asleep ? "; its threads were asleep" : "", describe_threads(spawned_.subject))};
}

bool SubjectWatch::has_children() const {
    auto found = others(launch_.limits.processes);
    if (!launch_.tsan_options.empty()) {
        std::erase_if(found, [this](pid_t other) {
            std::error_code gone;
            return !std::filesystem::equivalent("/proc/" + std::to_string(other) + "/exe", launch_.executable, gone);
        });
    }
    return !found.empty();
}

/// All but the subject and, between it and us, bubblewrap's two; of more than `most`, not all.
std::vector<pid_t> SubjectWatch::others(std::size_t most) const {
    constexpr std::size_t not_counted = 2;
    auto found = descendants(spawned_.process, most + not_counted);
    auto const left_behind = orphans();
    found.insert(found.end(), left_behind.begin(), left_behind.end());
    std::erase_if(found, [this](pid_t other) { return other == spawned_.subject || other == spawned_.init; });
    return found;
}

}  // namespace hb::judge

#include "judge/subject_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>

#include "deadlock.hpp"
#include "judge/interrupt.hpp"
#include "judge/private_folder.hpp"
#include "process_tree.hpp"
#include "spawn.hpp"
#include "subject_watch.hpp"

namespace hb::judge {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds look_every{20};            // how often memory and threads are looked at
constexpr std::size_t output_kept = 4096;         // bytes of the student's output that evidence keeps
constexpr std::size_t longest_reply = 1U << 20U;  // bytes; the longest list of a lesson is a thousandth of it
constexpr milliseconds goodbye_time{10'000};      // TSan symbolizes its reports while a subject ends
// A joined thread is gone from /proc (not one of 40,000 was seen there); one whose last deed woke the caller may need
// some milliseconds more (4 ms at most in 10,000), on a busy machine many more.
constexpr milliseconds time_to_end{1000};
constexpr milliseconds look_at_end_every{2};
constexpr milliseconds time_to_stop{1000};  // microseconds, if no other program keeps a thread from taking its signal

std::string make_nonce() {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) throw std::runtime_error{"no random numbers"};
    return fmt::format("{:016x}", random);
}

/// Reads what is there. False at the end of the stream.
bool drain(int descriptor, std::string& text, std::size_t keep, std::uint64_t& total) {
    std::array<char, 65536> buffer{};
    for (;;) {
        auto const count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count < 0 && errno == EAGAIN;
        total += static_cast<std::uint64_t>(count);
        auto const room = keep - std::min(keep, text.size());
        text.append(buffer.data(), std::min(static_cast<std::size_t>(count), room));
        if (total > keep + (std::uint64_t{64} << 20U)) return true;  // a flood: let the caller look at it
    }
}

}  // namespace

class SubjectProcess::Implementation {
public:
    explicit Implementation(Launch its_launch) : launch{std::move(its_launch)} {
        become_subreaper();
        spawned = spawn(launch, folder.path());
        if (spawned.error != 0) {
            finish(Outcome::missing, fmt::format("{}: {}", launch.executable.string(), std::strerror(spawned.error)));
            return;
        }
        process_descriptor = Descriptor{static_cast<int>(::syscall(SYS_pidfd_open, spawned.process, 0))};
    }

    Implementation(Implementation const&) = delete;
    Implementation& operator=(Implementation const&) = delete;

    ~Implementation() { kill(); }

    Exchange ask(std::string const& scenario, subject::Values const& arguments) {
        Exchange exchange;
        exchange.scenario = scenario;
        exchange.arguments = arguments;
        output.clear();
        if (!dead) converse(scenario, arguments, exchange);
        if (dead) {
            exchange.outcome = *dead;
            exchange.detail = detail;
        }
        collect();
        exchange.output = output;
        return exchange;
    }

    Ending end() {
        Ending ending;
        if (!dead) {
            ending.other_processes = has_children();  // before bubblewrap, which ends with the subject, ends them
            auto const nonce = make_nonce();
            send("end " + nonce + '\n');
            auto const line = receive(Clock::now() + goodbye_time);
            ending.end_mark = line == "bye " + nonce;
            ending.other_processes = ending.other_processes || has_children();
            wait_for_the_end(Clock::now() + goodbye_time);
            ending.end_mark = ending.end_mark && pending.empty();
            if (dead && *dead != Outcome::exited) ending.outcome = *dead;
            ending.detail = detail;
        }
        collect();
        if (status) ending.exit_status = status->exit_status;
        ending.other_processes = ending.other_processes || other_logs();
        if (!dead) finish(Outcome::exited, "it was asked to end");
        return ending;
    }

    [[nodiscard]] bool has_children() const { return !dead && watch.has_children(); }

    std::size_t threads_left() {
        for (auto const deadline = Clock::now() + time_to_end;; wait(look_at_end_every)) {
            throw_if_interrupted();
            collect();
            auto const left = dead ? 0 : count_other_threads(spawned.subject, !launch.tsan_options.empty());
            if (left == 0 || Clock::now() >= deadline) return left;
        }
    }

    void signal_all(int number) const {
        if (dead) return;
        ::kill(-spawned.process, number);
        ::kill(spawned.subject, number);  // which may have left the group
    }

    /// Until the stop has arrived at every thread: a signal takes longer on a busy machine. The subject need not be a
    /// child of this process, so there is nothing to wait for but its state.
    void await_stop() const {
        for (auto const deadline = Clock::now() + time_to_stop; !dead && !is_stopped(spawned.subject);) {
            if (Clock::now() >= deadline) return;  // what it uses while it should not is evidence
            std::this_thread::yield();
        }
    }

    Launch launch;
    PrivateFolder folder;
    Spawned spawned;
    SubjectWatch watch{launch, spawned};
    Descriptor process_descriptor;
    std::optional<Outcome> dead;
    std::string detail;
    std::string tsan_log;
    std::chrono::nanoseconds duration{0};

private:
    void wait_for_the_end(Clock::time_point deadline) {
        auto next_look = Clock::now() + look_every;
        watch.begin();
        while (!dead && !reap()) {
            throw_if_interrupted();
            wait(look_every);
            collect();
            if (auto const now = Clock::now(); now >= next_look) {
                look(now >= deadline);
                next_look = now + look_every;
            }
        }
        if (!dead && status->signal != 0) collect_after_death();
    }

    void converse(std::string const& scenario, subject::Values const& arguments, Exchange& exchange) {
        collect();
        if (!pending.empty()) return finish(Outcome::forged, "it spoke before it was asked");
        auto const nonce = make_nonce();
        auto const begin = Clock::now();
        send("ask " + nonce + ' ' + scenario + ' ' + subject::encode(arguments) + '\n');
        auto const line = receive(begin + launch.limits.time);
        duration = Clock::now() - begin;
        if (!line) return;
        try {
            read_reply(*line, nonce, exchange);
        } catch (std::invalid_argument const& error) {
            finish(Outcome::forged, error.what());
        }
    }

    static void read_reply(std::string_view line, std::string const& nonce, Exchange& exchange) {
        auto const verb = line.substr(0, line.find(' '));
        if ((verb != "answer" && verb != "threw") || line.substr(verb.size() + 1, nonce.size() + 1) != nonce + ' ') {
            throw std::invalid_argument{"what came over the private channel is no reply to what was asked: " +
                                        subject::escape(line.substr(0, 60))};
        }
        auto const body = line.substr(verb.size() + nonce.size() + 2);
        exchange.replied = true;
        if (verb == "answer") {
            exchange.reply = subject::decode_values(body);
            exchange.outcome = Outcome::answered;
        } else {
            exchange.detail = subject::unescape(body);
            exchange.outcome = Outcome::threw;
        }
    }

    void send(std::string_view text) const {
        while (!text.empty()) {
            // MSG_NOSIGNAL: a subject that has gone is an outcome, not a SIGPIPE for the judge.
            auto const count = ::send(spawned.channel.get(), text.data(), text.size(), MSG_NOSIGNAL);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    /// The next line; nothing once the subject is dead, and then `dead` and `detail` say why.
    std::optional<std::string> receive(Clock::time_point deadline) {
        auto next_look = Clock::now() + look_every;
        watch.begin();
        for (;;) {
            throw_if_interrupted();
            collect();
            if (auto const end = pending.find('\n'); end != std::string::npos) {
                auto line = pending.substr(0, end);
                pending.erase(0, end + 1);
                return line;
            }
            auto const now = Clock::now();
            if (channel_bytes > longest_reply) finish(Outcome::forged, "a megabyte came without a reply in it");
            if (output_bytes > launch.limits.output_bytes) {
                finish(Outcome::flooded, fmt::format("it printed more than {} KiB", launch.limits.output_bytes / 1024));
            }
            if (!dead && reap()) collect_after_death();
            if (dead) {
                if (pending.find('\n') != std::string::npos) continue;  // it replied, and then died
                return std::nullopt;
            }
            if (now >= next_look) {
                look(now >= deadline);
                next_look = now + look_every;
                if (dead) return std::nullopt;
            }
            wait(std::chrono::duration_cast<milliseconds>(look_every));
        }
    }

    /// Until something arrives, or the time is over.
    void wait(milliseconds time) const {
        std::array<pollfd, 4> watched{{{spawned.channel.get(), POLLIN, 0},
                                       {spawned.output.get(), POLLIN, 0},
                                       {spawned.tsan.get(), POLLIN, 0},
                                       {process_descriptor.get(), POLLIN, 0}}};
        ::poll(watched.data(), watched.size(), static_cast<int>(time.count()));
    }

    /// Takes in what has arrived, without waiting.
    void collect() {
        if (spawned.channel.get() >= 0 && !drain(spawned.channel.get(), pending, 2 * longest_reply, channel_bytes)) {
            spawned.channel.close();
        }
        if (spawned.output.get() >= 0 && !drain(spawned.output.get(), output, output_kept, output_bytes)) {
            spawned.output.close();
        }
        std::uint64_t log_bytes = 0;
        if (spawned.tsan.get() >= 0) drain(spawned.tsan.get(), tsan_log, longest_tsan_log, log_bytes);
        if (log_bytes > 0 && !spawned.tsan_name.empty()) {
            // TSan has opened it: nobody else shall.
            ::unlinkat(spawned.folder.get(), spawned.tsan_name.c_str(), 0);
        }
        if (pending.find('\n') != std::string::npos) channel_bytes = 0;
    }

    bool reap() {
        int raw = 0;
        if (!status && ::waitpid(spawned.process, &raw, WNOHANG) == spawned.process) {
            status = ended(spawned, raw);
        }
        return status.has_value();
    }

    void collect_after_death() {
        collect();
        if (status->signal == SIGXFSZ) {
            finish(Outcome::out_of_disk, fmt::format("more than {} MiB of files", launch.limits.disk_bytes >> 20U));
        } else if (status->signal != 0) {
            auto const* name = ::sigabbrev_np(status->signal);
            finish(Outcome::crashed, fmt::format("signal {} (SIG{})", status->signal, name == nullptr ? "RT" : name));
        } else {
            finish(Outcome::exited, fmt::format("exit status {}", status->exit_status));
        }
    }

    void look(bool time_is_up) {
        if (auto verdict = watch.look(time_is_up)) finish(verdict->outcome, std::move(verdict->detail));
    }

    /// Logs of ThreadSanitizer beside the subject's own: other processes wrote them.
    [[nodiscard]] bool other_logs() const {
        std::error_code gone;
        std::filesystem::directory_iterator entry{"/proc/self/fd/" + std::to_string(spawned.folder.get()), gone};
        for (; !gone && entry != std::filesystem::directory_iterator{}; entry.increment(gone)) {
            auto const name = entry->path().filename().string();
            if (name.rfind("log.", 0) == 0 && name != spawned.tsan_name) return true;
        }
        return false;
    }

    void finish(Outcome outcome, std::string why) {
        if (dead) return;
        kill();
        dead = outcome;
        detail = std::move(why);
    }

    void kill() {
        if (spawned.process <= 0 || killed) return;
        killed = true;
        if (!status) reap();
        kill_tree(spawned.process);
    }

    std::string pending;  ///< of the channel, after the last whole line that was taken
    std::string output;   ///< the beginning of what the student's code printed since the last request
    std::uint64_t output_bytes = 0;
    std::uint64_t channel_bytes = 0;
    std::optional<Ended> status;
    bool killed = false;
};

SubjectProcess::SubjectProcess(Launch launch) : self_{std::make_unique<Implementation>(std::move(launch))} {}
SubjectProcess::~SubjectProcess() = default;

Exchange SubjectProcess::ask(std::string const& scenario, subject::Values const& arguments) {
    return self_->ask(scenario, arguments);
}
Ending SubjectProcess::end() {
    return self_->end();
}
void SubjectProcess::pause() {
    self_->signal_all(SIGSTOP);
    self_->await_stop();
}
void SubjectProcess::resume() {
    self_->signal_all(SIGCONT);
}
double SubjectProcess::cpu_seconds() const {
    return cpu_seconds_of(self_->spawned.subject);
}
bool SubjectProcess::has_children() const {
    return self_->has_children();
}
std::size_t SubjectProcess::threads_left() {
    return self_->threads_left();
}
std::string const& SubjectProcess::tsan_log() const {
    return self_->tsan_log;
}
bool SubjectProcess::alive() const {
    return !self_->dead;
}
std::chrono::nanoseconds SubjectProcess::last_duration() const {
    return self_->duration;
}

Exchange ask_once(Launch const& launch, std::string const& scenario, subject::Values const& arguments) {
    SubjectProcess subject{launch};
    auto exchange = subject.ask(scenario, arguments);
    if (exchange.outcome != Outcome::answered) return exchange;
    auto const ending = subject.end();
    if (!ending.end_mark || ending.exit_status != 0) {
        exchange.outcome = ending.outcome == Outcome::answered ? Outcome::exited : ending.outcome;
        exchange.detail = ending.detail.empty() ? "after its reply, it did not end as it should" : ending.detail;
    }
    return exchange;
}

}  // namespace hb::judge

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "fl/executor/worker.hpp"
#include "fl/memory/shared_memory.hpp"

namespace fl {
namespace {

// What goes over a worker's socket, a byte each way. Writing it happens before reading it, and so does all that was
// done before in the shared memory.
constexpr char do_train = 't';
constexpr char do_evaluate = 'e';
constexpr char was_done = 'd';
constexpr char was_not_summable = 'n';
constexpr char has_failed = 'f';

constexpr std::size_t longest_message = 512;  // bytes of what a worker failed with

std::size_t floats_of(std::vector<std::span<float>> const& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                           [](std::size_t sum, auto const& part) { return sum + part.size(); });
}

/// What a run's processes share. The parent writes all but the results between two rounds; within one, each element of
/// the results is written by one worker.
struct Board {
    Board(Run const& run, std::size_t parameters, std::size_t workers)
        : memory{bytes(run, parameters, workers)},
          next{memory.take<std::atomic<std::size_t>>(1).front()},
          round{memory.take<std::uint32_t>(1).front()},
          count{memory.take<std::size_t>(1).front()},
          global{memory.take<float>(parameters)},
          state{memory.take<float>(floats_of(run.strategy.state()))},
          participants{memory.take<Participant>(run.participants)},
          kept{memory.take<float>(run.participants * run.kept)},
          trained{memory.take<Worker::Trained>(run.participants)},
          shares{memory.take<Score>(evaluation_shares(run.test))} {
        for (std::size_t i = 0; i < workers; ++i) {
            sums.push_back(memory.take<std::int64_t>(run.floats));
            messages.push_back(memory.take<char>(longest_message));
        }
    }

    static std::size_t bytes(Run const& run, std::size_t parameters, std::size_t workers) {
        return SharedMemory::size_of<std::atomic<std::size_t>>(1) + SharedMemory::size_of<std::uint32_t>(1) +
               SharedMemory::size_of<std::size_t>(1) + SharedMemory::size_of<float>(parameters) +
               SharedMemory::size_of<float>(floats_of(run.strategy.state())) +
               SharedMemory::size_of<Participant>(run.participants) +
               SharedMemory::size_of<float>(run.participants * run.kept) +
               SharedMemory::size_of<Worker::Trained>(run.participants) +
               SharedMemory::size_of<Score>(evaluation_shares(run.test)) +
               workers *
                   (SharedMemory::size_of<std::int64_t>(run.floats) + SharedMemory::size_of<char>(longest_message));
    }

    SharedMemory memory;
    std::atomic<std::size_t>& next;  // lock-free, or it would not work between processes
    std::uint32_t& round;
    std::size_t& count;  // of participants
    std::span<float> global;
    std::span<float> state;                     // the strategy's, part after part
    std::span<Participant> participants;        // what they point to was there before the fork, or is `kept`
    std::span<float> kept;                      // [participant]
    std::span<Worker::Trained> trained;         // result: [participant]
    std::span<Score> shares;                    // result: of an evaluation
    std::vector<std::span<std::int64_t>> sums;  // result: [worker]
    std::vector<std::span<char>> messages;      // result: [worker]

    static_assert(std::atomic<std::size_t>::is_always_lock_free);
};

/// A worker's process, from its birth to its end.
class Labourer {
public:
    Labourer(Course const& course, Run const& run, Board& board, std::size_t number)
        : run_{run}, board_{board}, number_{number}, worker_{course} {}

    /// Does what is asked for until the socket is closed, by the parent or by its death.
    void serve(int socket) {
        for (char command = 0; ::read(socket, &command, 1) == 1;) {
            char const answer = attempt(command);
            if (::write(socket, &answer, 1) != 1) return;
        }
    }

private:
    char attempt(char command) {
        try {
            command == do_train ? train() : evaluate();
            return was_done;
        } catch (NotSummable const& error) {
            leave(error);
            return was_not_summable;
        } catch (std::exception const& error) {
            leave(error);
            return has_failed;
        }
    }

    void leave(std::exception const& error) {
        board_.next.store(board_.participants.size(), std::memory_order_relaxed);  // relaxed: as in take()
        auto const message = board_.messages[number_];
        std::strncpy(message.data(), error.what(), message.size() - 1);
    }

    /// relaxed: a number each is all that is asked of it.
    std::size_t take() { return board_.next.fetch_add(1, std::memory_order_relaxed); }

    void train() {
        // This process has the strategy as it was at the fork.
        auto at = board_.state.begin();
        for (auto const part : run_.strategy.state()) {
            std::copy_n(at, part.size(), part.begin());
            at += static_cast<std::ptrdiff_t>(part.size());
        }
        worker_.begin(run_.floats);
        auto const participants = board_.participants.first(board_.count);
        Round const round{board_.round, board_.global, participants, run_.strategy};
        for (auto number = take(); number < participants.size(); number = take()) {
            worker_.train(round, participants[number]);
            board_.trained[number] = worker_.trained().back();
        }
        std::ranges::copy(worker_.sum().units(), board_.sums[number_].begin());
    }

    void evaluate() {
        for (auto number = take(); number < board_.shares.size(); number = take())
            board_.shares[number] = evaluate_share(worker_, board_.global, run_.test, number);
    }

    Run const run_;
    Board& board_;
    std::size_t const number_;
    Worker worker_;
};

struct Child {
    pid_t process;
    int socket;
};

void refuse_threads() {
    auto const threads = std::distance(std::filesystem::directory_iterator{"/proc/self/task"}, {});
    if (threads != 1)
        throw std::logic_error{fmt::format(
            "processes cannot be forked from one that has {} threads: begin the run before any of them", threads)};
}

class Processes final : public Executor {
public:
    Processes(Course const& course, std::size_t workers)
        : course_{course}, workers_{workers}, total_{course.model.parameters()} {
        if (workers == 0) throw std::invalid_argument{"an executor of processes needs at least one worker"};
    }
    ~Processes() override { dismiss(); }
    Processes(Processes const&) = delete;
    Processes& operator=(Processes const&) = delete;

    std::string name() const override { return "processes"; }

    void begin(Run const& run) override {
        dismiss();
        refuse_threads();
        board_ = std::make_unique<Board>(run, course_.model.parameters(), workers_);
        strategy_ = &run.strategy;
        test_ = &run.test;
        kept_ = run.kept;
        total_ = ExactSum{run.floats};
        for (std::size_t i = 0; i < workers_; ++i)
            start(run, i);
    }

    Outcome train(Round const& round, std::span<float> sum) override {
        auto const order = longest_first(round.participants);
        write(round, order);
        ask_all(do_train);
        total_.clear();
        for (auto const& units : board_->sums)
            total_.merge(units);
        total_.read(sum);
        for (std::size_t i = 0; i < order.size(); ++i)
            std::ranges::copy(board_->kept.subspan(i * kept_, kept_), order[i].kept.begin());
        auto const trained = board_->trained.first(order.size());
        return {in_order({trained.begin(), trained.end()})};
    }

    Score evaluate(std::span<float const> parameters, Dataset const& data) override {
        if (&data != test_) throw std::logic_error{"the processes of a run know its own test set only"};
        std::ranges::copy(parameters, board_->global.begin());
        ask_all(do_evaluate);
        return sum_of(board_->shares);
    }

private:
    void start(Run const& run, std::size_t number) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            throw std::system_error{errno, std::generic_category(), "a worker's socket"};
        auto const process = ::fork();
        if (process == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::signal(SIGINT, SIG_IGN);  // Ctrl-C reaches all: the parent decides
            ::close(ends[0]);
            for (auto const& sibling : children_)
                ::close(sibling.socket);  // or it would not see that the parent has closed it
            live(run, number, ends[1]);
        }
        ::close(ends[1]);
        if (process < 0) {
            ::close(ends[0]);
            throw std::system_error{errno, std::generic_category(), "a worker's process"};
        }
        children_.push_back({process, ends[0]});
    }

    /// In the child. Nothing of the parent's is flushed, unwound or destroyed here.
    [[noreturn]] void live(Run const& run, std::size_t number, int socket) {
        try {
            Labourer{course_, run, *board_, number}.serve(socket);
        } catch (...) {
            ::_exit(1);  // no memory: the parent finds a closed socket
        }
        ::_exit(0);
    }

    void write(Round const& round, std::vector<Participant> const& order) {
        board_->round = round.number;
        board_->count = order.size();
        std::ranges::copy(round.global, board_->global.begin());
        auto at = board_->state.begin();
        for (auto const part : strategy_->state())
            at = std::ranges::copy(part, at).out;
        for (std::size_t i = 0; i < order.size(); ++i) {
            auto const kept = board_->kept.subspan(i * kept_, kept_);
            std::ranges::copy(order[i].kept, kept.begin());
            board_->participants[i] = order[i];
            board_->participants[i].kept = kept;
        }
    }

    /// All workers do it together. Throws when all are done, or the first is found dead.
    void ask_all(char command) {
        board_->next.store(0, std::memory_order_relaxed);  // relaxed: the sockets order it
        for (auto const& child : children_)
            if (::send(child.socket, &command, 1, MSG_NOSIGNAL) != 1) mourn(child);
        bool not_summable = false;
        std::string failure;
        for (std::size_t i = 0; i < children_.size(); ++i) {
            char answer = 0;
            ssize_t got = 0;
            while ((got = ::read(children_[i].socket, &answer, 1)) < 0 && errno == EINTR) {
            }
            if (got != 1) mourn(children_[i]);
            if (answer == was_done || !failure.empty()) continue;
            not_summable = answer == was_not_summable;
            failure = board_->messages[i].data();
        }
        if (not_summable) throw NotSummable{failure};
        if (!failure.empty()) throw std::runtime_error{failure};
    }

    [[noreturn]] void mourn(Child const& dead) {
        int status = 0;
        ::waitpid(dead.process, &status, 0);
        auto const how = WIFSIGNALED(status)
                             ? fmt::format("by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)))
                             : fmt::format("with exit status {}", WEXITSTATUS(status));
        auto const message = fmt::format("worker process {} ended {}", dead.process, how);
        std::erase_if(children_, [&](Child const& child) { return child.process == dead.process; });
        ::close(dead.socket);
        dismiss();
        throw std::runtime_error{message};
    }

    void dismiss() {
        for (auto const& child : children_) {
            ::kill(child.process, SIGKILL);  // whatever it is at is of no use any more
            ::close(child.socket);
            ::waitpid(child.process, nullptr, 0);
        }
        children_.clear();
    }

    Course course_;
    std::size_t workers_;
    ExactSum total_;
    std::unique_ptr<Board> board_;
    Strategy* strategy_ = nullptr;
    Dataset const* test_ = nullptr;
    std::size_t kept_ = 0;
    std::vector<Child> children_;
};

}  // namespace

std::unique_ptr<Executor> processes_executor(Course const& course, std::size_t workers) {
    return std::make_unique<Processes>(course, workers);
}

}  // namespace fl

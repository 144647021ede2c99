#pragma once
/// A ThreadSanitizer log as data, and in plain words.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan {

/// One line of a stack, innermost first. Without debug information `file` is empty and `line` 0.
struct Frame {
    std::string function;  ///< as the report names it; empty where it says <null>
    std::string file;
    int line = 0;
    int column = 0;            ///< Clang only; 0 if unknown
    std::string module;        ///< the executable or library, from the trailing "(module+0x123)"
    std::uint64_t offset = 0;  ///< in the module; 0 if the report does not say
};

enum class Kind : std::uint8_t {
    data_race,
    lock_order_inversion,
    thread_leak,
    use_after_free,
    double_lock,
    unlock_of_unlocked,
    destroyed_locked_mutex,
    signal_unsafe_call,
    invalid_mutex,       ///< not made, or destroyed already
    bad_read_lock,       ///< for reading, by the thread that has it locked for writing
    bad_read_unlock,     ///< as a reader's, of a mutex locked for writing
    errno_spoiled,       ///< by a signal handler
    race_between_calls,  ///< on an object of a library that tells TSan about its calls
    other,               ///< a report whose heading this parser does not know: its text is kept
};

/// One of the accesses of a data race.
struct Access {
    bool write = false;
    bool atomic = false;
    int size = 0;                             ///< bytes
    std::string thread;                       ///< "T1", "main thread"
    std::vector<std::string> mutexes;         ///< names of the mutexes held ("M0"), empty if none
    std::vector<std::string> shared_mutexes;  ///< those of `mutexes` that are held for reading only
    std::vector<Frame> stack;
};

/// A thread that a report names.
struct Thread {
    std::string name;        ///< "T1"
    std::string given_name;  ///< by pthread_setname_np; mostly empty
    std::string creator;     ///< the thread that created it; empty if unknown
    bool finished = false;
    std::vector<Frame> created;  ///< where it was created
};

/// A mutex that a report names.
struct Mutex {
    std::string name;              ///< "M0"
    std::vector<Frame> first_use;  ///< where it was made, or first locked if it needs no making (std::mutex)
    bool destroyed = false;        ///< since then: the report knows nothing more of it
};

/// One step of a cycle of locks: `thread` locked `acquired` while it held `held`.
struct LockStep {
    std::string acquired;
    std::string held;
    std::string thread;
    std::vector<Frame> stack;
    std::vector<Frame> held_since;  ///< where it locked `held`; only with TSAN_OPTIONS=second_deadlock_stack=1
};

struct Report {
    Kind kind = Kind::other;
    std::string heading;  ///< "data race"
    std::vector<Access> accesses;
    std::vector<Thread> threads;
    std::vector<Mutex> mutexes;
    std::vector<LockStep> lock_order;  ///< of a lock-order inversion
    std::string location;  ///< "global 'total' of size 8 at 0x...", "stack of main thread", "heap block of size 4"
    std::vector<Frame> location_stack;  ///< where the heap block was allocated
    std::vector<Frame> sleep;  ///< of "As if synchronized via sleep": the sleep that alone kept the accesses apart
    std::vector<Frame> stack;  ///< of a report without accesses: where it happened
    std::vector<Frame> second_stack;  ///< of a destroyed locked mutex: where it was locked
    int similar = 0;                  ///< further leaked threads that were created at the same place
    std::string raw;                  ///< the report as it stands in the log, between its two rules of '='
};

/// Every report in the log, in order. Text outside reports is passed over, and so are colours, carriage returns and
/// what another program wrote before each line ("12: " of ctest, time stamps). Never throws: what it does not
/// understand becomes a report of kind `other` with its raw text, so do crashes ("ERROR: ThreadSanitizer: SEGV ...")
/// and internal errors. A report that is cut short keeps what is there.
[[nodiscard]] std::vector<Report> parse(std::string_view log);

/// How many reports the log says that there were ("ThreadSanitizer: reported 3 warnings", one such line a process).
[[nodiscard]] int announced(std::string_view log);

/// True if the report's kind is known and all is there that its explanation needs: then explain() says everything.
[[nodiscard]] bool understood(Report const& report);

/// True for text between two rules of '=' that no detector wrote: a program may print such rules, too.
[[nodiscard]] bool is_noise(Report const& report);

/// Equal for reports whose explanations say the same, but for the numbers of threads, mutexes and descriptors, for the
/// size of the heap block, and for which access came first. `folder` is explain()'s.
[[nodiscard]] std::string signature(Report const& report, std::string_view folder = {});

/// The name of a function without arguments, template parameters and return type: "hb::Queue::push".
[[nodiscard]] std::string plain_name(std::string_view function);

/// True if any frame of any of its stacks has this function (compared without arguments and template parameters).
[[nodiscard]] bool mentions(Report const& report, std::string_view function);

/// The innermost frame of the stack in a file whose path ends with `file_suffix` (whole path components); the innermost
/// frame with a file that is not of the system or the standard library if the suffix is empty.
[[nodiscard]] std::optional<Frame> frame_in(std::vector<Frame> const& stack, std::string_view file_suffix);

/// The report in at most 12 lines of at most 74 columns: what happened, the two accesses with their source lines (read
/// from the files named, if they can be read), who made the threads, and one sentence on what is missing between the
/// accesses. `answer` is the path of the student's file (may be empty): frames in it are preferred, and its lines are
/// read from there. `folder` (may be empty) is where to look first for the other files that the report names.
[[nodiscard]] std::string explain(Report const& report, std::string_view answer, std::string_view folder = {});

}  // namespace hb::tsan

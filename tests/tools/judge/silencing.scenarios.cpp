// Two threads race, and the subject tries to keep the explorer from telling. Each way that is linked into the program
// is a subject of its own (HB_OWN_...); the others are scenarios.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

// As the runtime writes it (tools/explore/src/report.hpp), of a search in which all went well.
constexpr std::string_view good_report =
    "program\t/proc/self/exe\n"
    "outcome\tcompleted\t\t\t:\t2\n"
    "totals\tsearch\t2\t0\t1\t4\t3\t0\t0\t1000\n"
    "end\n";
constexpr int most_descriptors = 1024;

void race() {
    int total = 0;
    std::thread first{[&total] { ++total; }};
    std::thread second{[&total] { ++total; }};
    first.join();
    second.join();
}

/// `call` for each open descriptor but the standard ones.
template <class Call>
void for_each_descriptor(Call call) {
    for (int descriptor = 3; descriptor < most_descriptors; ++descriptor)
        if (fcntl(descriptor, F_GETFD) >= 0) call(descriptor);
}

void write_everywhere(std::string_view text) {
    for_each_descriptor([text](int descriptor) { static_cast<void>(!write(descriptor, text.data(), text.size())); });
}

[[noreturn]] void end_unseen() {
    asm volatile("syscall" : : "a"(SYS_exit_group), "D"(0));
    __builtin_unreachable();
}

/// What is at that distance from a function of the runtime becomes 1.
void set_in_runtime(std::int64_t distance) {
    auto* const function = static_cast<char*>(dlsym(RTLD_DEFAULT, "__tsan_func_entry"));
    *(function + distance) = 1;
}

Values nothing(Arguments const&) {
    return {{"total", 2}};
}

/// A scenario that does something before it races.
#define HB_SILENCES(name, does)                                                     \
    Scenario const name {                                                           \
        #name, "see its name", {{"distance", 0, "of a variable of the runtime's"}}, \
            [](Arguments const& given) -> Values {                                  \
                static_cast<void>(given);                                           \
                does;                                                               \
                race();                                                             \
                return {{"total", 2}};                                              \
            },                                                                      \
            nothing                                                                 \
    }

HB_SILENCES(honest, );
HB_SILENCES(sets_past_races, set_in_runtime(given.integer("distance")));
HB_SILENCES(closes_the_report, for_each_descriptor(close));
HB_SILENCES(redirects_the_report, for_each_descriptor([](int descriptor) { dup2(STDOUT_FILENO, descriptor); }));
HB_SILENCES(forges_a_report, {
    write_everywhere(good_report);
    end_unseen();
});
HB_SILENCES(forges_and_goes_on, write_everywhere(good_report));
HB_SILENCES(spoils_a_line, write_everywhere("outcome\tcompleted\t\t\t:\t"));
HB_SILENCES(exits, std::exit(0));
HB_SILENCES(exits_at_once, _exit(0));
HB_SILENCES(exits_unseen, end_unseen());

}  // namespace

#ifdef HB_OWN_WRITE
extern "C" __attribute__((visibility("hidden"), no_sanitize("thread"))) void __tsan_write4(void*) {}
#endif

#ifdef HB_OWN_THREADS
extern "C" int pthread_create(pthread_t* thread, pthread_attr_t const*, void* (*run)(void*), void* argument) {
    *thread = pthread_self();
    run(argument);
    return 0;
}
extern "C" int pthread_join(pthread_t, void**) {
    return 0;
}
#endif

#ifdef HB_OWN_START
extern "C" int __libc_start_main(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*) {
    write_everywhere(good_report);
    end_unseen();
}
#endif

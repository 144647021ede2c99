#include "judge/interrupt.hpp"

#include <csignal>

namespace hb::judge {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int /*signal*/) {
    interrupted = 1;
}

}  // namespace

void catch_interrupts() {
    struct sigaction action{};
    action.sa_handler = note;  // without SA_RESTART: a wait ends, so that its loop can look
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void throw_if_interrupted() {
    if (interrupted != 0) throw Interrupted{};
}

}  // namespace hb::judge

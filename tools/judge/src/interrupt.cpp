#include "judge/interrupt.hpp"

#include <csignal>

namespace hb::judge {
namespace {

volatile std::sig_atomic_t noted = 0;

void note(int /*signal*/) {
    noted = noted + 1;
}

}  // namespace

void catch_interrupts() {
    struct sigaction action{};
    action.sa_handler = note;  // without SA_RESTART: a wait ends, so that its loop can look
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return noted != 0;
}

int interrupts() {
    return noted;
}

void throw_if_interrupted() {
    if (interrupted()) throw Interrupted{};
}

}  // namespace hb::judge

#include "keys.hpp"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace hb::cli {
namespace {

/// As found. Not in the object: a signal's handler reads it.
termios original;
volatile std::sig_atomic_t held = 0;

/// What ends a program without its destructors, and is not noted by judge::catch_interrupts.
constexpr int fatal_signals[] = {SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

void restore_and_die(int signal) {
    if (held != 0) ::tcsetattr(STDIN_FILENO, TCSANOW, &original);
    ::raise(signal);  // SA_RESETHAND: now it does what it does without us
}

bool in_foreground() {
    return ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

}  // namespace

Keys::Keys() {
    terminal_ =
        ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &original) == 0;
    if (!terminal_) return;
    for (int const signal : fatal_signals) {
        struct sigaction action{};
        action.sa_handler = restore_and_die;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        struct sigaction before{};
        ::sigaction(signal, &action, &before);
        if (before.sa_handler == SIG_IGN) ::sigaction(signal, &before, nullptr);  // nohup
    }
    hold();
}

Keys::~Keys() {
    release();
}

int Keys::descriptor() const {
    return terminal_ && in_foreground() ? STDIN_FILENO : -1;
}

std::optional<char> Keys::next() {
    char key = 0;
    auto const count = ::read(STDIN_FILENO, &key, 1);
    if (count == 0 || (count < 0 && errno == EIO)) terminal_ = false;  // hung up: no key will ever come
    return count == 1 ? std::optional{key} : std::nullopt;
}

void Keys::hold() {
    // In the background a change of the terminal's settings would stop us.
    if (!terminal_ || !in_foreground()) return;
    termios by_key = original;
    by_key.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    by_key.c_cc[VMIN] = 1;
    by_key.c_cc[VTIME] = 0;
    held = 1;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &by_key);
}

void Keys::release() {
    if (held != 0 && in_foreground()) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &original);
    held = 0;
}

}  // namespace hb::cli

#include "fl_sim/display.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "fl_sim/means.hpp"

namespace fl_sim {
namespace {

constexpr int bar_width = 20;  // columns, of 80

std::string bar(std::uint32_t done, std::uint32_t all) {
    auto const full = static_cast<std::size_t>(std::uint64_t{bar_width} * done / all);
    return std::string(full, '#') + std::string(bar_width - full, '.');
}

std::string clock_of(double seconds) {
    auto const whole = std::lround(seconds);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

Display::Display(std::uint32_t rounds) : rounds_{rounds}, on_terminal_{::isatty(STDERR_FILENO) == 1} {
    fmt::print("{:>6} {:>8} {:>10} {:>10} {:>11}\n", "round", "clients", "loss", "test loss", "accuracy");
    std::fflush(stdout);
}

Display::~Display() {
    clear_line();
}

void Display::show(fl::RoundReport const& report) {
    clear_line();
    if (report.test.samples > 0) {
        accuracy_ = accuracy(report.test);
        fmt::print("{:>6} {:>8} {:>10.4f} {:>10.4f} {:>9.1f} %\n", report.round + 1, report.clients,
                   mean_loss(report.training), mean_loss(report.test), 100 * accuracy_);
        std::fflush(stdout);
    }
    move_on(report);
}

void Display::move_on(fl::RoundReport const& report) {
    ++done_;
    clients_ += report.clients;
    samples_ += report.training.samples;
    if (!on_terminal_) return;
    std::chrono::duration<double> const passed = std::chrono::steady_clock::now() - begin_;
    auto const a_second = [&](std::size_t count) { return static_cast<double>(count) / passed.count(); };
    auto const left = passed.count() / done_ * (rounds_ - report.round - 1);
    fmt::print(stderr, "{} {}/{}  {:.0f} clients/s  {:.0f} samples/s  {:.1f} %  {} left",
               bar(report.round + 1, rounds_), report.round + 1, rounds_, a_second(clients_), a_second(samples_),
               100 * accuracy_, clock_of(left));
    std::fflush(stderr);
}

void Display::clear_line() {
    if (!on_terminal_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
}

}  // namespace fl_sim
